from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from khuyencong.establishments.models import Representative, keys_given_to
from khuyencong.lib.contents import Content
from khuyencong.lib.days import show_day
from khuyencong.lib.fingerprint import fingerprint
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Level
from khuyencong.places.queries import units_within
from khuyencong.schemes.models import Scheme

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class HeardFrom(models.TextChoices):
    """Who told an establishment about the programme."""

    COMMUNE = "commune", "Cán bộ xã, phường"
    CENTRE = "centre", "Trung tâm Khuyến công, Sở Công Thương"
    COLLABORATOR = "collaborator", "Cộng tác viên khuyến công"
    PEER = "peer", "Cơ sở khác, hiệp hội"
    MEDIA = "media", "Báo, đài, mạng Internet"
    NOBODY = "nobody", "Chưa nghe ai nói"
    OTHER = "other", "Nguồn khác"


class Channel(models.TextChoices):
    """How people were told."""

    VISIT = "visit", "Đến tận cơ sở"
    MEETING = "meeting", "Hội nghị, tập huấn"
    CALL = "call", "Điện thoại, tin nhắn"
    BROADCAST = "broadcast", "Truyền thanh, báo, đài"
    LEAFLET = "leaflet", "Tờ rơi, niêm yết"
    OTHER = "other", "Cách khác"


