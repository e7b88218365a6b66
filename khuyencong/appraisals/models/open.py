from django.contrib.postgres.fields import ArrayField
from django.db import models

from khuyencong.schemes.models import Scheme

from .appraisal import Appraisal
from .council import Council


class OpenAppraisal(models.Model):
    """An appraisal of a scheme before its conclusion (lần thẩm định đang tiến hành).

    A view of the database over the latest one, with the keys of people: ``members`` are those who
    sit in its council, ``locked_by`` those whose opinion is locked.
    """

    scheme = models.OneToOneField(
        Scheme,
        models.DO_NOTHING,
        primary_key=True,
        related_name="open_appraisal",
        verbose_name="đề án",
    )
    appraisal = models.ForeignKey(
        Appraisal, models.DO_NOTHING, related_name="+", verbose_name="lần thẩm định"
    )
    council = models.ForeignKey(
        Council, models.DO_NOTHING, null=True, related_name="+", verbose_name="hội đồng"
    )
    chair_id = models.BigIntegerField("chủ tịch hội đồng", null=True)
    members = ArrayField(models.BigIntegerField(), verbose_name="thành viên hội đồng")
    locked_by = ArrayField(models.BigIntegerField(), verbose_name="người đã khóa ý kiến")

    class Meta:
        managed = False
        verbose_name = "lần thẩm định đang tiến hành"
        verbose_name_plural = "lần thẩm định đang tiến hành"

    def __str__(self) -> str:
        return f"Đề án {self.scheme_id}"
