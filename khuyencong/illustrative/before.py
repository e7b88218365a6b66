"""What comes before the plan: needs, occasions of telling, dossiers, appraisals."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from khuyencong.appraisals.actions.history import (
    PastAppraisal,
    PastConclusion,
    PastOpinion,
    record_appraisals,
)
from khuyencong.appraisals.actions.opinions import PointFacts
from khuyencong.appraisals.lifecycle import Level, Outcome
from khuyencong.appraisals.models import Verdict
from khuyencong.dossiers.actions import NeedFacts, OutreachFacts
from khuyencong.dossiers.actions.history import (
    PastDossier,
    PastNeed,
    PastOutreach,
    StoredPaper,
    record_dossiers,
    record_needs,
    record_outreaches,
)
from khuyencong.dossiers.models import Channel, HeardFrom
from khuyencong.funding.models import Kind
from khuyencong.lib.money import group, show_vnd
from khuyencong.regulations.models import DossierPaper, DossierPart
from khuyencong.schemes.models import Form

from .estimates import items_of
from .ground import Ground, Member, seeded
from .lives import REJECTED_BECAUSE, RETURNED_BECAUSE
from .plan import DATA
from .recorded import Recorded
from .timetable import moment

_PAPER = "giay-to-minh-hoa.pdf"
_STORED = f"dossiers/minh-hoa/{_PAPER}"
_NAMED_LATER = "xác định theo kế hoạch (Mẫu số 11) sau khi được giao kế hoạch"


def record_preparation(ground: Ground, schemes: Sequence[Recorded], *, deep_from: int) -> None:
    """Record what came before the plans; the dossiers of years before *deep_from* are brief.

    A brief dossier has its estimate and its conclusion, and no text of parts, no papers and no
    verdicts by point.
    """
    record_needs(list(_needs(ground, schemes)))
    record_outreaches(list(_occasions(ground, schemes)))
    papers = _Papers()
    record_dossiers(
        [
            _dossier(ground, one, papers if one.scheme.start_year >= deep_from else None)
            for one in schemes
        ]
    )
    record_appraisals(
        [past for one in schemes for past in _appraisals(ground, one, deep_from=deep_from)]
    )


def _needs(ground: Ground, schemes: Sequence[Recorded]) -> Iterator[PastNeed]:
    """One for each establishment of a scheme whose content is known."""
    for one in schemes:
        day = one.life.preparation.asked
        for line, own in one.pairs:
            if own.member is None or not line.content:
                continue
            yield PastNeed(
                facts=_need(ground, one, line.content, line.item, own.member),
                scheme=one.scheme,
                by=ground.people.centre,
                at=moment(day, 10),
            )


def _need(ground: Ground, one: Recorded, content: str, item: str, member: Member) -> NeedFacts:
    random = seeded(one.scheme.code, "need", member.establishment.code)
    establishment = member.establishment
    investment = max(
        (
            line.registered.get(Kind.COUNTERPART, 0)
            for line in one.life.lines
            if line.member == member
        ),
        default=0,
    )
    return NeedFacts(
        commune=establishment.commune,  # type: ignore[arg-type]  # every one of the register has one
        name=establishment.name,
        establishment=establishment,
        content=content,
        item=item,
        year=one.scheme.start_year,
        quarter=random.randint(1, 4),
        investment_vnd=investment or None,
        heard_from=random.choice((HeardFrom.COMMUNE, HeardFrom.CENTRE, HeardFrom.PEER)),
        is_illustrative=True,
    )


def _occasions(ground: Ground, schemes: Sequence[Recorded]) -> Iterator[PastOutreach]:
    """Each year the communes that asked were told a few weeks before, the others not."""
    told: dict[tuple[int, int], list[Recorded]] = defaultdict(list)
    for one in schemes:
        for own in one.life.lines[:1]:
            if own.member and own.member.establishment.commune_id:
                told[one.scheme.start_year, own.member.establishment.commune_id].append(one)
    for (year, _), ones in sorted(told.items()):
        first = min(ones, key=lambda one: one.life.preparation.asked)
        random = seeded(first.scheme.code, "told", str(year))
        members = {
            own.member.establishment.pk: own.member.establishment
            for one in ones
            for own in one.life.lines
            if own.member
            and own.member.establishment.commune_id
            == first.life.lines[0].member.establishment.commune_id  # type: ignore[union-attr]  # chosen so
        }
        day = first.life.preparation.asked
        yield PastOutreach(
            facts=OutreachFacts(
                commune=next(iter(members.values())).commune,  # type: ignore[arg-type]  # as above
                held_on=day.replace(day=1),
                channel=random.choice((Channel.MEETING, Channel.VISIT, Channel.BROADCAST)),
                told_by=ground.centre,
                establishments_count=len(members) + random.randint(2, 9),
                people_count=random.randint(15, 60),
                establishments=tuple(members.values()),
                note="Đợt khảo sát nhu cầu (minh họa)",
                is_illustrative=True,
            ),
            by=ground.people.centre,
            at=moment(day.replace(day=1), 11),
        )


class _Papers:
    """The one file that stands for every paper of the illustrations, stored once."""

    def __init__(self) -> None:
        content = (DATA / _PAPER).read_bytes()
        if not default_storage.exists(_STORED):
            default_storage.save(_STORED, ContentFile(content))
        self.size, self.digest = len(content), sha256(content).hexdigest()

    def of(self, asked: DossierPaper) -> StoredPaper:
        return StoredPaper(
            title=f"{asked.name[:380]} (minh họa)",
            requirement=asked,
            file=_STORED,
            file_name=_PAPER,
            media_type="application/pdf",
            size=self.size,
            digest=self.digest,
        )


def _dossier(ground: Ground, one: Recorded, papers: _Papers | None) -> PastDossier:
    days = one.life.preparation
    law_on = days.opened
    parts = ground.law.parts_on(law_on)
    asked: list[DossierPaper] = []
    if papers is not None:
        has_beneficiary = any(line.member for line in one.life.lines)
        asked = ground.law.papers_on(law_on, one.kinds, has_beneficiary=has_beneficiary)
    written = _WRITTEN[one.life.standing.batch.lacks if one.life.standing else ""]
    return PastDossier(
        scheme=one.scheme,
        law_on=law_on,
        by=ground.people.centre,
        at=moment(days.opened),
        texts=_texts(ground, one, parts, written.parts) if papers else (),
        items={
            line.pk: items_of(
                line.content,
                line.item,
                {
                    source: amount
                    for source, amount in own.registered.items()
                    if written.is_estimated or source == Kind.COUNTERPART
                },
            )
            for line, own in one.pairs
        },
        papers=[papers.of(row) for row in asked[: written.papers]] if papers else (),
        handed_in_at=moment(days.opened, 16),
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """How much of a dossier is there: so many parts and papers, as in a slice; its estimate."""

    parts: int | None = None
    papers: int | None = None
    is_estimated: bool = True


_WRITTEN: Mapping[str, _Written] = {
    "": _Written(),
    "papers": _Written(papers=-1),
    "parts": _Written(parts=4, papers=0),
    "all": _Written(parts=1, papers=0, is_estimated=False),
}
"""By what the dossier lacks; one just made from a need has the establishment's investment alone."""


