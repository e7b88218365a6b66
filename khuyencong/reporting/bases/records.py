from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from khuyencong.indicators.address import Address
from khuyencong.indicators.breakdown import Part, split
from khuyencong.indicators.evaluation import Evaluation, evaluate_all, unit_of
from khuyencong.indicators.measures import MEASURES, NOT_SUMMABLE

from ..content import Basis
from ..numbers import UNKNOWN, Number
from .book import Contents

Asked = tuple[Address, str]


class Evaluator(Protocol):
    """What answers addresses: a cube of one place, or the database address by address.

    What lies ``at_hand`` is answered as it is asked; the rest waits to be asked together.
    """

    at_hand: bool

    def evaluate_all(self, addresses: Sequence[Address]) -> list[Evaluation]: ...

    def split(self, address: Address, name: str) -> list[Part]: ...


class OneByOne:
    """The evaluator of a whole country, too large for a cube."""

    at_hand = False

    def evaluate_all(self, addresses: Sequence[Address]) -> list[Evaluation]:
        return evaluate_all(addresses)

    def split(self, address: Address, name: str) -> list[Part]:
        return split(address, name)


class RecordBook:
    """Numbers evaluated from the records (theo sổ), each evaluated once."""

    basis = Basis.RECORDS

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._numbers: dict[Address, Number] = {}
        self._splits: dict[Asked, dict[str, Number]] = {}
        self._asked: dict[Address, None] = {}
        self._asked_splits: dict[Asked, None] = {}

    def number(self, address: Address) -> Number:
        if _is_cell(address):
            return self._cell(address)
        if (found := self._numbers.get(address)) is None:
            self._asked[address] = None
            self._read_at_hand()
            found = self._numbers.get(address) or Number(address, unit_of(address))
        return found

    def parts(self, address: Address, dimension: str) -> Mapping[str, Number]:
        asked = (address, dimension)
        if (found := self._splits.get(asked)) is None:
            self._asked_splits[asked] = None
            self._read_at_hand()
            found = self._splits.get(asked, {})
        return found

    def _read_at_hand(self) -> None:
        if self._evaluator.at_hand:
            self.read()

    def _cell(self, address: Address) -> Number:
        """Answer for one content from the split by content: one query answers for all of them."""
        parts = self.parts(address.narrowed(contents=()), "content")
        return parts.get(address.contents[0]) or Number(address, unit_of(address), value=0)

    def told(self, address: Address) -> tuple[Number, ...]:
        number = self.number(address)
        return (number,) if number.rows else ()

    def content_sets(self, address: Address, among: Iterable[str]) -> list[Contents]:
        money = self.parts(address.narrowed(measure="support"), "content")
        schemes = self.parts(address.narrowed(measure="schemes"), "content")
        return [(content,) for content in among if content in money or content in schemes]

    def read(self) -> bool:
        asked, cuts = list(self._asked), list(self._asked_splits)
        self._asked, self._asked_splits = {}, {}
        for found in self._evaluator.evaluate_all(asked):
            self._numbers[found.address] = _number(found)
        for address, dimension in cuts:
            parts = self._evaluator.split(address, dimension)
            self._splits[address, dimension] = _by_key(address, dimension, parts)
        return bool(asked or cuts)


def _is_cell(address: Address) -> bool:
    return (
        len(address.contents) == 1
        and address.measure in MEASURES
        and not address.per
        and address.kind not in NOT_SUMMABLE
    )


def _number(found: Evaluation) -> Number:
    return Number(
        found.address,
        found.unit,
        value=found.value,
        missing="" if found.value is not None else UNKNOWN,
        note=found.reason,
        rows=found.rows_count,
        unknown=found.unknown_count,
    )


_KEY_IN_ADDRESS = {"content": "contents", "source": "source"}
_NOT_KNOWN = (None, "", "unknown")


def _by_key(address: Address, dimension: str, found: Sequence[Part]) -> dict[str, Number]:
    """Return the parts by key; those that are «không rõ» keep the address of the whole."""
    parts: dict[str, Number] = {}
    for part in found:
        key = part.keys[0]
        place = address
        if key not in _NOT_KNOWN and dimension in _KEY_IN_ADDRESS:
            named = (key,) if dimension == "content" else key
            place = address.narrowed(**{_KEY_IN_ADDRESS[dimension]: named})
        code = "" if key in _NOT_KNOWN else str(key)
        parts[code] = Number(place, unit_of(address), value=part.value, rows=part.rows_count)
    return parts
