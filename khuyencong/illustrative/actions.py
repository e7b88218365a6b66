import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from khuyencong.establishments.actions import register_illustrative
from khuyencong.indicators.actions import record_term_total
from khuyencong.organisations.actions import add_organisation
from khuyencong.organisations.models import Kind as OrganisationKind
from khuyencong.places.models import DisadvantagedArea, HardshipCategory, Unit
from khuyencong.places.models import Kind as UnitKind
from khuyencong.places.queries import UnknownPlace, resolve_province
from khuyencong.programmes.actions import add_programme
from khuyencong.regulations.models import SubContent, Trade
from khuyencong.schemes.actions import record_all, record_results
from khuyencong.schemes.models import Line, Scheme

from .after import record_delivery
from .batches import Drawn, draw_batch
from .before import record_preparation
from .changes import record_changes
from .early import record_early
from .ground import Ground, Member
from .law import Law, read_law
from .models import Loading
from .outcomes import draw_outcome
from .people import committee_of, people_of
from .plan import Batch, Term, read_plan
from .plans import record_plans
from .recorded import Recorded
from .register import draw_communes, draw_register
from .standing import year_of

DEEP_YEARS = 1
"""Of so many last years of a term, and of those after it, the histories are told in full."""

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
    terms = read_plan()
    missing = [term for term in terms if term.code not in present]
    loaded = _load_all(missing, at=at) if missing else {}
    return [
        loaded[term.code].report if term.code in loaded else _kept(term, present[term.code])
        for term in terms
    ]


def _load_all(terms: Sequence[Term], *, at: datetime) -> dict[str, "_Loaded"]:
    """Enter the terms, by their codes; then do what goes on in them.

    The day-to-day actions ask much: they come once the database has counted what it now holds.
    """
    law = read_law()
    with _no_collection():
        loaded = {term.code: _load(term, law, at=at) for term in terms}
        _analyse()
        for one in loaded.values():
            record_early(one.ground, one.members, one.schemes)
    return loaded


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A term that has been entered, and what goes on in it stands on."""

    report: Report
    ground: Ground
    members: Sequence[Member]
    schemes: Sequence[Recorded]


@contextmanager
def _no_collection() -> Iterator[None]:
    """A third of the time would go into looking for cycles among rows that have none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _kept(term: Term, digest: str) -> Report:
    return Report(term.name, State.PRESENT if digest == term.digest else State.OTHER_PLAN)


def _load(term: Term, law: Law, *, at: datetime) -> _Loaded:
    today = timezone.localdate(at)
    ground = _prepare(term, law, today)
    members = _register(ground)
    batches = [
        *term.batches,
        *term.refused,
        *(_in_hand(each, today) for each in term.in_hand),
        *(replace(each, years=((year_of(each, today), 1),)) for each in term.early),
    ]
    drawn = {batch.code: draw_batch(batch, ground, members) for batch in batches}
    everything = [one for of_batch in drawn.values() for one in of_batch]
    recorded = record_all([one.facts for one in everything], by=None, at=at)
    _record_results(ground, members, drawn, recorded)
    lived = list(_with_lines(recorded, everything))
    _record_histories(ground, lived)
    _record_earlier_totals(ground)
    Loading.objects.create(
        term=term.code, programme=ground.programme, digest=term.digest, loaded_at=at
    )
    entries = sum(len(line.postings) for one in everything for line in one.facts.lines)
    report = Report(term.name, State.LOADED, len(recorded), entries)
    return _Loaded(report, ground, members, lived)


def _in_hand(batch: Batch, today: date) -> Batch:
    """The batch with its years counted from the one before today's."""
    years = tuple((today.year - 1 + number, weight) for number, weight in batch.years)
    return replace(batch, years=years)


def _record_results(
    ground: Ground,
    members: Sequence[Member],
    drawn: Mapping[str, Sequence[Drawn]],
    recorded: Sequence[Scheme],
) -> None:
    schemes = iter(recorded)
    batches = {
        code: [(next(schemes), one.facts) for one in of_batch] for code, of_batch in drawn.items()
    }
    record_results(
        [
            facts
            for outcome in ground.term.outcomes
            for facts in draw_outcome(outcome, ground, members, batches)
        ]
    )


def _with_lines(recorded: Sequence[Scheme], drawn: Sequence[Drawn]) -> Iterator[Recorded]:
    """The schemes that have a life, each with its lines in the order they were drawn in."""
    lines = iter(
        Line.objects.filter(scheme__in=[scheme.pk for scheme in recorded])
        .select_related("account", "beneficiary__establishment__commune")
        .order_by("pk")
    )
    for scheme, one in zip(recorded, drawn, strict=True):
        own = list(islice(lines, len(one.facts.lines)))
        if one.life is not None:
            yield Recorded(scheme, one.facts, one.life, own)


def _record_histories(ground: Ground, schemes: Sequence[Recorded]) -> None:
    """Record all that the register of schemes itself does not hold."""
    deep_from = ground.term.period.end.year - DEEP_YEARS + 1
    record_preparation(ground, schemes, deep_from=deep_from)
    record_plans(ground, schemes)
    record_delivery(ground, schemes, deep_from=deep_from)
    record_changes(ground, schemes)


def _analyse() -> None:
    """Let the database count what it now holds: with tables it takes for empty it plans badly."""
    labels = ("dossiers", "appraisals", "planning", "delivery", "adjustments", "schemes", "funding")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    tables = [model._meta.db_table for model in models if model._meta.managed]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}, establishments_establishment")


def _prepare(term: Term, law: Law, today: date) -> Ground:
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
    centre = add_organisation(
        code=f"minh-hoa-trung-tam-khuyen-cong-{province.slug}",
        name=f"Trung tâm Khuyến công {province.name} (minh họa)",
        kind=OrganisationKind.PROMOTION_CENTRE,
        place=province,
        is_illustrative=True,
    )
    return Ground(
        term=term,
        people=people_of(province, centre),
        law=law,
        today=today,
        province=province,
        communes=communes,
        poor_communes=poor_communes,
        trades=trades,
        sub_contents={each.code: each for each in SubContent.objects.select_related("kind")},
        programme=add_programme(
            code=f"minh-hoa-{term.code}",
            name=term.name,
            province=province,
            period=term.period,
            is_illustrative=True,
        ),
        centre=centre,
        committee=committee_of(province) if term.early else centre,
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
