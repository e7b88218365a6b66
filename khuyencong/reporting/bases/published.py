from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from khuyencong.figures.models import FigureKind, PublishedFigure
from khuyencong.indicators.address import Address
from khuyencong.indicators.measures import MEASURES, RATES, UNRECORDED
from khuyencong.lib.contents import Content
from khuyencong.lib.period import Period
from khuyencong.lib.quantity import share

from ..content import Basis
from ..numbers import UNPUBLISHED, Exact, Number
from .book import Contents

Key = tuple[object, ...]

NOT_COUNTED = frozenset({*RATES, *UNRECORDED})
"""Measures that say how much of something, not how many or how much money."""


class PublishedBook:
    """Numbers as they were published (theo công bố), never repaired.

    Where a share, or the state's total, is not published but the figures it follows from are, it
    is computed from them and marked as derived.  Figures that no chapter asked for are kept, so
    that none is lost.
    """

    basis = Basis.PUBLISHED

    def __init__(self, figures: Iterable[PublishedFigure]) -> None:
        self.figures = list(figures)
        self._results = [it for it in self.figures if it.kind == FigureKind.RESULT]
        self._by_key: dict[Key, PublishedFigure] = {}
        for figure in self._results:
            self._by_key.setdefault(_key(figure.address), figure)
        self._used: set[int] = set()

    def number(self, address: Address) -> Number:
        if figure := self._by_key.get(_key(address)):
            self._used.add(figure.pk)
            return number_of(figure)
        return self._derived(address) or Number(address, _unit(address), missing=UNPUBLISHED)

    def parts(self, address: Address, dimension: str) -> Mapping[str, Number]:
        return {}

    def told(self, address: Address) -> tuple[Number, ...]:
        found = [figure for figure in self._results if _narrows(figure.address, address)]
        self._used |= {figure.pk for figure in found}
        return tuple(number_of(figure) for figure in found)

    def content_sets(self, address: Address, among: Iterable[str]) -> list[Contents]:
        order = list(Content.values)
        wanted = set(among)
        counted = [it for it in self._results if it.measure not in NOT_COUNTED]
        found = {tuple(it.contents) for it in counted if it.contents}
        kept = [tuple(sorted(it)) for it in found if set(it) <= wanted]
        return sorted(kept, key=lambda it: (min(order.index(word) for word in it), -len(it)))

    def leftovers(self) -> list[PublishedFigure]:
        """Return the published results that no chapter has shown."""
        return [it for it in self._results if it.pk not in self._used and not it.told_again_id]

    def read(self) -> bool:
        return False

    def _derived(self, address: Address) -> Number | None:
        if address.measure == "share":
            return self._share(address)
        is_whole = address == address.narrowed(contents=(), source="", legal_form="", area="")
        if address.measure == "support" and is_whole:
            return self._state_total(address)
        return None

    def _share(self, address: Address) -> Number | None:
        part = self.number(address.narrowed(measure="support"))
        whole = self.number(address.narrowed(measure="support", source="", contents=()))
        if not (isinstance(part.value, int) and isinstance(whole.value, int)):
            return None
        return Number(address, "%", value=share(part.value, whole.value), is_derived=True)

    def _state_total(self, address: Address) -> Number | None:
        parts = [
            self._by_key.get(_key(address.narrowed(source=it))) for it in ("national", "local")
        ]
        values = [it.exact_value if it and not it.qualifier else None for it in parts]
        national, local = values
        if not (isinstance(national, int) and isinstance(local, int)):
            return None
        return Number(address, "VND", value=national + local, is_derived=True)


def number_of(figure: PublishedFigure) -> Number:
    """Return a published figure as a number of a report, in its own qualifier and unit."""
    return Number(
        figure.address,
        figure.unit,
        value=_exact(figure.exact_value),
        low=_exact(figure.low),
        high=_exact(figure.high),
        qualifier=figure.qualifier,
        missing="không nêu số",
        note=figure.ambiguity,
        rows=1,
    )


def _exact(value: object) -> Exact | None:
    if value is None or isinstance(value, int):
        return value
    exact = Fraction(str(value))
    return int(exact) if exact.denominator == 1 else exact


def _unit(address: Address) -> str:
    measure = MEASURES.get(address.measure)
    return measure.unit if measure else "%"


def _key(address: Address) -> Key:
    """Two addresses of one key ask the same, whatever a period is called."""
    plain = replace(address, period=None, boundaries="", records="")
    return (plain, *_dates(address.period))


def _dates(period: Period | None) -> tuple[object, object]:
    return (period.start, period.end) if period else (None, None)


def _narrows(figure: Address, asked: Address) -> bool:
    """Tell whether *figure* is what was asked or a part of it."""
    return (
        figure.measure == asked.measure
        and figure.kind == asked.kind
        and asked.certified_at in ("", figure.certified_at)
        and (asked.legal_form, asked.area) == (figure.legal_form, figure.area)
        and (not asked.contents or set(figure.contents) <= set(asked.contents))
    )
