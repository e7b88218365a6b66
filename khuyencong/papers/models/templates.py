from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.papers.lifecycle import PaperKind
from khuyencong.places.queries import units_within

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class TemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def visible_to(self, user: "User") -> "TemplateQuerySet":
        """Return those of the place of the person's organisation; to an applicant none."""
        if user.is_applicant:
            return self.none()
        if user.scope_unit is None:
            return self
        return self.filter(province__in=units_within(user.scope_unit))


class PaperTemplate(models.Model):
    """A wording of one kind of paper of a province from a day on (mẫu văn bản của tỉnh).

    Never changed: a new wording is a new row.  An empty text leaves that of the system; several
    lines are several căn cứ or recipients.  ``layout`` is the province's own Word file with gaps;
    without one the layout is that of the system.
    """

    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    kind = models.CharField("loại văn bản", max_length=30, choices=PaperKind)
    number = models.PositiveIntegerField("bản số")
    valid_from = models.DateField("áp dụng từ ngày")
    bases = models.TextField("căn cứ (mỗi dòng một căn cứ)", blank=True)
    recipients = models.TextField("nơi nhận (mỗi dòng một nơi)", blank=True)
    signer_authority = models.CharField("thẩm quyền ký (TM., KT., TL.)", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    layout = models.FileField("tệp mẫu Word", upload_to="layouts/%Y/%m", max_length=200, blank=True)
    layout_name = models.CharField("tên tệp mẫu", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    at = models.DateTimeField("sửa lúc")

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu văn bản"
        verbose_name_plural = "mẫu văn bản"
        ordering = ("province", "kind", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("province", "kind", "number"), name="paper_template_version_once"
            ),
            models.CheckConstraint(
                name="paper_template_kind_known", condition=Q(kind__in=PaperKind.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, bản {self.number}"