@cache
def _templates() -> Mapping[tuple[int, str], str]:
    with (DATA / "parts.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            (int(row["number"]), row["content"]): row["text"].replace("\\n", "\n") for row in rows
        }


def _texts(
    ground: Ground, one: Recorded, parts: Sequence[DossierPart], written: int | None
) -> list[tuple[DossierPart, str]]:
    """The text of each part that is written; that of the estimate is empty, its items say it."""
    random = seeded(one.scheme.code, "texts")
    members = [line.member for line in one.life.lines if line.member]
    content = one.lines[0].content
    nobody = _NAMED_LATER if one.scheme.form == Form.GROUP else "không có"
    words = {
        "centre": one.scheme.implementer or ground.centre,
        "establishments": "; ".join(one.establishment.name for one in members) or nobody,
        "places": "; ".join(dict.fromkeys(str(one.establishment.commune) for one in members))
        or str(ground.province),
        "month": one.life.preparation.asked.month,
        "before": one.life.preparation.asked.year,
        "year": one.scheme.start_year,
        "item": (one.lines[0].item or "máy móc, thiết bị").lower(),
        "more": random.randint(15, 60),
        "count": max(len(members), 1),
        "support": show_vnd(sum(line.support_vnd for line in one.life.lines)),
        "revenue": group(promised_revenue(one)),
        "jobs": promised_jobs(one),
    }
    templates = _templates()
    return [
        (
            part,
            (
                templates.get((part.number, content)) or templates.get((part.number, "")) or ""
            ).format(**words)
            if part in parts[:written]
            else "",
        )
        for part in parts
    ]


