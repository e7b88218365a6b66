"""I. General results: schemes and money by source, against the previous term, as carried out."""

from collections.abc import Sequence

from khuyencong.funding.models import Stage
from khuyencong.lib.period import Period

from ..content import Block, Cell, Chart, Column, Paragraph, Role, Row, Section, Sum, Table
from ..numbers import GAP, UNPUBLISHED, Number, adds_up
from .frame import Frame
from .phrases import (
    compared,
    earlier_words,
    listed,
    note,
    on_the_ground,
    period_words,
    schemes_and_money,
    sentence,
    upper_first,
)

SOURCES = {
    "national": "Khuyến công quốc gia",
    "local": "Khuyến công địa phương",
    "province": "Kinh phí cấp tỉnh",
    "district": "Kinh phí cấp huyện",
    "commune": "Kinh phí cấp xã",
}
LEVELS = ("province", "district", "commune")
DERIVED = "(*) Tính từ các số đã công bố; bản thân số này không được công bố."
GAPS = f"({GAP}) Văn bản không công bố."


SUBJECTS = {
    "national": "khuyến công quốc gia",
    "local": "khuyến công địa phương",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
}


def general_results(frame: Frame) -> Section:
    """Return chapter I; what is not published is told in one place, not under a heading each."""
    parts = {
        "đề án và kinh phí hỗ trợ": (_overview(frame), *_by_source(frame)),
        "vốn đối ứng và tổng kinh phí thực hiện": _counterpart(frame),
        "so sánh với kỳ trước": _growth(frame),
        "mức độ thực hiện kinh phí": _stages(frame),
        "kết quả theo từng năm": _by_year(frame),
    }
    sections = [Section(upper_first(it), tuple(blocks)) for it, blocks in parts.items() if blocks]
    gaps = [name for name, blocks in parts.items() if not blocks]
    if gaps and frame.is_published:
        said = sentence(f"văn bản không công bố: {'; '.join(gaps)}.")
        sections.append(Section("Nội dung không được công bố", (said,)))
    return Section("Kết quả chung", sections=tuple(sections))


def _overview(frame: Frame) -> Paragraph:
    schemes = frame.number("schemes").counting("đề án khuyến công")
    money = frame.number("support")
    start = f"{period_words(frame.period)}, {on_the_ground(frame.place)} "
    by_source = _clauses(frame)
    tail = ("; trong đó: ", *listed(by_source), ".") if by_source else (".",)
    if schemes.is_zero and not money.is_positive:
        return sentence(start, schemes, " được thực hiện.")
    if not schemes.is_known:
        return sentence(start, _money_alone(money, schemes), tail)
    said = (start, "đã thực hiện ", schemes)
    if not money.is_known:
        return sentence(*said, " (tổng kinh phí hỗ trợ ", money, ")", tail)
    if money.is_zero:
        return sentence(*said, " (chưa bố trí kinh phí hỗ trợ: ", money, ")", tail)
    return sentence(*said, " với tổng kinh phí hỗ trợ từ ngân sách nhà nước ", money, tail)


def _money_alone(money: Number, schemes: Number) -> tuple[str | Number, ...]:
    if not money.is_known:
        return ("số đề án và tổng kinh phí hỗ trợ ", schemes)
    derived = "tính từ các nguồn đã công bố; " if money.is_derived else ""
    said = ("ngân sách nhà nước đã hỗ trợ hoạt động khuyến công ", money)
    return (*said, f" ({derived}tổng số đề án ", schemes, ")")


def _clauses(frame: Frame) -> list[tuple[str | Number, ...]]:
    found = []
    for source in _sources(frame):
        schemes = frame.number("schemes", source=source)
        money = frame.number("support", source=source)
        share = frame.number("share", source=source)
        rate = (", chiếm ", share) if share.is_known and money.is_positive else ()
        found.append((f"{SUBJECTS[source]} ", *schemes_and_money(schemes, money, ""), *rate))
    return found


def _sources(frame: Frame) -> list[str]:
    """Return the sources that together make the whole, as finely as they are told."""
    known = [it for it in ("national", "local", *LEVELS) if _is_told(frame, it)]
    levels = [it for it in LEVELS if it in known]
    if frame.is_published and not {"national", "local"} & set(known) and not levels:
        return []
    if frame.is_published and levels and "local" not in known:
        return [it for it in ("national",) if it in known] + levels
    return [it for it in ("national", "local") if it in known or not frame.is_published]


