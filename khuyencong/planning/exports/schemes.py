"""A sheet of schemes: by content group, each group and the whole added up by formulas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from khuyencong.lib.contents import GROUPS, OTHER_GROUP, Content, group_of

from .sheets import HEAD, LINE, MONEY_WIDTH, Sheets

SOURCES = ("NSTW (KCQG)", "NS tỉnh", "NS huyện", "NS xã")
LAYOUT = (
    "Cách trình bày do hệ thống đặt; chưa có bố cục Mẫu số 2 Phụ lục 1 Thông tư 36/2013/TT-BCT."
)
_DISTRICT = 2
_WORDS = (
    ("TT", 6),
    ("Tên đề án", 44),
    ("Mã đề án", 18),
    ("Đơn vị thực hiện", 24),
    ("Đơn vị thụ hưởng", 28),
    ("Địa điểm", 24),
    ("Nội dung", 28),
    ("Thời gian", 11),
)
_FIRST = len(_WORDS)
"""The column of the support in all; its sources stand right of it, then the counterpart."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_BY_LABEL = {str(content.label): content for content in Content}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A scheme as a row of a sheet; ``amounts`` are đồng of the four sources in their order."""

    code: str
    name: str
    implementer: str
    beneficiaries: Sequence[str]
    places: Sequence[str]
    contents: Sequence[str]
    years: str
    amounts: Sequence[int]
    counterpart_vnd: int = 0
    score: float | None = None
    note: str = ""

    @property
    def group(self) -> str:
        """The content group of the first content that belongs to one."""
        numbers = (group_of(_BY_LABEL[label]) for label in self.contents if label in _BY_LABEL)
        return next((GROUPS[number] for number in numbers if number), OTHER_GROUP)


@dataclass(slots=True)
class SchemesSheet:
    """A sheet being written; ``sources`` are those shown, the district's only where it gave."""

    sheets: Sheets
    sheet: Worksheet
    sources: Sequence[int]

    def write(self, entries: Sequence[Entry]) -> None:
        """Write the groups with their schemes, and the whole above them."""
        row, subtotals = HEAD + 2, []
        groups = [name for name in (*GROUPS.values(), OTHER_GROUP) if _of(entries, name)]
        for number, name in zip(_ROMAN, groups, strict=False):
            members = _of(entries, name)
            self._sum(row, (number, name), members, range(row + 1, row + 1 + len(members)))
            subtotals.append(row)
            for index, entry in enumerate(members, 1):
                self._entry(row + index, index, entry)
            row += len(members) + 1
        self._sum(HEAD + 1, ("", "TỔNG CỘNG"), entries, subtotals)

    def _sum(
        self, row: int, words: tuple[str, str], entries: Sequence[Entry], rows: Sequence[int]
    ) -> None:
        """A strong row that adds up *rows*, those of *entries* or of their groups."""
        strong = self.sheets.words(bold=True)
        for column in range(self._last + 1):
            self.sheet.write_blank(row, column, None, strong)
        self.sheet.write_string(row, 0, words[0], strong)
        self.sheet.write_string(row, 1, words[1], strong)
        values = [self._money(entry) for entry in entries]
        for offset in range(len(self.sources) + 2):
            column = _FIRST + offset
            formula = _sum_of(rows, column)
            amount = sum(value[offset] for value in values)
            self.sheet.write_formula(row, column, formula, self.sheets.money(bold=True), amount)

    def _entry(self, row: int, number: int, entry: Entry) -> None:
        self.sheet.write_number(row, 0, number, self.sheets.words(align="center"))
        words = (
            entry.name,
            entry.code,
            entry.implementer,
            "; ".join(entry.beneficiaries),
            "; ".join(entry.places),
            "; ".join(entry.contents),
            entry.years,
        )
        for column, text in enumerate(words, 1):
            self.sheet.write_string(row, column, text, self.sheets.words())
        total, *parts, own = self._money(entry)
        left, right = _FIRST + 1, _FIRST + len(parts)
        formula = f"=SUM({xl_range(row, left, row, right)})"
        self.sheet.write_formula(row, _FIRST, formula, self.sheets.money(), total)
        for column, amount in enumerate((*parts, own), left):
            self.sheet.write_number(row, column, amount, self.sheets.money())
        self._remarks(row, entry)
        longest = max(len(text) / width for text, (_, width) in zip(words, _WORDS[1:], strict=True))
        self.sheet.set_row(row, LINE * (1 + int(max(longest, len(entry.note) / 44) * 1.1)))

    def _remarks(self, row: int, entry: Entry) -> None:
        score = self.sheets.format(border=1, num_format="0.##")
        if entry.score is None:
            self.sheet.write_string(row, self._last - 1, "chưa có điểm", self.sheets.words())
        else:
            self.sheet.write_number(row, self._last - 1, entry.score, score)
        self.sheet.write_string(row, self._last, entry.note, self.sheets.words())

    def _money(self, entry: Entry) -> list[int]:
        """In all, by source, counterpart."""
        parts = [entry.amounts[index] for index in self.sources]
        return [sum(parts), *parts, entry.counterpart_vnd]

    @property
    def _last(self) -> int:
        return _FIRST + len(self.sources) + 3


def add_schemes(sheets: Sheets, name: str, lines: Sequence[str], entries: Sequence[Entry]) -> None:
    """Add a sheet of schemes in whole đồng."""
    sources = [
        index
        for index in range(4)
        if index != _DISTRICT or any(it.amounts[index] for it in entries)
    ]
    money = ["Kinh phí hỗ trợ", *(SOURCES[index] for index in sources), "Đối ứng"]
    labels = [*(label for label, _ in _WORDS), *money, "Điểm thẩm định", "Ghi chú"]
    widths = [*(width for _, width in _WORDS), *(MONEY_WIDTH for _ in money), 11, 44]
    sheet = sheets.sheet(name, [*lines, "Đơn vị tính: đồng", LAYOUT], widths=widths)
    sheets.heads(sheet, labels)
    sheet.freeze_panes(HEAD + 1, 2)
    SchemesSheet(sheets, sheet, sources).write(entries)


def _of(entries: Iterable[Entry], group: str) -> list[Entry]:
    return [entry for entry in entries if entry.group == group]


def _sum_of(rows: Sequence[int], column: int) -> str:
    """The formula that adds up the cells of a column in *rows*, a range or single ones."""
    if not rows:
        return "=0"
    if isinstance(rows, range):
        return f"=SUM({xl_range(rows[0], column, rows[-1], column)})"
    return "=" + "+".join(xl_rowcol_to_cell(row, column) for row in rows)
