from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.lib.quantity import show_decimal
from khuyencong.schemes.models import Line


class Measure(models.TextChoices):
    """What a dossier promises of its effects, and what is evaluated after the support."""

    OUTPUT = "output", "Sản lượng"
    REVENUE = "revenue", "Doanh thu"
    JOBS = "jobs", "Lao động"
    INCOME = "income", "Thu nhập bình quân"
    ENERGY = "energy", "Tiêu hao năng lượng"
    WASTE = "waste", "Chất thải, phát thải"


UNITS: dict[str, str] = {
    Measure.OUTPUT: "tấn/năm",
    Measure.REVENUE: "triệu đồng/năm",
    Measure.JOBS: "người",
    Measure.INCOME: "triệu đồng/người/tháng",
    Measure.ENERGY: "kWh/năm",
    Measure.WASTE: "tấn/năm",
}
"""The usual unit of each measure; people may write another."""


class Promise(models.Model):
    """A promise of a dossier in figures (hiệu quả cam kết, TT 36/2013 khoản 8 Điều 5).

    ``before`` is what it was when the dossier was drawn up, ``promised`` what it is to be after the
    support; the evaluations at 12 and 36 months are compared with it.
    """

    line = models.ForeignKey(
        Line, models.CASCADE, related_name="promises", verbose_name="dòng nội dung"
    )
    measure = models.CharField("chỉ tiêu", max_length=10, choices=Measure)
    unit = models.CharField("đơn vị", max_length=40)
    before = models.DecimalField("hiện nay", max_digits=18, decimal_places=2, null=True, blank=True)
    promised = models.DecimalField("sau hỗ trợ", max_digits=18, decimal_places=2)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("thời điểm ghi")

    class Meta:
        verbose_name = "hiệu quả cam kết"
        verbose_name_plural = "hiệu quả cam kết"
        ordering = ("line", "pk")
        constraints = (
            models.UniqueConstraint(fields=("line", "measure"), name="promise_once"),
            models.CheckConstraint(
                name="promise_makes_sense",
                condition=Q(measure__in=Measure.values, promised__gte=0)
                & ~Q(unit="")
                & (Q(before__isnull=True) | Q(before__gte=0)),
                violation_error_message="Hiệu quả cam kết phải có đơn vị và số không âm.",
            ),
        )

    def __str__(self) -> str:
        was = f"{show_number(self.before)} → " if self.before is not None else ""
        return f"{self.get_measure_display()}: {was}{show_number(self.promised)} {self.unit}"


def show_number(value: Decimal) -> str:
    """Return *value* with dots between thousands and a comma, without idle zeros."""
    text = show_decimal(Fraction(value))
    return text.rstrip("0").rstrip(",")