def _is_told(frame: Frame, source: str) -> bool:
    return any(frame.number(it, source=source).is_known for it in ("schemes", "support"))


def _levels_apart(frame: Frame) -> list[str]:
    """Return the local levels, where local money comes from more than one of them."""
    levels = [it for it in LEVELS if frame.number("support", source=it).is_positive]
    return levels if len(levels) > 1 and "local" in _sources(frame) else []


def _by_source(frame: Frame) -> list[Block]:
    sources = _sources(frame)
    if not sources:
        return [note("Số đề án và kinh phí theo từng nguồn: không công bố.")]
    rows = [_source_row(frame, source, SOURCES[source]) for source in sources]
    plain = tuple(range(len(rows)))
    rows += [
        _source_row(frame, it, f"– {SOURCES[it].lower()}", Role.PART) for it in _levels_apart(frame)
    ]
    rows += _unknown_source(frame)
    summed = [i for i, row in enumerate(rows) if row.role is not Role.PART]
    rows.append(_total(frame, rows, summed))
    columns: tuple[Column, ...] = (
        Column("Nguồn kinh phí", width=5, is_number=False),
        Column("Số đề án", "đề án"),
        Column("Kinh phí hỗ trợ", "triệu đồng", width=3),
        Column("Tỷ trọng"),
        Column("So với kỳ trước", width=3),
    )
    if not any(_has_number(Row(row.cells[4:])) for row in rows):
        rows = [Row(row.cells[:4], row.role) for row in rows]
        columns = columns[:4]
    return [
        Table(
            caption="Số đề án và kinh phí hỗ trợ theo nguồn",
            columns=columns,
            rows=tuple(rows),
            notes=remarks(rows),
            chart=Chart("Kinh phí hỗ trợ theo nguồn", "bar", (2,), plain, "triệu đồng"),
        )
    ]


def _source_row(frame: Frame, source: str, label: str, role: Role = Role.BODY) -> Row:
    """The numbers of a source; an empty one is the whole, which has no share of itself."""
    cells: tuple[Cell, ...] = (
        label,
        frame.number("schemes", source=source),
        frame.number("support", source=source),
        frame.number("share", source=source) if source else "",
        frame.number("growth", source=source),
    )
    return Row(cells, role)


def _unknown_source(frame: Frame) -> list[Row]:
    unknown = frame.book.parts(frame.at("support"), "source").get("")
    return [Row(("Không rõ nguồn", "", unknown, "", ""))] if unknown else []


def _total(frame: Frame, rows: Sequence[Row], summed: Sequence[int]) -> Row:
    whole = _source_row(frame, "", "Tổng cộng", Role.TOTAL)
    cells = list(whole.cells)
    for column in (1, 2):
        cells[column] = total_of(rows, summed, column, cells[column])
    return Row(tuple(cells), Role.TOTAL)


def total_of(rows: Sequence[Row], summed: Sequence[int], column: int, whole: Cell) -> Cell:
    """Return *whole* as the sum of the rows where they do add up to it, else as it is."""
    cells = {index: rows[index].cells[column] for index in summed}
    parts = {index: cell for index, cell in cells.items() if isinstance(cell, Number)}
    if isinstance(whole, Number) and len(parts) > 1 and adds_up(list(parts.values()), whole):
        return Sum(whole, tuple(parts))
    return whole


