from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import ExtractYear

from khuyencong.establishments.models import keys_given_to
from khuyencong.lib.days import show_day
from khuyencong.lib.fingerprint import fingerprint
from khuyencong.lib.lifecycle import Step
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Level, Unit
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import CARRIED_OUT, State, lifecycle_of

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class Tier(models.TextChoices):
    """The programme that approved a scheme; a scheme is counted under it and no other."""

    NATIONAL = "national", "Khuyến công quốc gia"
    PROVINCE = "province", "Khuyến công địa phương (tỉnh)"
    DISTRICT = "district", "Khuyến công địa phương (huyện)"
    COMMUNE = "commune", "Khuyến công địa phương (xã)"


class Form(models.TextChoices):
    """How a scheme is drawn up (TT 36/2013 Điều 2)."""

    SINGLE = "single", "Đề án đơn"
    GROUP = "group", "Đề án nhóm"
    FOCAL = "focal", "Đề án điểm"


class NotDeclared(Func):
    """Whether a person declared no conflict of interest in a scheme: by the keys of both.

    Written out in SQL: it stands wherever a scheme is found, often several times in one query.
    """

    output_field = models.BooleanField()
    arg_joiner = " NOT IN (SELECT scheme_id FROM schemes_recusal WHERE person_id = "
    template = "%(expressions)s)"


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: "User") -> "SchemeQuerySet":
        """Return the schemes within the place of the person's organisation.

        An officer of a commune sees those that an establishment of the commune benefits from, and
        those that the commune carries out itself; an applicant sees those that the establishment
        of the account benefits from.  Nobody sees a scheme in which the person has
        declared a conflict of interest, and an illustrative account sees illustrative ones only.
        """
        seen = self._given_to(user) if user.is_applicant else self._within(user.scope_unit)
        is_another = NotDeclared("pk", Value(user.pk))
        if user.is_illustrative:
            return seen.filter(is_another, is_illustrative=True)
        return seen.filter(is_another)

    def _given_to(self, person: "User") -> "SchemeQuerySet":
        own = keys_given_to(person)
        benefits = Beneficiary.objects.filter(establishment__in=own, scheme=OuterRef("pk"))
        return self.filter(Exists(benefits))

    def _within(self, scope: Unit | None) -> "SchemeQuerySet":
        if scope is None:
            return self
        if scope.level == Level.COMMUNE:
            places = units_within(scope)
            here = Beneficiary.objects.filter(establishment__commune__in=places)
            own = Q(implementer__place__in=places)
            return self.filter(Exists(here.filter(scheme=OuterRef("pk"))) | own)
        return self.filter(province_id__in=units_within(scope))

    def carried_out(self) -> "SchemeQuerySet":
        """Return the schemes that a plan gave and that were not stopped."""
        return self.filter(state__in=CARRIED_OUT)

    def matching(self, words: str) -> "SchemeQuerySet":
        """Return those whose name holds every word of *words*, or whose code begins so."""
        named = Q(*(Q(fold__contains=word) for word in fold(words).split()))
        return self.filter(named | Q(code__istartswith=words.strip()))


