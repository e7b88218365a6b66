"""Findings (nhận xét số học): what the published figures of one text say about one another.

Sums, shares, parts larger than their whole, money and đề án without a content, what is told twice,
what lies outside the period.  Works on curated figures, whose links (``part_of``, ``told_again``)
and addresses are known; `checking` does the same for a text just read.  Nothing is repaired.
"""

from . import gaps, sums
from .finding import Figures, Finding, Weight

__all__ = ["Finding", "Weight", "find"]


def find(figures: Figures) -> list[Finding]:
    """Return the findings of one text, arithmetic first; *figures* are all figures of the text."""
    finders = (*sums.FINDERS, *gaps.FINDERS)
    return [finding for finder in finders for finding in finder(figures)]
