from django.db import transaction

from khuyencong.lib.period import Period
from khuyencong.places.models import Unit

from .models import TermTotal


@transaction.atomic
def record_term_total(
    *, measure: str, source: str, province: Unit, period: Period, value: int, note: str
) -> TermTotal:
    """Record an illustrative total of a term that has no records (ghi số tổng kỳ trước)."""
    return TermTotal.objects.create(
        measure=measure,
        source=source,
        province=province,
        start_date=period.start,
        end_date=period.end,
        value=value,
        note=note,
        is_illustrative=True,
    )
