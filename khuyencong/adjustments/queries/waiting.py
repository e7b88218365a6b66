"""How long schemes wait between steps, and how many of those that waited long were adjusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Lag

from khuyencong.accounts.models import User
from khuyencong.lib.contents import Content
from khuyencong.schemes.lifecycle import LABELS, RECORD, STEPS
from khuyencong.schemes.lifecycle import State as SchemeState
from khuyencong.schemes.models import Form, Line, Scheme, StepTaken, Tier

LONG_WAIT = 180
"""Days between submission and plan that count as long, where the page asks for no other number."""

SLOWEST = 20
_BEGINNING = "Lập hồ sơ"

GROUPS: Mapping[str, tuple[str, str]] = {
    "": ("Tất cả", "NULL::text"),
    "tinh": ("Tỉnh, thành phố", "province"),
    "nam": ("Năm", "start_year::text"),
    "chuong-trinh": ("Chương trình", "tier"),
    "hinh-thuc": ("Hình thức đề án", "form"),
    "noi-dung": ("Nội dung của dòng đầu", "content"),
}
"""What the table may be broken down by: its heading, and the column."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two steps that follow each other, over ``count`` schemes of one group."""

    group: str
    from_step: str
    to_step: str
    count: int
    median: float
    most: float


@dataclass(frozen=True, slots=True)
class SlowCase:
    """One of the longest waits."""

    code: str
    name: str
    from_step: str
    to_step: str
    days: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Of schemes that waited long and of the others: how many there are, how many were adjusted.

    ``requests_because`` are the requests whose proposer says that the wait made them necessary.
    """

    long_count: int
    long_adjusted: int
    short_count: int
    short_adjusted: int
    requests: int
    requests_after_long: int
    requests_because: int = 0


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """The page of lead times, from two queries."""

    gaps: Sequence[Gap]
    slowest: Sequence[SlowCase]
    adjusted: Adjusted


def schemes_of(user: User, words: Mapping[str, Any]) -> QuerySet[Scheme]:
    """The schemes within the filters of the page; real and illustrative ones never together."""
    found = Scheme.objects.visible_to(user).filter(
        is_illustrative=bool(words.get("is_illustrative"))
    )
    if place := words.get("place"):
        found = found.filter(province=place)
    if year := words.get("year"):
        found = found.filter(start_year__lte=year, end_year__gte=year)
    for name in ("tier", "form"):
        if value := words.get(name):
            found = found.filter(**{name: value})
    return found


def lead_times(user: User, words: Mapping[str, Any]) -> LeadTimes:
    """Median and longest days between each two steps, the slowest cases, and what followed."""
    schemes = schemes_of(user, words)
    gaps, slowest = _gaps(schemes, GROUPS[words.get("group") or ""][1])
    return LeadTimes(gaps, slowest, _adjusted(schemes, words.get("days") or LONG_WAIT))


def _gaps(schemes: QuerySet[Scheme], column: str) -> tuple[list[Gap], list[SlowCase]]:
    """One statement: a scheme that was entered afterwards has no first wait.

    The evaluation, 36 months on by law, is no slow case.
    """
    first = Line.objects.filter(scheme=OuterRef("scheme")).order_by("pk")
    taken = (
        StepTaken.objects.filter(scheme__in=schemes)
        .order_by()
        .annotate(
            content=Subquery(first.values("content")[:1]),
            before=Window(Lag("name"), partition_by="scheme", order_by="number"),
            before_to=Window(Lag("to_state"), partition_by="scheme", order_by="number"),
            since=Window(Lag("at"), partition_by="scheme", order_by="number"),
        )
        .values_list(
            "before",
            "name",
            "before_to",
            "since",
            "at",
            "scheme__code",
            "scheme__name",
            "scheme__province__full_name",
            "scheme__start_year",
            "scheme__tier",
            "scheme__form",
            "content",
        )
    )
    inner, parameters = taken.query.sql_with_params()
    statement = f"""
        WITH step (
            before, name, before_to, since, at, code, title, province, start_year, tier, form,
            content
        ) AS ({inner}), gap AS (
            SELECT *, extract(epoch FROM at - since) / 86400 AS days FROM step
            WHERE since IS NOT NULL AND (before <> %s OR before_to = %s)
        ), slow AS (
            SELECT * FROM gap WHERE name <> 'evaluate' ORDER BY days DESC, code, name LIMIT %s
        )
        SELECT 'gap', {column}, before, name, count(*)::float,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY days), max(days)::float
        FROM gap GROUP BY 2, 3, 4
        UNION ALL
        SELECT 'slow', code || chr(10) || title, before, name, 1, days, days FROM slow
    """  # noqa: S608 -- the inner statement is Django's own, the column one of GROUPS
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, RECORD, SchemeState.DRAFT, SLOWEST])
        rows = cursor.fetchall()
    order = {RECORD: -1}
    order |= {name: SchemeState.values.index(step.to) for name, step in STEPS.items()}
    told = [
        Gap(_named(group), _label(before), _label(name), int(count), median, most)
        for kind, group, before, name, count, median, most in sorted(
            rows, key=lambda row: (row[1] or "", order[row[2]], order[row[3]], row[2:4])
        )
        if kind == "gap"
    ]
    slow = [
        SlowCase(code, title, _label(before), _label(name), int(days))
        for kind, text, before, name, _, days, _ in rows
        if kind == "slow"
        for code, _, title in [text.partition("\n")]
    ]
    return told, sorted(slow, key=lambda one: (-one.days, one.code))


def _named(group: str | None) -> str:
    words = {**dict(Tier.choices), **dict(Form.choices), **dict(Content.choices)}
    return str(words.get(group, group)) if group else ""


def _label(name: str) -> str:
    return _BEGINNING if name == RECORD else LABELS[name]


def _adjusted(schemes: QuerySet[Scheme], days: int) -> Adjusted:
    """Schemes by their wait from first submission to plan; requests that came to a submission."""
    asked = Q(change_requests__submitted_at__isnull=False)
    waits = (
        schemes.order_by()
        .annotate(
            submitted=Min("history__at", filter=Q(history__name="submit")),
            planned=Max("history__at", filter=Q(history__name="plan")),
            asked=Count("change_requests", filter=asked, distinct=True),
            because=Count(
                "change_requests",
                filter=asked & Q(change_requests__is_after_wait=True),
                distinct=True,
            ),
        )
        .filter(submitted__isnull=False, planned__isnull=False)
        .annotate(wait=F("planned") - F("submitted"))
        .values_list("wait", "asked", "because")
    )
    rows = list(waits)
    long = [asked for wait, asked, _ in rows if wait.days > days]
    short = [asked for wait, asked, _ in rows if wait.days <= days]
    return Adjusted(
        long_count=len(long),
        long_adjusted=sum(asked > 0 for asked in long),
        short_count=len(short),
        short_adjusted=sum(asked > 0 for asked in short),
        requests=sum(long) + sum(short),
        requests_after_long=sum(long),
        requests_because=sum(because for _, _, because in rows),
    )
