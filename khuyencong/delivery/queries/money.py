"""The money of a scheme's delivery, read from its ledger line by line and source by source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Sum

from khuyencong.funding.models import STATE_KINDS, Entry, Kind, Level, Nature
from khuyencong.lib.money import show_exact
from khuyencong.schemes.models import Line, Scheme

from ..models import Settlement, Voucher

Source = tuple[int, str, str]
"""A line, a kind of money and a budget."""

KINDS = (Kind.GRANT, Kind.RECOVERABLE, Kind.COUNTERPART, Kind.OTHER)
_PLANS = (Nature.ALLOCATED, Nature.APPROVED, Nature.REGISTERED)


@dataclass(frozen=True, slots=True)
class Cell:
    """The money of one source on one line, in đồng by nature."""

    line: Line
    kind: str
    level: str
    sums: Mapping[str, int]

    @property
    def source(self) -> Source:
        return (self.line.pk, self.kind, self.level)

    @property
    def key(self) -> str:
        """What the fields of a form are called by."""
        return f"{self.line.pk}-{self.kind}-{self.level or 'none'}"

    @property
    def is_state(self) -> bool:
        return self.kind in STATE_KINDS

    @property
    def label(self) -> str:
        """«Nguồn tỉnh», «Nguồn tỉnh, có thu hồi» or «Vốn đối ứng»."""
        if not self.is_state:
            return str(Kind(self.kind).label)
        unknown = self.level == Level.UNKNOWN
        name = "Không rõ nguồn" if unknown else f"Nguồn {str(Level(self.level).label).lower()}"
        return f"{name}, có thu hồi" if self.kind == Kind.RECOVERABLE else name

    @property
    def is_planned(self) -> bool:
        """Whether it has a plan or more; what is only asked for has not."""
        return bool(self.plan_vnd or self.contracted_vnd or self.paid_vnd)

    def of(self, nature: str) -> int:
        """The sum of a nature; nothing is 0."""
        return self.sums.get(nature, 0)

    @property
    def plan_vnd(self) -> int:
        """What the plan gave; of money that no plan gives, what was approved or registered."""
        if self.is_state:
            return self.of(Nature.ALLOCATED)
        return next((self.of(nature) for nature in _PLANS if self.of(nature)), 0)

    @property
    def contracted_vnd(self) -> int:
        return self.of(Nature.CONTRACTED)

    @property
    def advanced_vnd(self) -> int:
        return self.of(Nature.ADVANCED)

    @property
    def disbursed_vnd(self) -> int:
        return self.of(Nature.DISBURSED)

    @property
    def accepted_vnd(self) -> int:
        return self.of(Nature.ACCEPTED)

    @property
    def settled_vnd(self) -> int:
        return self.of(Nature.SETTLED)

    @property
    def repaid_vnd(self) -> int:
        return self.of(Nature.REPAID)

    @property
    def is_to_schedule(self) -> bool:
        """Whether a schedule of repayment may be set: under contract, and nothing came back yet."""
        return bool(self.contracted_vnd) and not self.repaid_vnd

    @property
    def to_contract_vnd(self) -> int:
        return max(self.plan_vnd - self.contracted_vnd, 0)

    @property
    def paid_vnd(self) -> int:
        """What has gone out, whichever way it was booked."""
        return max(self.advanced_vnd, self.disbursed_vnd)

    @property
    def unjustified_vnd(self) -> int:
        """What went out, was not settled and has not come back (khoản 6 Điều 12)."""
        return max(self.paid_vnd - self.settled_vnd - self.repaid_vnd, 0)

    @property
    def to_come_back_vnd(self) -> int:
        """What must still be repaid: recoverable support whole, a grant where it is unjustified."""
        if self.kind == Kind.RECOVERABLE:
            return max(self.paid_vnd - self.repaid_vnd, 0)
        return self.unjustified_vnd if self.kind == Kind.GRANT else 0

    @property
    def unpaid_vnd(self) -> int:
        """What was settled and has not gone out, in đồng of the state."""
        return max(self.settled_vnd - self.paid_vnd, 0) if self.is_state else 0

    @property
    def difference_vnd(self) -> int:
        """Settled less what went out and stayed out: still to pay, or to come back if below 0.

        Recoverable support comes back by its schedule, which is another matter.
        """
        if self.kind == Kind.RECOVERABLE:
            return self.settled_vnd - self.paid_vnd
        return self.settled_vnd - (self.paid_vnd - self.repaid_vnd)


def lines_of(scheme: Scheme) -> list[Line]:
    """The lines of a scheme by year, with what tells their place and their kind."""
    lines = scheme.lines.select_related(
        "account", "sub_content__kind", "beneficiary__establishment"
    )
    return sorted(lines.order_by(), key=attrgetter("account.year", "pk"))


_OF_LINE = (
    "content",
    "item",
    "account__year",
    "sub_content__kind",
    "beneficiary__establishment__name",
)


def named_lines_of(scheme: Scheme) -> list[Line]:
    """The same with their names, years and kinds only, for pages that write none of them."""
    lines = Line.objects.filter(scheme=scheme).only(*_OF_LINE).order_by()
    shown = lines.select_related("account", "sub_content", "beneficiary__establishment")
    return sorted(shown, key=attrgetter("account.year", "pk"))


def name_of(line: Line) -> str:
    """What a sentence calls a line: its item and who benefits."""
    return f"{line}, {line.beneficiary}" if line.beneficiary else str(line)


def settlement_of(scheme: Scheme) -> Settlement | None:
    """The settlement that ended the contract; ``None`` where none stands."""
    found: Settlement | None = Settlement.objects.filter(scheme=scheme, year__isnull=True).first()
    return found


def sources_of(scheme: Scheme, lines: Sequence[Line] | None = None) -> list[Cell]:
    """Every source of every line that the ledger knows, in order; two queries, one with lines."""
    return sources_on(lines_of(scheme) if lines is None else lines)


def sources_on(lines: Sequence[Line], kinds: Sequence[str] = KINDS) -> list[Cell]:
    """The same of lines of any schemes; one query."""
    by_key = {line.pk: line for line in lines}
    sums: dict[Source, dict[str, int]] = defaultdict(dict)
    entries = Entry.objects.filter(account__line__in=list(by_key), kind__in=kinds).order_by()
    for line, kind, level, nature, amount in entries.values_list(
        "account__line", "kind", "level", "nature"
    ).annotate(amount=Sum("amount_vnd")):
        sums[line, kind, level][nature] = amount
    levels = Level.values
    return [
        Cell(line, kind, level, sums[key, kind, level])
        for key, line in by_key.items()
        for kind in kinds
        for level in levels
        if (key, kind, level) in sums
    ]


def cells_of(scheme: Scheme, lines: Sequence[Line] | None = None) -> list[Cell]:
    """Of :func:`sources_of`, those that have a plan or more."""
    return [cell for cell in sources_of(scheme, lines) if cell.is_planned]


@dataclass(frozen=True, slots=True)
class Listed:
    """The vouchers of one source, and what they come to in đồng."""

    vouchers: Sequence[Voucher] = ()

    @property
    def amount_vnd(self) -> int:
        return sum(one.amount_vnd for one in self.vouchers)

    @property
    def disallowed_vnd(self) -> int:
        return sum(one.disallowed_vnd for one in self.vouchers)

    @property
    def settled_vnd(self) -> int:
        return self.amount_vnd - self.disallowed_vnd


def listed_of(scheme: Scheme) -> dict[Source, Listed]:
    """The vouchers of a scheme by source; one query."""
    found: dict[Source, list[Voucher]] = defaultdict(list)
    for one in Voucher.objects.filter(scheme=scheme):
        found[one.line_id, one.kind, one.level].append(one)
    return {source: Listed(vouchers) for source, vouchers in found.items()}


def to_settle(cell: Cell, listed: Mapping[Source, Listed]) -> int:
    """What a source is settled at, in đồng: its vouchers, less what was disallowed.

    Money that is not the state's and has no vouchers is settled as accepted: vouchers of it are
    only asked where the support is a percentage (khoản 1 Điều 19, Mẫu 8b).
    """
    found = listed.get(cell.source)
    if found is None:
        return 0 if cell.is_state else cell.accepted_vnd
    return found.settled_vnd


def settled_as(cells: Iterable[Cell], listed: Mapping[Source, Listed]) -> list[str]:
    """What each source would be settled at, and what follows of it, in sentences."""
    return [_settled_as(cell, to_settle(cell, listed)) for cell in cells]


def _settled_as(cell: Cell, amount: int) -> str:
    said = (
        f"{cell.label}, {name_of(cell.line)}: nghiệm thu {show_exact(cell.accepted_vnd)}, quyết "
        f"toán {show_exact(amount)}"
    )
    if not cell.is_state:
        return f"{said}."
    left = amount - cell.paid_vnd
    then = f"còn phải chi {show_exact(left)}" if left > 0 else f"phải thu hồi {show_exact(-left)}"
    paid = f"{said}, đã chi {show_exact(cell.paid_vnd)}"
    return f"{paid}, {then}." if left else f"{paid}."


@dataclass(frozen=True, slots=True)
class Total:
    """One source over all lines of a scheme (bảng đối chiếu, Mẫu 10)."""

    label: str
    contracted_vnd: int
    advanced_vnd: int
    disbursed_vnd: int
    accepted_vnd: int
    settled_vnd: int
    repaid_vnd: int
    difference_vnd: int


def reconciliation(cells: Iterable[Cell]) -> list[Total]:
    """The table that sets advances against acceptance and settlement, source by source."""
    by_label: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_label[cell.label].append(cell)
    return [
        Total(
            label,
            sum(cell.contracted_vnd for cell in found),
            sum(cell.advanced_vnd for cell in found),
            sum(cell.disbursed_vnd for cell in found),
            sum(cell.accepted_vnd for cell in found),
            sum(cell.settled_vnd for cell in found),
            sum(cell.repaid_vnd for cell in found),
            sum(cell.difference_vnd for cell in found if cell.is_state),
        )
        for label, found in by_label.items()
    ]
