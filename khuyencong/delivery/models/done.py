"""What has been done so far, as views of the database: read with a scheme or a line, never written.

Each fact is looked up in one place, ``migrations/0003_what_is_done.py``, for whoever lists many.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from khuyencong.schemes.models import Line, Scheme


class SchemeDone(models.Model):
    """A scheme's delivery as far as it has come (tình hình thực hiện đề án).

    ``begun_at``: when its work last began; ``accepted_on``: its last acceptance; ``ends_on``: the
    last day of its contract, as appendices extend it; ``reported``: months as their first days.
    """

    scheme = models.OneToOneField(
        Scheme, models.DO_NOTHING, primary_key=True, related_name="done", verbose_name="đề án"
    )
    begun_at = models.DateTimeField("bắt đầu thực hiện lúc", null=True)
    accepted_on = models.DateField("nghiệm thu lần cuối ngày", null=True)
    ends_on = models.DateField("hợp đồng đến ngày", null=True)
    reported = ArrayField(models.DateField(), verbose_name="các tháng đã báo cáo")

    class Meta:
        managed = False
        verbose_name = "tình hình thực hiện đề án"
        verbose_name_plural = "tình hình thực hiện đề án"

    def __str__(self) -> str:
        return f"Đề án {self.scheme_id}"


class LineDone(models.Model):
    """A line's delivery as far as it has come (tình hình thực hiện dòng nội dung).

    ``paid``: of each payout its :class:`PayoutKind`; ``done_percent``: as last reported.
    ``rounds``: the evaluations after the support, in months; ``is_closed``: one found the place
    closed.
    """

    line = models.OneToOneField(
        Line, models.DO_NOTHING, primary_key=True, related_name="done", verbose_name="dòng nội dung"
    )
    paid = ArrayField(models.CharField(max_length=10), verbose_name="các lần đã chi")
    accepted_on = models.DateField("nghiệm thu ngày", null=True)
    done_percent = models.DecimalField(
        "đã thực hiện (%)", max_digits=5, decimal_places=2, null=True
    )
    rounds = ArrayField(models.PositiveSmallIntegerField(), verbose_name="các lần đã đánh giá")
    is_closed = models.BooleanField("cơ sở đã ngừng hoạt động")

    class Meta:
        managed = False
        verbose_name = "tình hình thực hiện dòng nội dung"
        verbose_name_plural = "tình hình thực hiện dòng nội dung"

    def __str__(self) -> str:
        return f"Dòng {self.line_id}"