class Scheme(models.Model):
    """A scheme of the promotion programme (đề án khuyến công, NĐ 45/2012 Điều 2).

    ``state`` is where its last step led; the database refuses any other.

    ``start_year`` places the scheme in whole years, ``dated_on`` (the day the plan gave it) in
    anything finer; without that day it is «không rõ» for a half-year and never guessed.
    """

    code = models.CharField("mã đề án", max_length=40, unique=True)
    name = models.CharField("tên đề án", max_length=400)
    fold = models.CharField(max_length=400, editable=False)
    tier = models.CharField("chương trình phê duyệt", max_length=20, choices=Tier)
    form = models.CharField("hình thức", max_length=10, choices=Form)
    state = models.CharField(
        "tình trạng", max_length=20, choices=State, default=State.DRAFT, editable=False
    )
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, verbose_name="chương trình"
    )
    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    implementer = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị thực hiện",
    )
    partners = models.ManyToManyField(
        "organisations.Organisation", blank=True, related_name="+", verbose_name="đơn vị phối hợp"
    )
    start_year = models.PositiveSmallIntegerField("năm bắt đầu")
    end_year = models.PositiveSmallIntegerField("năm kết thúc")
    approval = models.CharField("quyết định phê duyệt", max_length=200, blank=True)
    dated_on = models.DateField("ngày giao kế hoạch", null=True, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "đề án khuyến công"
        verbose_name_plural = "đề án khuyến công"
        ordering = ("-start_year", "code")
        indexes = (
            models.Index(
                fields=("is_illustrative", "province", "start_year"),
                include=("tier", "dated_on", "state"),
                name="scheme_place_and_year",
            ),
            models.Index(fields=("province", "-start_year", "code"), name="scheme_in_list_order"),
            models.Index(fields=("-start_year", "code"), name="scheme_in_list_order_of_all"),
        )
        constraints = (
            models.CheckConstraint(
                name="scheme_ends_after_it_starts",
                condition=Q(end_year__gte=F("start_year")),
                violation_error_message="Năm kết thúc không được trước năm bắt đầu.",
            ),
            models.CheckConstraint(
                name="scheme_dated_in_its_first_year",
                condition=Q(dated_on__isnull=True) | Q(start_year=ExtractYear("dated_on")),
                violation_error_message="Ngày giao kế hoạch phải nằm trong năm bắt đầu.",
            ),
            models.CheckConstraint(
                name="scheme_words_known",
                condition=Q(tier__in=Tier.values, form__in=Form.values, state__in=State.values),
                violation_error_message="Đề án có mã không nằm trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"

    def set_name(self, name: str) -> None:
        """Set the name together with the key that searches by it."""
        self.name, self.fold = name, fold(name)

    @property
    def steps_ahead(self) -> dict[str, Step]:
        """The steps that the table allows now, whoever takes them."""
        return lifecycle_of(self.tier).steps_from(self.state)

    @property
    def fingerprint(self) -> str:
        """A mark of what is recorded, by which an edit of an older state is recognised.

        A step taken since changes it too: what is entered by hand ends with the second step.
        """
        return fingerprint(
            self.state,
            self.name,
            self.tier,
            self.form,
            self.programme_id,
            self.implementer_id,
            self.start_year,
            self.end_year,
            self.approval,
            self.dated_on,
            sorted(partner.pk for partner in self.partners.all()),
        )

    def in_words(self) -> dict[str, str]:
        """What is recorded of the scheme itself, field by field, as a person reads it."""
        return {
            "code": self.code,
            "name": self.name,
            "tier": str(self.get_tier_display()),
            "form": str(self.get_form_display()),
            "programme": str(self.programme or ""),
            "implementer": str(self.implementer or ""),
            "partners": "; ".join(sorted(str(partner) for partner in self.partners.all())),
            "start_year": str(self.start_year),
            "end_year": str(self.end_year),
            "approval": self.approval,
            "dated_on": show_day(self.dated_on) if self.dated_on else "",
        }

    @property
    def years(self) -> str:
        first, last = self.start_year, self.end_year
        return str(first) if first == last else f"{first}–{last}"


class Beneficiary(models.Model):
    """An establishment that benefits from a scheme (đơn vị thụ hưởng).

    Whether it lies in a disadvantaged area is decided by the list valid on the day the plan gave
    the scheme, and then kept; ``None`` is «không rõ».
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="beneficiaries", verbose_name="đề án"
    )
    establishment = models.ForeignKey(
        "establishments.Establishment",
        models.PROTECT,
        related_name="benefits",
        verbose_name="cơ sở thụ hưởng",
    )
    in_disadvantaged_area = models.BooleanField("thuộc địa bàn khó khăn", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị thụ hưởng"
        verbose_name_plural = "đơn vị thụ hưởng"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "establishment"),
                name="beneficiary_once_in_a_scheme",
                violation_error_message="Cơ sở này đã có trong đề án.",
            ),
        )

    def __str__(self) -> str:
        return str(self.establishment)
