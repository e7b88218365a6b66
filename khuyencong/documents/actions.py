"""Giving numbers: in order, without holes, each once, whoever asks at the same time."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from khuyencong.lib.days import show_day

from .models import DocumentNumber, NumberSeries, VoidNumber

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class NumberOutOfOrder(Exception):
    """A number cannot bear that day: it is to come, or before that of the number before."""


class AlreadyVoid(Exception):
    """The number was made void before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFacts:
    """What the register writes of a paper; the symbol is «number/mark-suffix».

    ``taken`` are numbers of the series that people wrote on papers by hand: they are passed over.
    """

    issuer: str
    issuer_name: str
    mark: str
    suffix: str
    dated_on: date
    subject: str
    scheme_code: str = ""
    address: str = ""
    taken: frozenset[int] = frozenset()


@transaction.atomic
def take_number(facts: NumberFacts, *, by: "AbstractBaseUser", at: datetime) -> DocumentNumber:
    """Give the next number of the series (cấp số văn bản, NĐ 30/2020/NĐ-CP Điều 15).

    The series stays locked until the transaction ends, so that a number given back by a rollback
    goes to the next who asks.  Raise :class:`NumberOutOfOrder`.
    """
    if facts.dated_on > timezone.localdate(at):
        raise NumberOutOfOrder(f"Ngày văn bản {show_day(facts.dated_on)} ở tương lai.")
    series = _locked(facts)
    if series.last_date is not None and facts.dated_on < series.last_date:
        raise NumberOutOfOrder(
            f"Số {series.last_number:02d}/{series.mark} đã mang ngày {show_day(series.last_date)}; "
            "số sau không thể mang ngày trước đó (khoản 1 Điều 15 Nghị định số 30/2020/NĐ-CP)."
        )
    series.last_number = next(
        number for number in count(series.last_number + 1) if number not in facts.taken
    )
    series.last_date = facts.dated_on
    series.save(update_fields=["last_number", "last_date"])
    return DocumentNumber.objects.create(
        series=series,
        number=series.last_number,
        symbol=f"{series.last_number:02d}/{facts.mark}-{facts.suffix}",
        dated_on=facts.dated_on,
        subject=facts.subject,
        scheme_code=facts.scheme_code,
        address=facts.address,
        by_id=by.pk,
        at=at,
    )


@transaction.atomic
def void_number(
    number: DocumentNumber, reason: str, *, by: "AbstractBaseUser", at: datetime
) -> VoidNumber:
    """Make a number void (hủy số văn bản): it stays in the register and is given to nobody else.

    Raise :class:`AlreadyVoid`.
    """
    number = DocumentNumber.objects.select_for_update(of=("self",)).get(pk=number.pk)
    if VoidNumber.objects.filter(number=number).exists():
        raise AlreadyVoid(f"Số {number.symbol} đã hủy.")
    return VoidNumber.objects.create(number=number, reason=reason, by_id=by.pk, at=at)


def _locked(facts: NumberFacts) -> NumberSeries:
    series, _ = NumberSeries.objects.get_or_create(
        issuer=facts.issuer,
        year=facts.dated_on.year,
        mark=facts.mark,
        defaults={"issuer_name": facts.issuer_name},
    )
    return NumberSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
