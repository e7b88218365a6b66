from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from .papers import Paper

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class BatchQuerySet(models.QuerySet["ScanBatch"]):
    def visible_to(self, user: "User") -> "BatchQuerySet":
        """Return the person's own: a pile may hold papers that colleagues may not see."""
        return self.filter(by=user)


class Outcome(models.TextChoices):
    """What became of a page when it was read."""

    WAITING = "waiting", "chờ đọc"
    MATCHED = "matched", "đã xếp theo mã QR"
    NO_CODE = "no_code", "không đọc được mã QR"
    FOREIGN = "foreign", "mã QR không phải của văn bản trong hệ thống"
    UNKNOWN = "unknown", "mã QR không dẫn tới văn bản nào bạn được nộp bản ký"
    SEVERAL = "several", "có mã QR của nhiều văn bản"
    BROKEN = "broken", "trang hỏng, không đọc được"


class ScanBatch(models.Model):
    """A pile of signed papers scanned into one PDF (tệp quét hàng loạt), kept as it came.

    ``read_at``: every page was read, and the copies of the papers were made.
    """

    file = models.FileField("tệp", upload_to="scans/%Y/%m", max_length=200)
    file_name = models.CharField("tên tệp gốc", max_length=200)
    pages_count = models.PositiveIntegerField("số trang")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    at = models.DateTimeField("nộp lúc")
    read_at = models.DateTimeField("đọc xong lúc", null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp quét hàng loạt"
        verbose_name_plural = "tệp quét hàng loạt"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.file_name


class ScanPage(models.Model):
    """A page of a pile (trang quét): what its QR codes said, and the paper it belongs to, if any.

    ``tries`` counts how often its reading was begun: a page on which the reader dies is not tried
    for ever.  ``assigned_by`` is empty where the QR code decided.
    """

    batch = models.ForeignKey(
        ScanBatch, models.PROTECT, related_name="pages", verbose_name="tệp quét"
    )
    number = models.PositiveIntegerField("trang")
    outcome = models.CharField(
        "kết quả đọc", max_length=10, choices=Outcome, default=Outcome.WAITING
    )
    tries = models.PositiveSmallIntegerField("số lần đọc", default=0)
    read = models.CharField("mã QR đọc được", max_length=400, blank=True)
    paper = models.ForeignKey(
        Paper,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scan_pages",
        verbose_name="văn bản",
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xếp",
    )
    assigned_at = models.DateTimeField("xếp lúc", null=True, blank=True)

    class Meta:
        verbose_name = "trang quét"
        verbose_name_plural = "trang quét"
        ordering = ("batch", "number")
        constraints = (
            models.UniqueConstraint(fields=("batch", "number"), name="scan_page_once"),
            models.CheckConstraint(
                name="scan_page_assignment_is_told",
                condition=Q(assigned_by__isnull=True, assigned_at__isnull=True)
                | Q(assigned_by__isnull=False, assigned_at__isnull=False, paper__isnull=False),
                violation_error_message="Xếp trang phải ghi người xếp, thời điểm và văn bản.",
            ),
        )

    def __str__(self) -> str:
        return f"Trang {self.number}"


class SignedScan(models.Model):
    """A signed copy of a paper that came back (bản ký đã quét), never changed and never deleted."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="scans", verbose_name="văn bản")
    batch = models.ForeignKey(
        ScanBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scans",
        verbose_name="tệp quét hàng loạt",
    )
    file = models.FileField("tệp", upload_to="scans/%Y/%m", max_length=200)
    file_name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField("loại tệp", max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    at = models.DateTimeField("nộp lúc")

    class Meta:
        verbose_name = "bản ký đã quét"
        verbose_name_plural = "bản ký đã quét"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.file_name
