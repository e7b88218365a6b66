"""Two people's edits of one text: what each changed, word by word, and both put together.

Lines are merged in three ways (the text both began from, theirs, mine), after the sync regions of
diff3.  No word that either person has is dropped unseen: it is in the merged text, or among the
words that a chunk shows as removed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

KEPT, ADDED, REMOVED = "", "+", "-"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its mark: ``""`` kept, ``"+"`` added, ``"-"`` removed."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive lines as both began, as the other person left them, and as I left them."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        return not self.base == self.theirs == self.mine

    @property
    def is_conflict(self) -> bool:
        """Whether both changed it, and not alike."""
        return self.theirs != self.mine and self.base not in (self.theirs, self.mine)

    @property
    def merged(self) -> tuple[str, ...]:
        """The side that changed it; where both did, theirs and then mine."""
        if self.is_conflict:
            return self.theirs + self.mine
        return self.mine if self.theirs == self.base else self.theirs

    @property
    def theirs_changed(self) -> list[Piece]:
        """What the other person changed, word by word."""
        return compare("\n".join(self.base), "\n".join(self.theirs))

    @property
    def mine_changed(self) -> list[Piece]:
        """What I changed, word by word."""
        return compare("\n".join(self.base), "\n".join(self.mine))


@dataclass(frozen=True, slots=True)
class Merge:
    """The whole text in chunks, in order."""

    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        return "\n".join(line for chunk in self.chunks for line in chunk.merged)

    @property
    def changed(self) -> list[Chunk]:
        """The chunks that either person changed."""
        return [chunk for chunk in self.chunks if chunk.is_changed]

    @property
    def has_conflict(self) -> bool:
        return any(chunk.is_conflict for chunk in self.chunks)


def compare(old: str, new: str) -> list[Piece]:
    """What changed, word by word: kept and removed join to *old*, kept and added to *new*."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces = []
    for kind, first, last, start, end in _opcodes(before, after):
        if kind == "equal":
            pieces.append(Piece("".join(before[first:last]), KEPT))
            continue
        if first < last:
            pieces.append(Piece("".join(before[first:last]), REMOVED))
        if start < end:
            pieces.append(Piece("".join(after[start:end]), ADDED))
    return pieces


def merge(base: str, theirs: str, mine: str) -> Merge:
    """Put two edits of *base* together; line ends of any kind are read as one."""
    first, second, third = (_lines(text) for text in (base, theirs, mine))
    chunks = []
    regions = [_Region((-1, 0), (-1, 0), (-1, 0)), *_unchanged_by_both(first, second, third)]
    ends = (len(first), len(second), len(third))
    regions.append(_Region(*((end, end) for end in ends)))
    for before, region in pairwise(regions):
        between = Chunk(
            first[before.base[1] : region.base[0]],
            second[before.theirs[1] : region.theirs[0]],
            third[before.mine[1] : region.mine[0]],
        )
        same = first[slice(*region.base)]
        chunks += [between, Chunk(same, same, same)]
    return Merge(tuple(chunk for chunk in chunks if chunk.base or chunk.is_changed))


_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Region:
    """Where lines that neither person changed stand in the three texts."""

    base: _Span
    theirs: _Span
    mine: _Span


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _unchanged_by_both(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> Iterator[_Region]:
    """The stretches of *base* that both kept, after ``find_sync_regions`` of diff3."""
    ours, others = _kept(base, mine), _kept(base, theirs)
    here = there = 0
    while here < len(ours) and there < len(others):
        (a, in_mine, size), (b, in_theirs, length) = ours[here], others[there]
        start, end = max(a, b), min(a + size, b + length)
        if start < end:
            yield _Region(
                (start, end),
                (in_theirs + start - b, in_theirs + end - b),
                (in_mine + start - a, in_mine + end - a),
            )
        if a + size < b + length:
            here += 1
        else:
            there += 1


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
