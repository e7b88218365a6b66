"""Needs and dossiers that are recorded afterwards, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import chain

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import (
    Attachment,
    Dossier,
    EstimateItem,
    Need,
    Outreach,
    Section,
    SectionVersion,
)
from khuyencong.regulations.models import DossierPaper, DossierPart
from khuyencong.schemes.models import Scheme

from .estimate import ItemFacts
from .needs import NeedFacts, OutreachFacts, fill_need, fill_outreach


@dataclass(frozen=True, slots=True, kw_only=True)
class PastNeed:
    """A need as it was told, and the dossier that it became, if any."""

    facts: NeedFacts
    scheme: Scheme | None
    by: User
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOutreach:
    """An occasion on which people were told."""

    facts: OutreachFacts
    by: User
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPaper:
    """A paper whose file is in the storage already, under the name ``file``."""

    title: str
    requirement: DossierPaper | None
    file: str
    file_name: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDossier:
    """A dossier: the text of each part, the items of each line by its id, the papers."""

    scheme: Scheme
    law_on: date
    by: User
    at: datetime
    texts: Sequence[tuple[DossierPart, str]] = ()
    items: Mapping[int, Sequence[ItemFacts]] = field(default_factory=dict)
    papers: Sequence[StoredPaper] = ()
    handed_in_at: datetime


@transaction.atomic
def record_needs(needs: Sequence[PastNeed]) -> list[Need]:
    """Record needs told before, in one statement (ghi các nhu cầu đã khảo sát)."""
    return Need.objects.bulk_create(_need(one) for one in needs)


def _need(past: PastNeed) -> Need:
    need = Need(
        recorded_by=past.by,
        recorded_at=past.at,
        scheme=past.scheme,
        is_illustrative=past.facts.is_illustrative,
    )
    fill_need(need, past.facts)
    return need


@transaction.atomic
def record_outreaches(occasions: Sequence[PastOutreach]) -> list[Outreach]:
    """Record occasions of before, in two statements (ghi các đợt tuyên truyền)."""
    recorded = Outreach.objects.bulk_create(_outreach(past) for past in occasions)
    named = Outreach.establishments.through
    named.objects.bulk_create(
        named(outreach_id=outreach.pk, establishment_id=establishment.pk)
        for outreach, past in zip(recorded, occasions, strict=True)
        for establishment in past.facts.establishments
    )
    return recorded


def _outreach(past: PastOutreach) -> Outreach:
    outreach = Outreach(
        told_by=past.facts.told_by,
        recorded_by=past.by,
        recorded_at=past.at,
        is_illustrative=past.facts.is_illustrative,
    )
    fill_outreach(outreach, past.facts)
    return outreach


@transaction.atomic
def record_dossiers(dossiers: Sequence[PastDossier]) -> list[Dossier]:
    """Record dossiers written before, in five statements (ghi các hồ sơ đã lập).

    The money that each asked for is posted by whoever records the scheme.
    """
    recorded = Dossier.objects.bulk_create(
        Dossier(scheme=past.scheme, law_on=past.law_on, opened_by=past.by, opened_at=past.at)
        for past in dossiers
    )
    written = [(past, part, text) for past in dossiers for part, text in past.texts]
    sections = Section.objects.bulk_create(
        Section(scheme_id=past.scheme.pk, part_id=part.pk, number=int(bool(text)), text=text)
        for past, part, text in written
    )
    SectionVersion.objects.bulk_create(
        SectionVersion(section_id=section.pk, number=1, text=text, by_id=past.by.pk, at=past.at)
        for section, (past, _, text) in zip(sections, written, strict=True)
        if text
    )
    EstimateItem.objects.bulk_create(chain.from_iterable(_items(past.items) for past in dossiers))
    Attachment.objects.bulk_create(_paper(past, one) for past in dossiers for one in past.papers)
    return recorded


def _items(items: Mapping[int, Sequence[ItemFacts]]) -> Iterable[EstimateItem]:
    return (
        EstimateItem(line_id=line, order=order, **asdict(facts))
        for line, of_line in items.items()
        for order, facts in enumerate(of_line, start=1)
    )


def _paper(past: PastDossier, paper: StoredPaper) -> Attachment:
    return Attachment(
        scheme=past.scheme,
        requirement=paper.requirement,
        title=paper.title,
        file=paper.file,
        file_name=paper.file_name,
        media_type=paper.media_type,
        size=paper.size,
        digest=paper.digest,
        uploaded_by=past.by,
        uploaded_at=past.handed_in_at,
    )
