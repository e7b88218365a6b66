from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from khuyencong.lib.period import Period
from khuyencong.places.queries import units_within

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: "User") -> "ProgrammeQuerySet":
        """Return the national programmes and those of the person's own place."""
        if user.scope_unit is None:
            return self
        return self.filter(
            Q(province__isnull=True) | Q(province_id__in=units_within(user.scope_unit))
        )


class Programme(models.Model):
    """A term of industrial promotion (chương trình khuyến công, NĐ 45/2012 Điều 2).

    ``province`` is the unit as it was during the term; a national programme has none.  The term
    before it need not exist as a record: it may be known only as totals (``indicators``).
    """

    code = models.SlugField("mã", unique=True)
    name = models.CharField("tên chương trình", max_length=300)
    province = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, verbose_name="tỉnh, thành phố"
    )
    start_date = models.DateField("từ ngày")
    end_date = models.DateField("đến ngày")
    period_label = models.CharField("tên kỳ", max_length=100)
    approval = models.CharField(
        "quyết định phê duyệt", max_length=200, blank=True, help_text="Để trống khi không rõ."
    )
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình khuyến công"
        verbose_name_plural = "chương trình khuyến công"
        ordering = ("-start_date", "code")
        constraints = (
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(end_date__gte=F("start_date")),
                violation_error_message="Chương trình phải kết thúc sau khi bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        return Period(self.start_date, self.end_date, self.period_label)
