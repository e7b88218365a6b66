from datetime import UTC, date, datetime
from decimal import Decimal

from khuyencong.accounts.models import User
from khuyencong.funding.actions import Posting
from khuyencong.planning.optimiser import Candidate
from khuyencong.schemes.actions import LineFacts, SchemeFacts, record_all

from .accounts import UserFactory
from .appraisals import AgreedLineFactory, AppraisalFactory, ConclusionFactory
from .establishments import EstablishmentFactory

AT = datetime(2026, 11, 20, tzinfo=UTC)
YEAR = 2027
MILLION = 1_000_000


def candidate(key, score=80, /, national=0, province=0, content="machine", **more):
    """A scheme that needs so many million đồng of each source, all for one content."""
    needs = {
        level: millions * MILLION
        for level, millions in (("national", national), ("province", province))
        if millions
    }
    money = sum(needs.values())
    more = {"contents": {content: money}} | more
    return Candidate(key=key, score=None if score is None else Decimal(score), needs=needs, **more)


def scheme_asking(
    place,
    code,
    *,
    state="appraised",
    tier="province",
    lines=None,
    is_illustrative=False,
    **asked,
):
    """A scheme of 2027 whose one line asks for million đồng by source: ``province=200``."""
    asked = asked or {"province": 100}
    return record_all(
        [
            SchemeFacts(
                code=code,
                name=f"Đề án {code}",
                tier=tier,
                form="single",
                province=place,
                start_year=YEAR,
                end_year=YEAR,
                recorded_as=state,
                is_illustrative=is_illustrative,
                lines=tuple(lines or [line_asking(place, **asked)]),
            )
        ],
        by=None,
        at=AT,
    )[0]


def line_asking(place, *, content="machine", establishment=None, year=YEAR, **asked):
    """A line for an establishment of its own that asks for million đồng by source."""
    return LineFacts(
        year=year,
        content=content,
        establishment=establishment or EstablishmentFactory(province=place),
        postings=tuple(
            Posting(millions * MILLION, "registered", "grant", level, date(2026, 6, 1))
            for level, millions in asked.items()
        ),
    )


def appraised(scheme, score, *, agreed=None, level="base"):
    """Conclude an appraisal of the scheme: a score of 0–100, million đồng agreed to by line."""
    person = User.objects.first() or UserFactory()
    conclusion = ConclusionFactory(
        appraisal=AppraisalFactory(scheme=scheme, level=level, opened_by=person),
        by=person,
        outcome="approve",
        note="",
        score_sum=round(score * 10),
        scores_count=10,
        step=scheme.history.order_by("-number").first(),
    )
    for line, millions in (agreed or {}).items():
        AgreedLineFactory(conclusion=conclusion, line=line, support_vnd=millions * MILLION)
    return conclusion
