"""What waits of a scheme as a whole: its next step, its monthly reports, their confirmation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from khuyencong.accounts.roles import Permission
from khuyencong.appraisals.lifecycle import WAITING, appraisers_of
from khuyencong.appraisals.queries import rows_of, sits_on
from khuyencong.delivery.lifecycle import WHEN
from khuyencong.delivery.models import ProgressReport
from khuyencong.dossiers.models import SideText
from khuyencong.dossiers.policy import BEING_PREPARED
from khuyencong.dossiers.queries import chain_of
from khuyencong.lib.days import show_month
from khuyencong.lib.vietnamese import lower_first
from khuyencong.regulations.queries import DueDate
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Tier

from .asker import Asker
from .tasks import Names, Task, task_of


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits at a state: for the role that takes *step*, in these words, on that page.

    ``deadline`` is how the code of its deadline begins; the year it is looked up in is the one
    before the scheme's first, or that of its last acceptance.  ``word`` ends the page's address.
    """

    step: str
    words: str
    page: str
    deadline: str = ""
    word: str = ""


WAITS: Mapping[str, Sequence[Waits]] = {
    State.DRAFT: [
        Waits(
            "submit",
            "hoàn thiện hồ sơ và trình thẩm định",
            "dossiers:dossier_detail",
            "base_submission",
        )
    ],
    State.RETURNED: [
        Waits(
            "submit",
            "hoàn thiện hồ sơ được trả lại",
            "dossiers:dossier_detail",
            "base_submission",
        )
    ],
    State.APPRAISED: [
        Waits(
            "register",
            "đăng ký với Bộ Công Thương",
            "schemes:scheme_step",
            "ministry_submission",
            "dang-ky-voi-bo",
        )
    ],
    State.PLANNED: [Waits("contract", "ký hợp đồng", "delivery:contract_sign")],
    State.CONTRACTED: [Waits("start", "bắt đầu thực hiện", "delivery:start")],
    State.UNDER_WAY: [],  # the monthly reports, below
    State.ACCEPTED: [
        Waits("settle", "thanh lý, quyết toán", "delivery:settlement", "liquidation"),
        Waits("contract", "lập hồ sơ quyết toán", "delivery:voucher_list", "settlement_file"),
    ],
    State.STOPPED: [
        Waits("terminate", "thanh lý, quyết toán phần đã làm", "delivery:settlement"),
        Waits("contract", "kê chứng từ, giải trình phần đã làm", "delivery:voucher_list"),
    ],
}
"""The states in which a step or its preparation waits.

An appraisal waits for its members (below), a plan for who gives it (`others.plans`), acceptance,
advances and what comes afterwards line by line (`lines`).
"""


_JUDGED = frozenset(WAITING.values())


class SchemeRow(NamedTuple):
    """What tells the task of a scheme: of thousands that a plan has given at once, no more is read.

    The last five tell of the appraisal under way.
    """

    pk: int
    code: str
    name: str
    tier: str
    state: str
    start_year: int
    province: str
    begun_at: datetime | None
    accepted_on: date | None
    reported: Sequence[date]
    appraisal_id: int | None
    council_id: int | None
    chair_id: int | None
    members: Sequence[int]
    locked_by: Sequence[int]


_COLUMNS = (
    *("pk", "code", "name", "tier", "state", "start_year", "province__code"),
    *("done__begun_at", "done__accepted_on", "done__reported"),
    *("open_appraisal__appraisal", "open_appraisal__council", "open_appraisal__chair_id"),
    *("open_appraisal__members", "open_appraisal__locked_by"),
)


def tasks_of_schemes(asker: Asker) -> list[Task]:
    """One task for each scheme that stands where the person acts next; at most three queries.

    A contract waits until it is known who benefits: `lines` tells what comes first.
    """
    waits, reports = _waits_of(asker), asker.tiers("contract")
    unnamed = {row.line.scheme_id for row in asker.lines if row.is_unnamed}
    wanted = {state for state, _ in waits} | ({State.UNDER_WAY} if reports else set())
    rows = _rows(asker, wanted)
    tasks = [
        _task(asker, row, one)
        for row in rows
        if (row.state, row.tier) in waits
        if row.state != State.PLANNED or row.pk not in unnamed
        for one in waits[row.state, row.tier]
    ]
    for row in rows:
        if row.state == State.UNDER_WAY and row.tier in reports:
            tasks += _missing_reports(asker, row)
    return [*tasks, *_opinions(asker, rows), *_unmerged(asker, rows)]


def _waits_of(asker: Asker) -> dict[tuple[str, str], list[Waits]]:
    """What waits for the person's role, by the state and the programme of a scheme."""
    return {
        (state, tier): found
        for state, waits in WAITS.items()
        for tier in Tier.values
        if (found := [one for one in waits if _takes(asker, one.step, tier)])
    }


