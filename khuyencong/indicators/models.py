from django.db import models
from django.db.models import F, Q

from khuyencong.funding.models import Level
from khuyencong.lib.contents import Content


class TermTotal(models.Model):
    """A total of an earlier term that exists without records (số tổng của kỳ trước).

    Used as the base of a growth rate when the term has no records of its own; ``value`` is whole
    đồng for money measures, else a count.
    """

    measure = models.CharField("chỉ tiêu", max_length=20)
    content = models.CharField("nội dung", max_length=20, choices=Content, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=Level, blank=True)
    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    start_date = models.DateField("từ ngày")
    end_date = models.DateField("đến ngày")
    value = models.BigIntegerField("giá trị")
    note = models.CharField("căn cứ", max_length=300)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = "số tổng của kỳ trước"
        verbose_name_plural = "số tổng của kỳ trước"
        constraints = (
            models.UniqueConstraint(
                fields=(
                    "is_illustrative",
                    "province",
                    "measure",
                    "content",
                    "source",
                    "start_date",
                    "end_date",
                ),
                name="term_total_once",
                violation_error_message="Số tổng này đã được ghi.",
            ),
            models.CheckConstraint(
                name="term_total_ends_after_it_starts",
                condition=Q(end_date__gte=F("start_date")),
                violation_error_message="Kỳ phải kết thúc sau khi bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.start_date.year}–{self.end_date.year}"
