from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round

from khuyencong.funding.models import Kind, Level
from khuyencong.lib.fingerprint import fingerprint
from khuyencong.schemes.models import Line

SOURCES: dict[str, tuple[str, str, str]] = {
    "national_vnd": (Kind.GRANT, Level.NATIONAL, "Khuyến công quốc gia"),
    "province_vnd": (Kind.GRANT, Level.PROVINCE, "Ngân sách tỉnh"),
    "district_vnd": (Kind.GRANT, Level.DISTRICT, "Ngân sách huyện (trước 01/07/2025)"),
    "commune_vnd": (Kind.GRANT, Level.COMMUNE, "Ngân sách xã"),
    "other_vnd": (Kind.OTHER, Level.NONE, "Nguồn khác"),
}
"""The amounts that are entered, each with its kind and budget; the rest is the counterpart."""

STATE_FIELDS = ("national_vnd", "province_vnd", "district_vnd", "commune_vnd")


def _amount(label: str) -> models.BigIntegerField[int, int]:
    return models.BigIntegerField(f"{label} (đồng)", default=0)


class EstimateItem(models.Model):
    """An item of the estimate of a scheme (khoản mục dự toán kinh phí, Mẫu số 1 TT 36/2013).

    Its amount is quantity × unit price in whole đồng (a half đồng rounds up), never stored; what no
    other source pays is the counterpart, so that the sources always add up to the amount.
    """

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="estimate", verbose_name="dòng nội dung"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("nội dung chi", max_length=300)
    unit = models.CharField("đơn vị tính", max_length=40)
    quantity = models.DecimalField("số lượng", max_digits=14, decimal_places=3)
    unit_price_vnd = models.BigIntegerField("đơn giá (đồng)")
    national_vnd = _amount("khuyến công quốc gia")
    province_vnd = _amount("ngân sách tỉnh")
    district_vnd = _amount("ngân sách huyện")
    commune_vnd = _amount("ngân sách xã")
    other_vnd = _amount("nguồn khác")
    is_recoverable = models.BooleanField("phần hỗ trợ có thu hồi", default=False)

    class Meta:
        verbose_name = "khoản mục dự toán"
        verbose_name_plural = "khoản mục dự toán"
        ordering = ("line", "order", "pk")
        constraints = (
            models.CheckConstraint(
                name="estimate_item_positive",
                condition=Q(quantity__gt=0, unit_price_vnd__gt=0)
                & Q(**{f"{name}__gte": 0 for name in SOURCES}),
                violation_error_message="Số lượng, đơn giá phải lớn hơn 0; số tiền không âm.",
            ),
            models.CheckConstraint(
                name="estimate_item_sources_within_amount",
                condition=Q(
                    national_vnd__lte=Round(F("quantity") * F("unit_price_vnd"))
                    - F("province_vnd")
                    - F("district_vnd")
                    - F("commune_vnd")
                    - F("other_vnd")
                ),
                violation_error_message="Các nguồn cộng lại vượt quá thành tiền.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def amount_vnd(self) -> int:
        """Quantity × unit price, in whole đồng."""
        return amount_of(self.quantity, self.unit_price_vnd)

    @property
    def quantity_shown(self) -> str:
        """Without idle zeros, with a comma: «2,5»."""
        return f"{self.quantity:f}".rstrip("0").rstrip(".").replace(".", ",")

    @property
    def support_vnd(self) -> int:
        """What state budgets are asked for."""
        return sum(getattr(self, name) for name in STATE_FIELDS)

    @property
    def counterpart_vnd(self) -> int:
        """What no other source pays."""
        return self.amount_vnd - self.support_vnd - self.other_vnd

    @property
    def sources(self) -> list[int]:
        """The amounts in the order of :data:`SOURCES`, the counterpart last."""
        return [*(getattr(self, name) for name in SOURCES), self.counterpart_vnd]

    @property
    def fingerprint(self) -> str:
        """A mark of what is recorded, by which an edit of an older state is recognised."""
        return fingerprint(
            self.line_id,
            self.name,
            self.unit,
            self.quantity,
            self.unit_price_vnd,
            *self.sources,
            self.is_recoverable,
        )


def amount_of(quantity: Decimal, unit_price_vnd: int) -> int:
    """Return quantity × price in whole đồng; a half đồng rounds up, as the database rounds it."""
    return int((quantity * unit_price_vnd).quantize(Decimal(1), ROUND_HALF_UP))
