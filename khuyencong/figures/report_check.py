"""Soát số liệu báo cáo: every figure of a draft against itself, the records and earlier claims.

A report is judged as it is about to be published.  Nothing is repaired: each figure gets one of
five words, the reasons, and where a person can see the records' value.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from khuyencong.indicators.conditions import has_real_records
from khuyencong.lib.period import Period

from . import policy
from .checking.check import check_reading
from .checking.finding import CONTRADICTION, UNCLEAR, Finding
from .checking.verdict import Outcome
from .models import PUBLISHABLE, Candidate, FigureKind, PublishedFigure
from .proposing import propose
from .queries import claims_at_all
from .reading.figure import Figure, Reading
from .reconciliation import Row, rows_of


class Judgement(Enum):
    """What is said of a figure; the value is what an officer reads."""

    CONTRADICTS = "tự mâu thuẫn"
    DIFFERS = "lệch"
    NOT_FOUND = "không tìm thấy"
    AGREES = "khớp sổ"
    NOT_COMPARED = "không đối chiếu"


_TONES = {
    Judgement.CONTRADICTS: "danger",
    Judgement.DIFFERS: "danger",
    Judgement.NOT_FOUND: "warning",
    Judgement.AGREES: "success",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure of the draft: its judgement, the records' row and what rests on it.

    ``row`` is ``None`` where the records were not asked.  ``earlier`` are figures published at the
    same address before.
    """

    number: int
    figure: Figure
    judgement: Judgement
    row: Row | None = None
    findings: tuple[Finding, ...] = ()
    earlier: tuple[PublishedFigure, ...] = ()

    @property
    def tone(self) -> str:
        """The tone of the judgement's label."""
        return _TONES.get(self.judgement, "neutral")

    @property
    def query(self) -> str:
        """The address of the figure as the query string of its page, empty where it has none."""
        return self.row.figure.address.query() if self.row else ""

    @property
    def sentences(self) -> list[str]:
        """All that is to be said of the figure, the gravest first."""
        said = [
            f"{'Mâu thuẫn' if one.severity == CONTRADICTION else 'Chưa rõ'}: {one.message}"
            for one in self.findings
        ]
        if self.row:
            said += _of_records(self.row)
        said += [f"Đã công bố: «{one.surface}», {one.text.citation}." for one in self.earlier]
        return [sentence for sentence in said if sentence]


def _of_records(row: Row) -> list[str]:
    if not row.basis and row.verdict.outcome is Outcome.DIFFERS:
        return ["Sổ không có bản ghi nào ở địa chỉ này."]
    told = [f"Theo sổ: {row.computed_words}."] if row.basis else []
    return [*told, row.explanation]


@dataclass(frozen=True, slots=True)
class Report:
    """A checked draft: its figures in the order of the text, and what they say together."""

    reading: Reading
    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    is_against_records: bool

    @property
    def counts(self) -> Mapping[Judgement, int]:
        counted = Counter(one.judgement for one in self.judged)
        return {judgement: counted[judgement] for judgement in Judgement}

    @property
    def contradicts(self) -> bool:
        """Whether something must be mended before publishing."""
        return bool(self.counts[Judgement.CONTRADICTS] or self.counts[Judgement.DIFFERS]) or any(
            finding.severity == CONTRADICTION for finding in self.findings
        )

    @property
    def is_with_illustrative_records(self) -> bool:
        return any(one.row is not None and one.row.basis == "illustrative" for one in self.judged)

    @property
    def to_resolve(self) -> list[Judged]:
        """The figures that need a person, the gravest first."""
        order = (Judgement.CONTRADICTS, Judgement.DIFFERS)
        return [one for kind in order for one in self.judged if one.judgement is kind]


def check_report(
    reading: Reading, *, against_records: bool = False, viewer: policy.Viewer | None = None
) -> Report:
    """Judge every figure of *reading*; only *against_records* needs the database.

    Real records of a place whose sums *viewer* may not see are not asked; ``None``: the command
    line, which may see all.
    """
    findings = tuple(check_reading(reading))
    asked = _asked(reading) if against_records else {}
    asked = {index: one for index, one in asked.items() if _is_open(one, viewer)}
    rows = dict(zip(asked, rows_of([one.as_published for one in asked.values()]), strict=True))
    earlier = claims_at_all([row.figure.address for row in rows.values()])
    judged = []
    for index, figure in enumerate(reading.figures):
        about = tuple(
            one
            for one in findings
            if index in one.figures and one.severity in (CONTRADICTION, UNCLEAR)
        )
        row = rows.get(index)
        judged.append(
            Judged(
                number=index + 1,
                figure=figure,
                judgement=_judge(about, row),
                row=row,
                findings=about,
                earlier=tuple(earlier.get(row.figure.address, ())) if row else (),
            )
        )
    return Report(reading, tuple(judged), findings, against_records)


def _asked(reading: Reading) -> dict[int, Candidate]:
    """The figures that records may answer, by their place in the reading."""
    proposal = propose(reading)
    document = proposal.document
    if document.period is None:
        period = _whole_time(reading.published_on)
        document.start_date, document.end_date = period.start, period.end
        document.period_label = period.label
    return {
        index: candidate
        for index, candidate in enumerate(proposal.candidates)
        if candidate.kind in PUBLISHABLE
    }


def _is_open(candidate: Candidate, viewer: policy.Viewer | None) -> bool:
    place = candidate.address.place
    if viewer is None or policy.see_real_totals(viewer, place):
        return True
    return not has_real_records(place)


def _whole_time(published_on: date | None) -> Period:
    if published_on:
        return Period.of_years(published_on.year, published_on.year)
    return Period(date.min, date.max, "không nêu kỳ")


def _judge(findings: Sequence[Finding], row: Row | None) -> Judgement:
    if any(one.severity == CONTRADICTION for one in findings):
        return Judgement.CONTRADICTS
    if row is None:
        return Judgement.NOT_COMPARED
    if row.verdict.agrees and row.basis:
        return Judgement.AGREES
    if row.verdict.outcome is Outcome.DIFFERS and row.basis:
        return Judgement.DIFFERS
    if row.figure.kind != FigureKind.RESULT:
        return Judgement.NOT_COMPARED
    return Judgement.NOT_FOUND
