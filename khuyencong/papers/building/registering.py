"""Mẫu 2: the year's national schemes of a province, as its department registers them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khuyencong.appraisals.lifecycle import Level
from khuyencong.documents.content import Block, Column, Row, Table
from khuyencong.dossiers.models import EstimateItem
from khuyencong.lib.contents import GROUPS, OTHER_GROUP, Content, group_of
from khuyencong.lib.money import group as grouped
from khuyencong.lib.vietnamese import lower_first
from khuyencong.planning.queries.appraised import agreed_by_line
from khuyencong.schemes.models import Line, Scheme

from . import issuers
from .frame import Body, Group
from .words import BLANK, DAY_BLANK, UNIT, body, bullet, named, spelled

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_COLUMNS = (
    Column("TT", 4),
    Column("Đề án", 15),
    Column("Đơn vị thực hiện, đơn vị thụ hưởng, địa điểm", 19),
    Column("Thời gian", 6),
    Column("Tổng dự toán", 11, True),
    Column("Khuyến công quốc gia", 11, True),
    Column("Ngân sách địa phương", 9, True),
    Column("Đối ứng, nguồn khác", 11, True),
    Column("Mức thẩm định đồng ý hỗ trợ", 11, True),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A scheme with what its dossier asks for in the year, in đồng; ``agreed_vnd`` is at base."""

    scheme: Scheme
    content: str
    where: str
    amount_vnd: int
    national_vnd: int
    local_vnd: int
    agreed_vnd: int

    @property
    def amounts(self) -> tuple[int, int, int, int, int]:
        """In the order of the columns; what neither budget pays is the fourth."""
        other = self.amount_vnd - self.national_vnd - self.local_vnd
        return (self.amount_vnd, self.national_vnd, self.local_vnd, other, self.agreed_vnd)


def registration_table(group: Group) -> Body:
    """The year's national schemes (biểu tổng hợp, Mẫu số 2, điểm b khoản 1 Điều 6, Điều 8)."""
    asked = _asked(group)
    sums = _sums(asked)
    issuer = issuers.department(group.first)
    place = lower_first(str(group.first.province))
    blocks: list[Block] = [
        body(f"Kèm theo báo cáo đăng ký số ………… ngày {DAY_BLANK} của {issuer.name}."),
        Table(_COLUMNS, tuple(_rows(asked, sums)), unit=UNIT),
        bullet(f"Số đề án: {len(asked)}."),
        bullet(f"Tổng dự toán: {spelled(sums[0])}."),
        bullet(f"Đề nghị hỗ trợ từ kinh phí khuyến công quốc gia: {spelled(sums[1])}."),
        bullet(f"Mức hỗ trợ thẩm định cấp cơ sở đồng ý: {spelled(sums[4])}."),
    ]
    return Body(
        "BIỂU TỔNG HỢP",
        f"Các đề án khuyến công quốc gia đăng ký năm {group.year}, {place}",
        blocks,
        form="Mẫu số 2",
        is_wide=True,
    )


def _asked(group: Group) -> list[Asked]:
    """Every scheme with its money of the year; three queries."""
    lines: dict[int, list[Line]] = defaultdict(list)
    found = Line.objects.filter(scheme__in=group.schemes, account__year=group.year)
    for line in found.select_related("beneficiary__establishment__commune").order_by("pk"):
        lines[line.scheme_id].append(line)
    items: dict[int, list[EstimateItem]] = defaultdict(list)
    for item in EstimateItem.objects.filter(line__in=found).select_related("line"):
        items[item.line.scheme_id].append(item)
    keys = [scheme.pk for scheme in group.schemes]
    agreed = agreed_by_line(keys, levels=[Level.BASE])
    return [
        _of_scheme(scheme, lines[scheme.pk], items[scheme.pk], agreed) for scheme in group.schemes
    ]


def _of_scheme(
    scheme: Scheme, lines: Sequence[Line], items: Sequence[EstimateItem], agreed: Mapping[int, int]
) -> Asked:
    national = sum(item.national_vnd for item in items)
    return Asked(
        scheme,
        _content(lines),
        _where(scheme, lines),
        sum(item.amount_vnd for item in items),
        national,
        sum(item.support_vnd for item in items) - national,
        sum(agreed.get(line.pk, 0) for line in lines),
    )


def _content(lines: Sequence[Line]) -> str:
    """The content group of the first line that belongs to one."""
    numbers = (group_of(Content(line.content)) for line in lines if line.content)
    return next((GROUPS[number] for number in numbers if number), OTHER_GROUP)


def _where(scheme: Scheme, lines: Sequence[Line]) -> str:
    who = dict.fromkeys(str(line.beneficiary) for line in lines if line.beneficiary)
    places = dict.fromkeys(_place(scheme, line) for line in lines)
    benefits = f" Thụ hưởng: {named([*who])}." if who else ""
    return f"{scheme.implementer or BLANK}.{benefits} Địa điểm: {named([*places])}."


def _place(scheme: Scheme, line: Line) -> str:
    """Where the work is done; where nobody has said so, the province."""
    commune = line.beneficiary.establishment.commune if line.beneficiary else None
    return line.place or str(commune or scheme.province)


def _rows(asked: Sequence[Asked], sums: Sequence[int]) -> list[Row]:
    """By content group, each summed up above its schemes, and the whole at the end."""
    rows: list[Row] = []
    contents = [name for name in (*GROUPS.values(), OTHER_GROUP) if _of(asked, name)]
    for roman, name in zip(_ROMAN, contents, strict=False):
        members = _of(asked, name)
        rows.append(_row(roman, name, "", "", _sums(members), is_strong=True))
        rows += [
            _row(str(number), str(one.scheme), one.where, one.scheme.years, one.amounts)
            for number, one in enumerate(members, start=1)
        ]
    return [*rows, _row("", "Tổng cộng", "", "", sums, is_strong=True)]


def _row(*words_and_amounts: str | Sequence[int], is_strong: bool = False) -> Row:
    *words, amounts = words_and_amounts
    return Row((*map(str, words), *(grouped(int(one)) for one in amounts)), is_strong)


def _of(asked: Sequence[Asked], content: str) -> list[Asked]:
    return [one for one in asked if one.content == content]


def _sums(asked: Sequence[Asked]) -> list[int]:
    return [sum(column) for column in zip(*(one.amounts for one in asked), strict=True)]
