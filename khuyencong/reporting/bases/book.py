from collections.abc import Iterable, Mapping
from typing import Protocol

from khuyencong.indicators.address import Address

from ..content import Basis
from ..numbers import Number

Contents = tuple[str, ...]


class Book(Protocol):
    """Where the numbers of a report are looked up.

    A book answers from what it has read or has at hand.  ``read`` fetches what it was asked and did
    not have, and says whether there was any: a report is written again until nothing is missing, so
    that its hundred cells cost a handful of queries whatever its chapters ask.
    """

    basis: Basis

    def number(self, address: Address) -> Number:
        """Return the number at an address."""

    def parts(self, address: Address, dimension: str) -> Mapping[str, Number]:
        """Return the number cut by a dimension; the key «» is «không rõ».  Records only."""

    def told(self, address: Address) -> tuple[Number, ...]:
        """Return the numbers told of a result: the address as it stands and what narrows it."""

    def content_sets(self, address: Address, among: Iterable[str]) -> list[Contents]:
        """Return the contents, one or several in one figure, of which there is something."""

    def read(self) -> bool:
        """Fetch what was asked; return whether anything was."""
