"""Reads of papers: the shelf of a scheme, the wordings, a pile of scans."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.documents.content import AdministrativeDocument, from_data
from khuyencong.dossiers.models import readable_by
from khuyencong.schemes.models import Scheme, StepTaken, Tier

from .building import Offer, defaults, offered, offers_of, template_of
from .building.compose import SAMPLE, sample
from .lifecycle import OF_A_YEAR, RESTS_ON, PaperKind
from .models import Paper, PaperTemplate, ScanBatch, ScanPage, SignedScan

TO_PICK = 100  # papers


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A paper that can be written now, or was: ``papers`` are its writings, the newest first.

    ``is_whole``: it has no scheme that the person may not read.
    """

    kind: PaperKind
    subject: str
    label: str
    papers: Sequence[Paper]
    is_offered: bool
    may_write: bool
    is_whole: bool = True

    @property
    def latest(self) -> Paper | None:
        return self.papers[0] if self.papers else None

    @property
    def earlier(self) -> Sequence[Paper]:
        return self.papers[1:]


def papers_of(scheme: Scheme) -> QuerySet[Paper]:
    """The papers of a scheme, newest first, each with its number and scans."""
    return _on_a_shelf(Paper.objects.filter(scheme=scheme))


def _on_a_shelf(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """The papers with what a shelf tells of them."""
    rows = papers.select_related("number", "generated_by").prefetch_related("scans")
    return rows.only(
        "code",
        "kind",
        "subject",
        "subject_label",
        "year",
        "generated_at",
        "generated_by__full_name",
        "deed_symbol",
        "number__symbol",
    )


def papers_of_steps(
    user: User, scheme: Scheme, history: Sequence[StepTaken]
) -> dict[int, list[tuple[str, str]]]:
    """The papers that steps rest on, by the step's id: what each is called and its address.

    A numbered step rests on the papers of its number; another, the last time it was taken, on the
    newest paper of each of its kinds.  One query, and none where no step rests on a paper.
    """
    if not any(taken.decision_number or taken.name in RESTS_ON for taken in history):
        return {taken.pk: [] for taken in history}
    signed = Exists(SignedScan.objects.filter(paper=OuterRef("pk")))
    of_it = Q(scheme=scheme) | Q(covers=scheme)
    rows = Paper.objects.visible_to(user).filter(of_it).order_by("-generated_at", "-pk")
    papers = rows.values_list("kind", "code", signed, "deed_symbol", "number__symbol")
    links = [
        (kind, number or deed, _link(PaperKind(kind), code, is_signed=is_signed))
        for kind, code, is_signed, deed, number in papers
    ]
    newest = {kind: link for kind, _, link in reversed(links)}
    last = {taken.name: taken.pk for taken in history}
    found = {}
    for taken in history:
        if taken.decision_number:
            found[taken.pk] = [link for _, symbol, link in links if symbol == taken.decision_number]
        else:
            kinds = RESTS_ON.get(taken.name, ()) if taken.pk == last[taken.name] else ()
            found[taken.pk] = [newest[kind] for kind in kinds if kind in newest]
    return found


def _link(kind: PaperKind, code: str, *, is_signed: bool) -> tuple[str, str]:
    words = f"{kind.label}{' (bản ký)' if is_signed else ''}"
    return words, reverse("papers:paper_detail", args=[code])


def shelf_of(scheme: Scheme, *, writable: Collection[str]) -> list[ShelfRow]:
    """Every paper there is or can be, in the order of the scheme's life.

    ``writable`` are the kinds that the person may write.
    """
    written = _by_subject(papers_of(scheme))
    now = {(kind, one.key): one.label for kind, one in offered(scheme)}
    keys = [*now, *(key for key in written if key not in now)]
    order = list(PaperKind)
    keys.sort(key=lambda key: order.index(PaperKind(key[0])))
    return [_row(key, now, written.get(key, []), writable) for key in keys]


def year_shelf_of(
    user: User, year: int, *, writes: Callable[[PaperKind, str], bool]
) -> list[ShelfRow]:
    """Every paper over the year's schemes that there is or that the person may write.

    ``writes(kind, tier)``: whether the person writes such papers.  Four queries however many there
    are.
    """
    written = _by_subject(_on_a_shelf(Paper.objects.visible_to(user).filter(year=year)))
    seen = readable_by(user)
    found = []
    for kind in PaperKind:
        if kind in OF_A_YEAR:
            found += [
                _offered(one, written.pop((kind, one.key), []))
                for one in _offers(kind, year, seen, writes)
            ]
            rest = [key for key in written if key[0] == kind]
            found += [_row(key, {}, written[key], ()) for key in rest]
    return found


def offer_of(user: User, kind: PaperKind, year: int, key: str) -> Offer | None:
    """The paper over the year of that key, if the person sees a scheme of it."""
    offers = offers_of(kind, year, readable_by(user))
    return next((one for one in offers if one.key == key), None)


def _offers(
    kind: PaperKind, year: int, seen: QuerySet[Scheme], writes: Callable[[PaperKind, str], bool]
) -> list[Offer]:
    if not any(writes(kind, tier) for tier in Tier.values):
        return []
    return [one for one in offers_of(kind, year, seen) if writes(kind, one.tier)]


def _offered(one: Offer, papers: Sequence[Paper]) -> ShelfRow:
    return ShelfRow(one.kind, one.key, one.label, papers, True, one.is_whole, one.is_whole)


def _by_subject(papers: Iterable[Paper]) -> dict[tuple[str, str], list[Paper]]:
    found: dict[tuple[str, str], list[Paper]] = {}
    for paper in papers:
        found.setdefault((paper.kind, paper.subject), []).append(paper)
    return found


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
        "scheme__province", "number__void", "template", "generated_by"
    ).prefetch_related("scans__by")


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


def sample_of(user: User, kind: PaperKind) -> AdministrativeDocument:
    """The newest paper of that kind that the person reads, else a made-up one; marked a trial."""
    paper = Paper.objects.visible_to(user).filter(kind=kind).order_by("-generated_at").first()
    document = from_data(paper.content) if paper else sample(kind)
    return replace(document, mark=SAMPLE)


def batches_of(user: User) -> QuerySet[ScanBatch]:
    """The person's piles, newest first, each with how many pages wait."""
    waiting = Count("pages", filter=Q(pages__paper__isnull=True))
    return ScanBatch.objects.visible_to(user).annotate(waiting=waiting).order_by("-at", "-pk")


def pages_of(batch: ScanBatch, user: User) -> list[ScanPage]:
    """The pages of a pile in order, each with its paper; not those of papers no longer open.

    ``guess`` is the paper of the page before: the back of a sheet and an annex bear no code.
    """
    is_open = Q(paper__isnull=True) | Q(paper__in=Paper.objects.visible_to(user))
    rows = batch.pages.filter(is_open).select_related("paper__scheme", "paper__number")
    pages = list(rows.order_by("number"))
    before: Paper | None = None
    for page in pages:
        page.guess = before  # type: ignore[attr-defined]  # only for the page
        before = page.paper or before
    return pages


def papers_to_sign(user: User) -> list[Paper]:
    """The newest papers without a signed copy, to pick from by hand."""
    rows = Paper.objects.visible_to(user).filter(scans__isnull=True).select_related("number")
    return list(rows.defer("content").order_by("-generated_at", "-pk")[:TO_PICK])
