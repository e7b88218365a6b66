"""Years, plans and their schemes as pages list them; what a decision still lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from khuyencong.accounts.models import User
from khuyencong.funding.models import Envelope, Level
from khuyencong.lib.money import show_vnd
from khuyencong.schemes.models import Scheme

from ..models import Plan, PlanEdition, PlanItem
from .appraised import scores_of
from .cells import Cell
from .totals import totals_of
from .waiting import UNDER_WAY

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
    """The plans of a year that the person may see; one query.

    Their counts and sums leave out the schemes in which the person has a conflict of interest.
    """
    seen = Scheme.objects.visible_to(user)
    included = Q(items__is_included=True, items__scheme__in=seen)
    found = (
        Plan.objects.visible_to(user)
        .filter(year=year)
        .select_related("place", "edition", "created_by")
        .annotate(chosen=Count("items", filter=included), money=Sum(_TOTAL, filter=included))
    )
    return [PlanRow(plan, plan.chosen, plan.money or 0) for plan in found]  # type: ignore[attr-defined]  # annotated


def items_of(plan: Plan, user: User) -> "QuerySet[PlanItem]":
    """The items whose schemes the person may see."""
    return plan.items.filter(scheme__in=Scheme.objects.visible_to(user)).select_related(
        "scheme__province", "scheme__implementer"
    )


def listed(plan: Plan, user: User) -> list[PlanItem]:
    """The items with their scores, chosen ones first, then by score; two queries.

    Until the plan is decided the score is what the appraisals say now.
    """
    items = list(items_of(plan, user))
    if not plan.is_decided:
        scores = scores_of(item.scheme for item in items)
        for item in items:
            item.score = scores.get(item.scheme_id)
    return sorted(items, key=_in_order)


def _in_order(item: PlanItem) -> tuple[bool, bool, Decimal, str]:
    return (
        not item.is_included,
        item.score is None,
        -(item.score or Decimal(0)),
        item.scheme.code,
    )


def hides_some(plan: Plan, user: User) -> bool:
    """Whether the plan has schemes in which the person has declared a conflict of interest."""
    return plan.items.exclude(scheme__in=Scheme.objects.visible_to(user)).exists()


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
        if not any(cell.level == level and cell.amount_vnd for cell in cells):
            source = str(Level(level).label).lower()
            yield f"Đề án {scheme.code} chưa đăng ký kinh phí nguồn {source} của năm kế hoạch."
    most = sum(cell.amount_vnd for cell in cells)
    if item.total_vnd > most > 0:
        yield (
            f"Đề án {scheme.code} có {show_vnd(item.total_vnd)} trong phương án, quá mức "
            f"{show_vnd(most)} đã được thẩm định, đăng ký."
        )
