from django.db import models

from khuyencong.funding.models import Account
from khuyencong.lib.contents import Content

from .scheme import Beneficiary, Scheme


class Line(models.Model):
    """A line of a scheme (dòng nội dung): one content, one budget year, one beneficiary or none."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="lines", verbose_name="đề án")
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name="đơn vị thụ hưởng",
    )
    content = models.CharField(
        "nội dung", max_length=20, choices=Content, blank=True, help_text="Để trống khi không rõ."
    )
    sub_content = models.ForeignKey(
        "regulations.SubContent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nội dung cụ thể",
    )
    item = models.CharField("hạng mục", max_length=300, blank=True)
    place = models.CharField(
        "địa điểm thực hiện",
        max_length=300,
        blank=True,
        help_text="Để trống khi thực hiện tại cơ sở thụ hưởng.",
    )
    account = models.OneToOneField(
        Account, models.PROTECT, related_name="line", verbose_name="dòng kinh phí"
    )

    class Meta:
        verbose_name = "dòng nội dung của đề án"
        verbose_name_plural = "dòng nội dung của đề án"
        ordering = ("pk",)
        indexes = (models.Index(fields=("content", "scheme"), name="line_content"),)

    def __str__(self) -> str:
        return self.item or self.get_content_display() or "Không rõ nội dung"
