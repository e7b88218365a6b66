from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khuyencong.accounts.roles import Permission
from khuyencong.appraisals.lifecycle import Level
from khuyencong.lib.days import show_day
from khuyencong.places.queries import units_within

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class Seat(models.TextChoices):
    """What a person is in a council."""

    CHAIR = "chair", "Chủ tịch"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Thư ký"


def precedence(seat: str) -> int:
    """Where a seat stands in a list of the council: the chair first, no seat last."""
    return [*Seat.values, ""].index(seat)


class CouncilQuerySet(models.QuerySet["Council"]):
    def visible_to(self, user: "User") -> "CouncilQuerySet":
        """Return those of the person's place, and those the person sits in.

        An illustrative account sees those that illustrative accounts set up, others the rest.
        """
        found = self.filter(recorded_by__is_illustrative=user.is_illustrative)
        sits = Q(pk__in=Member.objects.sitting().filter(person=user).values("council"))
        if not user.may(Permission.VIEW_RECORDS):
            return found.filter(sits)
        if user.scope_unit is None:
            return found
        return found.filter(Q(province_id__in=units_within(user.scope_unit)) | sits)


class Council(models.Model):
    """A council that appraises schemes (hội đồng thẩm định, TT 36/2013 Điều 8).

    Set up by a decision of the head of the department; ``province`` is empty for the Ministry's.
    """

    level = models.CharField("cấp thẩm định", max_length=10, choices=Level)
    province = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    name = models.CharField("tên hội đồng", max_length=200)
    decision_number = models.CharField("số quyết định thành lập", max_length=60)
    decision_date = models.DateField("ngày quyết định")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("thời điểm ghi")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng thẩm định"
        verbose_name_plural = "hội đồng thẩm định"
        ordering = ("-decision_date", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("level", "province", "decision_number", "decision_date"),
                name="council_once_by_a_decision",
                nulls_distinct=False,
                violation_error_message="Quyết định này đã được ghi.",
            ),
            models.CheckConstraint(
                name="council_of_a_province_or_the_ministry",
                condition=Q(level=Level.BASE, province__isnull=False)
                | Q(level=Level.MINISTRY, province__isnull=True),
                violation_error_message="Hội đồng cấp cơ sở phải thuộc một tỉnh, thành phố.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.decision_number}, {show_day(self.decision_date)})"


class MemberQuerySet(models.QuerySet["Member"]):
    def sitting(self) -> "MemberQuerySet":
        """Return those who have not left."""
        return self.filter(left_at__isnull=True)


class Member(models.Model):
    """A member of a council (thành viên hội đồng thẩm định); one who leaves stays in the record."""

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="members", verbose_name="hội đồng"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="thành viên"
    )
    seat = models.CharField("chức danh", max_length=10, choices=Seat)
    joined_at = models.DateTimeField("tham gia từ")
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    left_at = models.DateTimeField("thôi tham gia lúc", null=True, blank=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi thôi tham gia",
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ("council", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("council", "person"),
                name="member_sits_once",
                condition=Q(left_at__isnull=True),
                violation_error_message="Người này đã là thành viên hội đồng.",
            ),
            models.UniqueConstraint(
                fields=("council",),
                name="council_has_one_chair",
                condition=Q(left_at__isnull=True, seat=Seat.CHAIR),
                violation_error_message="Hội đồng đã có chủ tịch.",
            ),
            models.CheckConstraint(
                name="member_leaving_is_told",
                condition=Q(left_at__isnull=True, left_by__isnull=True)
                | Q(left_at__isnull=False, left_by__isnull=False),
                violation_error_message="Thôi tham gia phải ghi người ghi và thời điểm.",
            ),
            models.CheckConstraint(
                name="member_seat_known",
                condition=Q(seat__in=Seat.values),
                violation_error_message="Chức danh không có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_seat_display().lower()}"


class QuorumRule(models.Model):
    """A rule on how many opinions a council needs to conclude (số ý kiến tối thiểu của hội đồng).

    TT 36/2013 leaves it to whoever sets the council up, so it is a dated setting of a province or
    of the Ministry; without one every member must have given an opinion.
    """

    level = models.CharField("cấp thẩm định", max_length=10, choices=Level)
    province = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
        help_text="Để trống: áp dụng nơi chưa có quy định riêng.",
    )
    numerator = models.PositiveSmallIntegerField("tử số của tỷ lệ", help_text="Ví dụ 2 trong 2/3.")
    denominator = models.PositiveSmallIntegerField("mẫu số của tỷ lệ")
    basis = models.CharField("căn cứ", max_length=300)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "quy định số ý kiến tối thiểu"
        verbose_name_plural = "quy định số ý kiến tối thiểu"
        ordering = ("level", "valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("level", "province", "valid_from"),
                name="quorum_rule_one_version_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="quorum_rule_is_a_share_with_a_basis",
                condition=Q(numerator__gt=0, numerator__lte=F("denominator")) & ~Q(basis=""),
                violation_error_message="Tỷ lệ phải trên 0, không quá 1, và phải ghi căn cứ.",
            ),
            models.CheckConstraint(
                name="quorum_rule_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator} số thành viên"

    def of(self, members_count: int) -> int:
        """Return the least number of opinions for so many members, rounded up."""
        return -(-members_count * self.numerator // self.denominator)
