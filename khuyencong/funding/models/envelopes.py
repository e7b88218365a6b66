"""What may be given: envelopes of a year, source and place; and years that are closed."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.places.queries import units_within

from .sources import BUDGETS, Level

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class EnvelopeQuerySet(models.QuerySet["Envelope"]):
    def visible_to(self, user: "User") -> "EnvelopeQuerySet":
        """Return the envelopes of the person's place and what lies in it, and of the whole country.

        An illustrative account sees illustrative ones only, an applicant none.
        """
        if user.is_applicant:
            return self.none()
        found = self.filter(is_illustrative=True) if user.is_illustrative else self
        if user.scope_unit is None:
            return found
        within = units_within(user.scope_unit)
        here = Q(place__in=within) | Q(place__province__in=within)
        return found.filter(Q(place__isnull=True) | here)


class Envelope(models.Model):
    """An envelope of state money for one year, source and place (hạn mức kinh phí).

    The database lets no allocation and no delegation go beyond it.  An account draws on the
    envelope of its commune (source of communes only), where there is none on that of its province,
    else on that of the whole country (``place`` empty).  ``parent`` is the wider envelope that this
    one is a delegated part of.
    """

    year = models.PositiveSmallIntegerField("năm ngân sách")
    level = models.CharField("nguồn ngân sách", max_length=20, choices=Level)
    place = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố; xã, phường, đặc khu",
        help_text="Để trống đối với hạn mức của cả nước; xã chỉ có hạn mức nguồn xã.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="trích từ hạn mức",
    )
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    decision_number = models.CharField("số quyết định giao", max_length=60)
    decision_date = models.DateField("ngày quyết định")
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn mức kinh phí"
        verbose_name_plural = "hạn mức kinh phí"
        ordering = ("-year", "level", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "level", "place", "is_illustrative"),
                name="envelope_once",
                nulls_distinct=False,
                violation_error_message="Năm, nguồn và địa bàn này đã có hạn mức.",
            ),
            models.CheckConstraint(
                name="envelope_of_a_budget",
                condition=Q(level__in=BUDGETS) & Q(amount_vnd__gte=0) & ~Q(decision_number=""),
                violation_error_message="Hạn mức phải có nguồn ngân sách, số tiền và quyết định.",
            ),
            models.CheckConstraint(
                name="envelope_of_the_country_is_national",
                condition=Q(place__isnull=False) | Q(level=Level.NATIONAL, parent__isnull=True),
                violation_error_message="Chỉ nguồn quốc gia có hạn mức chung cả nước.",
            ),
        )

    def __str__(self) -> str:
        place = self.place or "cả nước"
        return f"Nguồn {str(self.get_level_display()).lower()} năm {self.year}, {place}"


class EnvelopeRevision(models.Model):
    """An amount that an envelope has had, with its decision (quyết định giao, điều chỉnh hạn mức).

    The newest is the envelope's own; rows are never changed and never deleted.
    """

    envelope = models.ForeignKey(
        Envelope, models.PROTECT, related_name="revisions", verbose_name="hạn mức"
    )
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    decision_number = models.CharField("số quyết định", max_length=60)
    decision_date = models.DateField("ngày quyết định")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "lần giao hạn mức"
        verbose_name_plural = "lần giao hạn mức"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.decision_number}: {self.amount_vnd}"


class YearClosingQuerySet(models.QuerySet["YearClosing"]):
    def visible_to(self, user: "User") -> "YearClosingQuerySet":
        """Return the closings of the person's place; to an applicant none."""
        if user.is_applicant:
            return self.none()
        found = self.filter(is_illustrative=True) if user.is_illustrative else self
        scope = user.scope_unit
        return found if scope is None else found.filter(place__in=units_within(scope))


class YearClosing(models.Model):
    """A closing of a province's books of a year (khóa sổ năm); such a year takes no entry."""

    year = models.PositiveSmallIntegerField("năm ngân sách")
    place = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người khóa sổ"
    )
    at = models.DateTimeField("khóa lúc")

    objects = YearClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "khóa sổ năm"
        verbose_name_plural = "khóa sổ năm"
        ordering = ("-year", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "place", "is_illustrative"),
                name="year_closed_once",
                violation_error_message="Năm này đã khóa sổ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.year}"
