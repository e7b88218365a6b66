from django.conf import settings
from django.db import models
from django.db.models import Q


class NumberSeries(models.Model):
    """A series of numbers (hệ thống số văn bản): of one issuer, one year, one kind.

    NĐ 30/2020/NĐ-CP Điều 15 khoản 1: from 01 on 1 January, in the order of issue.  ``issuer`` is
    the code of the organisation; ``mark`` the abbreviation of the kind («QĐ»).
    """

    issuer = models.SlugField("mã cơ quan ban hành", max_length=60)
    issuer_name = models.CharField("cơ quan ban hành", max_length=200)
    year = models.PositiveSmallIntegerField("năm")
    mark = models.CharField("ký hiệu loại văn bản", max_length=20)
    last_number = models.PositiveIntegerField("số đã cấp gần nhất", default=0)
    last_date = models.DateField("ngày của số gần nhất", null=True, blank=True)

    class Meta:
        verbose_name = "hệ thống số văn bản"
        verbose_name_plural = "hệ thống số văn bản"
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "year", "mark"), name="number_series_once_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mark} {self.year}, {self.issuer_name}"


class DocumentNumber(models.Model):
    """A number given to a paper (số văn bản đi), one row of the register, never changed.

    NĐ 30/2020/NĐ-CP Điều 15, 16.  ``address`` leads to the paper, ``scheme_code`` names its scheme.
    """

    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="numbers", verbose_name="hệ thống số"
    )
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("số, ký hiệu", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    subject = models.CharField("tên loại, trích yếu", max_length=600)
    scheme_code = models.CharField("mã đề án", max_length=40, blank=True)
    address = models.CharField("đường dẫn", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người cấp số"
    )
    at = models.DateTimeField("thời điểm cấp")

    class Meta:
        verbose_name = "số văn bản đi"
        verbose_name_plural = "số văn bản đi"
        ordering = ("-dated_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("series", "number"), name="document_number_once"),
            models.CheckConstraint(
                name="document_number_starts_at_one",
                condition=Q(number__gt=0) & ~Q(symbol="") & ~Q(subject=""),
                violation_error_message="Số văn bản bắt đầu từ 1; phải có ký hiệu và trích yếu.",
            ),
        )
        indexes = (models.Index(fields=("scheme_code",), name="document_number_scheme"),)

    def __str__(self) -> str:
        return self.symbol


class VoidNumber(models.Model):
    """A number that is given and not used (số văn bản đã hủy), kept with its reason."""

    number = models.OneToOneField(
        DocumentNumber, models.PROTECT, related_name="void", verbose_name="số văn bản"
    )
    reason = models.CharField("lý do hủy", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người hủy"
    )
    at = models.DateTimeField("thời điểm hủy")

    class Meta:
        verbose_name = "số văn bản đã hủy"
        verbose_name_plural = "số văn bản đã hủy"
        constraints = (
            models.CheckConstraint(
                name="void_number_has_its_reason",
                condition=~Q(reason=""),
                violation_error_message="Phải ghi lý do hủy số.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number_id}: {self.reason}"
