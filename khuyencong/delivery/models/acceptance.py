from django.db import models
from django.db.models import F, Q

from khuyencong.funding.models import Entry, Kind, Level
from khuyencong.schemes.models import Line

from .deeds import Cancellable, Deed


class MinutesForm(models.TextChoices):
    """Which form of annex 1 the minutes follow."""

    A = "5a", "Mẫu 5a (từng địa điểm)"
    B = "5b", "Mẫu 5b"
    C = "5c", "Mẫu 5c (cơ quan quản lý nghiệm thu)"


class Acceptance(Cancellable):
    """An acceptance at one place (nghiệm thu cơ sở, TT 36/2013 Điều 14), never changed.

    A line of a scheme is one place: one beneficiary, one content.  ``is_partial``: the scheme was
    stopped, and only the work done is confirmed (khoản 4 Điều 18).
    """

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="acceptances", verbose_name="dòng nội dung"
    )
    form = models.CharField("mẫu biên bản", max_length=2, choices=MinutesForm)
    number = models.CharField("số biên bản", max_length=60)
    accepted_on = models.DateField("ngày nghiệm thu")
    place = models.CharField("địa điểm", max_length=300)
    summary = models.TextField("khối lượng, kết quả nghiệm thu")
    is_partial = models.BooleanField("chỉ xác nhận khối lượng đã làm", default=False)
    entries = models.ManyToManyField(Entry, related_name="+", verbose_name="bút toán")

    class Meta:
        verbose_name = "nghiệm thu"
        verbose_name_plural = "nghiệm thu"
        ordering = ("accepted_on", "pk")
        constraints = (
            *Cancellable.Meta.constraints,
            models.UniqueConstraint(
                fields=("line",),
                condition=Q(cancelled_at__isnull=True),
                name="acceptance_stands_once",
                violation_error_message="Dòng nội dung này đã nghiệm thu.",
            ),
        )

    def __str__(self) -> str:
        return f"Biên bản số {self.number}"


class Voucher(Deed):
    """A voucher handed in for settlement (chứng từ đề nghị quyết toán, Mẫu 8a, 8b).

    ``kind`` and ``level`` name the source that paid; the part that is not settled has its reason.
    """

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="vouchers", verbose_name="dòng nội dung"
    )
    kind = models.CharField("loại vốn", max_length=20, choices=Kind)
    level = models.CharField("nguồn ngân sách", max_length=20, choices=Level, blank=True)
    item = models.CharField("khoản mục chi", max_length=300)
    number = models.CharField("số chứng từ", max_length=100)
    dated_on = models.DateField("ngày chứng từ")
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    disallowed_vnd = models.BigIntegerField("không được quyết toán (đồng)", default=0)
    reason = models.CharField("lý do không quyết toán", max_length=300, blank=True)

    class Meta:
        verbose_name = "chứng từ quyết toán"
        verbose_name_plural = "chứng từ quyết toán"
        ordering = ("line", "item", "dated_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="voucher_disallowed_within_amount",
                condition=Q(
                    amount_vnd__gt=0, disallowed_vnd__gte=0, disallowed_vnd__lte=F("amount_vnd")
                ),
                violation_error_message="Số không quyết toán từ 0 đến số tiền của chứng từ.",
            ),
            models.CheckConstraint(
                name="voucher_disallowed_with_a_reason",
                condition=Q(disallowed_vnd=0) | ~Q(reason=""),
                violation_error_message="Phải ghi lý do không quyết toán.",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def settled_vnd(self) -> int:
        """What of it is settled, in đồng."""
        return self.amount_vnd - self.disallowed_vnd


class Settlement(Cancellable):
    """A liquidation and settlement (thanh lý hợp đồng, quyết toán, TT 36/2013 Điều 18), kept as is.

    ``is_force_majeure``: the scheme was stopped and is settled by the work done, for ``reason``.
    ``year``: only that budget year of a scheme of several years; empty ends the contract.
    """

    year = models.PositiveSmallIntegerField("năm ngân sách", null=True, blank=True)
    number = models.CharField("số biên bản thanh lý", max_length=60)
    settled_on = models.DateField("ngày thanh lý")
    is_force_majeure = models.BooleanField("do bất khả kháng", default=False)
    reason = models.TextField("lý do, giải trình", blank=True)
    entries = models.ManyToManyField(Entry, related_name="+", verbose_name="bút toán")

    class Meta:
        verbose_name = "thanh lý, quyết toán"
        verbose_name_plural = "thanh lý, quyết toán"
        ordering = ("settled_on", "pk")
        constraints = (
            *Cancellable.Meta.constraints,
            models.UniqueConstraint(
                fields=("scheme", "year"),
                condition=Q(cancelled_at__isnull=True),
                nulls_distinct=False,
                name="settlement_stands_once",
                violation_error_message="Đề án đã thanh lý, quyết toán.",
            ),
            models.CheckConstraint(
                name="settlement_force_majeure_with_a_reason",
                condition=Q(is_force_majeure=False) | ~Q(reason=""),
                violation_error_message="Bất khả kháng phải có giải trình.",
            ),
        )

    def __str__(self) -> str:
        if self.year is not None:
            return f"Biên bản quyết toán năm {self.year} số {self.number}"
        return f"Biên bản thanh lý số {self.number}"
