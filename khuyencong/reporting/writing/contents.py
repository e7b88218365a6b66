"""II. Results by the nine groups of Điều 4 NĐ 45/2012: all nine, also those with nothing."""

from collections.abc import Iterable
from dataclasses import replace

from khuyencong.indicators.address import Address
from khuyencong.lib.contents import GROUPS, OTHER_GROUP, Content
from khuyencong.lib.vietnamese import lower_first

from ..bases.book import Contents
from ..content import Block, Cell, Chart, Column, Inline, Paragraph, Role, Row, Section, Table
from ..numbers import GAP, Number
from .frame import GROUP_CONTENTS, LOCAL_CONTENTS, UNSURE_CONTENTS, Frame
from .general import remarks, total_of
from .nouns import told
from .phrases import listed, names, note, schemes_and_money, sentence

UNSURE = "Đào tạo, tập huấn (không rõ nhóm 1 hay nhóm 2)"
UNKNOWN = "Không rõ nội dung"
_GAPS = (GAP,) * 4
COUNTED = (("classes", ""), ("models", ""), ("clusters", ""), ("count", "machine"))
PEOPLE = ("person", "trainee", "delegate", "turn", "job")
ELSEWHERE = {Content.SXSH: "mục III.2", Content.SELECTION: "mục III.3", Content.FAIR: "mục III.4"}


def content_results(frame: Frame) -> Section:
    """Return chapter II."""
    told = {number: frame.content_sets(them) for number, them in GROUP_CONTENTS.items()}
    table = _published_table(frame, told) if frame.is_published else _table(frame)
    parts = [
        Section(f"Nhóm {number}: {lower_first(name)}", _group(frame, told[number]))
        for number, name in GROUPS.items()
    ]
    extra = frame.content_sets((*UNSURE_CONTENTS, *LOCAL_CONTENTS))
    parts.append(Section("Nội dung khác, nội dung không rõ nhóm", _group(frame, extra)))
    return Section(
        "Kết quả theo nội dung hoạt động khuyến công",
        (_opening(), table, _nothing(frame)),
        tuple(part for part in parts if part.blocks),
    )


def _opening() -> Paragraph:
    return sentence(
        "các nội dung được xếp theo chín nhóm tại Điều 4 Nghị định số 45/2012/NĐ-CP; nội dung của "
        "địa phương không thuộc chín nhóm được ghi riêng."
    )


def _nothing(frame: Frame) -> Paragraph:
    empty = frame.empty_groups()
    if not empty:
        return sentence("cả chín nhóm nội dung đều có đề án hoặc kinh phí trong kỳ.")
    names_of = "; ".join(f"{lower_first(GROUPS[number])} (nhóm {number})" for number in empty)
    doubt = ", trừ phần kinh phí không rõ nội dung" if _has_unknown(frame) else ""
    verb = "không được công bố số liệu" if frame.is_published else "chưa thực hiện"
    return sentence(f"các nhóm nội dung {verb} trong kỳ{doubt}: {names_of}.")


def _has_unknown(frame: Frame) -> bool:
    return any("" in frame.book.parts(frame.at(it), "content") for it in ("support", "schemes"))


_COLUMNS = (
    Column("Nội dung", width=7, is_number=False),
    Column("Số đề án", "đề án"),
    Column("Quốc gia", "triệu đồng"),
    Column("Địa phương", "triệu đồng"),
    Column("Tổng kinh phí hỗ trợ", "triệu đồng", width=3),
)


def _numbers(frame: Frame, contents: Iterable[str]) -> tuple[Number, ...]:
    wanted = tuple(contents)
    money = [frame.number("support", wanted, it) for it in ("national", "local", "")]
    return (frame.number("schemes", wanted), *money)


