"""The register on paper and in a workbook, as it was narrowed on the page."""

import re
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from khuyencong.accounts.models import User
from khuyencong.documents.content import Column, Table, from_data, plain
from khuyencong.documents.rendering import register as printing
from khuyencong.lib import spreadsheet
from khuyencong.lib.days import show_day, show_moment
from khuyencong.organisations.models import Kind

from .building.compose import MARK
from .models import Paper, RegisterRow
from .register import Choice, Direction, Said

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
FOOT = "Cột theo mẫu sổ tại Phụ lục IV Nghị định số 30/2020/NĐ-CP; cột để trống ghi tay."
_AMOUNT = re.compile(r"-?\d{1,3}(\.\d{3})*")
_SHEET = ("Số, ký hiệu", "Ngày", "Tên loại, trích yếu", "Cơ quan ban hành", "Loại", "Mã đề án",
          "Người ký", "Nơi nhận", "Người ghi", "Ghi lúc", "Ghi chú")  # fmt: skip


def register_pdf(rows: Sequence[tuple[RegisterRow, Said]], choice: Choice, user: User) -> bytes:
    """The register of papers sent or received, oldest first, to be printed and bound."""
    is_received = choice.direction == Direction.RECEIVED
    found = list(reversed(rows))
    cells = _received if is_received else _sent
    organisation = user.organisation
    is_province = organisation is not None and organisation.kind == Kind.PROVINCE_DEPARTMENT
    place = f"UBND {organisation.place}".upper() if is_province and organisation else ""
    title = "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" if is_received else "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
    return printing.render(
        printing.Register(
            title=title,
            superior=place,
            issuer=str(organisation or "").upper(),
            cover=_cover([row for row, _ in found], choice),
            columns=RECEIVED if is_received else SENT,
            rows=[cells(row, said) for row, said in found],
            foot=FOOT,
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
    return (*number, said.signer, recipients, "", "", "", "", note_of(row, said))


def _received(row: RegisterRow, said: Said) -> tuple[str, ...]:
    day, number = show_day(row.at), show_day(row.dated_on)
    middle = (row.issuer_name, row.symbol, number, row.subject)
    return (day, "", *middle, "", "", "", note_of(row, said))


def note_of(row: RegisterRow, said: Said) -> str:
    """What is to be known of a number besides: void, or borne by another paper too."""
    notes = []
    if row.void_reason:
        notes.append(f"Đã hủy: {row.void_reason}")
    notes += [f"Trùng số với văn bản ngày {show_day(one.dated_on)}" for one in said.doubles]
    if row.scheme_code:
        notes.append(row.scheme_code)
    return "; ".join(notes)


def register_xlsx(rows: Sequence[tuple[RegisterRow, Said]]) -> bytes:
    """The register as a workbook; words stay words, whatever sign they begin with."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sổ văn bản")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, 3, 44)
        sheet.set_column(4, len(_SHEET) - 1, 22)
        for column, title in enumerate(_SHEET):
            sheet.write_string(0, column, title, bold)
        for index, (row, said) in enumerate(rows, start=1):
            for column, words in enumerate(_words(row, said)):
                sheet.write_string(index, column, plain(words))
            sheet.write_datetime(index, 1, row.dated_on, day)
    return file.getvalue()


def _words(row: RegisterRow, said: Said) -> tuple[str, ...]:
    return (
        row.symbol,
        "",
        row.subject,
        row.issuer_name,
        row.kind,
        row.scheme_code,
        said.signer,
        "; ".join(said.recipients),
        row.clerk,
        show_moment(row.at),
        note_of(row, said),
    )
