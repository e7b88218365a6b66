"""What each scheme has gone through, as a view of the database: read with it, never written.

``migrations/0004_lives.py`` says which rows of which table, in what order.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from khuyencong.schemes.models import Scheme


def _rows(label: str) -> ArrayField[list[dict[str, Any]], list[dict[str, Any]]]:
    return ArrayField(models.JSONField(), verbose_name=label)


class SchemeLife(models.Model):
    """A scheme's life as far as it says which papers can be written (quá trình của đề án).

    Of each table: the scheme's rows as objects of the columns by which people call a paper.
    ``accepted`` are the ids of lines.
    """

    scheme = models.OneToOneField(
        Scheme, models.DO_NOTHING, primary_key=True, related_name="+", verbose_name="đề án"
    )
    has_dossier = models.BooleanField("có hồ sơ")
    has_estimate = models.BooleanField("có dự toán")
    has_state_vouchers = models.BooleanField("có chứng từ của kinh phí nhà nước")
    has_other_vouchers = models.BooleanField("có chứng từ của nguồn khác")
    accepted = ArrayField(models.BigIntegerField(), verbose_name="dòng nội dung đã nghiệm thu")
    lines = _rows("dòng nội dung")
    steps = _rows("lần trả lại hồ sơ")
    councils = _rows("hội đồng thẩm định")
    appraisals = _rows("lần thẩm định đã kết luận")
    plan_rows = _rows("lần giao kế hoạch")
    group_plans = _rows("kế hoạch của đề án nhóm")
    contracts = _rows("hợp đồng")
    appendices = _rows("phụ lục hợp đồng")
    reports = _rows("báo cáo tiến độ")
    visits = _rows("lần kiểm tra thực tế")
    letters = _rows("đề nghị điều chỉnh")
    requests = _rows("đề nghị điều chỉnh chờ quyết định hoặc đã duyệt")
    settlements = _rows("biên bản thanh lý")
    follow_ups = _rows("lần đánh giá sau hỗ trợ")

    class Meta:
        managed = False
        verbose_name = "quá trình của đề án"
        verbose_name_plural = "quá trình của đề án"

    def __str__(self) -> str:
        return f"Đề án {self.scheme_id}"
