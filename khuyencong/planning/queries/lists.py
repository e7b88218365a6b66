"""Years, plans, editions as pages list them; plans side by side; what a decision still lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from khuyencong.accounts.models import User
from khuyencong.funding.models import Envelope, Level
from khuyencong.lib.money import show_vnd
from khuyencong.lib.quantity import show_decimal
from khuyencong.schemes.models import Scheme

from ..models import EditionRow, Plan, PlanEdition, PlanItem
from .candidates import UNDER_WAY
from .cells import Cell, cells_of
from .totals import PlanTotals, totals_of

_TOTAL = (
    F("items__national_vnd")
    + F("items__province_vnd")
    + F("items__district_vnd")
    + F("items__commune_vnd")
)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A plan year with how many envelopes, plans and editions it has."""

    year: int
    envelopes_count: int
    plans_count: int
    editions_count: int


def year_rows(user: User, *, now: int) -> list[YearRow]:
    """The years that have anything, and this and the next, newest first; three queries."""
    counts = [
        dict(rows.visible_to(user).order_by().values_list("year").annotate(Count("pk")))
        for rows in (Envelope.objects, Plan.objects, PlanEdition.objects)
    ]
    years = {now, now + 1}.union(*counts)
    return [
        YearRow(year, *(count.get(year, 0) for count in counts))
        for year in sorted(years, reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of the list, with its count of schemes and đồng."""

    plan: Plan
    schemes_count: int
    total_vnd: int


def plans_of(user: User, year: int) -> list[PlanRow]:
    """The plans of a year that the person may see; one query."""
    included = Q(items__is_included=True)
    found = (
        Plan.objects.visible_to(user)
        .filter(year=year)
        .select_related("place", "edition", "created_by")
        .annotate(chosen=Count("items", filter=included), money=Sum(_TOTAL, filter=included))
    )
    return [PlanRow(plan, plan.chosen, plan.money or 0) for plan in found]  # type: ignore[attr-defined]  # annotated


def items_of(plan: Plan, user: User) -> "QuerySet[PlanItem]":
    """The items whose schemes the person may see, chosen ones first, then by score."""
    seen = Scheme.objects.visible_to(user)
    return (
        plan.items.filter(scheme__in=seen)
        .select_related("scheme", "scheme__province")
        .order_by("-is_included", F("score").desc(nulls_last=True), "scheme__code")
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side: their totals, and the schemes on which they differ."""

    plans: Sequence[Plan]
    totals: Sequence[PlanTotals]
    sums: Sequence[tuple[str, Sequence[str]]]
    differing: Sequence[tuple[Scheme, Sequence[PlanItem | None]]]


def compare(plans: Sequence[Plan], user: User) -> Comparison:
    """Put plans of one year side by side."""
    items = [list(items_of(plan, user)) for plan in plans]
    ids = {item.scheme_id for of_plan in items for item in of_plan}
    cells = cells_of(ids, year=plans[0].year)
    totals = [totals_of(plan, of_plan, cells) for plan, of_plan in zip(plans, items, strict=True)]
    return Comparison(plans, totals, list(_sums(totals)), list(_differing(items)))


def _sums(totals: Sequence[PlanTotals]) -> Iterable[tuple[str, list[str]]]:
    yield "Số đề án", [str(one.schemes_count) for one in totals]
    yield "Tổng kinh phí hỗ trợ", [show_vnd(one.total_vnd) for one in totals]
    yield "Tổng điểm thẩm định", [show_decimal(one.score, 1) for one in totals]
    for name in ("sources", "contents", "areas"):
        amounts = [{part.label: part.amount_vnd for part in getattr(one, name)} for one in totals]
        for label in sorted(set().union(*amounts)):
            yield label, [show_vnd(amount.get(label, 0)) for amount in amounts]


def _differing(
    items: Sequence[Sequence[PlanItem]],
) -> Iterable[tuple[Scheme, list[PlanItem | None]]]:
    by_scheme = [{item.scheme_id: item for item in of_plan} for of_plan in items]
    schemes = {item.scheme_id: item.scheme for of_plan in items for item in of_plan}
    for pk, scheme in sorted(schemes.items(), key=lambda pair: pair[1].code):
        row = [of_plan.get(pk) for of_plan in by_scheme]
        if len({(item.is_included, item.total_vnd) if item else None for item in row}) > 1:
            yield scheme, row


def edition_rows(edition: PlanEdition, user: User) -> "QuerySet[EditionRow]":
    """The rows of an edition whose schemes the person may see."""
    return EditionRow.objects.visible_to(user).filter(edition=edition).select_related("scheme")


def missing_for_decision(
    plan: Plan, items: Iterable[PlanItem], cells: Mapping[int, list[Cell]]
) -> list[str]:
    """What keeps the plan from being decided, a sentence each; nothing when it may be."""
    chosen = [item for item in items if item.is_included]
    if not chosen:
        return ["Phương án chưa có đề án nào."]
    said = [
        sentence for item in chosen for sentence in _lacking(item, cells.get(item.scheme_id, []))
    ]
    said += [
        f"{source.label} chỉ còn {show_vnd(source.left_vnd or 0)}, "
        f"phương án cần {show_vnd(source.amount_vnd)}."
        for source in totals_of(plan, chosen, cells).sources
        if source.is_short
    ]
    return said


def _lacking(item: PlanItem, cells: Sequence[Cell]) -> Iterable[str]:
    scheme = item.scheme
    if scheme.state not in UNDER_WAY and "plan" not in scheme.steps_ahead:
        yield (
            f"Đề án {scheme.code} đang ở tình trạng «{scheme.get_state_display()}», "
            "chưa giao kế hoạch được."
        )
    if not item.total_vnd:
        yield f"Đề án {scheme.code} chưa có kinh phí trong phương án."
    if any(cell.is_allocated for cell in cells):
        yield f"Đề án {scheme.code} đã được phân bổ kinh phí năm này; hãy dùng bước điều chỉnh."
    for level in item.by_level:
        if not any(cell.level == level for cell in cells):
            source = str(Level(level).label).lower()
            yield f"Đề án {scheme.code} chưa đăng ký kinh phí nguồn {source} của năm kế hoạch."
