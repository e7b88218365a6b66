"""The national report's results by province, as the provinces were in the period."""

from collections.abc import Mapping
from dataclasses import replace

from khuyencong.places.models import Unit

from ..content import Block, Cell, Chart, Column, Role, Row, Section, Table
from ..numbers import GAP, Number
from .frame import Frame
from .general import total_of


def with_provinces(chapter: Section, frame: Frame) -> Section:
    """Return chapter I with the table of provinces where the report is of the whole country."""
    tables = _by_province(frame) if frame.place is None else []
    if not tables:
        return chapter
    part = Section("Kết quả theo địa bàn", tuple(tables))
    return replace(chapter, sections=(*chapter.sections, part))


def _by_province(frame: Frame) -> list[Block]:
    schemes = frame.book.parts(frame.at("schemes"), "place")
    money = frame.book.parts(frame.at("support"), "place")
    units = Unit.objects.filter(pk__in={*schemes, *money}).in_name_order()
    rows = [Row((it.name, _of(schemes, it), _of(money, it))) for it in units]
    if not rows:
        return []
    body = tuple(range(len(rows)))
    whole: tuple[Cell, ...] = ("Cả nước", frame.number("schemes"), frame.number("support"))
    totals = tuple(total_of(rows, body, column, cell) for column, cell in enumerate(whole))
    return [
        Table(
            caption="Số đề án và kinh phí hỗ trợ theo tỉnh, thành phố",
            columns=(
                Column("Tỉnh, thành phố", width=5, is_number=False),
                Column("Số đề án", "đề án"),
                Column("Kinh phí hỗ trợ", "triệu đồng", width=3),
            ),
            rows=(*rows, Row(totals, Role.TOTAL)),
            chart=Chart("Kinh phí hỗ trợ theo tỉnh, thành phố", "bar", (2,), body, "triệu đồng"),
        )
    ]


def _of(parts: Mapping[str, Number], unit: Unit) -> Number | str:
    number = parts.get(str(unit.pk))
    if number is None:
        return GAP
    return replace(number, address=number.address.narrowed(place=unit))
