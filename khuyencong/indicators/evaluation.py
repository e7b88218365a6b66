"""Evaluate addresses: value, unit, the rows behind, and how many rows are «không rõ».

Many addresses of one table become one ``SELECT`` with a filtered aggregate each (of money, one more
for the lines whose amount nobody knows); a split by dimensions is one ``GROUP BY``.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from django.db.models import Count, Q, Value
from django.db.models.expressions import Expression

from khuyencong.funding.models import Account
from khuyencong.lib.period import Period
from khuyencong.lib.quantity import growth, share
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within

from .address import Address, AddressError
from .conditions import (
    NO_MONEY,
    Ids,
    conditions,
    envelope,
    leaving_out,
    records_of,
    without_money,
)
from .measures import ITEM_UNITS, MEASURES, MODELS, NAMES, NOT_SUMMABLE, Measure, Rows
from .models import TermTotal


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an address evaluates to.

    ``value`` is whole đồng, a whole count, a ``Fraction`` for rates and yearly averages, or
    ``None`` with a Vietnamese ``reason``.  ``rows_count`` rows lie behind it; ``unknown_count``
    more might, were they not «không rõ».  ``records`` says whether the rows are real.
    """

    address: Address
    value: int | Fraction | None
    unit: str
    rows_count: int
    unknown_count: int
    records: str
    reason: str = ""


def evaluate(address: Address, *, without: Ids | None = None) -> Evaluation:
    """Evaluate one address; raise :class:`AddressError` for one that makes no sense."""
    return evaluate_all([address], without=without)[0]


def evaluate_all(addresses: Sequence[Address], *, without: Ids | None = None) -> list[Evaluation]:
    """Evaluate many addresses with one query per table they are read from, two for money.

    *without* are the ids of schemes whose rows do not count: the reader may not know of them.
    """
    return evaluate_by(partial(count_rows, without=without), term_totals, addresses)


def evaluate_by(
    count: "Callable[[Sequence[Address]], Mapping[Address, Counted]]",
    totals_of: Callable[[Set[Unit]], Sequence[TermTotal]],
    addresses: Sequence[Address],
) -> list[Evaluation]:
    """Evaluate *addresses* from the rows that *count* counts for the plain ones among them.

    *totals_of* tells the totals of earlier terms that growth in some places may rest on.
    """
    plain = [needed for address in addresses for needed in _needed(address)]
    counted = count(list(dict.fromkeys(plain)))
    grown = {one.place for one in addresses if one.measure == "growth" and one.place}
    totals = totals_of(grown) if grown else ()
    return [_finish(address, counted, totals) for address in addresses]


def unit_of(address: Address) -> str:
    """Return ``VND``, ``%`` or the counted noun, per year where an average is asked for."""
    measure = MEASURES.get(address.measure)
    if measure is None:
        return "%"
    unit = measure.unit or ITEM_UNITS.get(address.kind, "kết quả")
    return f"{unit}/năm" if address.per else unit


def check(address: Address) -> Measure:
    """Return the measure of an address that rows can answer; raise :class:`AddressError`."""
    measure = MEASURES.get(address.measure)
    if measure is None:
        raise AddressError(f"«{NAMES[address.measure]}» không tính được từ sổ đề án.")
    if measure.needs_item and not address.item:
        choices = ", ".join(measure.items)
        raise AddressError(
            f"«{measure.name}» gồm nhiều loại không cộng được với nhau: "
            f"hãy thêm item=… ({choices})."
        )
    if address.item and address.item not in measure.items:
        raise AddressError(f"«{measure.name}» không có loại kết quả «{address.item}».")
    if address.kind == "certified_product" and not address.certified_at:
        raise AddressError(
            "Sản phẩm được công nhận ở các cấp lồng nhau, không cộng được: hãy thêm "
            "certified_at=province, region hoặc nation."
        )
    return measure


def _needed(address: Address) -> list[Address]:
    """Return the addresses of row measures that *address* is computed from."""
    if address.measure == "share":
        part = address.narrowed(measure="support")
        return [part, part.narrowed(source="", contents=())]
    if address.measure == "growth":
        now = address.narrowed(measure="support")
        return [now, now.narrowed(period=_earlier(address))]
    if address.per:
        whole = address.narrowed(per="")
        return [whole, *(whole.narrowed(period=year) for year in _years(address))]
    return [address]


def _earlier(address: Address) -> Period:
    if address.period is None:
        raise AddressError("Mức tăng cần một kỳ để so với kỳ trước: hãy thêm period=….")
    return address.period.previous()


