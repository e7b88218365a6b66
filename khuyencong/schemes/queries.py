from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from khuyencong.accounts.models import User
from khuyencong.funding.models import STATE_KINDS, Entry, Kind, Level, Nature, Stage

from .models import (
    Beneficiary,
    Correction,
    Line,
    Recusal,
    Result,
    Scheme,
    SchemeQuerySet,
    StepTaken,
)

_NEWEST = ("-start_year", "code")
SORTS: Mapping[str, tuple[str, ...]] = {
    "nam": ("start_year", "code"),
    "-nam": _NEWEST,
    "ma": ("code",),
    "-ma": ("-code",),
    "ten": ("fold", "code"),
    "-ten": ("-fold", "code"),
}
_SHOWN = (
    "code",
    "name",
    "tier",
    "state",
    "start_year",
    "end_year",
    "is_illustrative",
    "province__full_name",
)
"""What the list shows of each; another column would be asked row by row, and the tests count."""
_FILTERS = {
    "place": "province",
    "tier": "tier",
    "form": "form",
    "state": "state",
    "records": "is_illustrative",
}


def search(user: User, words: Mapping[str, Any], *, sort: str = "") -> SchemeQuerySet:
    """The schemes that *user* may see and that fit the cleaned filters of the list."""
    found = Scheme.objects.visible_to(user).select_related("province").only(*_SHOWN)
    if text := words.get("words"):
        found = found.matching(text)
    for name, lookup in _FILTERS.items():
        if (value := words.get(name)) not in (None, ""):
            found = found.filter(**{lookup: value})
    if year := words.get("year"):
        found = found.filter(start_year__lte=year, end_year__gte=year)
    if content := words.get("content"):
        found = found.filter(Exists(Line.objects.filter(scheme=OuterRef("pk"), content=content)))
    if sort in ("kinh-phi", "-kinh-phi"):
        money = F("support").desc if sort[0] == "-" else F("support").asc
        return found.annotate(support=_support()).order_by(money(nulls_last=True), "code")
    return found.order_by(*SORTS.get(sort, _NEWEST))


def hidden_from(user: User) -> QuerySet[Recusal, Any]:
    """The ids of the schemes in which the person has declared a conflict of interest."""
    return Recusal.objects.filter(person=user).values("scheme")


def _support() -> Subquery:
    """The support carried out of the scheme at hand, in đồng."""
    entries = Entry.objects.carried_out().filter(
        kind=Kind.GRANT, account__line__scheme=OuterRef("pk")
    )
    sums = entries.order_by().values("account__line__scheme").annotate(total=Sum("amount_vnd"))
    return Subquery(sums.values("total"))


