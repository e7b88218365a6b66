from datetime import UTC, date, datetime

import factory

from khuyencong.adjustments.lifecycle import OPENED
from khuyencong.adjustments.models import Change, ChangeRequest, Kind, RequestPaper, RequestStep
from khuyencong.funding.actions import Posting
from khuyencong.schemes.actions import LineFacts, SchemeFacts, record

from .accounts import UserFactory
from .establishments import EstablishmentFactory
from .schemes import SchemeFactory

AT = datetime(2026, 6, 1, 2, tzinfo=UTC)
MILLION = 1_000_000


class ChangeRequestFactory(factory.django.DjangoModelFactory):
    """A draft of the first request on a planned scheme, with nothing asked for yet."""

    class Meta:
        model = ChangeRequest
        skip_postgeneration_save = True

    scheme = factory.SubFactory(SchemeFactory)
    number = 1
    reason = "Đơn vị thụ hưởng đề nghị."
    opened_by = factory.SubFactory(UserFactory)
    opened_at = AT

    @factory.post_generation
    def entered(self, create, extracted, **kwargs):
        """Start the history, so that the request stands where its last step led."""
        if create:
            RequestStepFactory(request=self, by=self.opened_by, to_state=self.state)


class RequestStepFactory(factory.django.DjangoModelFactory):
    """The beginning of a request's history; give ``request``."""

    class Meta:
        model = RequestStep

    number = 1
    name = OPENED
    to_state = "draft"
    by = factory.SubFactory(UserFactory)
    at = AT


class ChangeFactory(factory.django.DjangoModelFactory):
    """The work is to be done by the end of March of the next year; give ``request``."""

    class Meta:
        model = Change

    kind = Kind.END_DATE
    old_key = "2026-12-31"
    old_text = "31/12/2026"
    new_key = "2027-03-31"
    new_text = "31/3/2027"


class RequestPaperFactory(factory.django.DjangoModelFactory):
    """The department's confirmation, by its number; give ``request``."""

    class Meta:
        model = RequestPaper

    title = "Công văn đề nghị của Sở Công Thương"
    number = "120/SCT-QLCN"
    dated_on = date(2026, 5, 28)
    is_endorsement = True
    by = factory.SubFactory(UserFactory)
    at = AT


def approved_scheme(place, code="KC-2026-001", *, lines=None, **more):
    """A planned scheme of 2026 whose one line was given 200 million by the province."""
    facts = {
        "name": f"Đề án {code}",
        "tier": "province",
        "form": "single",
        "start_year": 2026,
        "end_year": 2026,
        "recorded_as": "planned",
        "dated_on": date(2026, 1, 15),
        **more,
    }
    if lines is None:
        lines = (line_given(place, province=200),)
    return record(SchemeFacts(code=code, province=place, lines=lines, **facts), by=None, at=AT)


def line_given(place, *, establishment=None, content="machine", item="Máy sấy", year=2026, **given):
    """A line for an establishment of its own; million đồng by source, ``counterpart`` too."""
    return LineFacts(
        year=year,
        content=content,
        item=item,
        establishment=establishment or EstablishmentFactory(province=place),
        dated_on=date(2026, 1, 15) if year == 2026 else None,
        postings=tuple(
            Posting(
                millions * MILLION,
                "allocated",
                "counterpart" if source == "counterpart" else "grant",
                "" if source == "counterpart" else source,
                date(2026, 1, 15),
                "01/QĐ-UBND",
            )
            for source, millions in given.items()
        ),
    )
