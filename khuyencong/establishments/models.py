from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.lib.days import show_day
from khuyencong.lib.fingerprint import fingerprint
from khuyencong.lib.vietnamese import fold, sort_key
from khuyencong.places.models import Level
from khuyencong.places.queries import units_within

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class LegalForm(models.TextChoices):
    """Who may be a cơ sở CNNT (NĐ 45/2012 Điều 1.2a)."""

    ENTERPRISE = "enterprise", "Doanh nghiệp nhỏ và vừa"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác"
    HOUSEHOLD = "household", "Hộ kinh doanh"
    OTHER = "other", "Loại hình khác"


class EstablishmentQuerySet(models.QuerySet["Establishment"]):
    def visible_to(self, user: "User") -> "EstablishmentQuerySet":
        """Return the establishments within the place of the person's organisation.

        An applicant sees the establishment that the account was given for, and an illustrative
        account illustrative ones only.
        """
        if user.is_applicant:
            return self.given_to(user)
        found = self.filter(is_illustrative=True) if user.is_illustrative else self
        scope = user.scope_unit
        if scope is None:
            return found
        if scope.level == Level.COMMUNE:
            return found.filter(commune_id__in=units_within(scope))
        return found.filter(province_id__in=units_within(scope))

    def given_to(self, person: "User") -> "EstablishmentQuerySet":
        """Return the one that the person acts for, if any."""
        return self.filter(pk__in=keys_given_to(person))

    def matching(self, words: str) -> "EstablishmentQuerySet":
        """Return those whose name holds every word of *words*, or whose code begins so."""
        named = Q(*(Q(fold__contains=word) for word in fold(words).split()))
        code = words.strip()
        return self.filter(named | Q(tax_code__startswith=code) | Q(code__istartswith=code))


def keys_given_to(person: "User") -> models.QuerySet["Representative", Any]:
    """The key of the establishment that the person acts for, if any, for a filter of its rows."""
    return Representative.objects.current().filter(person=person).values("establishment")


class Establishment(models.Model):
    """A rural industrial establishment (cơ sở công nghiệp nông thôn, NĐ 45/2012 Điều 1.2)."""

    code = models.CharField("mã cơ sở", max_length=40, unique=True)
    name = models.CharField("tên cơ sở", max_length=300)
    fold = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.BinaryField(editable=False)
    legal_form = models.CharField("loại hình", max_length=20, choices=LegalForm)
    trade = models.ForeignKey(
        "regulations.Trade", models.PROTECT, null=True, blank=True, verbose_name="ngành nghề"
    )
    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    commune = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="xã, phường",
    )
    address = models.CharField("địa chỉ sản xuất", max_length=300, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    workers_count = models.PositiveIntegerField("số lao động", null=True, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ sở công nghiệp nông thôn"
        verbose_name_plural = "cơ sở công nghiệp nông thôn"
        ordering = ("sort_key", "code")
        indexes = (
            models.Index(fields=("province", "sort_key")),
            # Not unique: one taxpayer may produce at several places.
            models.Index(fields=("tax_code",), name="establishment_tax_code"),
        )
        constraints = (
            models.CheckConstraint(
                name="establishment_legal_form_known",
                condition=Q(legal_form__in=LegalForm.values),
                violation_error_message="Loại hình cơ sở không có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def set_name(self, name: str) -> None:
        """Set the name together with the keys that search and order by it."""
        self.name, self.fold, self.sort_key = name, fold(name), sort_key(name)

    @property
    def fingerprint(self) -> str:
        """A mark of what is recorded, by which an edit of an older state is recognised."""
        return fingerprint(
            self.name,
            self.legal_form,
            self.trade_id,
            self.province_id,
            self.commune_id,
            self.address,
            self.tax_code,
            self.phone,
            self.workers_count,
        )


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def visible_to(self, user: "User") -> "RepresentativeQuerySet":
        """Return those of the establishments that the person sees, but to no applicant."""
        if user.is_applicant:
            return self.none()
        return self.filter(establishment__in=Establishment.objects.visible_to(user))

    def current(self) -> "RepresentativeQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_at__isnull=True)


class Representative(models.Model):
    """A person who acts for an establishment by an account (người dùng tài khoản của cơ sở).

    Never deleted: it ends, and that is all that changes.  A person acts for one establishment at a
    time; the database lets only accounts of applicants in, real ones for real establishments.
    """

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="representatives", verbose_name="cơ sở"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="representations",
        verbose_name="người dùng",
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người giao"
    )
    given_at = models.DateTimeField("giao lúc")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thu hồi",
    )
    ended_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = "người dùng tài khoản của cơ sở"
        verbose_name_plural = "người dùng tài khoản của cơ sở"
        ordering = ("-given_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(ended_at__isnull=True),
                name="representative_of_one_establishment",
                violation_error_message="Tài khoản này đang thuộc một cơ sở.",
            ),
            models.CheckConstraint(
                name="representative_end_is_told",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False)
                & Q(ended_at__gte=models.F("given_at")),
                violation_error_message="Thu hồi phải ghi người thu hồi và thời điểm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.establishment}"


class PasswordRenewal(models.Model):
    """A new password given to the person of an account (lần cấp lại mật khẩu); it stays told.

    The password itself is kept nowhere but in the account, as a hash.
    """

    given = models.ForeignKey(
        Representative, models.PROTECT, related_name="renewals", verbose_name="tài khoản"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người cấp"
    )
    at = models.DateTimeField("cấp lúc")

    class Meta:
        verbose_name = "lần cấp lại mật khẩu"
        verbose_name_plural = "các lần cấp lại mật khẩu"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.given}, {show_day(self.at)}"
