"""The page on which a person confirms the figures of a text: words, marks, findings, progress."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from khuyencong.accounts.models import User
from khuyencong.lib.fingerprint import fingerprint

from .checking.finding import AGREES, CONTRADICTION, SEVERITIES, UNCLEAR, Finding
from .models import (
    Candidate,
    CandidateState,
    Change,
    Document,
    FigureKind,
    FindingDecision,
)
from .proposing import findings_of

CHUNK = 20_000  # letters of a text shown at once
_TONES = {CONTRADICTION: "danger", UNCLEAR: "warning", AGREES: "success"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words, or a figure among them."""

    text: str
    candidate: Candidate | None = None
    is_selected: bool = False
    is_in_finding: bool = False

    @property
    def says(self) -> str:
        """What a screen reader says of the mark."""
        one = self.candidate
        if one is None:
            return ""
        return f"Số {one.number}: {FigureKind(one.kind).label}, {one.get_state_display().lower()}"


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding on the page: the figures it rests on, and what a person made of it."""

    key: str
    finding: Finding
    numbers: tuple[int, ...]
    decision: FindingDecision | None

    @property
    def severity(self) -> str:
        return SEVERITIES[self.finding.severity]

    @property
    def tone(self) -> str:
        return _TONES.get(self.finding.severity, "neutral")

    @property
    def is_open(self) -> bool:
        """Whether it still asks for a decision."""
        return self.decision is None and self.finding.severity in (CONTRADICTION, UNCLEAR)


@dataclass(frozen=True)
class DocumentPage:
    """A text opened for confirmation at one of its figures or findings."""

    document: Document
    candidates: Sequence[Candidate]
    findings: Sequence[OpenFinding]
    selected: Candidate | None
    finding: OpenFinding | None
    chunk: int
    last: Change | None

    @cached_property
    def paragraphs(self) -> list[list[Segment]]:
        """The lines of this part of the text, each cut where its figures stand."""
        start, end = self._chunks[self.chunk - 1]
        return list(self._paragraphs(start, end))

    @property
    def chunks(self) -> range:
        return range(1, len(self._chunks) + 1)

    @cached_property
    def _chunks(self) -> list[tuple[int, int]]:
        return chunks_of(self.document.text)

    @cached_property
    def decided(self) -> int:
        return sum(one.state != CandidateState.WAITING for one in self.candidates)

    @property
    def percent(self) -> int:
        return self.decided * 100 // len(self.candidates) if self.candidates else 100

    @property
    def clear(self) -> list[Candidate]:
        """What may be confirmed at once."""
        return [
            one for one in self.candidates if one.is_clear and one.state == CandidateState.WAITING
        ]

    @property
    def previous(self) -> Candidate | None:
        return self._beside(-1)

    @property
    def next(self) -> Candidate | None:
        return self._beside(1)

    def _beside(self, step: int) -> Candidate | None:
        if self.selected is None:
            return None
        place = self.candidates.index(self.selected) + step
        return self.candidates[place] if 0 <= place < len(self.candidates) else None

    def _paragraphs(self, start: int, end: int) -> Iterator[list[Segment]]:
        inside = iter([one for one in self.candidates if start <= one.start < end])
        one = next(inside, None)
        place = start
        for line in self.document.text[start:end].split("\n"):
            finish, segments, at = place + len(line), [], place
            while one is not None and one.start < finish:
                if one.start > at:
                    segments.append(Segment(self.document.text[at : one.start]))
                segments.append(self._marked(one, at))
                at, one = max(at, one.end), next(inside, None)
            if at < finish:
                segments.append(Segment(self.document.text[at:finish]))
            place = max(finish, at) + 1 if at <= finish else finish + 1
            if any(segment.text.strip() for segment in segments):
                yield segments

    def _marked(self, one: Candidate, at: int) -> Segment:
        """The mark of a figure; one that lies in another is told by its number."""
        words = one.quote if one.start >= at else f"[{one.number}]"
        numbers = self.finding.numbers if self.finding else ()
        return Segment(words, one, one == self.selected, one.number in numbers)


def open_document(
    document: Document, *, user: User, number: int | None, key: str = "", chunk: int | None = None
) -> DocumentPage:
    """Open *document* at a figure, a finding or a part; at the first figure that waits otherwise.

    Six queries, whatever the number of figures.
    """
    candidates = candidates_of(document)
    findings = open_findings(document, candidates)
    finding = next((one for one in findings if one.key == key), None) if key else None
    selected = _selected(candidates, number, finding)
    whole = chunks_of(document.text)
    place = selected.start if selected else 0
    at = next((i for i, (start, end) in enumerate(whole, 1) if start <= place < end), 1)
    last = document.changes.filter(by=user, candidate__isnull=False)
    return DocumentPage(
        document=document,
        candidates=candidates,
        findings=findings,
        selected=selected,
        finding=finding,
        chunk=min(chunk, len(whole)) if chunk and chunk > 0 else at,
        last=last.select_related("candidate").order_by("-pk").first(),
    )


def candidates_of(document: Document) -> list[Candidate]:
    """Return the figures of a text in its order, ready to be shown and checked."""
    found = list(document.candidates.select_related("place", "decided_by", "part_of", "published"))
    for one in found:
        one.document = document
    return found


def open_findings(document: Document, candidates: Sequence[Candidate]) -> list[OpenFinding]:
    """Return what the text's arithmetic shows now, each with the newest decision about it."""
    kept = [one for one in candidates if one.state != CandidateState.REJECTED]
    decisions: dict[str, FindingDecision] = {}
    for made in document.finding_decisions.select_related("by").order_by("pk"):
        decisions[made.key] = made
    return [
        _open(finding, tuple(kept[index].number for index in finding.figures), decisions)
        for finding in findings_of(document, kept)
    ]


def _open(
    finding: Finding, numbers: tuple[int, ...], decisions: dict[str, FindingDecision]
) -> OpenFinding:
    key = fingerprint(finding.code, finding.message, numbers)
    return OpenFinding(key, finding, numbers, decisions.get(key))


def _selected(
    candidates: Sequence[Candidate], number: int | None, finding: OpenFinding | None
) -> Candidate | None:
    wanted = number or (finding.numbers[0] if finding and finding.numbers else None)
    chosen = (one for one in candidates if one.number == wanted)
    waiting = (one for one in candidates if one.state == CandidateState.WAITING)
    return next(chosen, None) or next(waiting, None) or next(iter(candidates), None)


def next_waiting(candidates: Sequence[Candidate], after: int) -> Candidate | None:
    """Return the next figure to decide about, from the beginning again after the last."""
    waiting = [one for one in candidates if one.state == CandidateState.WAITING]
    return next((one for one in waiting if one.number > after), None) or next(iter(waiting), None)


def chunks_of(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a long text begin and end, cut between lines."""
    parts, start = [], 0
    while start < len(text):
        end = text.find("\n", start + CHUNK)
        end = len(text) if end < 0 else end + 1
        parts.append((start, end))
        start = end
    return parts or [(0, 0)]