def support_of(schemes: Iterable[Scheme]) -> dict[int, int]:
    """The support carried out of each scheme that has any, in đồng, with one query."""
    rows = (
        Entry.objects.carried_out()
        .filter(kind=Kind.GRANT, account__line__scheme__in=[scheme.pk for scheme in schemes])
        .order_by()
        .values_list("account__line__scheme")
        .annotate(total=Sum("amount_vnd"))
    )
    return dict(rows)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Money of one source: its name, and its amount in every nature of the table (đồng)."""

    label: str
    amounts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class SchemeMoney:
    """The money of a scheme: a table of sources by natures, and what each line has had.

    ``support`` and ``counterpart`` are what was carried out (settled; else accepted; else
    allocated), ``pledged`` the counterpart registered, in đồng, by the id of the line.
    """

    natures: Sequence[str]
    rows: Sequence[SourceRow]
    support: Mapping[int, int]
    counterpart: Mapping[int, int]
    pledged: Mapping[int, int]

    @property
    def support_vnd(self) -> int:
        return sum(self.support.values())

    @property
    def counterpart_vnd(self) -> int | None:
        """``None`` where the ledger says nothing of a counterpart."""
        return sum(self.counterpart.values()) if self.counterpart else None

    @property
    def pledged_vnd(self) -> int | None:
        """See :meth:`pledged_of`: of the whole scheme."""
        return self.pledged_of(self.pledged)

    def pledged_of(self, lines: Collection[int]) -> int | None:
        """The counterpart registered for *lines*; ``None`` where all of it can be carried out.

        State money counts from its allocation on, counterpart from its acceptance: that of a line
        of which none was carried out is told as it was registered.
        """
        told = [self.pledged[line] for line in lines if line in self.pledged]
        is_behind = any(line in self.pledged and line not in self.counterpart for line in lines)
        return sum(told) if is_behind else None


def money_of(scheme: Scheme) -> SchemeMoney:
    """The money of *scheme*, from its ledger, with one query."""
    cells = list(
        Entry.objects.filter(account__line__scheme=scheme)
        .order_by()
        .values("kind", "level", "nature", "account__stage", "account__line")
        .annotate(amount=Sum("amount_vnd"))
    )
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    carried: dict[str, dict[int, int]] = {kind: defaultdict(int) for kind in Kind.values}
    pledged: dict[int, int] = defaultdict(int)
    for cell in cells:
        sums[cell["kind"], cell["level"], cell["nature"]] += cell["amount"]
        if (cell["kind"], cell["nature"]) == (Kind.COUNTERPART, Nature.REGISTERED):
            pledged[cell["account__line"]] += cell["amount"]
        if cell["nature"] == cell["account__stage"]:
            carried[cell["kind"]][cell["account__line"]] += cell["amount"]
        elif cell["account__stage"] == Stage.SETTLED and cell["kind"] in STATE_KINDS:
            # Nothing of it was settled, and that is known.
            carried[cell["kind"]][cell["account__line"]] += 0
    natures = [nature for nature in Nature if any(key[2] == nature for key in sums)]
    sources = [
        (kind, level)
        for kind in Kind
        for level in Level
        if any(key[:2] == (kind, level) for key in sums)
    ]
    return SchemeMoney(
        natures=[str(nature.label) for nature in natures],
        rows=[
            SourceRow(
                _source_label(kind, level), [sums.get((kind, level, nature)) for nature in natures]
            )
            for kind, level in sources
        ],
        support=carried[Kind.GRANT],
        counterpart=carried[Kind.COUNTERPART],
        pledged={line: amount for line, amount in pledged.items() if amount},
    )


def _source_label(kind: Kind, level: Level) -> str:
    if level == Level.NONE:
        return str(kind.label)
    name = "không rõ nguồn" if level == Level.UNKNOWN else f"nguồn {str(level.label).lower()}"
    return f"{kind.label}, {name}"


_OF_LINE = (
    "content",
    "item",
    "place",
    "account__year",
    "beneficiary__in_disadvantaged_area",
    "beneficiary__establishment__code",
    "beneficiary__establishment__name",
    "beneficiary__establishment__legal_form",
)


def lines_of(scheme: Scheme) -> list[Line]:
    """The lines of *scheme* by year, each with what its page names of them."""
    lines = Line.objects.filter(scheme=scheme).select_related(
        "account", "beneficiary__establishment"
    )
    return sorted(lines.only(*_OF_LINE).order_by(), key=attrgetter("account.year", "pk"))


@dataclass(frozen=True, slots=True)
class BeneficiaryRow:
    """A beneficiary with its own support and counterpart over all its lines (đồng).

    ``pledged_vnd`` is as :meth:`SchemeMoney.pledged_of` has it.
    """

    beneficiary: Beneficiary
    support_vnd: int | None
    counterpart_vnd: int | None
    pledged_vnd: int | None


def beneficiaries_of(lines: Sequence[Line], money: SchemeMoney) -> list[BeneficiaryRow]:
    """The beneficiaries named by *lines*, in their order; money not told stays ``None``."""
    own: dict[Beneficiary, list[int]] = defaultdict(list)
    for line in lines:
        if line.beneficiary is not None:
            own[line.beneficiary].append(line.pk)
    return [
        BeneficiaryRow(
            one,
            _sum(money.support, keys),
            _sum(money.counterpart, keys),
            money.pledged_of(keys),
        )
        for one, keys in own.items()
    ]


def _sum(amounts: Mapping[int, int], keys: Iterable[int]) -> int | None:
    told = [amounts[key] for key in keys if key in amounts]
    return sum(told) if told else None


@dataclass(frozen=True, slots=True)
class SchemePage:
    """What the page of a scheme shows beside the scheme itself."""

    money: SchemeMoney
    lines: Sequence[tuple[Line, int | None, int | None, int | None]]
    beneficiaries: Sequence[BeneficiaryRow]
    results: Sequence[Result]
    history: Sequence[StepTaken]
    corrections: Sequence[Correction]


_OF_RESULT = ("kind", "certified_at", "year", "quantity", "note", "establishment__name")
_OF_STEP = ("name", "to_state", "at", "note", "decision_number", "decision_date", "by__full_name")
_OF_CORRECTION = ("field", "before", "after", "at", "by__full_name")


def page_of(scheme: Scheme) -> SchemePage:
    """The page of *scheme*, with five queries."""
    money, lines = money_of(scheme), lines_of(scheme)
    results = Result.objects.filter(scheme=scheme)
    history = StepTaken.objects.filter(scheme=scheme)
    corrections = Correction.objects.filter(scheme=scheme)
    return SchemePage(
        money=money,
        lines=[
            (
                line,
                money.support.get(line.pk),
                money.counterpart.get(line.pk),
                money.pledged_of((line.pk,)),
            )
            for line in lines
        ],
        beneficiaries=beneficiaries_of(lines, money),
        results=list(results.select_related("establishment").only(*_OF_RESULT)),
        history=list(history.select_related("by").only(*_OF_STEP).order_by("number")),
        corrections=list(corrections.select_related("by").only(*_OF_CORRECTION)),
    )


_OF_ENTRY = (
    "booked_on",
    "amount_vnd",
    "nature",
    "kind",
    "level",
    "document",
    "reverses",
    "account__year",
    "account__line__content",
    "account__line__item",
    "account__line__beneficiary__establishment__name",
    "recorded_by__full_name",
)


def ledger_of(scheme: Scheme) -> QuerySet[Entry]:
    """The entries of the scheme's ledger in the order they were booked."""
    return (
        Entry.objects.filter(account__line__scheme=scheme)
        .select_related("account__line__beneficiary__establishment", "recorded_by")
        .only(*_OF_ENTRY)
        .order_by("booked_on", "pk")
    )


def support_received(establishment_id: int, user: User) -> QuerySet[Line]:
    """The lines by which an establishment has had support, newest first, with their money."""
    carried = Q(account__entries__nature=F("account__stage"))
    grant = carried & Q(account__entries__kind=Kind.GRANT)
    own = Q(account__entries__kind=Kind.COUNTERPART)
    return (
        Line.objects.filter(
            beneficiary__establishment=establishment_id,
            scheme__in=Scheme.objects.visible_to(user),
        )
        .select_related("scheme", "account", "sub_content")
        .annotate(
            support_vnd=Sum("account__entries__amount_vnd", filter=grant),
            counterpart_vnd=Sum("account__entries__amount_vnd", filter=carried & own),
            pledged_vnd=Sum(
                "account__entries__amount_vnd",
                filter=own & Q(account__entries__nature=Nature.REGISTERED),
            ),
        )
        .order_by("-account__year", "pk")
    )
