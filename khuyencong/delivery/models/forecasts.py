from django.db import models
from django.db.models import Q

from khuyencong.lib.days import show_month

from .deeds import Deed


class Forecast(Deed):
    """A forecast of a contract month by month (dự kiến tiến độ theo hợp đồng), never changed.

    The newest of a scheme governs; those before it stay readable.
    """

    number = models.PositiveSmallIntegerField("lần")
    basis = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "dự kiến tiến độ"
        verbose_name_plural = "dự kiến tiến độ"
        ordering = ("scheme", "number")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "number"), name="forecast_in_order"),
        )

    def __str__(self) -> str:
        return f"Dự kiến lần {self.number} ({self.basis})"


class ForecastMonth(models.Model):
    """A month of a forecast (mốc tháng): what is expected by its end, all since the start.

    ``month`` is its first day; the money is that of the budgets and the counterpart together.
    """

    forecast = models.ForeignKey(
        Forecast, models.PROTECT, related_name="months", verbose_name="dự kiến tiến độ"
    )
    month = models.DateField("tháng")
    done_percent = models.DecimalField("khối lượng (%)", max_digits=5, decimal_places=2)
    spent_vnd = models.BigIntegerField("kinh phí (đồng)")

    class Meta:
        verbose_name = "mốc tháng dự kiến"
        verbose_name_plural = "mốc tháng dự kiến"
        ordering = ("forecast", "month")
        constraints = (
            models.UniqueConstraint(fields=("forecast", "month"), name="forecast_month_once"),
            models.CheckConstraint(
                name="forecast_month_is_a_share",
                condition=Q(month__day=1, done_percent__range=(0, 100), spent_vnd__gte=0),
                violation_error_message="Mốc tháng từ 0 đến 100%; số tiền không âm.",
            ),
        )

    def __str__(self) -> str:
        return f"{show_month(self.month)}: {self.done_percent}%"
