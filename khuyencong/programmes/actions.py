from django.db import transaction

from khuyencong.lib.period import Period
from khuyencong.places.models import Unit

from .models import Programme


@transaction.atomic
def add_programme(
    *, code: str, name: str, province: Unit | None, period: Period, is_illustrative: bool
) -> Programme:
    """Record a programme term (ghi nhận chương trình khuyến công)."""
    return Programme.objects.create(
        code=code,
        name=name,
        province=province,
        start_date=period.start,
        end_date=period.end,
        period_label=period.label,
        is_illustrative=is_illustrative,
    )
