"""Mẫu 10: the contracts of a year between who pays and who carries out, added up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khuyencong.delivery.models import Contract, Settlement
from khuyencong.delivery.queries import Cell, cells_of, reconciliation
from khuyencong.documents.content import Block, Column, Row, Table
from khuyencong.lib.money import group as grouped
from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.models import Line, Tier

from . import issuers
from .frame import Body, Group
from .settling import BOTH_PARTIES
from .words import UNIT, balance, body, bullet, reconciliation_table, short, spelled

_COLUMNS = (
    Column("TT", 2),
    Column("Hợp đồng", 5),
    Column("Đề án", 8),
    Column("Giá trị hợp đồng", 5, True),
    Column("Đã tạm ứng, thanh toán", 5, True),
    Column("Nghiệm thu", 5, True),
    Column("Quyết toán", 5, True),
    Column("Nộp trả", 5, True),
    Column("Còn phải chi (+), thu hồi (-)", 5, True),
    Column("Thanh lý", 5),
)
_OPEN = "chưa"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A contract with its state money of the year, in đồng; no settlement: not liquidated yet."""

    contract: Contract
    cells: Sequence[Cell]
    settlement: Settlement | None

    @property
    def known(self) -> tuple[int, int, int, int]:
        """Contracted, paid, accepted and paid back."""
        return (
            sum(cell.contracted_vnd for cell in self.cells),
            sum(cell.paid_vnd for cell in self.cells),
            sum(cell.accepted_vnd for cell in self.cells),
            sum(cell.repaid_vnd for cell in self.cells),
        )

    @property
    def settled_vnd(self) -> int:
        return sum(cell.settled_vnd for cell in self.cells) if self.settlement else 0

    @property
    def difference_vnd(self) -> int:
        """Still to pay, or to come back if below 0; nothing is said before the liquidation."""
        return sum(cell.difference_vnd for cell in self.cells) if self.settlement else 0


def year_reconciliation(group: Group) -> Body:
    """The contracts of a year (bảng đối chiếu, Mẫu số 10, khoản 3 Điều 19 TT 36/2013).

    It is made when the last one is liquidated; until then it says which are not.
    """
    cells = _cells(group)
    state = [cell for cell in cells if cell.is_state]
    contracts = _reconciled(group, state)
    pending = [one for one in contracts if one.settlement is None]
    programme = lower_first(str(group.first.get_tier_display()))
    blocks: list[Block] = [
        body(issuers.payer(group.first).name, lead="Bên A:"),
        body(issuers.implementer(group.first).name, lead="Bên B:"),
        bullet(
            f"Năm {group.year}, {programme}: {len(contracts)} hợp đồng, đã thanh lý "
            f"{len(contracts) - len(pending)}."
        ),
        *_not_last(pending, is_national=group.first.tier == Tier.NATIONAL),
        Table(_COLUMNS, tuple(_rows(contracts)), "Kinh phí nhà nước theo hợp đồng", UNIT),
        reconciliation_table(reconciliation(cells), "Theo nguồn kinh phí"),
        *_words(contracts, pending),
    ]
    return Body(
        "BẢNG ĐỐI CHIẾU KINH PHÍ",
        f"Các hợp đồng thực hiện đề án khuyến công năm {group.year}",
        blocks,
        signatures=BOTH_PARTIES,
        form="Mẫu số 10",
        is_wide=True,
        mark=f"CHƯA PHẢI BẢNG CUỐI – còn {len(pending)} hợp đồng chưa thanh lý" if pending else "",
    )


def _cells(group: Group) -> list[Cell]:
    """The money of the year's lines of all contracts; two queries."""
    lines = Line.objects.filter(scheme__in=group.schemes, account__year=group.year)
    return cells_of(group.first, list(lines.order_by("scheme__code", "pk")))


def _reconciled(group: Group, cells: Sequence[Cell]) -> list[Reconciled]:
    """Every contract in the order of the schemes; two queries."""
    by_scheme: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_scheme[cell.line.scheme_id].append(cell)
    rows = Contract.objects.filter(scheme__in=group.schemes).select_related("scheme")
    contracts = {contract.scheme_id: contract for contract in rows}
    settled = _settlements(group)
    return [
        Reconciled(contracts[scheme.pk], by_scheme[scheme.pk], settled.get(scheme.pk))
        for scheme in group.schemes
    ]


def _settlements(group: Group) -> Mapping[int, Settlement]:
    """What settled the year of each scheme: its own settlement, else that of the contract."""
    rows = Settlement.objects.filter(scheme__in=group.schemes)
    found: dict[int, Settlement] = {}
    for one in rows.order_by("pk"):
        if one.year == group.year or (one.year is None and one.scheme_id not in found):
            found[one.scheme_id] = one
    return found


def _not_last(pending: Sequence[Reconciled], *, is_national: bool) -> list[Block]:
    if not pending:
        return []
    law = " (khoản 3 Điều 19 Thông tư số 36/2013/TT-BCT)" if is_national else ""
    numbers = "; ".join(f"{one.contract.number} ({one.contract.scheme.code})" for one in pending)
    return [
        body(
            f"Hợp đồng chưa thanh lý: {numbers}. Bảng đối chiếu của năm lập khi thanh lý hợp đồng "
            f"cuối cùng{law}.",
            lead="Chưa phải bảng cuối.",
        )
    ]


def _rows(contracts: Sequence[Reconciled]) -> list[Row]:
    rows = []
    for number, one in enumerate(contracts, start=1):
        contracted, paid, accepted, repaid = map(grouped, one.known)
        settled, difference, how = _OPEN, "", _OPEN
        if one.settlement:
            settled, difference = grouped(one.settled_vnd), grouped(one.difference_vnd)
            how = f"{one.settlement.number} ngày {short(one.settlement.settled_on)}"
        signed = f"{one.contract.number} ngày {short(one.contract.signed_on)}"
        words = (str(number), signed, str(one.contract.scheme))
        rows.append(Row((*words, contracted, paid, accepted, settled, repaid, difference, how)))
    return [*rows, _total(contracts)]


def _total(contracts: Sequence[Reconciled]) -> Row:
    contracted, paid, accepted, repaid = map(
        sum, zip(*(one.known for one in contracts), strict=True)
    )
    settled = sum(one.settled_vnd for one in contracts)
    difference = sum(one.difference_vnd for one in contracts)
    amounts = (contracted, paid, accepted, settled, repaid, difference)
    return Row(("", "", "Tổng cộng", *map(grouped, amounts), ""), is_strong=True)


def _words(contracts: Sequence[Reconciled], pending: Sequence[Reconciled]) -> list[Block]:
    """The sums in words; what is owed is told of liquidated contracts only."""
    paid, repaid = (sum(one.known[index] for one in contracts) for index in (1, 3))
    said: list[Block] = [
        bullet(f"Giá trị hợp đồng: {spelled(sum(one.known[0] for one in contracts))}."),
        bullet(f"Kinh phí nhà nước đã chuyển, trừ phần đã nộp trả: {spelled(paid - repaid)}."),
        bullet(f"Kinh phí được quyết toán: {spelled(sum(one.settled_vnd for one in contracts))}."),
    ]
    if len(pending) == len(contracts):
        return said
    owed = balance(sum(one.difference_vnd for one in contracts))
    if pending:
        owed = f"Tính trên các hợp đồng đã thanh lý: {lower_first(owed)}"
    return [*said, bullet(owed)]
