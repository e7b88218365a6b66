"""What a contract expects month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_month
from khuyencong.schemes.models import Scheme

from ..models import Forecast, ForecastMonth
from ..queries import missing_contract, months_of, span_of
from .common import lock, refuse, refuse_if

ALL = 100


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """By the end of a month, since the start: percent of the work, đồng of all sources."""

    month: date
    done_percent: Decimal
    spent_vnd: int


@transaction.atomic
def set_forecast(
    scheme: Scheme, months: Sequence[MonthFacts], *, by: User, at: datetime
) -> Forecast:
    """Set what the contract expects month by month (lập dự kiến tiến độ); earlier ones stay.

    Raise ``NotReady`` where it has not every month of the contract, goes back, or does not end at
    all of the work.
    """
    scheme = lock(scheme, "forecast")
    refuse_if(missing_contract(scheme))
    span = span_of(scheme.contract)
    if [one.month for one in months] != months_of(*span):
        refuse(scheme, "Dự kiến phải ghi đủ mỗi tháng của hợp đồng một mốc, theo thứ tự.")
    for earlier, later in pairwise(months):
        if later.done_percent < earlier.done_percent or later.spent_vnd < earlier.spent_vnd:
            name = show_month(later.month)
            refuse(scheme, f"Tháng {name} thấp hơn tháng trước: số liệu lũy kế không giảm.")
    if months[-1].done_percent != ALL:
        refuse(scheme, "Tháng cuối phải đạt 100% khối lượng.")
    last = scheme.contract.appendices.last()
    forecast = Forecast.objects.create(
        scheme=scheme,
        number=Forecast.objects.filter(scheme=scheme).count() + 1,
        basis=str(last or scheme.contract),
        by=by,
        at=at,
    )
    ForecastMonth.objects.bulk_create(
        ForecastMonth(
            forecast=forecast,
            month=one.month,
            done_percent=one.done_percent,
            spent_vnd=one.spent_vnd,
        )
        for one in months
    )
    return forecast
