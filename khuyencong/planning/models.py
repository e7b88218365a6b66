from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from khuyencong.funding.models import Level
from khuyencong.lib.fingerprint import fingerprint
from khuyencong.places.queries import units_within
from khuyencong.schemes.models import Scheme, Tier

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

AMOUNT_FIELDS = {
    Level.NATIONAL: "national_vnd",
    Level.PROVINCE: "province_vnd",
    Level.DISTRICT: "district_vnd",
    Level.COMMUNE: "commune_vnd",
}
"""The column of each source level, in a plan's items and an edition's rows."""


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: "User") -> "PlanQuerySet":
        """Return those of the place of the person's organisation.

        An illustrative account sees illustrative ones only, an applicant none.
        """
        if user.is_applicant:
            return self.none()
        found = self.filter(is_illustrative=True) if user.is_illustrative else self
        if user.scope_unit is None:
            return found
        return found.filter(place__in=units_within(user.scope_unit))


class EditionQuerySet(models.QuerySet["PlanEdition"]):
    def visible_to(self, user: "User") -> "EditionQuerySet":
        """Return those of the person's place, and national ones that gave it something.

        An applicant sees none.
        """
        if user.is_applicant:
            return self.none()
        found = self.filter(is_illustrative=True) if user.is_illustrative else self
        if user.scope_unit is None:
            return found
        units = units_within(user.scope_unit)
        here = EditionRow.objects.filter(scheme__province__in=units).values("edition")
        return found.filter(Q(place__in=units) | Q(place__isnull=True, pk__in=here))


class RowQuerySet(models.QuerySet["EditionRow"]):
    def visible_to(self, user: "User") -> "RowQuerySet":
        """Return the rows of schemes within the place of the person's organisation."""
        return self.filter(scheme__in=Scheme.objects.visible_to(user))