def _takes(asker: Asker, step: str, tier: str) -> bool:
    """Whether the person takes the step; only a national scheme is registered."""
    return (step != "register" or tier == Tier.NATIONAL) and asker.takes(step, tier)


def _rows(asker: Asker, states: Collection[str]) -> list[SchemeRow]:
    """The schemes in those states, and those whose appraisal may wait for the person; one query."""
    wanted = Q(state__in={*states, *_judged(asker)}) | sits_on(asker.user)
    found = asker.schemes.filter(wanted).order_by()
    return [SchemeRow(*row) for row in found.values_list(*_COLUMNS)]


def _judged(asker: Asker) -> set[str]:
    """The states in which the person's role, as staff, appraises the schemes of a programme."""
    return {
        state
        for level, state in WAITING.items()
        for tier in Tier.values
        if asker.user.role in appraisers_of(level, tier=tier)
    }


def _task(asker: Asker, row: SchemeRow, one: Waits) -> Task:
    rest = (one.word,) if one.word else ()
    task = task_of(row, one.words, one.page, *rest)
    return task.by(_due(asker, row, one.deadline)) if one.deadline else task


def _unmerged(asker: Asker, rows: Sequence[SchemeRow]) -> Iterator[Task]:
    """What the person typed beside somebody else's version of a part; one query, or none."""
    prepared = {
        row.pk: row
        for row in rows
        if row.state in BEING_PREPARED and asker.takes("submit", row.tier)
    }
    if not prepared:
        return
    typed = SideText.objects.filter(by=asker.user, settled_at__isnull=True)
    parts = typed.order_by("section__part__number").values_list(
        "section__scheme", "section__part__number"
    )
    for scheme, number in dict.fromkeys(parts):
        if scheme in prepared:
            words = f"gộp bản gõ của bạn ở phần {number} của hồ sơ"
            yield task_of(prepared[scheme], words, "dossiers:section_merge", number)


def _due(asker: Asker, row: SchemeRow, deadline: str) -> DueDate | None:
    """By when; of what follows an acceptance only once there is one."""
    day, place = row.accepted_on, _jurisdiction(row)
    if deadline == "settlement_file":
        return asker.law.settlement_file(day, **place) if day else None
    if deadline == "liquidation":
        return asker.law.deadline(deadline, day.year, **place) if day else None
    return asker.law.deadline(deadline, row.start_year - 1, **place)


def _jurisdiction(row: SchemeRow) -> dict[str, str]:
    """Whose law sets the scheme's days."""
    return {"chain": chain_of(row), "province": row.province}


def _missing_reports(asker: Asker, row: SchemeRow) -> Iterator[Task]:
    """The monthly reports that are missing, one task for each scheme: the oldest month counts."""
    if row.begun_at is None:
        return
    begun, today = timezone.localdate(row.begun_at), asker.today
    due = [
        one
        for year in range(begun.year, today.year + 1)
        for one in asker.law.months(year, **_jurisdiction(row))
        if begun <= one.last_day
        and (one.named_day.year, one.named_day.month) <= (today.year, today.month)
        and one.named_day.replace(day=1) not in row.reported
    ]
    if due:
        month = due[0].named_day
        more = f" (còn thiếu {len(due)} tháng)" if len(due) > 1 else ""
        words = f"báo cáo tiến độ tháng {show_month(month)}{more}"
        yield task_of(row, words, "delivery:progress_add").by(due[0])


def _opinions(asker: Asker, rows: Sequence[SchemeRow]) -> Iterator[Task]:
    """Appraisals that wait for the person: to open one, to give an opinion, to conclude.

    A national scheme must be appraised in time to be registered with the Ministry.
    """
    judged = [row for row in rows if row.state in _JUDGED]
    for one in rows_of(judged, asker.user):
        if not one.task:
            continue
        row, words = one.scheme, f"{lower_first(str(one.level.label))}: {lower_first(one.task)}"
        task = task_of(row, words, "appraisals:appraisal_detail")
        if row.state == State.SUBMITTED and row.tier == Tier.NATIONAL:
            task.by(_due(asker, row, "ministry_submission"))
        yield task


def confirmations(asker: Asker) -> Iterator[Task]:
    """The reports that the department has not confirmed, while it still may; one query."""
    if not asker.user.may(Permission.ACCEPT_SCHEMES):
        return
    schemes = asker.schemes.filter(state__in=WHEN["confirm"])
    found = ProgressReport.objects.filter(scheme__in=schemes, confirmed_at__isnull=True)
    for report, month, *names in found.values_list("pk", "month", "scheme__code", "scheme__name"):
        words = f"xác nhận báo cáo tiến độ tháng {show_month(month)}"
        yield task_of(Names(*names), words, "delivery:progress_confirm", report)