def _table(frame: Frame) -> Table:
    empty = frame.empty_groups()
    rows = [
        _row(f"{number}. {name}", _group_numbers(frame, number), _if_empty(frame, number in empty))
        for number, name in GROUPS.items()
    ]
    extra = [(UNSURE, UNSURE_CONTENTS), (OTHER_GROUP, LOCAL_CONTENTS)]
    rows += [
        _row(label, (*_numbers(frame, contents), frame.number("share", contents)), "")
        for label, contents in extra
        if frame.content_sets(contents)
    ]
    rows += _unknown_row(frame)
    body = tuple(range(len(rows)))
    whole: tuple[Cell, ...] = ("Tổng cộng", *_numbers(frame, ()), frame.number("share"))
    totals = [total_of(rows, body, column, cell) for column, cell in enumerate(whole)]
    return Table(
        caption="Kết quả theo chín nhóm nội dung",
        columns=(*_COLUMNS, Column("Tỷ trọng")),
        rows=(*rows, Row(tuple(totals), Role.TOTAL)),
        notes=_several_contents(rows, totals),
        chart=Chart("Kinh phí hỗ trợ theo nhóm nội dung", "bar", (4,), body, "triệu đồng"),
    )


def _group_numbers(frame: Frame, number: int) -> tuple[Number, ...]:
    """A group without a content of its own (8) has nothing: an address cannot name it."""
    contents = GROUP_CONTENTS[number]
    return (*_numbers(frame, contents), frame.number("share", contents)) if contents else ()


def _if_empty(frame: Frame, is_surely: bool) -> str:
    if not is_surely:
        return "không rõ, xem dòng đào tạo, tập huấn"
    return "chưa ghi nhận" if _has_unknown(frame) else "chưa thực hiện"


def _row(label: str, numbers: tuple[Number, ...], if_empty: str) -> Row:
    has = any(number.is_positive for number in numbers)
    cells: tuple[Cell, ...] = numbers if has else (GAP,) * len(_COLUMNS)
    return Row((label if has else f"{label} ({if_empty})", *cells))


def _unknown_row(frame: Frame) -> list[Row]:
    schemes = frame.book.parts(frame.at("schemes"), "content").get("")
    found: list[Cell] = [
        frame.book.parts(frame.at("support", source=it), "content").get("", "–")
        for it in ("national", "local", "")
    ]
    if schemes is None and all(isinstance(cell, str) for cell in found):
        return []
    return [Row((UNKNOWN, schemes or "–", *found, ""))]


def _several_contents(rows: list[Row], totals: list[Cell]) -> tuple[str, ...]:
    """Schemes of several contents are counted in each and once in the total: say so."""
    parts = [row.cells[1] for row in rows]
    counts = [cell.value for cell in parts if isinstance(cell, Number) and cell.value is not None]
    whole = totals[1]
    if isinstance(whole, Number) and len(counts) > 1:
        return (
            "Số đề án ở các dòng cộng lại có thể khác tổng: một đề án có nhiều nội dung được đếm "
            "ở từng nội dung và chỉ một lần ở dòng tổng.",
        )
    return ()


def _published_table(frame: Frame, told: dict[int, list[Contents]]) -> Table:
    rows: list[Row] = []
    for number, name in GROUPS.items():
        if told[number]:
            rows.append(Row((f"{number}. {name}", "", "", "", ""), Role.GROUP))
            rows += [_published_row(frame, contents) for contents in told[number]]
        else:
            rows.append(Row((f"{number}. {name} ({_if_unpublished(frame, number)})", *_GAPS)))
    extra = frame.content_sets((*UNSURE_CONTENTS, *LOCAL_CONTENTS))
    if extra:
        rows.append(Row(("Nội dung khác, nội dung không rõ nhóm", "", "", "", ""), Role.GROUP))
        rows += [_published_row(frame, it) for it in extra]
    rows.append(Row(("Tổng đã công bố", *_numbers(frame, ())), Role.TOTAL))
    drawn = tuple(i for i, row in enumerate(rows) if _is_drawn(row))
    chart = Chart("Kinh phí hỗ trợ đã công bố theo nội dung", "bar", (4,), drawn, "triệu đồng")
    partly = "Các dòng không cộng lại thành tổng: văn bản chỉ nêu một phần nội dung."
    return Table(
        caption="Số liệu đã công bố theo chín nhóm nội dung",
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=(partly, *remarks(rows)),
        chart=chart if len(drawn) > 1 else None,
    )


