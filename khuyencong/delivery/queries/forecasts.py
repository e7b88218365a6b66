"""What the contract expects month by month, set against what is reported."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import OuterRef, Subquery, Sum

from khuyencong.accounts.models import User
from khuyencong.funding.models import Entry, Nature
from khuyencong.lib.days import show_month
from khuyencong.lib.money import show_exact
from khuyencong.lib.quantity import show_decimal
from khuyencong.schemes.models import Scheme, SchemeQuerySet

from ..lifecycle import UNDER_CONTRACT
from ..models import Acceptance, Contract, Forecast, ForecastMonth, ProgressLine
from .money import KINDS


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected by the end of a month, since the start: a percentage, and đồng."""

    month: date
    percent: Fraction
    spent_vnd: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A forecast that somebody typed: what it rests on, and its months in order."""

    basis: str
    months: Sequence[Expected]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the contract: expected, and as reported for it (``None``: no report)."""

    expected: Expected
    percent: Fraction | None
    spent_vnd: int | None

    @property
    def percent_planned(self) -> str:
        """As a chart reads it."""
        return f"{float(self.expected.percent):.1f}"

    @property
    def percent_told(self) -> str:
        """As a chart reads it; nothing where there is no report."""
        return "" if self.percent is None else f"{float(self.percent):.1f}"


@dataclass(frozen=True, slots=True)
class Outlook:
    """A scheme under contract against its plan, at the end of the last month that is over.

    ``gap`` is percentage points, below 0 when behind; ``None`` before the first month is over.
    ``basis`` says whose forecast it is, ``is_default`` that nobody has typed one.
    """

    scheme: Scheme
    basis: str
    is_default: bool
    rows: Sequence[MonthRow]
    at: Expected | None
    reported_month: date | None
    done: Fraction
    spent_vnd: int

    @property
    def gap(self) -> Fraction | None:
        return None if self.at is None else self.done - self.at.percent

    @property
    def is_behind(self) -> bool:
        """Whether the work, while it goes on, is less than the plan asks."""
        return self.scheme.state in UNDER_CONTRACT and self.gap is not None and self.gap < 0

    @property
    def sentence(self) -> str:
        if self.at is None:
            return "Chưa hết tháng đầu tiên của hợp đồng nên chưa so được."
        asked = _percent(self.at.percent)
        by = f"Đến hết tháng {show_month(self.at.month)} theo kế hoạch phải đạt {asked}"
        if self.reported_month is None:
            told = "chưa có báo cáo tiến độ nào"
        else:
            told = f"báo cáo tháng {show_month(self.reported_month)} đạt {_percent(self.done)}"
        money = (
            f"Kinh phí dự kiến {show_exact(self.at.spent_vnd)}, đã chi theo báo cáo "
            f"{show_exact(self.spent_vnd)}."
        )
        return f"{by}; {told}: {self.verdict}. {money}"

    @property
    def verdict(self) -> str:
        """«chậm 22 điểm phần trăm», «vượt …» or «đúng kế hoạch»."""
        if not self.gap:
            return "đúng kế hoạch" if self.gap is not None else "chưa so được"
        word = "chậm" if self.gap < 0 else "vượt"
        return f"{word} {_percent(abs(self.gap)).rstrip('%')} điểm phần trăm"


def _percent(value: Fraction) -> str:
    return f"{show_decimal(value, 1).removesuffix(',0')}%"


def months_of(starts_on: date, ends_on: date) -> list[date]:
    """The first days of the months that a contract touches."""
    month, found = starts_on.replace(day=1), []
    while month <= ends_on:
        found.append(month)
        month = next_month(month)
    return found


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def spread(starts_on: date, ends_on: date, total_vnd: int) -> list[Expected]:
    """The work and the money of a contract spread evenly over its days, by month."""
    days = (ends_on - starts_on).days + 1
    found = []
    for month in months_of(starts_on, ends_on):
        last = min(next_month(month) - timedelta(days=1), ends_on)
        share = Fraction((last - starts_on).days + 1, days)
        found.append(Expected(month, share * 100, round(share * total_vnd)))
    return found


def outlook_of(scheme: Scheme, *, today: date) -> Outlook | None:
    """The outlook of one scheme; ``None`` without a contract."""
    found = outlooks(Scheme.objects.filter(pk=scheme.pk), today=today)
    return found[0] if found else None


def behind_plan(user: User, *, today: date) -> list[Outlook]:
    """The schemes that the person sees and that are behind their contract, the worst first."""
    seen = Scheme.objects.visible_to(user).filter(state__in=UNDER_CONTRACT)
    behind = [one for one in outlooks(seen, today=today) if one.is_behind]
    return sorted(behind, key=lambda one: (one.gap or 0, one.scheme.code))


def outlooks(schemes: SchemeQuerySet, *, today: date) -> list[Outlook]:
    """The outlook of every scheme with a contract; five queries however many there are."""
    signed = _contracts(schemes)
    keys = [contract.scheme_id for contract in signed]
    ground = Ground(_contracted(keys), forecasts_of(keys), reports_of(keys), _accepted(keys))
    return [ground.outlook(contract, today) for contract in signed]


def _contracts(schemes: SchemeQuerySet) -> list[Contract]:
    rows = Contract.objects.filter(scheme__in=schemes)
    return list(rows.select_related("scheme__province", "scheme__done").order_by("scheme__code"))


