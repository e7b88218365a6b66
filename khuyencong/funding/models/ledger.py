"""Accounts, the entries booked on them, and their closing."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from khuyencong.establishments.models import keys_given_to
from khuyencong.lib.contents import Content
from khuyencong.lib.days import show_day
from khuyencong.places.queries import units_within

from .sources import STATE_KINDS, Kind, Level, Nature

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class Stage(models.TextChoices):
    """The nature that says what was carried out on an account, the latest there is."""

    OPEN = "", "Chưa phân bổ"
    ALLOCATED = Nature.ALLOCATED.value, Nature.ALLOCATED.label
    ACCEPTED = Nature.ACCEPTED.value, Nature.ACCEPTED.label
    SETTLED = Nature.SETTLED.value, Nature.SETTLED.label


class Account(models.Model):
    """An account of one line of work in one budget year (dòng kinh phí).

    ``year`` places all of the line's money in whole years and ``dated_on`` (the day the plan gave
    it) in anything finer; never the day a voucher was booked («quyết toán» in January belongs to
    the year before).  ``stage`` is kept by the database: settled where settled or closed (also at
    nothing), else accepted, else allocated.  ``commune`` is the one whose own budget pays what is
    of the source of communes; empty, the communes of the province have it in common.
    ``advance_percent`` is the rule of the day the contract was signed, copied with its citation;
    ``None`` leaves the advance to the contract alone.
    """

    province = models.ForeignKey("places.Unit", models.PROTECT, verbose_name="tỉnh, thành phố")
    commune = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="xã chi ngân sách",
    )
    content = models.CharField(
        "nội dung", max_length=20, choices=Content, blank=True, help_text="Để trống khi không rõ."
    )
    year = models.PositiveSmallIntegerField("năm ngân sách")
    dated_on = models.DateField("ngày giao kế hoạch", null=True, blank=True)
    stage = models.CharField("mức thực hiện", max_length=20, choices=Stage, blank=True)
    advance_percent = models.PositiveSmallIntegerField(
        "tỷ lệ tạm ứng tối đa trước nghiệm thu (%)", null=True, blank=True
    )
    advance_basis = models.CharField("căn cứ tỷ lệ tạm ứng", max_length=300, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = "dòng kinh phí"
        verbose_name_plural = "dòng kinh phí"
        indexes = (
            models.Index(
                fields=("is_illustrative", "province", "year"),
                include=("content", "stage", "dated_on"),
                name="account_place_and_year",
            ),
            models.Index(
                fields=("province", "year"), condition=Q(stage=Stage.OPEN), name="account_open"
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="account_dated_in_its_year",
                condition=Q(dated_on__isnull=True) | Q(year=ExtractYear("dated_on")),
                violation_error_message="Ngày giao kế hoạch phải nằm trong năm ngân sách.",
            ),
            models.CheckConstraint(
                name="account_advance_percent_is_a_share_with_a_basis",
                condition=Q(advance_percent__isnull=True, advance_basis="")
                | Q(advance_percent__lte=100) & ~Q(advance_basis=""),
                violation_error_message="Tỷ lệ tạm ứng từ 0 đến 100% và phải ghi căn cứ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_content_display() or 'Không rõ nội dung'} – {self.year}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: "User") -> "EntryQuerySet":
        """Return the entries of accounts within the place of the person's organisation.

        An applicant sees those of the lines that the establishment of the account benefits from,
        and no other's.  Those of a scheme in which the person has declared a conflict of interest
        are left out.
        """
        seen = self.exclude(account__line__scheme__recusals__person=user)
        if user.is_illustrative:
            seen = seen.filter(account__is_illustrative=True)
        if user.is_applicant:
            own = keys_given_to(user)
            return seen.filter(account__line__beneficiary__establishment__in=own)
        if user.scope_unit is None:
            return seen
        return seen.filter(account__province_id__in=units_within(user.scope_unit))

    def carried_out(self) -> "EntryQuerySet":
        """Return settled entries; where not yet settled, accepted; else allocated."""
        return self.filter(nature=F("account__stage"))


class Entry(models.Model):
    """An entry of the money ledger (bút toán kinh phí), never changed and never deleted."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="entries", verbose_name="dòng kinh phí"
    )
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    nature = models.CharField("trạng thái kinh phí", max_length=20, choices=Nature)
    kind = models.CharField("loại vốn", max_length=20, choices=Kind)
    level = models.CharField("nguồn ngân sách", max_length=20, choices=Level, blank=True)
    booked_on = models.DateField("ngày ghi sổ")
    document = models.CharField("chứng từ", max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="đảo bút toán",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người ghi",
    )
    recorded_at = models.DateTimeField("thời điểm ghi")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "bút toán kinh phí"
        verbose_name_plural = "bút toán kinh phí"
        ordering = ("booked_on", "pk")
        indexes = (
            models.Index(
                fields=("account", "nature", "kind"),
                include=("level", "amount_vnd"),
                name="entry_sum",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="entry_sign_tells_a_reversal",
                condition=Q(amount_vnd__gt=0, reverses__isnull=True)
                | Q(amount_vnd__lt=0, reverses__isnull=False),
                violation_error_message="Số tiền phải lớn hơn 0; chỉ bút toán đảo mang số âm.",
            ),
            models.CheckConstraint(
                name="entry_state_money_has_a_level",
                condition=(Q(kind__in=STATE_KINDS) & ~Q(level=""))
                | (~Q(kind__in=STATE_KINDS) & Q(level="")),
                violation_error_message="Vốn nhà nước phải ghi nguồn; vốn khác không có nguồn.",
            ),
            models.CheckConstraint(
                name="entry_words_known",
                condition=Q(nature__in=Nature.values, kind__in=Kind.values, level__in=Level.values),
                violation_error_message="Bút toán có mã không nằm trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_nature_display()} {self.amount_vnd}"


class Closing(models.Model):
    """A closing of an account at what was settled of it (tất toán dòng kinh phí), kept for ever.

    From then on the account counts what was settled, also where that is nothing.  A closing made
    by mistake is cancelled by another row, which ``reverses`` it.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="closings", verbose_name="dòng kinh phí"
    )
    closed_on = models.DateField("ngày tất toán")
    document = models.CharField("chứng từ", max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="hủy lần tất toán",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người ghi",
    )
    at = models.DateTimeField("thời điểm ghi")

    class Meta:
        verbose_name = "tất toán dòng kinh phí"
        verbose_name_plural = "tất toán dòng kinh phí"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{show_day(self.closed_on)}, {self.document}"
