"""All checks of one text against itself (soát số liệu trong một văn bản)."""

from collections.abc import Iterator, Sequence

from ..reading.figure import Figure, Reading, Span
from . import derived, rates, sense, sums, title
from .finding import AGREES, CONTRADICTION, NOTE, UNCLEAR, Finding

_ORDER = {CONTRADICTION: 0, UNCLEAR: 1, NOTE: 2, AGREES: 3}
_CHECKS = (
    sums.check_parts,
    sums.check_unclassified,
    sums.check_membership,
    sums.check_told_twice,
    rates.check_shares,
    rates.check_growth,
    rates.check_averages,
    derived.check_derived,
    derived.check_closing,
    sense.check_nesting,
    sense.check_beneficiaries,
    sense.check_years,
    sense.check_magnitudes,
    sense.check_units,
    sense.check_money_told,
    sense.check_furniture,
)


def check(figures: Sequence[Figure], *, title_span: Span | None = None) -> list[Finding]:
    """Every finding about a list of figures, the gravest first.

    The list may come from a text or be curated by hand; `parent` and `filters` sharpen what can be
    said, and nothing is said that the figures do not carry.
    """
    return sorted(_all(figures, title_span), key=lambda finding: _ORDER[finding.severity])


def check_reading(reading: Reading) -> list[Finding]:
    return check(reading.figures, title_span=reading.title)


def _all(figures: Sequence[Figure], span: Span | None) -> Iterator[Finding]:
    yield from title.check_title(figures, span)
    for one in _CHECKS:
        yield from one(figures)
