"""Phrases and tables that many papers share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khuyencong.delivery.models import Instalment
from khuyencong.delivery.queries import (
    Cell,
    Total,
    listed_of,
    name_of,
    reconciliation,
    settlement_of,
    to_settle,
)
from khuyencong.documents.content import Column, Paragraph, Role, Row, Table
from khuyencong.funding.models import Kind
from khuyencong.lib.days import show_day
from khuyencong.lib.money import group, show_exact
from khuyencong.lib.vietnamese import lower_first
from khuyencong.lib.words import amount_in_words
from khuyencong.schemes.models import Scheme, StepTaken

BLANK = "…………………………"
DAY_BLANK = "…/…/……"
UNIT = "Đơn vị tính: đồng"
_NAMED = 6  # names in a sentence


def spelled(amount: int) -> str:
    """The amount in figures and in words: «1.000 đồng (Một nghìn đồng)»."""
    return f"{show_exact(amount)} ({amount_in_words(amount)})"


def day_words(day: date | None) -> str:
    """«ngày 05 tháng 02 năm 2026»; blanks to fill in where the day is not known."""
    if day is None:
        return "ngày      tháng      năm        "
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short(day: date | None) -> str:
    """«05/02/2026», or a blank to fill in."""
    return show_day(day) if day else DAY_BLANK


def day_cited(day: date | None) -> str:
    """«ngày 05 tháng 02 năm 2026» where a paper rests on another; dots where it is not known."""
    return day_words(day) if day else "ngày …… tháng …… năm ………"


def body(text: str, lead: str = "") -> Paragraph:
    return Paragraph(text, lead=lead)


def bullet(text: str) -> Paragraph:
    return Paragraph(text, Role.BULLET)


def paragraphs(text: str) -> list[Paragraph]:
    """What a person wrote, a paragraph for each line that says something."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def heading(text: str) -> Paragraph:
    return Paragraph(text, Role.HEADING)


def general(scheme: Scheme, *, names_beneficiaries: bool = True) -> list[Paragraph]:
    """What every paper says of the scheme itself; who benefits only where no table tells it."""
    partners = ", ".join(str(one) for one in scheme.partners.all())
    who = [str(one) for one in scheme.beneficiaries.select_related("establishment")]
    return [
        bullet(f"Tên đề án: {scheme.name}."),
        bullet(f"Mã đề án: {scheme.code}."),
        bullet(f"Chương trình: {scheme.get_tier_display()}; {scheme.get_form_display().lower()}."),
        bullet(f"Đơn vị thực hiện: {scheme.implementer or BLANK}."),
        *([bullet(f"Đơn vị phối hợp: {partners}.")] if partners else []),
        *([bullet(f"Đơn vị thụ hưởng: {named(who)}.")] if who and names_beneficiaries else []),
        bullet(f"Địa bàn: {scheme.province}; thời gian thực hiện: năm {scheme.years}."),
    ]


def given(scheme: Scheme) -> StepTaken | None:
    """The step that gave the scheme its plan, the last if there were several."""
    found: StepTaken | None = scheme.history.filter(name="plan").order_by("-number").first()
    return found


def named(names: Sequence[str]) -> str:
    """«A; B; C và 4 đơn vị khác»: all of a few, the first of many."""
    shown = "; ".join(names[:_NAMED])
    rest = len(names) - _NAMED
    return f"{shown} và {rest} đơn vị khác" if rest > 0 else shown


def totals_words(cells: Iterable[Cell], of: Callable[[Cell], int]) -> str:
    """State money by source, then what others bring: «…; trong đó: nguồn tỉnh 100.000 đồng.»"""
    sums: dict[tuple[bool, str], int] = {}
    for cell in cells:
        source = (cell.is_state, cell.label)
        sums[source] = sums.get(source, 0) + of(cell)
    state = sum(sum_ for (is_state, _), sum_ in sums.items() if is_state)
    said = [
        f"Kinh phí nhà nước hỗ trợ: {spelled(state)}",
        _parts(sums, is_state=True, lead="; trong đó: "),
        ".",
        _parts(sums, is_state=False, lead=" Ngoài ra: "),
    ]
    return "".join(said) + ("." if said[-1] else "")


def _parts(sums: Mapping[tuple[bool, str], int], *, is_state: bool, lead: str) -> str:
    """«nguồn tỉnh 100.000 đồng; nguồn xã 5.000 đồng» after its lead; nothing of nothing."""
    parts = "; ".join(
        f"{lower_first(label)} {show_exact(sum_)}"
        for (of_state, label), sum_ in sums.items()
        if sum_ and of_state == is_state
    )
    return f"{lead}{parts}" if parts else ""


