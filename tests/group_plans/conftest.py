from datetime import UTC, date, datetime

import pytest

from khuyencong.funding.actions import Posting
from khuyencong.group_plans import actions, queries
from khuyencong.group_plans.actions import PartFacts
from khuyencong.regulations.models import SubContent
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import LineFacts, SchemeFacts
from tests.factories.establishments import EstablishmentFactory

MILLION = 1_000_000
GIVEN = date(2026, 2, 1)


def at(month, day):
    """Nine in the morning of a day of 2026."""
    return datetime(2026, month, day, 2, tzinfo=UTC)


def group_scheme(province, implementer, *, form="group", content="machine"):
    """A planned scheme with a line for nobody yet: 500 national, 100 local, 700 of their own."""
    return schemes.record(
        SchemeFacts(
            code="KCQG-2026-001",
            name="Máy sấy lạnh",
            tier="national",
            form=form,
            province=province,
            start_year=2026,
            end_year=2026,
            dated_on=GIVEN,
            implementer=implementer,
            lines=(
                LineFacts(
                    year=2026,
                    content=content,
                    sub_content=SubContent.objects.get(code="machinery"),
                    item="Hỗ trợ máy sấy lạnh cho 02 cơ sở",
                    dated_on=GIVEN,
                    postings=tuple(
                        Posting(millions * MILLION, nature, kind, level, GIVEN)
                        for nature, kind, level, millions in (
                            ("registered", "grant", "national", 500),
                            ("registered", "grant", "province", 100),
                            ("registered", "counterpart", "", 700),
                            ("allocated", "grant", "national", 500),
                            ("allocated", "grant", "province", 100),
                        )
                    ),
                ),
            ),
        ),
        by=None,
        at=at(2, 1),
    )


def facts(scheme, name, support=300, own=350, *, papers=True):
    """Support and own money, in millions, of an establishment with all its papers, or none."""
    asked = queries.papers_asked(scheme, on=date(2026, 2, 10))
    return PartFacts(
        establishment=EstablishmentFactory(name=name, province=scheme.province),
        item=f"Máy sấy của {name}",
        place="",
        support_vnd=support * MILLION,
        counterpart_vnd=own * MILLION,
        papers={one.pk: "lưu tại Trung tâm" for one in asked} if papers else {},
    )


def plan_of(scheme, centre_officer, *parts):
    """A plan of the scheme's one line."""
    plan = actions.open_plan(scheme, by=centre_officer, at=at(2, 10))
    for part in parts:
        actions.put_part(plan, scheme.lines.get(), part)
    return plan


@pytest.fixture
def scheme(law, province, centre_officer):
    return group_scheme(province, centre_officer.organisation)