class Plan(models.Model):
    """A what-if plan of a year (phương án kế hoạch khuyến công).

    Many may stand side by side; one that is decided becomes an edition and changes no more.
    ``place`` empty is the whole country, of the national programme only.  ``version`` counts its
    changes, so that nobody decides or fills a plan other than the one seen.
    """

    title = models.CharField("tên phương án", max_length=200)
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    tier = models.CharField("chương trình", max_length=20, choices=Tier)
    place = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
        help_text="Để trống: cả nước (khuyến công quốc gia).",
    )
    remarks = models.TextField("ghi chú của lần đề xuất", blank=True)
    version = models.PositiveIntegerField("lần sửa", default=0, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    created_at = models.DateTimeField("lập lúc")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "phương án kế hoạch"
        verbose_name_plural = "phương án kế hoạch"
        ordering = ("-year", "tier", "-pk")
        constraints = (
            models.CheckConstraint(
                name="plan_of_the_country_is_national",
                condition=Q(place__isnull=False) | Q(tier=Tier.NATIONAL),
                violation_error_message="Chỉ khuyến công quốc gia có phương án chung cả nước.",
            ),
            models.CheckConstraint(
                name="plan_tier_known",
                condition=Q(tier__in=Tier.values),
                violation_error_message="Chương trình không có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_decided(self) -> bool:
        return hasattr(self, "edition")


class Amounts(models.Model):
    """Whole đồng by source level, none of them known by adding up another (kinh phí theo nguồn)."""

    national_vnd = models.BigIntegerField("nguồn quốc gia", default=0)
    province_vnd = models.BigIntegerField("nguồn tỉnh", default=0)
    district_vnd = models.BigIntegerField("nguồn huyện", default=0)
    commune_vnd = models.BigIntegerField("nguồn xã", default=0)

    class Meta:
        abstract = True

    @property
    def by_level(self) -> dict[str, int]:
        """The đồng of each level that has any."""
        amounts = {str(level): getattr(self, name) for level, name in AMOUNT_FIELDS.items()}
        return {level: amount for level, amount in amounts.items() if amount}

    @property
    def total_vnd(self) -> int:
        return sum(self.by_level.values())

    @property
    def below_province_vnd(self) -> int:
        return self.district_vnd + self.commune_vnd


class PlanItem(Amounts):
    """A scheme in or out of a plan, with the money it would get (đề án trong phương án).

    ``is_fixed``: put in or out by a person; a proposal leaves it where it is.  ``score`` is what
    the appraisal gave, kept as it was when the plan was decided; nobody types it.  ``grounds`` are
    the codes of priority rules that no record tells and an officer confirms.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name="phương án")
    scheme = models.ForeignKey(
        "schemes.Scheme", models.PROTECT, related_name="plan_items", verbose_name="đề án"
    )
    is_included = models.BooleanField("trong phương án", default=False)
    is_fixed = models.BooleanField("do cán bộ chọn", default=False)
    score = models.DecimalField(
        "điểm thẩm định", max_digits=5, decimal_places=2, null=True, blank=True
    )
    grounds = ArrayField(
        models.CharField(max_length=80),
        verbose_name="diện ưu tiên cán bộ xác nhận",
        default=list,
        blank=True,
    )
    reason = models.TextField("lý do", blank=True)

    class Meta:
        verbose_name = "đề án trong phương án"
        verbose_name_plural = "đề án trong phương án"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "scheme"), name="plan_item_once"),
            models.CheckConstraint(
                name="plan_item_amounts_and_score",
                condition=Q(
                    national_vnd__gte=0,
                    province_vnd__gte=0,
                    district_vnd__gte=0,
                    commune_vnd__gte=0,
                )
                & (Q(score__isnull=True) | Q(score__gte=0, score__lte=100)),
                violation_error_message="Số tiền không âm; điểm thẩm định từ 0 đến 100.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.scheme_id}"

    @property
    def fingerprint(self) -> str:
        """A mark of what a person may type, by which an edit of an older state is recognised."""
        return fingerprint(self.by_level, sorted(self.grounds))


class PlanEdition(models.Model):
    """A decision that gave, added to or changed the plan of a year (lần giao kế hoạch).

    Its rows say what the decision itself does; the plan in force is the sum of the editions.
    """

    year = models.PositiveSmallIntegerField("năm kế hoạch")
    tier = models.CharField("chương trình", max_length=20, choices=Tier)
    place = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    number = models.PositiveSmallIntegerField("lần")
    title = models.CharField("nội dung", max_length=200)
    decision_number = models.CharField("số quyết định", max_length=60)
    decision_date = models.DateField("ngày quyết định")
    plan = models.OneToOneField(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="edition",
        verbose_name="từ phương án",
    )
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    decided_at = models.DateTimeField("ghi lúc")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần giao kế hoạch"
        verbose_name_plural = "lần giao kế hoạch"
        ordering = ("-year", "tier", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "tier", "place", "is_illustrative", "number"),
                name="plan_edition_in_order",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="plan_edition_has_a_decision",
                condition=~Q(decision_number=""),
                violation_error_message="Phải ghi số quyết định.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.decision_number})"


class RowKind(models.TextChoices):
    """What an edition does to a scheme."""

    GIVEN = "given", "Giao kế hoạch"
    CHANGED = "changed", "Điều chỉnh kinh phí"


class EditionRow(Amounts):
    """A line of an edition: what it gives one scheme, in its words of that day (dòng kế hoạch).

    Amounts are what is added, negative where money is taken back.
    """

    edition = models.ForeignKey(
        PlanEdition, models.PROTECT, related_name="rows", verbose_name="lần giao"
    )
    scheme = models.ForeignKey(
        "schemes.Scheme", models.PROTECT, related_name="plan_rows", verbose_name="đề án"
    )
    kind = models.CharField("loại", max_length=10, choices=RowKind)
    code = models.CharField("mã đề án", max_length=40)
    name = models.CharField("tên đề án", max_length=400)
    contents = models.CharField("nội dung", max_length=300, blank=True)
    implementer = models.CharField("đơn vị thực hiện", max_length=300, blank=True)
    beneficiaries = models.TextField("đơn vị thụ hưởng", blank=True)
    places = models.TextField("địa điểm", blank=True)
    score = models.DecimalField(
        "điểm thẩm định", max_digits=5, decimal_places=2, null=True, blank=True
    )
    reason = models.TextField("lý do", blank=True)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng kế hoạch"
        verbose_name_plural = "dòng kế hoạch"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "scheme"), name="edition_row_once"),
            models.CheckConstraint(
                name="edition_row_kind_known", condition=Q(kind__in=RowKind.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"
