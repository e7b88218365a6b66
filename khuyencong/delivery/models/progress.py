from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_day, show_month
from khuyencong.schemes.models import Line

from .deeds import Deed, StoredFile


class ProgressReport(Deed):
    """A progress report of one month (báo cáo tiến độ, TT 36/2013 Điều 23, Mẫu 3b).

    ``month`` is its first day.  Once the department has confirmed it, it stays as it is.
    """

    month = models.DateField("tháng")
    note = models.TextField("tình hình, khó khăn, kiến nghị", blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xác nhận",
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmation = models.TextField("ý kiến xác nhận", blank=True)

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        ordering = ("-month",)
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "month"),
                name="progress_report_once_a_month",
                violation_error_message="Tháng này đã có báo cáo.",
            ),
            models.CheckConstraint(
                name="progress_report_of_a_month",
                condition=Q(month__day=1),
                violation_error_message="Tháng báo cáo ghi bằng ngày đầu tháng.",
            ),
            models.CheckConstraint(
                name="progress_report_confirmation_is_told",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                violation_error_message="Xác nhận phải ghi người và thời điểm.",
            ),
        )

    def __str__(self) -> str:
        return f"Báo cáo tháng {show_month(self.month)}"

    def waits_for(self, person: User) -> bool:
        """Whether it is still to be confirmed, and the person is not who made it."""
        return self.confirmed_at is None and self.by_id != person.pk


class ProgressLine(models.Model):
    """A line of a progress report (tiến độ của một dòng nội dung), all amounts since the start.

    ``done_percent`` is measured on what the rule on advances names for the kind of the line.
    """

    report = models.ForeignKey(
        ProgressReport, models.CASCADE, related_name="lines", verbose_name="báo cáo"
    )
    line = models.ForeignKey(
        Line, models.PROTECT, related_name="progress", verbose_name="dòng nội dung"
    )
    done_percent = models.DecimalField("đã thực hiện (%)", max_digits=5, decimal_places=2)
    state_spent_vnd = models.BigIntegerField("đã chi từ kinh phí khuyến công (đồng)", default=0)
    counterpart_spent_vnd = models.BigIntegerField("đã chi từ vốn đối ứng (đồng)", default=0)

    class Meta:
        verbose_name = "dòng báo cáo tiến độ"
        verbose_name_plural = "dòng báo cáo tiến độ"
        ordering = ("line",)
        constraints = (
            models.UniqueConstraint(fields=("report", "line"), name="progress_line_once"),
            models.CheckConstraint(
                name="progress_line_is_a_share",
                condition=Q(
                    done_percent__range=(0, 100),
                    state_spent_vnd__gte=0,
                    counterpart_spent_vnd__gte=0,
                ),
                violation_error_message="Tiến độ từ 0 đến 100%; số tiền không âm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.done_percent}%"

    @property
    def shown(self) -> str:
        """Without idle zeros, with a comma: «72,5»."""
        return f"{self.done_percent:f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


class Visit(Deed):
    """A visit on the site (kiểm tra thực tế)."""

    visited_on = models.DateField("ngày kiểm tra")
    place = models.CharField("địa điểm", max_length=300)
    people = models.CharField("thành phần", max_length=400)
    findings = models.TextField("kết quả kiểm tra")
    advice = models.TextField("kiến nghị", blank=True)

    class Meta:
        verbose_name = "lần kiểm tra"
        verbose_name_plural = "lần kiểm tra"
        ordering = ("-visited_on", "-pk")

    def __str__(self) -> str:
        return f"{show_day(self.visited_on)}, {self.place}"


class Photo(Deed, StoredFile):
    """A photo of the work (ảnh hiện trường) with where and when it was taken."""

    report = models.ForeignKey(
        ProgressReport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name="báo cáo",
    )
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name="lần kiểm tra",
    )
    taken_at = models.DateTimeField("chụp lúc")
    place = models.CharField("nơi chụp", max_length=300)
    caption = models.CharField("nội dung ảnh", max_length=300, blank=True)

    class Meta:
        verbose_name = "ảnh hiện trường"
        verbose_name_plural = "ảnh hiện trường"
        ordering = ("taken_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="photo_of_a_report_or_a_visit",
                condition=Q(report__isnull=True, visit__isnull=False)
                | Q(report__isnull=False, visit__isnull=True),
                violation_error_message="Ảnh thuộc một báo cáo hoặc một lần kiểm tra.",
            ),
        )

    def __str__(self) -> str:
        return self.caption or self.file_name
