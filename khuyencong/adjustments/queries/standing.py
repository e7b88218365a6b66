"""What is approved today: the values that a change would take the place of."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Sum
from django.db.models import Value as Constant
from django.db.models.functions import Cast

from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import STATE_KINDS, Entry, Nature
from khuyencong.funding.models import Kind as Capital
from khuyencong.lib.contents import Content
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_exact
from khuyencong.organisations.models import Organisation
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from ..models import Change, Kind

CHANGEABLE = (State.PLANNED, State.CONTRACTED, State.UNDER_WAY)
"""The states of an approved scheme in which a change to it may be asked for."""

NOBODY = "chưa có"
_SPENT = (Nature.ADVANCED, Nature.DISBURSED, Nature.ACCEPTED, Nature.SETTLED)
_DONE = (Nature.ACCEPTED, Nature.SETTLED)
Source = tuple[str, str]
"""The kind of the capital and the level of its budget."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a machine compares it and as a person reads it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An approved scheme as it stands: its lines, what the ledger holds of each (đồng)."""

    scheme: Scheme
    lines: Mapping[int, Line]
    sums: Mapping[int, Mapping[tuple[str, str, str], int]]

    @property
    def end(self) -> date:
        """The day by which the work is to be done; one query."""
        return _end(self.scheme)

    def allocated(self, line: Line) -> dict[Source, int]:
        """What the plan gave the line, by source of state money."""
        return {
            (kind, level): amount
            for (nature, kind, level), amount in self.sums[line.account_id].items()
            if nature == Nature.ALLOCATED and kind in STATE_KINDS and amount
        }

    def counterpart(self, line: Line) -> int:
        """What the establishment is to put in: as approved, else as registered."""
        sums = self.sums[line.account_id]
        keys = [
            (nature, Capital.COUNTERPART, "") for nature in (Nature.ALLOCATED, Nature.REGISTERED)
        ]
        return next((sums[key] for key in keys if sums.get(key)), 0)

    def contracted(self, line: Line) -> dict[Source, int]:
        """What stands contracted of state money, by source."""
        return {
            (kind, level): amount
            for (nature, kind, level), amount in self.sums[line.account_id].items()
            if nature == Nature.CONTRACTED and kind in STATE_KINDS and amount
        }

    def is_done(self, line: Line) -> bool:
        """Whether something of the line was accepted or settled."""
        return self._has(line, _DONE)

    def is_begun(self, line: Line) -> bool:
        """Whether something of the line was contracted, advanced, paid, accepted or settled."""
        return self._has(line, (Nature.CONTRACTED, *_SPENT))

    def _has(self, line: Line, natures: Sequence[str]) -> bool:
        return any(
            amount and nature in natures
            for (nature, _, _), amount in self.sums[line.account_id].items()
        )


def standing_of(scheme: Scheme) -> Standing:
    """Read what is approved of the scheme; two queries whatever it holds."""
    lines = scheme.lines.select_related(
        "account", "sub_content", "beneficiary__establishment__commune"
    ).order_by("account__year", "pk")
    by_id = {line.pk: line for line in lines}
    sums: dict[int, dict[tuple[str, str, str], int]] = defaultdict(dict)
    rows = (
        Entry.objects.filter(account__line__scheme=scheme)
        .order_by()
        .values_list("account", "nature", "kind", "level")
        .annotate(total=Sum("amount_vnd"))
    )
    for account, nature, kind, level, total in rows:
        sums[account][nature, kind, level] = total
    return Standing(scheme, by_id, sums)