def _years(address: Address) -> list[Period]:
    if address.period is None:
        raise AddressError("Bình quân mỗi năm cần một kỳ: hãy thêm period=….")
    return address.period.each_year()


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of one plain address: their sum, how many, how many more may be meant."""

    value: int
    rows: int
    unknown: int
    records: str
    without_money: int = 0
    """Of the unknown rows, the lines whose amount no entry tells."""


def count_rows(
    addresses: Sequence[Address], *, without: Ids | None = None
) -> dict[Address, Counted]:
    """Count the rows of plain addresses, each table by one query of filtered aggregates."""
    counted: dict[Address, Counted] = {}
    checked = [(address, check(address)) for address in addresses]
    for rows in Rows:
        asked = [address for address, measure in checked if measure.rows is rows]
        if asked:
            counted |= _count_rows(rows, asked, without)
    return counted


def _count_rows(
    rows: Rows, addresses: Sequence[Address], without: Ids | None
) -> dict[Address, Counted]:
    basis = records_of(addresses)
    narrowed = [address.narrowed(records=basis[address]) for address in addresses]
    sums: dict[str, Expression] = {}
    for number, address in enumerate(narrowed):
        wanted = conditions(address)
        sums[f"value_{number}"] = MEASURES[address.measure].value(wanted.known)
        sums[f"rows_{number}"] = Count(Value(1), filter=wanted.known)
        sums[f"unknown_{number}"] = Count(Value(1), filter=wanted.unknown)
    kept = envelope(narrowed) & leaving_out(rows, without)
    found = MODELS[rows]._default_manager.filter(kept).aggregate(**sums)
    untold = _without_money(narrowed, without) if rows is Rows.MONEY else [0] * len(narrowed)
    return {
        address: Counted(
            value=found[f"value_{number}"],
            rows=found[f"rows_{number}"],
            unknown=found[f"unknown_{number}"] + untold[number],
            records=basis[address],
            without_money=untold[number],
        )
        for number, address in enumerate(addresses)
    }


def _without_money(addresses: Sequence[Address], without: Ids | None) -> list[int]:
    counts = {
        f"lines_{number}": Count(Value(1), filter=without_money(address))
        for number, address in enumerate(addresses)
    }
    kept = Q() if without is None else ~Q(line__scheme__in=without)
    found = Account.objects.filter(NO_MONEY, kept).aggregate(**counts)
    return [found[name] for name in counts]


def _finish(
    address: Address, counted: Mapping[Address, Counted], totals: Sequence[TermTotal]
) -> Evaluation:
    parts = [counted[needed] for needed in _needed(address)]
    value, reason = _value(address, parts, totals)
    return Evaluation(
        address=address,
        value=value,
        unit=unit_of(address),
        rows_count=parts[0].rows,
        unknown_count=parts[0].unknown,
        records=parts[0].records,
        reason=reason,
    )


def _value(
    address: Address, parts: Sequence[Counted], totals: Sequence[TermTotal]
) -> tuple[int | Fraction | None, str]:
    if address.measure == "share":
        part, whole = parts
        return share(part.value, whole.value), "" if whole.value else "Không có tổng để chia."
    if address.measure == "growth":
        return _growth(address, parts, totals)
    if address.per:
        return _yearly(address, parts[1:])
    if address.kind in NOT_SUMMABLE and parts[0].rows > 1:
        return None, _PEOPLE_REASON
    if not parts[0].rows and parts[0].without_money:
        return None, "Không có số tiền: sổ có đề án nhưng không bút toán nào."
    return parts[0].value, ""


def _growth(
    address: Address, parts: Sequence[Counted], totals: Sequence[TermTotal]
) -> tuple[Fraction | None, str]:
    now, before = parts
    base = before.value if before.rows else _term_total(address, before.records, totals)
    if base is None:
        return None, "Kỳ trước không có bản ghi và không có số tổng."
    return growth(now.value, base), ""


def term_totals(places: Set[Unit]) -> list[TermTotal]:
    """Return the totals of earlier terms of *places*; one query."""
    provinces = frozenset[int]().union(*(units_within(place) for place in places))
    return list(TermTotal.objects.filter(measure="support", province_id__in=provinces))


def _term_total(address: Address, records: str, totals: Sequence[TermTotal]) -> int | None:
    earlier = _earlier(address)
    provinces = units_within(address.place) if address.place else frozenset()
    for total in totals:
        if (
            total.province_id in provinces
            and (total.content, total.source) == (",".join(address.contents), address.source)
            and (total.start_date, total.end_date) == (earlier.start, earlier.end)
            and total.is_illustrative == (records == "illustrative")
        ):
            return total.value
    return None


def _yearly(address: Address, years: Sequence[Counted]) -> tuple[Fraction | None, str]:
    if address.kind in NOT_SUMMABLE and any(year.rows > 1 for year in years):
        return None, _PEOPLE_REASON
    return Fraction(sum(year.value for year in years), len(years)), ""


_PEOPLE_REASON = "Số người của nhiều lớp không cộng được: một người có thể học nhiều lớp."
