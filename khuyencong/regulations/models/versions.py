"""What every dated row of the law has in common."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from .documents import LegalDocument, Verification


class VersionQuerySet(models.QuerySet[Any]):
    def valid_on(self, on: date) -> Self:
        """Rows valid on that day, both ends included."""
        return self.filter(valid_from__lte=on).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Version(models.Model):
    """A row of the law, valid between two days, and the article it rests on (quy định có thời hạn).

    ``code`` names the row for the loader and in stored results; it never changes.
    """

    code = models.CharField("mã", max_length=80, unique=True)
    document = models.ForeignKey(LegalDocument, verbose_name="văn bản", on_delete=models.PROTECT)
    article = models.CharField("điều, khoản", max_length=160)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    verification = models.CharField(
        "kiểm chứng", max_length=10, choices=Verification, default=Verification.UNVERIFIED
    )
    note = models.TextField("ghi chú", blank=True)
    loaded = models.JSONField("bản đã nạp", null=True, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_article_named",
                condition=~Q(article=""),
                violation_error_message="Phải ghi điều, khoản làm căn cứ.",
            ),
        ]

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED

    @property
    def citation(self) -> str:
        """The article and the document: «điểm c khoản 2 Điều 6 Thông tư …»."""
        return f"{self.article} {self.document.number}"
