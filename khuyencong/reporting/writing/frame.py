"""What every chapter is given: the place, the period and the book its addresses are asked of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyencong.funding.models import Nature, Stage
from khuyencong.indicators.address import Address
from khuyencong.lib.contents import GROUPS, Content, possible_groups
from khuyencong.lib.period import Period
from khuyencong.lib.quantity import ratio
from khuyencong.places.models import Unit

from ..bases import Book
from ..content import Basis
from ..numbers import Number

GROUP_CONTENTS: dict[int, tuple[str, ...]] = {
    number: tuple(
        content.value
        for content in Content
        if content is not Content.TRAINING and possible_groups(content)[:1] == (number,)
    )
    for number in GROUPS
}
"""The nine groups of Điều 4 NĐ 45/2012 → the contents that a sum by groups counts under each."""

_PLEDGED = Nature.REGISTERED.value

LOCAL_CONTENTS = tuple(it.value for it in Content if not possible_groups(it))
UNSURE_CONTENTS = (Content.TRAINING.value,)
UNSURE_GROUPS = possible_groups(Content.TRAINING)


@dataclass(frozen=True, slots=True)
class Frame:
    """A place, a period and a book; ``records`` says which records, real or illustrative."""

    place: Unit | None
    period: Period
    book: Book
    records: str = ""

    @property
    def boundaries(self) -> str:
        """«now» where the place did not stand at the end of the period: read as it is today."""
        place = self.place
        return "now" if place and not place.was_valid_on(self.period.end) else ""

    @property
    def is_published(self) -> bool:
        return self.book.basis is Basis.PUBLISHED

    def at(
        self, measure: str, contents: Iterable[str] = (), source: str = "", **words: str
    ) -> Address:
        """Return the address of a measure in this place and period."""
        return Address(
            measure=measure,
            contents=tuple(sorted(contents)),
            source=source,
            place=self.place,
            period=self.period,
            records=self.records,
            boundaries=self.boundaries,
            **words,
        )

    def number(
        self, measure: str, contents: Iterable[str] = (), source: str = "", **words: str
    ) -> Number:
        """Return the number of a measure in this place and period."""
        return self.book.number(self.at(measure, contents, source, **words))

    def in_year(self, measure: str, year: Period, source: str = "") -> Number:
        """Return the number of a measure in a year of the period."""
        return self.book.number(replace(self.at(measure, source=source), period=year))

    def pledged_counterpart(self) -> Number | None:
        """Return the counterpart that was registered, where not all of it can be carried out yet.

        State money counts from its allocation on, counterpart from its acceptance: while money is
        only allocated, or nothing was accepted, the counterpart carried out is less than meant.
        """
        own, pledged = self.number("counterpart"), self.number("counterpart", nature=_PLEDGED)
        is_ahead = Stage.ALLOCATED in self.book.parts(self.at("support"), "nature")
        return pledged if pledged.is_positive and (is_ahead or not own.is_positive) else None

    def counterpart_per_dong(self) -> Number | None:
        """Return how many đồng of counterpart there are for one of state support, if known.

        Both must be as far as each other: see :meth:`pledged_counterpart`.
        """
        if self.pledged_counterpart() is not None:
            return None
        own, support = self.number("counterpart"), self.number("support")
        if not (isinstance(own.value, int) and isinstance(support.value, int)):
            return None
        value: Fraction | None = ratio(own.value, support.value)
        if value is None:
            return None
        return Number(own.address, "đồng", value=value, is_derived=True)

    def content_sets(self, contents: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the contents of which the book has something, one or several in one figure."""
        return self.book.content_sets(self.at("support"), contents)

    def empty_groups(self) -> list[int]:
        """Return the groups of contents with nothing.

        Training of which nobody says whether it is of group 1 or 2 leaves neither empty.
        """
        unsure = UNSURE_GROUPS if self.content_sets(UNSURE_CONTENTS) else ()
        return [
            number
            for number, contents in GROUP_CONTENTS.items()
            if number not in unsure and not self.content_sets(contents)
        ]
