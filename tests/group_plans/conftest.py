from datetime import UTC, date, datetime

import pytest

from khuyencong.funding.actions import Posting
from khuyencong.regulations.models import SubContent
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import LineFacts, SchemeFacts

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


@pytest.fixture
def scheme(law, province, centre_officer):
    return group_scheme(province, centre_officer.organisation)
