"""The workbooks: a plan, an edition, plans side by side."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_day

from .. import queries
from ..models import AMOUNT_FIELDS, EditionRow, Plan, PlanEdition, PlanItem
from ..queries import NOTHING, Comparison, Details, Standing
from .schemes import Entry, add_schemes
from .sheets import written
from .totals import add_compared, add_differing, add_totals


def plan_workbook(plan: Plan, user: User) -> bytes:
    """The plan as the person may see it: its schemes, its totals, the schemes that stay out."""
    items = queries.listed(plan, user)
    ids = [item.scheme_id for item in items]
    cells, details = queries.cells_of(ids, year=plan.year), queries.details_of(ids, year=plan.year)
    state = (
        f"Ban hành kèm theo Quyết định số {plan.edition.decision_number} ngày "
        f"{show_day(plan.edition.decision_date)}"
        if plan.is_decided
        else "Phương án đang xét, chưa quyết định"
    )
    title, told = _title(plan), _marked(f"{plan.title}. {state}", plan)

    def entries(*, inside: bool) -> list[Entry]:
        chosen = [item for item in items if item.is_included is inside]
        return [_of_item(item, details.get(item.scheme_id, NOTHING)) for item in chosen]

    made = BytesIO()
    with written(made) as sheets:
        add_schemes(sheets, "Kế hoạch", [title, told], entries(inside=True))
        add_totals(sheets, [title, told], queries.totals_of(plan, items, cells))
        out = [title, _marked(f"{plan.title}. Các đề án ngoài phương án", plan)]
        add_schemes(sheets, "Ngoài phương án", out, entries(inside=False))
    return made.getvalue()


def edition_workbook(
    edition: PlanEdition, rows: Sequence[EditionRow], standing: Sequence[Standing]
) -> bytes:
    """What the edition itself does, and the plan in force after it."""
    title = _title(edition)
    told = (
        f"Lần {edition.number}: {edition.title}. Quyết định số {edition.decision_number} ngày "
        f"{show_day(edition.decision_date)}"
    )
    after = f"Kế hoạch sau lần {edition.number}, cộng dồn các lần giao, điều chỉnh"
    made = BytesIO()
    with written(made) as sheets:
        own = [_of_row(row, row.by_level) for row in rows]
        add_schemes(sheets, "Lần này", [title, _marked(told, edition)], own)
        whole = [_of_row(one.row, one.money) for one in standing if one.total_vnd]
        add_schemes(sheets, "Sau lần này", [title, _marked(after, edition)], whole)
    return made.getvalue()


def comparison_workbook(comparison: Comparison, *, year: int) -> bytes:
    """The plans side by side: totals by everything, and the schemes on which they differ."""
    made = BytesIO()
    with written(made) as sheets:
        add_compared(sheets, comparison, year)
        add_differing(sheets, comparison, year)
    return made.getvalue()


def _title(record: Plan | PlanEdition) -> str:
    programme = "QUỐC GIA" if record.tier == "national" else "ĐỊA PHƯƠNG"
    where = f" – {str(record.place).upper()}" if record.place else ""
    return f"KẾ HOẠCH KHUYẾN CÔNG {programme} NĂM {record.year}{where}"


def _marked(words: str, record: Plan | PlanEdition) -> str:
    return f"{words} (DỮ LIỆU MINH HỌA)" if record.is_illustrative else words


def _of_item(item: PlanItem, details: Details) -> Entry:
    scheme = item.scheme
    return Entry(
        code=scheme.code,
        name=scheme.name,
        implementer=scheme.implementer.name if scheme.implementer else "",
        beneficiaries=details.beneficiaries,
        places=details.places,
        contents=details.contents,
        years=scheme.years,
        amounts=[getattr(item, name) for name in AMOUNT_FIELDS.values()],
        counterpart_vnd=details.counterpart_vnd,
        score=None if item.score is None else float(item.score),
        note=item.reason,
    )


def _of_row(row: EditionRow, money: Mapping[str, int]) -> Entry:
    return Entry(
        code=row.code,
        name=row.name,
        implementer=row.implementer,
        beneficiaries=row.beneficiaries.split("; "),
        places=row.places.split("; "),
        contents=row.contents.split("; "),
        years=row.scheme.years,
        amounts=[money.get(level, 0) for level in AMOUNT_FIELDS],
        score=None if row.score is None else float(row.score),
        note=row.reason,
    )