def remarks(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what a reader must be told of the cells: derived numbers, gaps."""
    cells = [cell.number if isinstance(cell, Sum) else cell for row in rows for cell in row.cells]
    numbers = [cell for cell in cells if isinstance(cell, Number)]
    derived = (DERIVED,) if any(it.is_derived for it in numbers) else ()
    gaps = (GAPS,) if any(it.missing == UNPUBLISHED and not it.is_known for it in numbers) else ()
    return derived + gaps


def _counterpart(frame: Frame) -> list[Block]:
    own, whole = frame.number("counterpart"), frame.number("total")
    pledged = frame.pledged_counterpart()
    if pledged is not None and not own.is_positive:
        none = "chưa có vốn đối ứng nào được nghiệm thu, quyết toán; "
        return [sentence(none, "theo đăng ký, các cơ sở thụ hưởng đối ứng ", pledged, ".")]
    if not own.is_known:
        return []
    if own.is_zero:
        return [sentence("chưa ghi nhận vốn đối ứng của các cơ sở thụ hưởng (", own, ").")]
    said = sentence(
        "các cơ sở công nghiệp nông thôn thụ hưởng đã đối ứng ",
        own,
        "; tổng kinh phí thực hiện (gồm hỗ trợ và đối ứng) ",
        whole,
        ".",
    )
    if pledged is not None:
        left = "hai số này chưa gồm vốn đối ứng của phần việc mới được phân bổ kinh phí, chưa "
        rest = "nghiệm thu; tổng vốn đối ứng đã đăng ký trong kỳ là "
        return [said, sentence(left, rest, pledged, ".")]
    each = frame.counterpart_per_dong()
    if each is None:
        return [said]
    rate = sentence(
        "bình quân mỗi đồng ngân sách nhà nước hỗ trợ đi cùng ", each, " vốn đối ứng của cơ sở."
    )
    return [said, rate]


def _growth(frame: Frame) -> list[Block]:
    before = frame.period.previous()
    rates = {
        it: frame.number("growth", source=it)
        for it in ("", *_sources(frame), *_levels_apart(frame))
    }
    told = {source: rate for source, rate in rates.items() if rate.is_known}
    if not told and frame.is_published:
        return []
    if not told:
        return [sentence(f"chưa có số liệu để so sánh với {earlier_words(before)}.")]
    clauses = [
        (f"{'tổng kinh phí hỗ trợ' if not source else _money_of(source)} ", *compared(rate))
        for source, rate in told.items()
    ]
    return [sentence(f"so với {earlier_words(before)}, ", listed(clauses), ".")]


def _money_of(source: str) -> str:
    return f"kinh phí {SUBJECTS[source]}"


_STAGES = {
    Stage.SETTLED: "đã quyết toán",
    Stage.ACCEPTED: "đã nghiệm thu, chưa quyết toán",
    Stage.ALLOCATED: "mới phân bổ, chưa nghiệm thu",
}


def _stages(frame: Frame) -> list[Block]:
    parts = frame.book.parts(frame.at("support"), "nature")
    told = [(words, parts[stage]) for stage, words in _STAGES.items() if stage in parts]
    if not told:
        return []
    start = "kinh phí hỗ trợ trong báo cáo này là số đã thực hiện"
    if len(told) == 1:
        words, money = told[0]
        return [sentence(f"{start}: toàn bộ ", money, f" {words}.")]
    clauses = [(money, f" {words}") for words, money in told]
    return [sentence(f"{start}, gồm: ", listed(clauses), ".")]


def _by_year(frame: Frame) -> list[Block]:
    years = frame.period.each_year()
    if len(years) < 2:
        return []
    rows = [_year_row(frame, year) for year in years]
    if frame.is_published and not any(_has_number(row) for row in rows):
        return []
    body = tuple(range(len(rows)))
    whole: list[Cell] = ["Cả kỳ", frame.number("schemes")]
    whole += [frame.number("support", source=it) for it in ("national", "local", "")]
    totals = [total_of(rows, body, column, cell) for column, cell in enumerate(whole)]
    rows.append(Row(tuple(totals), Role.TOTAL))
    return [
        Table(
            caption="Số đề án và kinh phí hỗ trợ theo năm",
            columns=(
                Column("Năm", is_number=False),
                Column("Số đề án", "đề án"),
                Column("Quốc gia", "triệu đồng"),
                Column("Địa phương", "triệu đồng"),
                Column("Tổng kinh phí", "triệu đồng", width=3),
            ),
            rows=tuple(rows),
            chart=Chart("Kinh phí hỗ trợ theo năm", "line", (2, 3), body, "triệu đồng"),
        )
    ]


def _year_row(frame: Frame, year: Period) -> Row:
    money = [frame.in_year("support", year, it) for it in ("national", "local", "")]
    return Row((year.label, frame.in_year("schemes", year), *money))


def _has_number(row: Row) -> bool:
    return any(isinstance(cell, Number) and cell.is_known for cell in row.cells)