@dataclass(slots=True)
class MonthTold:
    """The report of a month: how far each line has come, and what was spent in all (đồng)."""

    percents: dict[int, Fraction] = field(default_factory=dict)
    spent_vnd: int = 0

    def add(self, line: int, percent: Decimal, spent_vnd: int) -> None:
        """Count a line of the report in."""
        self.percents[line] = Fraction(percent)
        self.spent_vnd += spent_vnd


@dataclass(frozen=True, slots=True)
class Ground:
    """All that the outlooks of some contracts are read from, by scheme.

    ``amounts`` are under contract by line, all sources together, in đồng; ``accepted`` the days of
    acceptance by line.
    """

    amounts: Mapping[int, Mapping[int, int]]
    forecasts: Mapping[int, Planned]
    reports: Mapping[int, Mapping[date, MonthTold]]
    accepted: Mapping[int, Mapping[int, date]]

    def outlook(self, contract: Contract, today: date) -> Outlook:
        scheme = contract.scheme
        amounts = self.amounts.get(scheme.pk, {})
        forecast = self.forecasts.get(scheme.pk)
        expected = _expected(contract, forecast, sum(amounts.values()))
        reports = self.reports.get(scheme.pk, {})
        over = [one for one in expected if next_month(one.month) <= today]
        upto = over[-1].month if over else today
        newest = max((month for month in reports if month <= upto), default=None)
        report = reports[newest] if newest else MonthTold()
        return Outlook(
            scheme=scheme,
            basis=forecast.basis if forecast else f"{contract}, chia đều theo số ngày",
            is_default=forecast is None,
            rows=[self._row(one, reports.get(one.month), scheme.pk) for one in expected],
            at=over[-1] if over else None,
            reported_month=newest,
            done=self._done(report, scheme.pk),
            spent_vnd=report.spent_vnd,
        )

    def _row(self, expected: Expected, report: MonthTold | None, scheme: int) -> MonthRow:
        if report is None:
            return MonthRow(expected, None, None)
        upto = next_month(expected.month)
        return MonthRow(expected, self._done(report, scheme, upto), report.spent_vnd)

    def _done(self, report: MonthTold, scheme: int, upto: date = date.max) -> Fraction:
        """The lines of a report weighed by their contract; what is accepted is done."""
        accepted = self.accepted.get(scheme, {})
        amounts = self.amounts.get(scheme, {})
        total = sum(amounts.values())
        if not total:
            return Fraction(0)
        done = sum(
            amount * (100 if accepted.get(line, date.max) < upto else report.percents.get(line, 0))
            for line, amount in amounts.items()
        )
        return Fraction(done) / total


def span_of(contract: Contract) -> tuple[date, date]:
    """The days from which and until which a contract runs, with its appendices."""
    return contract.starts_on, contract.scheme.done.ends_on or contract.ends_on


def _expected(contract: Contract, forecast: Planned | None, total_vnd: int) -> Sequence[Expected]:
    if forecast is not None:
        return forecast.months
    return spread(*span_of(contract), total_vnd)


def _contracted(schemes: Sequence[int]) -> dict[int, dict[int, int]]:
    """What is under contract of each line by scheme, all sources together, in đồng."""
    rows = (
        Entry.objects.filter(
            account__line__scheme__in=schemes, nature=Nature.CONTRACTED, kind__in=KINDS
        )
        .order_by()
        .values_list("account__line__scheme", "account__line")
        .annotate(total=Sum("amount_vnd"))
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for scheme, line, total in rows:
        if total:
            found[scheme][line] = total
    return found


def forecasts_of(schemes: Sequence[int]) -> dict[int, Planned]:
    """The forecasts that govern, by scheme; one query."""
    newest = Forecast.objects.filter(scheme=OuterRef("forecast__scheme")).order_by("-number")
    rows = ForecastMonth.objects.filter(
        forecast__scheme__in=schemes, forecast=Subquery(newest.values("pk")[:1])
    ).order_by("month")
    months: dict[tuple[int, str], list[Expected]] = defaultdict(list)
    for scheme, basis, month, percent, spent in rows.values_list(
        "forecast__scheme", "forecast__basis", "month", "done_percent", "spent_vnd"
    ):
        months[scheme, basis].append(Expected(month, Fraction(percent), spent))
    return {scheme: Planned(basis, found) for (scheme, basis), found in months.items()}


def reports_of(schemes: Sequence[int]) -> Mapping[int, dict[date, MonthTold]]:
    """What was reported month by month, by scheme; one query."""
    found: dict[int, dict[date, MonthTold]] = defaultdict(lambda: defaultdict(MonthTold))
    rows = ProgressLine.objects.filter(report__scheme__in=schemes)
    for scheme, month, line, percent, state, own in rows.values_list(
        "report__scheme",
        "report__month",
        "line",
        "done_percent",
        "state_spent_vnd",
        "counterpart_spent_vnd",
    ):
        found[scheme][month].add(line, percent, state + own)
    return found


def _accepted(schemes: Sequence[int]) -> dict[int, dict[int, date]]:
    found: dict[int, dict[int, date]] = defaultdict(dict)
    rows = Acceptance.objects.filter(scheme__in=schemes)
    for scheme, line, day in rows.values_list("scheme", "line", "accepted_on"):
        found[scheme][line] = day
    return found
