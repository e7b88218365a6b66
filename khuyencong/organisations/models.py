from datetime import date

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    MINISTRY = "ministry", "Bộ Công Thương"
    MINISTRY_DEPARTMENT = "ministry_department", "Cục thuộc Bộ Công Thương"
    PROVINCE_COMMITTEE = "province_committee", "Ủy ban nhân dân cấp tỉnh"
    PROVINCE_DEPARTMENT = "province_department", "Sở Công Thương"
    PROMOTION_CENTRE = "promotion_centre", "Trung tâm Khuyến công"
    COMMUNE_COMMITTEE = "commune_committee", "Ủy ban nhân dân cấp xã"
    CONSULTANT = "consultant", "Đơn vị tư vấn"
    OTHER = "other", "Đơn vị khác"


class Organisation(models.Model):
    """A body that runs, serves or oversees the programme (cơ quan, đơn vị).

    `place` is what its people may see; only the Ministry and its department see the whole country.
    """

    code = models.SlugField("mã đơn vị", max_length=60, unique=True)
    name = models.CharField("tên hiện nay", max_length=200)
    kind = models.CharField("loại đơn vị", max_length=24, choices=Kind)
    place = models.ForeignKey(
        "places.Unit",
        verbose_name="địa bàn quản lý",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        help_text="Chỉ để trống đối với Bộ Công Thương và Cục thuộc Bộ (cả nước).",
    )
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"
        constraints = [
            models.CheckConstraint(
                name="organisations_organisation_kind_known",
                condition=Q(kind__in=Kind.values),
            ),
            models.CheckConstraint(
                name="organisations_organisation_only_ministry_is_national",
                condition=Q(place__isnull=False)
                | Q(kind__in=[Kind.MINISTRY, Kind.MINISTRY_DEPARTMENT]),
                violation_error_message="Đơn vị này phải có địa bàn quản lý.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, on: date) -> str:
        """The name that the organisation bore on that day."""
        for former in self.former_names.all():
            if former.was_borne_on(on):
                return former.name
        return self.name


class FormerName(models.Model):
    """A name that an organisation bore until a day (tên gọi trước đây)."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name="đơn vị",
        on_delete=models.PROTECT,
        related_name="former_names",
    )
    name = models.CharField("tên", max_length=200)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày")
    source = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên gọi trước đây"
        verbose_name_plural = "tên gọi trước đây"
        ordering = ["valid_to"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_to"], name="organisations_formername_once"
            ),
            models.CheckConstraint(
                name="organisations_formername_dates_in_order",
                condition=Q(valid_from__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def was_borne_on(self, on: date) -> bool:
        """Whether this was the name on that day; an unknown first day counts as long ago."""
        return (self.valid_from is None or self.valid_from <= on) and on <= self.valid_to
