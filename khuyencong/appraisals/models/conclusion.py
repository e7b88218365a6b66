from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khuyencong.appraisals.lifecycle import Outcome
from khuyencong.schemes.models import Line, StepTaken

from .appraisal import Appraisal


class Conclusion(models.Model):
    """A conclusion of an appraisal (kết luận thẩm định), never changed and never deleted.

    The average score is kept as it was on that day and exactly: ``score_sum`` over
    ``scores_count``.  ``members_count`` and ``quorum_count`` are empty without a council.
    """

    appraisal = models.OneToOneField(
        Appraisal, models.PROTECT, related_name="conclusion", verbose_name="lần thẩm định"
    )
    outcome = models.CharField("kết luận", max_length=10, choices=Outcome)
    note = models.TextField("ghi chú", blank=True)
    score_sum = models.PositiveIntegerField("tổng điểm")
    scores_count = models.PositiveSmallIntegerField("số ý kiến được tính")
    members_count = models.PositiveSmallIntegerField("số thành viên", null=True, blank=True)
    quorum_count = models.PositiveSmallIntegerField("số ý kiến tối thiểu", null=True, blank=True)
    step = models.OneToOneField(
        StepTaken, models.PROTECT, related_name="+", verbose_name="bước đã thực hiện"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người kết luận"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "kết luận thẩm định"
        verbose_name_plural = "kết luận thẩm định"
        constraints = (
            models.CheckConstraint(
                name="conclusion_against_says_why",
                condition=Q(outcome=Outcome.APPROVE)
                | Q(outcome__in=(Outcome.RETURN, Outcome.REJECT)) & ~Q(note=""),
                violation_error_message="Trả lại hoặc không chấp thuận phải ghi rõ lý do.",
            ),
            models.CheckConstraint(
                name="conclusion_rests_on_opinions",
                condition=(Q(outcome=Outcome.RETURN) | Q(scores_count__gt=0))
                & Q(score_sum__lte=100 * F("scores_count")),
                violation_error_message="Kết luận phải dựa trên ý kiến đã khóa.",
            ),
            models.CheckConstraint(
                name="conclusion_of_a_council_has_its_quorum",
                condition=Q(members_count__isnull=True, quorum_count__isnull=True)
                | Q(members_count__isnull=False, scores_count__gte=F("quorum_count")),
                violation_error_message="Chưa đủ số ý kiến tối thiểu của hội đồng.",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_outcome_display())

    @property
    def average_score(self) -> Fraction | None:
        """The exact average of the opinions counted; ``None`` where there were none."""
        return Fraction(self.score_sum, self.scores_count) if self.scores_count else None

    @property
    def support_vnd(self) -> int:
        """The support agreed to, over all lines, in đồng."""
        return sum(agreed.support_vnd for agreed in self.agreed.all())


class AgreedLine(models.Model):
    """An amount of support that a conclusion agrees to for a line (mức hỗ trợ thống nhất)."""

    conclusion = models.ForeignKey(
        Conclusion, models.PROTECT, related_name="agreed", verbose_name="kết luận"
    )
    line = models.ForeignKey(Line, models.PROTECT, related_name="+", verbose_name="dòng nội dung")
    support_vnd = models.BigIntegerField("mức hỗ trợ (đồng)")

    class Meta:
        verbose_name = "mức hỗ trợ thống nhất"
        verbose_name_plural = "mức hỗ trợ thống nhất"
        ordering = ("conclusion", "pk")
        constraints = (
            models.UniqueConstraint(fields=("conclusion", "line"), name="agreed_line_once"),
            models.CheckConstraint(
                name="agreed_line_not_negative",
                condition=Q(support_vnd__gte=0),
                violation_error_message="Mức hỗ trợ không được âm.",
            ),
        )

    def __str__(self) -> str:
        return str(self.support_vnd)
