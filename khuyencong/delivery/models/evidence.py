from django.db import models

from khuyencong.regulations.models import EvidenceItem
from khuyencong.schemes.models import Line

from .deeds import Deed, StoredFile


class Evidence(Deed, StoredFile):
    """A paper of a legal list that was handed in (tài liệu, chứng từ, TT 36/2013 Điều 13–19).

    ``line`` empty: of the whole scheme, in the lists of settlement.
    """

    line = models.ForeignKey(
        Line,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="dòng nội dung",
    )
    item = models.ForeignKey(
        EvidenceItem, models.PROTECT, related_name="+", verbose_name="theo danh mục"
    )
    number = models.CharField("số, ký hiệu", max_length=120)
    dated_on = models.DateField("ngày", null=True, blank=True)

    class Meta:
        verbose_name = "tài liệu đã có"
        verbose_name_plural = "tài liệu đã có"
        ordering = ("item__order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "line", "item"), name="evidence_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return self.number