def _end(scheme: Scheme) -> date:
    """The day by which the work is to be done: what was last agreed, else its last year's end."""
    of_it = Scheme.objects.filter(pk=scheme.pk).order_by()
    contract = of_it.filter(contract__isnull=False)
    appendices = of_it.filter(contract__appendices__ends_on__isnull=False)
    approved = Change.objects.order_by().filter(
        request__scheme=scheme,
        request__state="approved",
        request__decision_date__isnull=False,
        kind=Kind.END_DATE,
    )
    agreed = contract.values_list("contract__signed_on", Constant(1), "contract__ends_on").union(
        appendices.values_list(
            "contract__appendices__signed_on", Constant(1), "contract__appendices__ends_on"
        ),
        approved.values_list(
            "request__decision_date", Constant(2), Cast("new_key", models.DateField())
        ),
    )
    return max(agreed, default=(date.min, 0, date(scheme.end_year, 12, 31)))[2]


def value_of(standing: Standing, change: Change) -> Value:
    """The approved value of the field that *change* changes; nothing for a line to be added."""
    if change.slot is not None:
        return Value("", NOBODY)
    if change.line_id is None:
        return _OF_SCHEME[change.kind](standing)
    line = standing.lines[change.line_id]
    if change.kind == Kind.MONEY:
        return money(standing.allocated(line).get(source_of(change.source), 0))
    return _OF_LINE[change.kind](standing, line)


def source_of(word: str) -> Source:
    """«grant:province» as kind and level."""
    kind, _, level = word.partition(":")
    return kind, level


def money(amount_vnd: int) -> Value:
    """An amount of whole đồng."""
    return Value(str(amount_vnd), show_exact(amount_vnd))


def establishment(one: Establishment | None) -> Value:
    """Who benefits."""
    return Value(str(one.pk), f"{one.name} ({one.code})") if one else Value("", NOBODY)


def partners(organisations: Sequence[Organisation]) -> Value:
    """Who takes part, in the order of their ids."""
    ordered = sorted(organisations, key=lambda one: one.pk)
    names = "; ".join(one.name for one in ordered)
    return Value(",".join(str(one.pk) for one in ordered), names or "không có")


def content(code: str, sub_content: SubContent | None) -> Value:
    """A content, and the sub-content where it is told: «machine:12»."""
    label = str(Content(code).label) if code else "không rõ nội dung"
    key = f"{code}:{sub_content.pk if sub_content else ''}"
    return Value(key, f"{label}: {sub_content}" if sub_content else label)


def day(on: date) -> Value:
    """A day."""
    return Value(on.isoformat(), show_day(on))


def text(words: str, otherwise: str = "chưa ghi") -> Value:
    """Words as they are."""
    return Value(words, words or otherwise)


def year(number: int) -> Value:
    """A budget year."""
    return Value(str(number), str(number))


STOPPED = Value(State.STOPPED, str(State.STOPPED.label))


def _place(standing: Standing, line: Line) -> Value:
    if line.place or line.beneficiary is None:
        return text(line.place)
    commune = line.beneficiary.establishment.commune
    where = f", {commune.full_name}" if commune else ""
    return Value("", f"tại cơ sở thụ hưởng{where}")


def _beneficiary(standing: Standing, line: Line) -> Value:
    return establishment(line.beneficiary.establishment if line.beneficiary else None)


_OF_LINE: Mapping[str, Callable[[Standing, Line], Value]] = {
    Kind.PLACE: _place,
    Kind.BENEFICIARY: _beneficiary,
    Kind.EQUIPMENT: lambda standing, line: text(line.item),
    Kind.INVESTMENT: lambda standing, line: money(standing.counterpart(line)),
    Kind.YEAR: lambda standing, line: year(line.account.year),
    Kind.CONTENT: lambda standing, line: content(line.content, line.sub_content),
}
_OF_SCHEME: Mapping[str, Callable[[Standing], Value]] = {
    Kind.PARTNERS: lambda standing: partners(list(standing.scheme.partners.all())),
    Kind.END_DATE: lambda standing: day(standing.end),
    Kind.STOP: lambda standing: (
        Value("", "đang triển khai") if standing.scheme.state in CHANGEABLE else STOPPED
    ),
}
