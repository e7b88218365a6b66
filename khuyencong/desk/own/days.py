"""The days that an establishment should know of: reports, contract, repayment, evaluation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from khuyencong.delivery.models import Round
from khuyencong.delivery.queries.followups import add_months
from khuyencong.dossiers.policy import BEING_PREPARED
from khuyencong.dossiers.queries import chain_of
from khuyencong.lib.days import show_day
from khuyencong.regulations.queries import Calendar, DueDate
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme


@dataclass(frozen=True, slots=True)
class Day:
    """A day, what happens by it, whose deed it is; ``label`` is the day as the law tells it."""

    on: date
    words: str
    label: str
    is_late: bool


def day(on: date, words: str, *, today: date, label: str = "") -> Day:
    """A day of a contract, of a schedule; one of the law has a label of its own."""
    return Day(on, words, label or f"chậm nhất {show_day(on)}", on < today)


def days_of_scheme(scheme: Scheme, law: Calendar, *, today: date) -> Iterator[Day]:
    """The days that the law and the contract set for the scheme as a whole."""
    chain, province = chain_of(scheme), scheme.province.code
    if scheme.state in BEING_PREPARED:
        year = scheme.start_year - 1
        due = law.deadline("base_submission", year, chain=chain, province=province)
        yield from _of_law(due, "Đơn vị đăng ký gửi hồ sơ tới Sở Công Thương", today)
    if scheme.state == State.UNDER_WAY:
        reports = (
            one
            for year in (today.year, today.year + 1)
            for one in law.months(year, chain=chain, province=province)
        )
        ahead = next((one for one in reports if one.last_day >= today), None)
        yield from _of_law(ahead, "Đơn vị thực hiện báo cáo tiến độ kỳ tới", today)


def days_after(accepted_on: date, rounds: set[int], *, today: date) -> Iterator[Day]:
    """The evaluations after the support that are still to come: none before one that was made."""
    for one in Round:
        if one.value > max(rounds, default=0):
            on = add_months(accepted_on, one.value)
            words = f"Sở, Trung tâm đánh giá sau hỗ trợ {one.label} tại cơ sở"
            yield day(on, words, today=today, label=f"từ ngày {show_day(on)}")


def _of_law(due: DueDate | None, words: str, today: date) -> Iterator[Day]:
    if due is not None:
        yield day(due.last_day, words, today=today, label=due.label)
