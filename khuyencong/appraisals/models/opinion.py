from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.regulations.models import AppraisalPoint
from khuyencong.schemes.models import Scheme

from .appraisal import Appraisal
from .council import Seat


class Verdict(models.TextChoices):
    """What an appraiser finds on a point."""

    MET = "met", "Đạt"
    NOT_MET = "not_met", "Không đạt"
    REMARK = "remark", "Có ý kiến"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def locked(self) -> "OpinionQuerySet":
        """Return those that can no longer be changed."""
        return self.filter(locked_at__isnull=False)

    def counted(self, scheme: Scheme) -> "OpinionQuerySet":
        """Return the locked ones of people without a conflict of interest in their *scheme*."""
        return self.locked().exclude(person__in=scheme.recusals.values("person"))


class Opinion(models.Model):
    """An opinion of one appraiser (phiếu ý kiến thẩm định, TT 36/2013 Điều 9).

    Nobody else reads it before it is locked; once locked it never changes.  ``score`` is 0 to 100,
    ``support_vnd`` the support that the person proposes, in đồng.
    """

    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, related_name="opinions", verbose_name="lần thẩm định"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thẩm định"
    )
    seat = models.CharField("chức danh", max_length=10, choices=Seat, blank=True)
    score = models.PositiveSmallIntegerField("điểm", null=True, blank=True)
    support_vnd = models.BigIntegerField("mức hỗ trợ đề xuất (đồng)", null=True, blank=True)
    text = models.TextField("ý kiến chung", blank=True)
    saved_at = models.DateTimeField("lưu lúc")
    locked_at = models.DateTimeField("khóa lúc", null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến thẩm định"
        verbose_name_plural = "ý kiến thẩm định"
        ordering = ("appraisal", "locked_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("appraisal", "person"), name="opinion_once"),
            models.CheckConstraint(
                name="opinion_numbers_make_sense",
                condition=(Q(score__isnull=True) | Q(score__lte=100))
                & (Q(support_vnd__isnull=True) | Q(support_vnd__gte=0)),
                violation_error_message="Điểm từ 0 đến 100; mức hỗ trợ không âm.",
            ),
            models.CheckConstraint(
                name="opinion_locked_is_whole",
                condition=Q(locked_at__isnull=True)
                | Q(score__isnull=False, support_vnd__isnull=False),
                violation_error_message="Ý kiến đã khóa phải có điểm và mức hỗ trợ đề xuất.",
            ),
        )

    def __str__(self) -> str:
        return f"Ý kiến của {self.person}"


class OpinionPoint(models.Model):
    """A verdict of an opinion on a point of TT 36/2013 Điều 9 (ý kiến về một nội dung)."""

    opinion = models.ForeignKey(
        Opinion, models.PROTECT, related_name="points", verbose_name="ý kiến"
    )
    point = models.ForeignKey(
        AppraisalPoint, models.PROTECT, related_name="+", verbose_name="nội dung thẩm định"
    )
    verdict = models.CharField("đánh giá", max_length=10, choices=Verdict, blank=True)
    text = models.TextField("nhận xét", blank=True)

    class Meta:
        verbose_name = "ý kiến về một nội dung"
        verbose_name_plural = "ý kiến về một nội dung"
        ordering = ("opinion", "point__number")
        constraints = (
            models.UniqueConstraint(fields=("opinion", "point"), name="opinion_point_once"),
            models.CheckConstraint(
                name="opinion_point_verdict_known",
                condition=Q(verdict__in=["", *Verdict.values]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id}: {self.verdict}"
