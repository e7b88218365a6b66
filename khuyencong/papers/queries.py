"""Reads of papers: the shelf of a scheme, the register, the wordings, a pile of scans."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.documents.models import DocumentNumber, NumberSeries
from khuyencong.dossiers.models import readable_by
from khuyencong.organisations.models import Organisation
from khuyencong.places.queries import units_within
from khuyencong.schemes.models import Scheme

from .building import defaults, offered, template_of
from .lifecycle import PaperKind
from .models import Paper, PaperTemplate, ScanBatch, ScanPage


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A paper that can be written now, or was: ``papers`` are its writings, the newest first."""

    kind: PaperKind
    subject: str
    label: str
    papers: Sequence[Paper]
    is_offered: bool
    may_write: bool

    @property
    def latest(self) -> Paper | None:
        return self.papers[0] if self.papers else None

    @property
    def earlier(self) -> Sequence[Paper]:
        return self.papers[1:]


def papers_of(scheme: Scheme) -> QuerySet[Paper]:
    """The papers of a scheme, newest first, each with its number and scans."""
    rows = Paper.objects.filter(scheme=scheme).select_related("number", "generated_by", "template")
    return rows.prefetch_related("scans")


def shelf_of(scheme: Scheme, *, writable: Collection[str]) -> list[ShelfRow]:
    """Every paper there is or can be, in the order of the scheme's life.

    ``writable`` are the kinds that the person may write.
    """
    written: dict[tuple[str, str], list[Paper]] = {}
    for paper in papers_of(scheme):
        written.setdefault((paper.kind, paper.subject), []).append(paper)
    now = {(kind, one.key): one.label for kind, one in offered(scheme)}
    keys = [*now, *(key for key in written if key not in now)]
    order = list(PaperKind)
    keys.sort(key=lambda key: order.index(PaperKind(key[0])))
    return [_row(key, now, written.get(key, []), writable) for key in keys]


def _row(
    key: tuple[str, str],
    now: Mapping[tuple[PaperKind, str], str],
    papers: Sequence[Paper],
    writable: Collection[str],
) -> ShelfRow:
    kind, subject = PaperKind(key[0]), key[1]
    is_offered = (kind, subject) in now
    label = now[kind, subject] if is_offered else papers[0].subject_label
    return ShelfRow(kind, subject, label, papers, is_offered, is_offered and kind in writable)


def full(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """The papers with all that a page shows of them."""
    return papers.select_related(
        "scheme__province", "number", "template", "generated_by"
    ).prefetch_related("scans__by")


def register_for(user: User) -> QuerySet[DocumentNumber]:
    """The numbers of the schemes that the person may read; who sees them all needs no list."""
    rows = DocumentNumber.objects.select_related("series", "by")
    schemes = readable_by(user)
    own = Q(scheme_code="", series__issuer__in=_issuers(user))
    return rows.filter(Q(scheme_code__in=schemes.values("code")) | own)


def _issuers(user: User) -> QuerySet[Organisation, str]:
    found = Organisation.objects.all()
    if user.scope_unit is not None:
        found = found.filter(place__in=units_within(user.scope_unit))
    return found.values_list("code", flat=True)


def series_for(user: User) -> list[NumberSeries]:
    """The series that the person's register has numbers of, the newest year first."""
    used = register_for(user).order_by().values("series").distinct()
    return list(NumberSeries.objects.filter(pk__in=used).order_by("-year", "issuer_name", "mark"))


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A kind of paper with the province's wording of the day, if it has one."""

    kind: PaperKind
    template: PaperTemplate | None
    recipients: Sequence[str]


def wordings_of(user: User, *, on: date) -> list[WordingRow]:
    """Every kind of paper with the wording in force in the person's province."""
    place = user.scope_unit
    if place is None:
        return []
    return [
        WordingRow(
            kind, template_of(place.pk, kind, on=on), defaults()[kind.value, "local"].recipients
        )
        for kind in PaperKind
    ]


def templates_of(user: User, kind: str) -> QuerySet[PaperTemplate]:
    """The versions of one wording of the person's province, newest first."""
    rows = PaperTemplate.objects.visible_to(user).filter(kind=kind)
    return rows.select_related("by").order_by("-number")


def batches_of(user: User) -> QuerySet[ScanBatch]:
    """The person's piles, newest first, each with how many pages wait."""
    waiting = Count("pages", filter=Q(pages__paper__isnull=True))
    return ScanBatch.objects.visible_to(user).annotate(waiting=waiting).order_by("-at", "-pk")


def pages_of(batch: ScanBatch) -> list[ScanPage]:
    """The pages of a pile in order, each with its paper."""
    return list(batch.pages.select_related("paper__scheme").order_by("number"))