def money_table(
    cells: Sequence[Cell], of: Callable[[Cell], int], *, caption: str, head: str
) -> Table:
    """Each source of each line with one amount, and the sum."""
    shown = [cell for cell in cells if of(cell)]
    rows = [
        Row((str(number), name_of(cell.line), cell.label, group(of(cell))))
        for number, cell in enumerate(shown, start=1)
    ]
    total = Row(("", "Tổng cộng", "", group(sum(of(cell) for cell in shown))), is_strong=True)
    return Table(
        (Column("TT", 1), Column("Nội dung", 6), Column("Nguồn", 4), Column(head, 3, True)),
        (*rows, total),
        caption,
        UNIT,
    )


def balance(rest: int) -> str:
    """Who still owes what, in a sentence (đồng; below 0: to be paid back)."""
    if rest < 0:
        return f"Bên B còn phải nộp trả ngân sách: {spelled(-rest)}."
    if rest == 0:
        return "Hai bên không còn phải thanh toán hay nộp trả khoản nào."
    return f"Bên A còn phải thanh toán cho bên B: {spelled(rest)}."


def kept(cell: Cell) -> int:
    """What went out and stayed out, đồng; recoverable support that came back went out all the same.

    It comes back by its schedule, which is no matter of what is still to be paid.
    """
    return cell.paid_vnd - (0 if cell.kind == Kind.RECOVERABLE else cell.repaid_vnd)


def repayments(cells: Iterable[Cell], of: Callable[[Cell], int]) -> list[Paragraph]:
    """The instalments by which the recoverable support comes back; dots where none is set."""
    found = [cell for cell in cells if cell.kind == Kind.RECOVERABLE]
    if not found:
        return []
    rows = Instalment.objects.filter(line__in=[cell.line.pk for cell in found])
    days = [
        f"ngày {short(one.due_on)}: {show_exact(one.amount_vnd)}"
        for one in rows.order_by("due_on", "pk")
    ]
    amount = spelled(sum(of(cell) for cell in found))
    return [
        bullet(
            f"Phần hỗ trợ có thu hồi, {amount}, bên B hoàn trả ngân sách theo lịch: "
            f"{'; '.join(days) or BLANK}."
        )
    ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the state money of a contract came to, in đồng.

    ``recoverable_vnd`` is still to come back by its schedule, and is no part of what is owed.
    """

    settled_vnd: int
    kept_vnd: int
    repaid_vnd: int
    recoverable_vnd: int

    @property
    def said(self) -> list[Paragraph]:
        """Who still owes what."""
        said = balance(self.settled_vnd - self.kept_vnd)
        if not self.recoverable_vnd:
            return [bullet(said)]
        amount = spelled(self.recoverable_vnd)
        return [
            bullet(f"Ngoài phần hỗ trợ có thu hồi, {lower_first(said)}"),
            bullet(f"Hỗ trợ có thu hồi bên B còn phải hoàn trả theo lịch: {amount}."),
        ]


def outcome_of(scheme: Scheme, cells: Iterable[Cell]) -> Outcome:
    """What was settled; before the settlement, what the vouchers come to."""
    is_settled, listed = settlement_of(scheme) is not None, listed_of(scheme)
    state = [
        (cell, cell.settled_vnd if is_settled else to_settle(cell, listed))
        for cell in cells
        if cell.is_state
    ]
    return Outcome(
        sum(settled for _, settled in state),
        sum(kept(cell) for cell, _ in state),
        sum(cell.repaid_vnd for cell, _ in state),
        sum(
            max(settled - cell.repaid_vnd, 0)
            for cell, settled in state
            if cell.kind == Kind.RECOVERABLE
        ),
    )


def reconciled(scheme: Scheme, cells: Sequence[Cell]) -> list[Total]:
    """The sums of every source; before the settlement, what the vouchers come to is settled."""
    totals = reconciliation(cells)
    if settlement_of(scheme) is not None:
        return totals
    listed = listed_of(scheme)
    sums: dict[str, int] = {}
    for cell in cells:
        sums[cell.label] = sums.get(cell.label, 0) + to_settle(cell, listed)
    return [replace(one, settled_vnd=sums[one.label]) for one in totals]


def reconciliation_table(totals: list[Total], caption: str = "Bảng đối chiếu kinh phí") -> Table:
    """Every source from the contract to what came back."""
    rows = [
        Row((one.label, *(group(amount) for amount in _of(one))), is_strong=False) for one in totals
    ]
    sums = [sum(column) for column in zip(*map(_of, totals), strict=True)] or [0] * 5
    heads = ("Hợp đồng", "Tạm ứng", "Nghiệm thu", "Quyết toán", "Nộp trả")
    columns = (Column("Nguồn", 4), *(Column(head, 3, True) for head in heads))
    total = Row(("Tổng cộng", *map(group, sums)), is_strong=True)
    return Table(columns, (*rows, total), caption, UNIT)


def _of(one: Total) -> tuple[int, int, int, int, int]:
    return (
        one.contracted_vnd,
        one.advanced_vnd,
        one.accepted_vnd,
        one.settled_vnd,
        one.repaid_vnd,
    )