class LocalQuerySet(models.QuerySet[Any]):
    """Rows of a province and a commune."""

    def visible_to(self, user: "User") -> Self:
        """Return the rows within the place of the person's organisation; to an applicant none.

        An illustrative account sees illustrative ones only.
        """
        if user.is_applicant:
            return self.none()
        found = self.filter(is_illustrative=True) if user.is_illustrative else self
        scope = user.scope_unit
        if scope is None:
            return found
        if scope.level == Level.COMMUNE:
            return found.filter(commune_id__in=units_within(scope))
        return found.filter(province_id__in=units_within(scope))

    def in_force(self) -> Self:
        """Return those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class NeedQuerySet(LocalQuerySet):
    def visible_to(self, user: "User") -> Self:
        """The same, without needs whose scheme the person has a declared interest in.

        An applicant sees those of the establishment of the account.
        """
        if user.is_applicant:
            seen = self.filter(establishment__in=keys_given_to(user))
        else:
            seen = super().visible_to(user)
        return seen.exclude(scheme__in=user.recusals.values("scheme"))

    def open_for_dossier(self) -> Self:
        """Return those in force that no dossier has been made from."""
        return self.in_force().filter(scheme__isnull=True)


class Withdrawable(models.Model):
    """What was told by mistake is withdrawn with its reason, never deleted (rút phiếu)."""

    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người rút",
    )
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_reason = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta:
        abstract = True


WITHDRAWAL_IS_TOLD = Q(
    withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason=""
) | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""))
_UNTOLD = "Rút phiếu phải ghi người rút, thời điểm và lý do."


class Need(Withdrawable):
    """A need of an establishment for support (nhu cầu hỗ trợ), as told in a survey.

    Of an establishment in the register, or of a new one by its name and telephone.  ``scheme`` is
    the dossier that the need has become.
    """

    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    commune = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường"
    )
    establishment = models.ForeignKey(
        "establishments.Establishment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name="cơ sở",
    )
    name = models.CharField("tên cơ sở", max_length=300)
    fold = models.CharField(max_length=300, editable=False)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    content = models.CharField("nội dung mong muốn", max_length=20, choices=Content)
    item = models.CharField("hạng mục", max_length=300, blank=True)
    investment_vnd = models.BigIntegerField("vốn tự đầu tư dự kiến (đồng)", null=True, blank=True)
    year = models.PositiveSmallIntegerField("năm mong muốn")
    quarter = models.PositiveSmallIntegerField("quý", null=True, blank=True)
    heard_from = models.CharField("nghe nói từ", max_length=20, choices=HeardFrom, blank=True)
    note = models.TextField("ghi chú", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("thời điểm ghi")
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name="hồ sơ đề án đã lập",
    )
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "nhu cầu hỗ trợ"
        verbose_name_plural = "nhu cầu hỗ trợ"
        ordering = ("-recorded_at", "-pk")
        indexes = (
            models.Index(fields=("province", "year", "-recorded_at"), name="need_in_list_order"),
            models.Index(fields=("commune", "year"), name="need_of_commune"),
        )
        constraints = (
            models.CheckConstraint(
                name="need_words_known",
                condition=Q(content__in=Content.values, heard_from__in=["", *HeardFrom.values]),
                violation_error_message="Nhu cầu có mã không nằm trong danh mục.",
            ),
            models.CheckConstraint(
                name="need_is_somebodys",
                condition=~Q(name="") & (Q(establishment__isnull=False) | ~Q(phone="")),
                violation_error_message="Cơ sở chưa có trong sổ phải có tên và điện thoại.",
            ),
            models.CheckConstraint(
                name="need_numbers_make_sense",
                condition=(Q(investment_vnd__isnull=True) | Q(investment_vnd__gt=0))
                & (Q(quarter__isnull=True) | Q(quarter__range=(1, 4))),
                violation_error_message="Vốn phải lớn hơn 0; quý từ 1 đến 4.",
            ),
            models.CheckConstraint(
                name="need_withdrawal_is_told",
                condition=WITHDRAWAL_IS_TOLD,
                violation_error_message=_UNTOLD,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.get_content_display().lower()}"

    @property
    def fingerprint(self) -> str:
        """A mark of what is recorded, by which a correction of an older state is recognised."""
        return fingerprint(
            self.commune_id,
            self.establishment_id,
            self.name,
            self.phone,
            self.content,
            self.item,
            self.investment_vnd,
            self.year,
            self.quarter,
            self.heard_from,
            self.note,
            self.withdrawn_at,
        )

    def set_name(self, name: str) -> None:
        """Set the name together with the key that searches by it."""
        self.name, self.fold = name, fold(name)


class NeedDraftQuerySet(models.QuerySet["NeedDraft"]):
    def visible_to(self, user: "User") -> "NeedDraftQuerySet":
        """Return the person's own; an applicant's since the account was given.

        What was typed for another establishment before is not of this one.
        """
        own = self.filter(by=user)
        if not user.is_applicant:
            return own
        given = Representative.objects.current().filter(person=user, given_at__lte=OuterRef("at"))
        return own.filter(Exists(given))


class NeedDraft(models.Model):
    """A form of a need that a person has begun and not recorded (phiếu khảo sát ghi dở)."""

    by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="need_draft",
        verbose_name="người ghi",
    )
    typed = models.JSONField("nội dung đã gõ")
    at = models.DateTimeField("thời điểm")

    objects = NeedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu khảo sát ghi dở"
        verbose_name_plural = "phiếu khảo sát ghi dở"

    def __str__(self) -> str:
        return str(self.typed.get("name", ""))


class Outreach(Withdrawable):
    """An occasion on which people of a commune were told (đợt tuyên truyền chính sách khuyến công).

    ``establishments`` are those known by name; the counts are of all who were told, which are more.
    """

    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    commune = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường"
    )
    held_on = models.DateField("ngày")
    channel = models.CharField("hình thức", max_length=20, choices=Channel)
    establishments_count = models.PositiveIntegerField("số cơ sở", null=True, blank=True)
    people_count = models.PositiveIntegerField("số lượt người", null=True, blank=True)
    establishments = models.ManyToManyField(
        "establishments.Establishment", blank=True, related_name="+", verbose_name="các cơ sở"
    )
    told_by = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("thời điểm ghi")
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = LocalQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt tuyên truyền"
        verbose_name_plural = "đợt tuyên truyền"
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("province", "held_on"), name="outreach_place_and_day"),)
        constraints = (
            models.CheckConstraint(
                name="outreach_channel_known",
                condition=Q(channel__in=Channel.values),
                violation_error_message="Hình thức tuyên truyền không có trong danh mục.",
            ),
            models.CheckConstraint(
                name="outreach_withdrawal_is_told",
                condition=WITHDRAWAL_IS_TOLD,
                violation_error_message=_UNTOLD,
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune_id}, {show_day(self.held_on)}"

    @property
    def fingerprint(self) -> str:
        """A mark of what is recorded, by which a correction of an older state is recognised."""
        return fingerprint(
            self.commune_id,
            self.held_on,
            self.channel,
            self.establishments_count,
            self.people_count,
            sorted(one.pk for one in self.establishments.all()),
            self.note,
            self.withdrawn_at,
        )


class SurveyChange(models.Model):
    """A correction of one value of a need or of an outreach (sửa phiếu), never changed itself.

    The old value stays readable, with who corrected it and when.
    """

    need = models.ForeignKey(
        Need,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="nhu cầu",
    )
    outreach = models.ForeignKey(
        Outreach,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="đợt tuyên truyền",
    )
    label = models.CharField("mục", max_length=100)
    old_text = models.TextField("trước khi sửa", blank=True)
    new_text = models.TextField("sau khi sửa", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    at = models.DateTimeField("sửa lúc")

    class Meta:
        verbose_name = "lần sửa phiếu"
        verbose_name_plural = "lần sửa phiếu"
        ordering = ("-at", "pk")
        constraints = (
            models.CheckConstraint(
                name="survey_change_of_one",
                condition=Q(need__isnull=True) ^ Q(outreach__isnull=True),
                violation_error_message="Lần sửa thuộc một nhu cầu hoặc một đợt tuyên truyền.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.old_text} → {self.new_text}"
