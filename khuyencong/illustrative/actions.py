from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from django.db import connection, transaction

from khuyencong.establishments.actions import register_illustrative
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Account, Entry
from khuyencong.indicators.actions import record_term_total
from khuyencong.organisations.actions import add_organisation
from khuyencong.organisations.models import Kind as OrganisationKind
from khuyencong.places.models import DisadvantagedArea, HardshipCategory, Unit
from khuyencong.places.models import Kind as UnitKind
from khuyencong.places.queries import UnknownPlace, resolve_province
from khuyencong.programmes.actions import add_programme
from khuyencong.regulations.models import SubContent, Trade
from khuyencong.schemes.actions import record_all, record_results
from khuyencong.schemes.models import Beneficiary, Line, Result, Scheme

from .batches import draw_batch
from .ground import Ground, Member
from .models import Loading
from .outcomes import draw_outcome
from .plan import Term, read_plan
from .register import draw_communes, draw_register

_AREAS_SOURCE = "Dữ liệu minh họa, không phải danh mục do cơ quan nhà nước ban hành"


class NotReady(Exception):
    """The catalogues that the records stand on are not loaded; the message says what to run."""


class State(StrEnum):
    """What a loading found or did for one term; the value is said on the screen."""

    LOADED = "đã nạp"
    PRESENT = "đã có sẵn"
    OTHER_PLAN = "giữ bản nạp theo kế hoạch cũ (sổ chỉ ghi thêm, không thay được)"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one term of the plan."""

    name: str
    state: State
    schemes: int = 0
    entries: int = 0


@transaction.atomic
def load(*, at: datetime) -> list[Report]:
    """Enter the synthetic records of every term that has none yet (nạp dữ liệu minh họa).

    Raise :class:`NotReady` without the catalogues of places and regulations.
    """
    present = dict(Loading.objects.values_list("term", "digest"))
    reports = [
        _kept(term, present[term.code]) if term.code in present else _load(term, at=at)
        for term in read_plan()
    ]
    if any(report.state is State.LOADED for report in reports):
        _analyse()
    return reports


def _kept(term: Term, digest: str) -> Report:
    return Report(term.name, State.PRESENT if digest == term.digest else State.OTHER_PLAN)


def _load(term: Term, *, at: datetime) -> Report:
    ground = _prepare(term)
    members = _register(ground)
    drawn = [draw_batch(batch, ground, members) for batch in term.batches]
    schemes = [facts for batch in drawn for facts in batch]
    recorded = record_all(schemes, by=None, at=at)
    pairs = iter(zip(recorded, schemes, strict=True))
    batches = {
        batch.code: list(islice(pairs, len(facts)))
        for batch, facts in zip(term.batches, drawn, strict=True)
    }
    record_results(
        [
            facts
            for outcome in term.outcomes
            for facts in draw_outcome(outcome, ground, members, batches)
        ]
    )
    _record_earlier_totals(ground)
    Loading.objects.create(
        term=term.code, programme=ground.programme, digest=term.digest, loaded_at=at
    )
    entries = sum(len(line.postings) for facts in schemes for line in facts.lines)
    return Report(term.name, State.LOADED, len(recorded), entries)


def _analyse() -> None:
    """Let the database count what it now holds: with tables it takes for empty it plans badly."""
    tables = [model._meta.db_table for model in (Account, Entry, Scheme, Line, Beneficiary, Result)]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}, {Establishment._meta.db_table}")


def _prepare(term: Term) -> Ground:
    try:
        province = resolve_province(term.place, on=term.period.end)
    except UnknownPlace as missing:
        raise NotReady("Chưa có danh mục địa danh: hãy chạy load_places trước.") from missing
    trades = {trade.code: trade for trade in Trade.objects.all()}
    if not trades:
        raise NotReady("Chưa có danh mục ngành nghề: hãy chạy load_regulations trước.")
    communes, poor_communes = draw_communes(
        term.code,
        list(
            Unit.objects.communes()
            .filter(province=province, kind__in=(UnitKind.RURAL_COMMUNE, UnitKind.TOWNSHIP))
            .valid_on(term.period.end)
            .order_by("code")
        ),
        sum(line.poor or 0 for line in term.registers),
    )
    _list_as_poor(poor_communes, term)
    return Ground(
        term=term,
        province=province,
        communes=communes,
        poor_communes=poor_communes,
        trades=trades,
        sub_contents={each.code: each for each in SubContent.objects.all()},
        programme=add_programme(
            code=f"minh-hoa-{term.code}",
            name=term.name,
            province=province,
            period=term.period,
            is_illustrative=True,
        ),
        centre=add_organisation(
            code=f"minh-hoa-trung-tam-khuyen-cong-{province.slug}",
            name=f"Trung tâm Khuyến công {province.name} (minh họa)",
            kind=OrganisationKind.PROMOTION_CENTRE,
            place=province,
            is_illustrative=True,
        ),
    )


def _list_as_poor(communes: Iterable[Unit], term: Term) -> None:
    DisadvantagedArea.objects.bulk_create(
        DisadvantagedArea(
            unit=commune,
            category=HardshipCategory.ESPECIALLY_DIFFICULT,
            valid_from=term.period.start,
            valid_to=term.period.end,
            source=_AREAS_SOURCE,
            is_illustrative=True,
        )
        for commune in communes
    )


def _register(ground: Ground) -> list[Member]:
    drawn = draw_register(ground)
    registered = register_illustrative((each.code, each.facts) for each in drawn)
    return [
        Member(establishment, each.activity, each.is_disadvantaged)
        for establishment, each in zip(registered, drawn, strict=True)
    ]


def _record_earlier_totals(ground: Ground) -> None:
    for total in ground.term.earlier_totals:
        record_term_total(
            measure=total.measure,
            source=total.source,
            province=ground.province,
            period=ground.term.period.previous(),
            value=total.value,
            note=total.note,
        )
