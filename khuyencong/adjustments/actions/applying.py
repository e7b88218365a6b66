"""Applying an approved request: money, lines, beneficiaries, the scheme, and the plan's edition."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from khuyencong.accounts.models import User
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries import in_disadvantaged_area
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import BUDGETS, Account, Nature
from khuyencong.funding.models import Kind as Capital
from khuyencong.planning import actions as planning
from khuyencong.planning.actions import Amendment
from khuyencong.planning.models import PlanEdition
from khuyencong.regulations.models import SubContent
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision, LineFacts
from khuyencong.schemes.models import Beneficiary, Line, Scheme

from ..models import Change, ChangeRequest, Kind
from ..queries import Standing, source_of

Source = tuple[str, str]
_COUNTERPART: Source = (Capital.COUNTERPART, "")


@dataclass(slots=True)
class Application:
    """One approved request on its way into the scheme; the caller holds the locks."""

    request: ChangeRequest
    standing: Standing
    changes: Sequence[Change]
    decision: Decision
    by: User = field(kw_only=True)
    at: datetime = field(kw_only=True)
    given: dict[int, dict[str, int]] = field(
        init=False, default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    lines: dict[int, Line] = field(init=False, default_factory=dict)

    def run(self) -> list[PlanEdition]:
        """Apply everything; what takes money back comes first, so that it can be given anew."""
        self.lines = dict(self.standing.lines)
        self._post(self._amounts())
        for number in self._moving():
            self._move(number)
        for slot in sorted({one.slot for one in self.changes if one.slot is not None}):
            self._add(slot)
        former = [
            line.beneficiary_id
            for line in self.standing.lines.values()
            if line.beneficiary_id is not None
        ]
        for change in self.changes:
            if change.line_id is not None and change.kind in _ON_LINE:
                _ON_LINE[change.kind](self, self.lines[change.line_id], change.new_key)
            elif change.kind in _ON_SCHEME:
                _ON_SCHEME[change.kind](self, change.new_key)
        Beneficiary.objects.filter(pk__in=former, lines__isnull=True).delete()
        return self._editions()

    # Money

    def _wanted(self, line: int | None, slot: int | None) -> dict[Source, int]:
        """The amounts asked for of one line, by source; the counterpart among them."""
        found: dict[Source, int] = {}
        for change in self.changes:
            if (change.line_id, change.slot) != (line, slot):
                continue
            if change.kind == Kind.MONEY:
                found[source_of(change.source)] = int(change.new_key)
            elif change.kind == Kind.INVESTMENT:
                found[_COUNTERPART] = int(change.new_key)
        return found

    def _moving(self) -> dict[int, int]:
        """The lines that go to another year."""
        return {
            change.line_id: int(change.new_key)
            for change in self.changes
            if change.kind == Kind.YEAR and change.line_id is not None
        }

    def _amounts(self) -> list[tuple[Line, Source, int]]:
        """The new amount of every line and source that changes; of a line that moves, nothing."""
        moving = self._moving()
        found: list[tuple[Line, Source, int]] = []
        for number, line in self.standing.lines.items():
            if number in moving:
                found += [(line, source, 0) for source in self._held(line)]
            else:
                found += [
                    (line, source, amount) for source, amount in self._wanted(number, None).items()
                ]
        return found

    def _held(self, line: Line) -> dict[Source, int]:
        held = self.standing.allocated(line)
        counterpart = self.standing.counterpart(line)
        return {**held, _COUNTERPART: counterpart} if counterpart else held

    def _post(self, amounts: Sequence[tuple[Line, Source, int]]) -> None:
        """Replace what is allocated, the largest decrease first."""
        steps = [
            (amount - self._held(line).get(source, 0), line, source, amount)
            for line, source, amount in amounts
        ]
        for more, line, source, amount in sorted(steps, key=lambda one: one[0]):
            funding.replace(line.account, self._posting(source, amount), by=self.by, at=self.at)
            self._give(line.account.year, source, more)

    def _posting(self, source: Source, amount: int) -> Posting:
        return Posting(
            amount,
            Nature.ALLOCATED,
            *source,
            booked_on=self.decision.date,
            document=self.decision.number,
        )

    def _give(self, year: int, source: Source, more: int) -> None:
        if source[1] in BUDGETS:
            self.given[year][source[1]] += more

    # Lines

    def _move(self, number: int) -> None:
        line, year = self.standing.lines[number], self._moving()[number]
        amounts = {**self._held(line), **self._wanted(number, None)}
        self.lines[number] = self._new_line(
            LineFacts(
                year=year,
                content=line.content,
                establishment=line.beneficiary.establishment if line.beneficiary else None,
                sub_content=line.sub_content,
                item=line.item,
                dated_on=self._dated_on(year),
                postings=self._postings(amounts),
            ),
            place=line.place,
        )
        self._give_all(year, amounts)

    def _add(self, slot: int) -> None:
        told = {one.kind: one.new_key for one in self.changes if one.slot == slot}
        content, sub_content = _content(told[Kind.ADD])
        amounts, year = self._wanted(None, slot), int(told[Kind.YEAR])
        establishment = _establishment(told.get(Kind.BENEFICIARY, ""))
        self._new_line(
            LineFacts(
                year=year,
                content=content,
                establishment=establishment,
                in_disadvantaged_area=self._area(establishment),
                sub_content=sub_content,
                item=told.get(Kind.EQUIPMENT, ""),
                dated_on=self._dated_on(year),
                postings=self._postings(amounts),
            ),
            place=told.get(Kind.PLACE, ""),
        )
        self._give_all(year, amounts)

    def _new_line(self, facts: LineFacts, *, place: str) -> Line:
        (line,) = schemes.add_lines(self._scheme, [facts], by=self.by, at=self.at)
        if place:
            line.place = place
            line.save(update_fields=["place"])
        self._last_until(facts.year)
        return line

    def _postings(self, amounts: Mapping[Source, int]) -> tuple[Posting, ...]:
        return tuple(self._posting(source, amount) for source, amount in amounts.items() if amount)

    def _give_all(self, year: int, amounts: Mapping[Source, int]) -> None:
        for source, amount in amounts.items():
            self._give(year, source, amount)

    def _dated_on(self, year: int) -> date | None:
        return self.decision.date if self.decision.date.year == year else None

    def change_place(self, line: Line, key: str) -> None:
        line.place = key
        line.save(update_fields=["place"])

    def change_item(self, line: Line, key: str) -> None:
        line.item = key
        line.save(update_fields=["item"])

    def change_content(self, line: Line, key: str) -> None:
        line.content, line.sub_content = _content(key)
        line.save(update_fields=["content", "sub_content"])
        Account.objects.filter(pk=line.account_id).update(content=line.content)

    def change_beneficiary(self, line: Line, key: str) -> None:
        establishment = _establishment(key)
        line.beneficiary = Beneficiary.objects.get_or_create(
            scheme=self._scheme,
            establishment=establishment,
            defaults={"in_disadvantaged_area": self._area(establishment)},
        )[0]
        line.save(update_fields=["beneficiary"])

    def _area(self, establishment: Establishment | None) -> bool | None:
        if establishment is None:
            return None
        return in_disadvantaged_area(establishment, on=self._scheme.dated_on or self.decision.date)

    # The scheme and its plan

    @property
    def _scheme(self) -> Scheme:
        return self.request.scheme

    def change_partners(self, key: str) -> None:
        self._scheme.partners.set(int(one) for one in key.split(",") if one)

    def change_end(self, key: str) -> None:
        years = [line.account.year for line in self.lines.values()]
        self._scheme.end_year = max(self._scheme.start_year, date.fromisoformat(key).year, *years)
        self._scheme.save(update_fields=["end_year"])

    def _last_until(self, year: int) -> None:
        if year > self._scheme.end_year:
            self._scheme.end_year = year
            self._scheme.save(update_fields=["end_year"])

    def stop(self, key: str) -> None:
        """Stop the scheme; the money of lines on which nothing was signed or paid goes back."""
        schemes.take_step(
            self._scheme,
            "stop",
            by=self.by,
            at=self.at,
            note=self.request.reason,
            decision=self.decision,
        )
        idle = [line for line in self.lines.values() if not self.standing.is_begun(line)]
        self._post([(line, source, 0) for line in idle for source in self.standing.allocated(line)])

    def _editions(self) -> list[PlanEdition]:
        scheme = self._scheme
        within = min(max(self.decision.date.year, scheme.start_year), scheme.end_year)
        title = f"Điều chỉnh đề án {scheme.code} (lần {self.request.number})"
        reason = "; ".join(str(change) for change in self.changes)
        return [
            planning.note_change(
                Amendment(scheme=scheme, amounts=_told(self.given.get(year)), reason=reason),
                year=year,
                title=title,
                decision=self.decision,
                by=self.by,
                at=self.at,
            )
            for year in sorted(self.given) or [within]
        ]


_ON_LINE: Mapping[str, Callable[[Application, Line, str], None]] = {
    Kind.PLACE: Application.change_place,
    Kind.EQUIPMENT: Application.change_item,
    Kind.CONTENT: Application.change_content,
    Kind.BENEFICIARY: Application.change_beneficiary,
}
_ON_SCHEME: Mapping[str, Callable[[Application, str], None]] = {
    Kind.PARTNERS: Application.change_partners,
    Kind.END_DATE: Application.change_end,
    Kind.STOP: Application.stop,
}


def _told(amounts: Mapping[str, int] | None) -> dict[str, int]:
    return {level: amount for level, amount in (amounts or {}).items() if amount}


def _content(key: str) -> tuple[str, SubContent | None]:
    code, _, sub_content = key.partition(":")
    return code, SubContent.objects.get(pk=int(sub_content)) if sub_content else None


def _establishment(key: str) -> Establishment | None:
    if not key:
        return None
    return Establishment.objects.select_related("commune").get(pk=int(key))