def _if_unpublished(frame: Frame, number: int) -> str:
    is_empty = number in frame.empty_groups()
    return "không công bố" if is_empty else "không rõ, xem dòng đào tạo, tập huấn"


def _published_row(frame: Frame, contents: Contents) -> Row:
    return Row((f"– {_label(contents)}", *_published_numbers(frame, contents)), Role.PART)


def _published_numbers(frame: Frame, contents: Contents) -> tuple[Number, ...]:
    """What is told of the province's money alone is told of local money."""
    schemes, *money = _numbers(frame, contents)
    local = frame.number("support", contents, "province")
    if not money[1].is_known and local.is_known:
        money[1] = local
    return (_first_known(schemes, frame.number("schemes", contents, "province")), *money)


def _first_known(*numbers: Number) -> Number:
    return next((number for number in numbers if number.is_known), numbers[0])


def _is_drawn(row: Row) -> bool:
    total = row.cells[4]
    return row.role is Role.PART and isinstance(total, Number) and total.is_known


def _label(contents: Contents) -> str:
    return "; ".join(Content(it).label for it in contents)


def _group(frame: Frame, sets: list[Contents]) -> tuple[Block, ...]:
    return tuple(block for contents in sets for block in _tell(frame, contents))


def _tell(frame: Frame, contents: Contents) -> list[Block]:
    schemes, money = frame.number("schemes", contents), frame.number("support", contents)
    by_source = _by_source(frame, contents)
    counted = _counted(frame, contents)
    said: list[Inline] = [f"{_label(contents)}: "]
    if schemes.is_known or money.is_known:
        said += schemes_and_money(schemes, money)
        said += ("; trong đó ", *listed(by_source)) if by_source else ()
    elif by_source:
        said += listed(by_source)
    own = frame.number("counterpart", contents)
    said += ["; vốn đối ứng ", own] if own.is_positive else []
    if counted:
        said += ["; kết quả: " if len(said) > 1 else "", *listed(counted)]
    if len(said) == 1:
        return []
    blocks: list[Block] = [sentence(*said, ".")]
    if places := [ELSEWHERE[Content(it)] for it in contents if it in ELSEWHERE]:
        blocks.append(note(f"Kết quả cụ thể nêu tại {names(sorted(set(places)))}."))
    return blocks


def _by_source(frame: Frame, contents: Contents) -> list[tuple[Inline, ...]]:
    labels = {"national": "nguồn quốc gia", "local": "nguồn địa phương", "province": "nguồn tỉnh"}
    sources = labels if frame.is_published else ("national", "local")
    found = []
    for source in sources:
        schemes = frame.number("schemes", contents, source)
        money = frame.number("support", contents, source)
        if schemes.is_positive or money.is_positive:
            found.append((f"{labels[source]} ", *schemes_and_money(schemes, money)))
    return found if len(found) > 1 or frame.is_published else []


def _counted(frame: Frame, contents: Contents) -> list[tuple[Inline, ...]]:
    """Return what else is counted under a content: classes, people, models, machines."""
    found = _results(frame, frame.at("beneficiaries", contents))
    for measure, item in COUNTED:
        found += _results(frame, frame.at(measure, contents, item=item))
    if Content.SXSH not in contents:
        for item in PEOPLE:
            found += _results(frame, frame.at("people", contents, item=item))
    if frame.is_published:
        yearly = frame.number("support", contents, per="year")
        found += [("kinh phí ", yearly)] if yearly.is_positive else []
    return found


def _results(frame: Frame, address: Address) -> list[tuple[Inline, ...]]:
    """People of several classes cannot be added up; their yearly average may be known."""
    numbers = frame.book.told(address)
    if any(not number.is_known for number in numbers):
        yearly = frame.book.number(address.narrowed(per="year"))
        numbers = (replace(yearly, qualifier="bình quân"),) if yearly.is_known else numbers
    return [told(number, frame.period.label) for number in numbers]
