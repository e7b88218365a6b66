from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from khuyencong.accounts.roles import Permission
from khuyencong.appraisals.lifecycle import WAITING, Level
from khuyencong.dossiers.models import readable_by
from khuyencong.schemes.models import Line, Scheme

from .council import Council, Member

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    def visible_to(self, user: "User") -> "AppraisalQuerySet":
        """Return those of schemes whose dossier the person reads, or of the person's councils.

        Never those of a scheme in which the person declared a conflict of interest.
        """
        if user.may(Permission.VIEW_RECORDS):
            return self.filter(scheme__in=readable_by(user))
        sits = Member.objects.sitting().filter(council=OuterRef("council"), person=user)
        return self.filter(Exists(sits), scheme__in=Scheme.objects.visible_to(user))

    def under_way(self) -> "AppraisalQuerySet":
        """Return those without a conclusion."""
        return self.filter(conclusion__isnull=True)


class Appraisal(models.Model):
    """An appraisal of a scheme's dossier (thẩm định, TT 36/2013 Điều 8).

    ``council`` empty: by staff.  ``law_on`` is the day whose points and norms it goes by; a dossier
    that was returned and sent again has another ``round``.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="appraisals", verbose_name="đề án"
    )
    level = models.CharField("cấp thẩm định", max_length=10, choices=Level)
    round = models.PositiveSmallIntegerField("lần thẩm định")
    council = models.ForeignKey(
        Council,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appraisals",
        verbose_name="hội đồng",
        help_text="Để trống: bộ máy giúp việc thẩm định.",
    )
    law_on = models.DateField("theo quy định ngày")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người mở"
    )
    opened_at = models.DateTimeField("thời điểm mở")

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "lần thẩm định"
        verbose_name_plural = "lần thẩm định"
        ordering = ("scheme", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "level", "round"), name="appraisal_once_in_a_round"
            ),
            models.CheckConstraint(
                name="appraisal_level_known", condition=Q(level__in=Level.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()}, lần {self.round}"

    @property
    def is_concluded(self) -> bool:
        return hasattr(self, "conclusion")

    @property
    def is_waiting(self) -> bool:
        """Whether the scheme still stands where this appraisal may conclude."""
        return self.scheme.state == WAITING[self.level] and not self.is_concluded


class LineBasis(models.Model):
    """A basis on which the norm of a line is measured, as appraised (căn cứ đối chiếu định mức).

    ``units`` counts what the ceiling is counted by: a line for two establishments has two.
    """

    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, related_name="bases", verbose_name="lần thẩm định"
    )
    line = models.ForeignKey(Line, models.PROTECT, related_name="+", verbose_name="dòng nội dung")
    units = models.PositiveSmallIntegerField("số đơn vị tính định mức", default=1)
    is_priority = models.BooleanField("thuộc địa bàn, ngành nghề ưu tiên", default=False)
    is_line = models.BooleanField("dây chuyền công nghệ", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "căn cứ đối chiếu định mức"
        verbose_name_plural = "căn cứ đối chiếu định mức"
        constraints = (
            models.UniqueConstraint(fields=("appraisal", "line"), name="line_basis_once"),
            models.CheckConstraint(
                name="line_basis_has_units",
                condition=Q(units__gt=0),
                violation_error_message="Phải có ít nhất một đơn vị.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.units} đơn vị"
