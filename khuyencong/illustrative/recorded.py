"""A scheme that stands in the register together with the life that was drawn for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.schemes.actions import SchemeFacts
from khuyencong.schemes.models import Line, Scheme

from .lives import Life, LineLife


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded scheme with its lines, in the order of its life's."""

    scheme: Scheme
    facts: SchemeFacts
    life: Life
    lines: Sequence[Line]

    @property
    def pairs(self) -> Iterator[tuple[Line, LineLife]]:
        return zip(self.lines, self.life.lines, strict=True)

    def lived(self, day: date | None, today: date) -> bool:
        """Whether what was drawn for *day* has happened by today."""
        return day is not None and self.life.lived(day, today)

    @property
    def kinds(self) -> frozenset[str]:
        """The codes of the kinds of scheme that its lines are."""
        return frozenset(kind_of(line) for line in self.facts.lines) - {""}


def kind_of(line: object) -> str:
    """The code of the kind of scheme that a line, or its facts, is of; empty if not known."""
    sub_content = getattr(line, "sub_content", None)
    return sub_content.kind.code if sub_content and sub_content.kind else ""
