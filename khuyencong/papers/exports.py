"""The register on paper and in a workbook, as it was narrowed on the page."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.documents.content import Column, Table, from_data, plain
from khuyencong.documents.rendering import register as printing
from khuyencong.lib import spreadsheet
from khuyencong.lib.days import show_day, show_moment
from khuyencong.organisations.models import Kind

from .building.compose import MARK
from .models import Paper, RegisterRow
from .register import Choice, Direction, Said

_FORM = "Cột theo mẫu sổ tại Phụ lục IV Nghị định số 30/2020/NĐ-CP; cột để trống ghi tay."
_OURS = "Bảng kê của hệ thống, không thay sổ đi và sổ đến."
SENT = (
    Column("Số, ký hiệu văn bản", 5),
    Column("Ngày tháng văn bản", 4),
    Column("Tên loại và trích yếu nội dung văn bản", 11),
    Column("Người ký", 5),
    Column("Nơi nhận văn bản", 7),
    Column("Đơn vị, người nhận bản lưu", 4),
    Column("Số lượng bản", 3),
    Column("Ngày chuyển", 3),
    Column("Ký nhận", 3),
    Column("Ghi chú", 6),
)
RECEIVED = (
    Column("Ngày đến", 4),
    Column("Số đến", 3),
    Column("Tác giả", 7),
    Column("Số, ký hiệu văn bản", 5),
    Column("Ngày tháng văn bản", 4),
    Column("Tên loại và trích yếu nội dung văn bản", 11),
    Column("Đơn vị hoặc người nhận", 5),
    Column("Ngày chuyển", 3),
    Column("Ký nhận", 3),
    Column("Ghi chú", 6),
)
BOTH = (
    Column("Số, ký hiệu văn bản", 5),
    Column("Ngày tháng văn bản", 4),
    Column("Cơ quan ban hành", 7),
    Column("Tên loại và trích yếu nội dung văn bản", 14),
    Column("Người ký", 5),
    Column("Nơi nhận văn bản", 7),
    Column("Ghi chú", 6),
)
_AMOUNT = re.compile(r"-?\d{1,3}(\.\d{3})*")
_SHEET = ("Số, ký hiệu", "Ngày", "Tên loại, trích yếu", "Cơ quan ban hành", "Loại", "Mã đề án",
          "Người ký", "Nơi nhận", "Người ghi", "Ghi lúc", "Ghi chú")  # fmt: skip


def register_pdf(rows: Sequence[tuple[RegisterRow, Said]], choice: Choice, user: User) -> bytes:
    """The register of papers sent, received or both, oldest first, to be printed and bound."""
    found = list(reversed(rows))
    book = _BOOKS[choice.direction]
    organisation = user.organisation
    is_province = organisation is not None and organisation.kind == Kind.PROVINCE_DEPARTMENT
    place = f"UBND {organisation.place}".upper() if is_province and organisation else ""
    return printing.render(
        printing.Register(
            title=book.title,
            superior=place,
            issuer=str(organisation or "").upper(),
            cover=_cover([row for row, _ in found], choice),
            columns=book.columns,
            rows=[book.cells(row, said) for row, said in found],
            foot=book.foot,
            mark=MARK if user.is_illustrative else "",
        )
    )


def tables_xlsx(paper: Paper) -> bytes:
    """The tables of a paper as they were that day, a sheet each; amounts are numbers."""
    document = from_data(paper.content)
    tables = [one for one in document.blocks if isinstance(one, Table)]
    above = [document.title, paper.subject_label, paper.symbol, document.mark]
    return spreadsheet.workbook(
        spreadsheet.Sheet(
            title=f"Bảng {number}",
            head=[column.title for column in table.columns],
            rows=[
                [
                    _amount(cell) if column.is_number else cell
                    for column, cell in zip(table.columns, row.cells, strict=True)
                ]
                for row in table.rows
            ],
            above=[line for line in (*above, table.caption, table.unit) if line],
        )
        for number, table in enumerate(tables, start=1)
    )


def _amount(words: str) -> int | str:
    """An amount as the paper writes it, «1.500.000» or «-300.000»; other words stay words."""
    return int(words.replace(".", "")) if _AMOUNT.fullmatch(words) else words


def _cover(rows: Sequence[RegisterRow], choice: Choice) -> list[str]:
    if not rows:
        return [f"Năm: {choice.year}" if choice.year else "Chưa có văn bản nào"]
    days = [row.dated_on for row in rows]
    years = sorted({day.year for day in days})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return [
        f"Năm: {choice.year or span}",
        f"Từ ngày {show_day(min(days))} đến ngày {show_day(max(days))}",
        f"Số văn bản: {len(rows)}",
        "Quyển số: …………",
    ]


def _sent(row: RegisterRow, said: Said) -> tuple[str, ...]:
    recipients = "; ".join(one.rstrip(";.") for one in said.recipients)
    number = (row.symbol, show_day(row.dated_on), row.subject)
    return (*number, said.signer, recipients, "", "", "", "", _noted(row, said))


def _received(row: RegisterRow, said: Said) -> tuple[str, ...]:
    day, number = show_day(row.at), show_day(row.dated_on)
    middle = (row.issuer_name, row.symbol, number, row.subject)
    return (day, "", *middle, "", "", "", _noted(row, said))


def _either(row: RegisterRow, said: Said) -> tuple[str, ...]:
    recipients = "; ".join(one.rstrip(";.") for one in said.recipients)
    number = (row.symbol, show_day(row.dated_on), row.issuer_name, row.subject)
    return (*number, said.signer, recipients, _noted(row, said))


@dataclass(frozen=True, slots=True)
class _Book:
    """A register on paper: its title, its columns and what stands in them, whose form it is."""

    title: str
    columns: Sequence[Column]
    cells: Callable[[RegisterRow, Said], tuple[str, ...]]
    foot: str


_BOOKS: Mapping[str, _Book] = {
    Direction.SENT: _Book("SỔ ĐĂNG KÝ VĂN BẢN ĐI", SENT, _sent, _FORM),
    Direction.RECEIVED: _Book("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", RECEIVED, _received, _FORM),
    "": _Book("SỔ VĂN BẢN ĐI VÀ ĐẾN", BOTH, _either, _OURS),
}
"""Of each direction, and of both at once."""


def note_of(row: RegisterRow, said: Said) -> str:
    """What is to be known of a number besides: void, or borne by another paper too."""
    notes = [f"Đã hủy: {row.void_reason}"] if row.void_reason else []
    notes += [f"Trùng số với văn bản ngày {show_day(one.dated_on)}" for one in said.doubles]
    return "; ".join(notes)


def _noted(row: RegisterRow, said: Said) -> str:
    """The same on paper, where the scheme has no column of its own."""
    return "; ".join(filter(None, (note_of(row, said), row.scheme_code)))


def register_xlsx(rows: Sequence[tuple[RegisterRow, Said]], user: User) -> bytes:
    """The register as a workbook; words stay words, whatever sign they begin with."""
    above = ["Sổ đăng ký văn bản"] + ([MARK] if user.is_illustrative else [])
    cells = [_cells(row, said) for row, said in rows]
    return spreadsheet.workbook([spreadsheet.Sheet("Sổ văn bản", _SHEET, cells, above)])


def _cells(row: RegisterRow, said: Said) -> list[spreadsheet.Cell]:
    words = (
        row.subject,
        row.issuer_name,
        row.kind,
        row.scheme_code,
        said.signer,
        "; ".join(one.rstrip(";.") for one in said.recipients),
        row.clerk,
        show_moment(row.at),
        note_of(row, said),
    )
    return [plain(row.symbol), row.dated_on, *map(plain, words)]
