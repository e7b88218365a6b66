"""Phrases and tables that many papers share."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from khuyencong.delivery.queries import Cell, name_of
from khuyencong.documents.content import Column, Paragraph, Role, Row, Table
from khuyencong.lib.money import group, show_exact
from khuyencong.lib.words import amount_in_words
from khuyencong.schemes.models import Scheme

BLANK = "…………………………"
DAY_BLANK = "…/…/……"
UNIT = "Đơn vị tính: đồng"


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
    return f"{day:%d/%m/%Y}" if day else DAY_BLANK


def body(text: str, lead: str = "") -> Paragraph:
    return Paragraph(text, lead=lead)


def bullet(text: str) -> Paragraph:
    return Paragraph(text, Role.BULLET)


def heading(text: str) -> Paragraph:
    return Paragraph(text, Role.HEADING)


def general(scheme: Scheme) -> list[Paragraph]:
    """What every paper says of the scheme itself."""
    partners = ", ".join(str(one) for one in scheme.partners.all())
    return [
        bullet(f"Tên đề án: {scheme.name}."),
        bullet(f"Mã đề án: {scheme.code}."),
        bullet(f"Chương trình: {scheme.get_tier_display()}; {scheme.get_form_display().lower()}."),
        bullet(f"Đơn vị thực hiện: {scheme.implementer or BLANK}."),
        *([bullet(f"Đơn vị phối hợp: {partners}.")] if partners else []),
        bullet(f"Địa bàn: {scheme.province}; thời gian thực hiện: năm {scheme.years}."),
    ]


def totals_words(cells: Iterable[Cell], of: Callable[[Cell], int]) -> str:
    """The sum of state money, then every source: «… ; trong đó: nguồn tỉnh 100.000 đồng; …»."""
    sums: dict[str, int] = {}
    state = 0
    for cell in cells:
        sums[cell.label] = sums.get(cell.label, 0) + of(cell)
        state += of(cell) if cell.is_state else 0
    parts = "; ".join(
        f"{label[0].lower()}{label[1:]} {show_exact(sum_)}" for label, sum_ in sums.items() if sum_
    )
    said = f"Kinh phí nhà nước hỗ trợ: {spelled(state)}"
    return f"{said}; trong đó: {parts}." if parts else f"{said}."


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
