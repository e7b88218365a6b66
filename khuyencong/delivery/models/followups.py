from django.db import models

from khuyencong.dossiers.models import Measure, show_number
from khuyencong.lib.days import show_day
from khuyencong.schemes.models import Line

from .deeds import Deed


class Round(models.IntegerChoices):
    """How many months after acceptance."""

    FIRST = 12, "12 tháng"
    LAST = 36, "36 tháng"


class FollowUp(Deed):
    """An evaluation of a beneficiary after the support (đánh giá sau hỗ trợ), never changed."""

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="follow_ups", verbose_name="dòng nội dung"
    )
    round = models.PositiveSmallIntegerField("sau hỗ trợ", choices=Round)
    visited_on = models.DateField("ngày đánh giá")
    is_running = models.BooleanField("còn hoạt động")
    note = models.TextField("nhận xét", blank=True)

    class Meta:
        verbose_name = "đánh giá sau hỗ trợ"
        verbose_name_plural = "đánh giá sau hỗ trợ"
        ordering = ("round", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("line", "round"),
                name="follow_up_once_a_round",
                violation_error_message="Lần đánh giá này đã ghi.",
            ),
            models.CheckConstraint(
                name="follow_up_round_known",
                condition=models.Q(round__in=Round.values),
                violation_error_message="Chỉ đánh giá sau 12 và 36 tháng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_round_display()}, {show_day(self.visited_on)}"


class FollowUpFigure(models.Model):
    """A figure of an evaluation against what the dossier promised (chỉ tiêu so với cam kết)."""

    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="figures", verbose_name="đánh giá"
    )
    measure = models.CharField("chỉ tiêu", max_length=10, choices=Measure)
    unit = models.CharField("đơn vị", max_length=40)
    promised = models.DecimalField(
        "theo hồ sơ", max_digits=18, decimal_places=2, null=True, blank=True
    )
    actual = models.DecimalField("thực tế", max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = "chỉ tiêu sau hỗ trợ"
        verbose_name_plural = "chỉ tiêu sau hỗ trợ"
        ordering = ("follow_up", "pk")
        constraints = (
            models.UniqueConstraint(fields=("follow_up", "measure"), name="follow_up_figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.actual} {self.unit}"

    @property
    def actual_shown(self) -> str:
        """Without idle zeros, with a comma: «1.200,5»."""
        return show_number(self.actual)

    @property
    def promised_shown(self) -> str:
        """As :attr:`actual_shown`; nothing where nothing was promised."""
        return "" if self.promised is None else show_number(self.promised)