def promised_jobs(one: Recorded) -> int:
    """The workers that the dossier promises: those there are, and a few more."""
    workers = [
        line.member.establishment.workers_count or 5 for line in one.life.lines if line.member
    ]
    return max(workers, default=0) + 2


def promised_revenue(one: Recorded) -> int:
    """The revenue that the dossier promises, in millions of đồng a year."""
    return promised_jobs(one) * seeded(one.scheme.code, "revenue").randrange(180, 420, 10)


def _appraisals(ground: Ground, one: Recorded, *, deep_from: int) -> Iterator[PastAppraisal]:
    days, today, people = one.life.preparation, ground.today, ground.people
    is_deep = one.scheme.start_year >= deep_from
    number = 1
    if one.lived(days.returned, today) and days.returned:
        yield PastAppraisal(
            scheme=one.scheme,
            level=Level.BASE,
            round=1,
            law_on=days.submitted,
            by=people.officer,
            at=moment(days.submitted, 15),
            conclusion=PastConclusion(
                outcome=Outcome.RETURN,
                by=people.officer,
                at=moment(days.returned, 14),
                note=RETURNED_BECAUSE,
            ),
        )
        number = 2
    sent = days.sent_again or days.submitted
    if one.lived(days.appraised, today) and one.life.fate != "withdraw":
        yield _held(ground, one, Level.BASE, number, (sent, days.appraised), is_deep=is_deep)
    if days.registered and days.judged and one.lived(days.judged, today):
        yield _held(ground, one, Level.MINISTRY, 1, (days.registered, days.judged), is_deep=is_deep)


def _held(
    ground: Ground,
    one: Recorded,
    level: Level,
    number: int,
    days: tuple[date, date],
    *,
    is_deep: bool,
) -> PastAppraisal:
    """An appraisal by the staff, begun and ended: one opinion, which the conclusion follows."""
    begun, ended = days
    people = ground.people
    is_base = level == Level.BASE
    staff = people.officer if is_base else people.cuc
    is_rejected = one.life.fate == "reject"
    agreed = {line.pk: own.support_vnd for line, own in one.pairs}
    support = sum(agreed.values())
    opinion = PastOpinion(
        person=staff,
        score=40 + one.life.score % 10 if is_rejected else one.life.score,
        support_vnd=0 if is_rejected else support,
        text=REJECTED_BECAUSE if is_rejected else "Đề nghị chấp thuận (minh họa).",
        at=moment(ended, 10),
        points=[
            (point, PointFacts(Verdict.NOT_MET, REJECTED_BECAUSE))
            if is_rejected and point.number == 1
            else (point, PointFacts(Verdict.MET))
            for point in (ground.law.points_on(begun) if is_deep else ())
        ],
    )
    return PastAppraisal(
        scheme=one.scheme,
        level=level,
        round=number,
        law_on=begun,
        by=staff,
        at=moment(begun, 15),
        opinions=[opinion],
        conclusion=PastConclusion(
            outcome=Outcome.REJECT if is_rejected else Outcome.APPROVE,
            by=people.leader if is_rejected else staff,
            at=moment(ended, 14),
            note=REJECTED_BECAUSE if is_rejected else "",
            agreed={} if is_rejected else agreed,
        ),
    )
