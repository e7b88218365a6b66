from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear

from khuyencong.funding.models import Account
from khuyencong.lib.contents import Content
from khuyencong.lib.fingerprint import fingerprint
from khuyencong.lib.lifecycle import Step
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Level
from khuyencong.places.queries import units_within

from .lifecycle import CARRIED_OUT, LABELS, RECORD, STEPS, State, lifecycle_of

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


_STEPS_COMPLETE = (Q(name__in=sorted(STEPS)) | Q(name=RECORD)) & (
    (~Q(name__in=sorted(name for name, step in STEPS.items() if step.needs_note)) | ~Q(note=""))
    & (
        ~Q(name__in=sorted(name for name, step in STEPS.items() if step.needs_decision))
        | ~Q(decision_number="")
    )
)


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


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: "User") -> "SchemeQuerySet":
        """Return the schemes within the place of the person's organisation.

        An officer of a commune sees those that an establishment of the commune benefits from.
        """
        scope = user.scope_unit
        if scope is None:
            return self
        if scope.level == Level.COMMUNE:
            here = Beneficiary.objects.filter(establishment__commune__in=units_within(scope))
            return self.filter(Exists(here.filter(scheme=OuterRef("pk"))))
        return self.filter(province_id__in=units_within(scope))

    def carried_out(self) -> "SchemeQuerySet":
        """Return the schemes that a plan gave and that were not stopped."""
        return self.filter(state__in=CARRIED_OUT)

    def matching(self, words: str) -> "SchemeQuerySet":
        """Return those whose code or name holds *words*, with or without marks."""
        return self.filter(Q(fold__contains=fold(words)) | Q(code__istartswith=words.strip()))


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
        """A mark of what is recorded, by which an edit of an older state is recognised."""
        return fingerprint(
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

    @property
    def years(self) -> str:
        first, last = self.start_year, self.end_year
        return str(first) if first == last else f"{first}–{last}"


class StepTaken(models.Model):
    """A step that a scheme has taken (bước đã thực hiện), never changed and never deleted.

    ``by`` is empty only in synthetic histories.  ``decision_number`` and ``decision_date`` are
    those of the paper the step rests on (quyết định, hợp đồng, biên bản).
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="history", verbose_name="đề án")
    number = models.PositiveSmallIntegerField("bước thứ")
    name = models.CharField("bước", max_length=20)
    from_state = models.CharField("từ", max_length=20, choices=State, blank=True)
    to_state = models.CharField("đến", max_length=20, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người thực hiện",
    )
    at = models.DateTimeField("thời điểm")
    note = models.TextField("ghi chú", blank=True)
    decision_number = models.CharField("số văn bản", max_length=60, blank=True)
    decision_date = models.DateField("ngày văn bản", null=True, blank=True)

    class Meta:
        verbose_name = "bước đã thực hiện"
        verbose_name_plural = "bước đã thực hiện"
        ordering = ("scheme", "number")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "number"), name="step_taken_in_order"),
            models.CheckConstraint(
                name="step_taken_decision_is_whole",
                condition=Q(decision_number="", decision_date__isnull=True)
                | Q(decision_date__isnull=False) & ~Q(decision_number=""),
                violation_error_message="Văn bản phải có cả số và ngày.",
            ),
            models.CheckConstraint(
                name="step_taken_with_its_note_and_decision",
                condition=_STEPS_COMPLETE,
                violation_error_message="Bước này phải có ghi chú hoặc số, ngày văn bản.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def label(self) -> str:
        """The Vietnamese name of the step."""
        return LABELS[self.name]


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


class Line(models.Model):
    """A line of a scheme (dòng nội dung): one content, one budget year, one beneficiary or none."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="lines", verbose_name="đề án")
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name="đơn vị thụ hưởng",
    )
    content = models.CharField(
        "nội dung", max_length=20, choices=Content, blank=True, help_text="Để trống khi không rõ."
    )
    sub_content = models.ForeignKey(
        "regulations.SubContent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nội dung cụ thể",
    )
    item = models.CharField("hạng mục", max_length=300, blank=True)
    account = models.OneToOneField(
        Account, models.PROTECT, related_name="line", verbose_name="dòng kinh phí"
    )

    class Meta:
        verbose_name = "dòng nội dung của đề án"
        verbose_name_plural = "dòng nội dung của đề án"
        ordering = ("pk",)
        indexes = (models.Index(fields=("content", "scheme"), name="line_content"),)

    def __str__(self) -> str:
        return self.item or self.get_content_display() or "Không rõ nội dung"


class ResultKind(models.TextChoices):
    """What is counted; people and turns, memoranda and contracts are never added together."""

    CLASS = "class", "Lớp đào tạo, tập huấn"
    PERSON = "person", "Người được đào tạo"
    TURN = "turn", "Lượt người tham gia"
    TRAINEE = "trainee", "Học viên"
    DELEGATE = "delegate", "Đại biểu"
    JOB = "job", "Lao động có việc làm"
    MODEL = "model", "Mô hình"
    MACHINE = "machine", "Máy móc, thiết bị"
    CERTIFIED_PRODUCT = "certified_product", "Sản phẩm được công nhận"
    REGISTERED_PRODUCT = "registered_product", "Sản phẩm đăng ký bình chọn"
    LISTED_PRODUCT = "listed_product", "Sản phẩm lên sàn thương mại điện tử"
    WORKSHOP = "workshop", "Cuộc tập huấn, hội thảo"
    FAIR = "fair", "Hội chợ, triển lãm"
    FESTIVAL = "festival", "Lễ hội"
    SELECTION_ROUND = "selection_round", "Đợt bình chọn"
    MEMORANDUM = "memorandum", "Biên bản ghi nhớ"
    CONTRACT = "contract", "Hợp đồng tiêu thụ"
    WEBSITE = "website", "Website thương mại điện tử"
    SALES_POINT = "sales_point", "Điểm bán hàng Việt"
    ASSESSMENT = "assessment", "Cơ sở được đánh giá nhanh sản xuất sạch hơn"
    CLUSTER = "cluster", "Cụm công nghiệp"


class CertifiedAt(models.TextChoices):
    """The level that certified a product; nested (province ⊃ region ⊃ nation), never summed."""

    DISTRICT = "district", "Cấp huyện"
    PROVINCE = "province", "Cấp tỉnh"
    REGION = "region", "Cấp khu vực"
    NATION = "nation", "Cấp quốc gia"


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "User") -> "ResultQuerySet":
        """Return the results within the place of the person's organisation."""
        if user.scope_unit is None:
            return self
        return self.filter(province_id__in=units_within(user.scope_unit))


class Result(models.Model):
    """A counted result (kết quả) of a scheme, or of the programme where no scheme is named.

    ``quantity`` is a whole number of what ``kind`` names; ``None`` is «không rõ».
    """

    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name="đề án",
    )
    programme = models.ForeignKey(
        "programmes.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chương trình",
    )
    province = models.ForeignKey(
        "places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    establishment = models.ForeignKey(
        "establishments.Establishment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name="cơ sở",
    )
    kind = models.CharField("loại kết quả", max_length=20, choices=ResultKind)
    content = models.CharField("nội dung", max_length=20, choices=Content, blank=True)
    certified_at = models.CharField("cấp công nhận", max_length=10, choices=CertifiedAt, blank=True)
    quantity = models.PositiveIntegerField("số lượng", null=True, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    dated_on = models.DateField("ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả"
        verbose_name_plural = "kết quả"
        ordering = ("year", "pk")
        indexes = (
            models.Index(
                fields=("is_illustrative", "province", "kind", "year"),
                include=("quantity", "content", "certified_at", "dated_on"),
                name="result_place_kind_year",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="result_certified_product_has_a_level",
                condition=Q(kind=ResultKind.CERTIFIED_PRODUCT) & ~Q(certified_at="")
                | ~Q(kind=ResultKind.CERTIFIED_PRODUCT) & Q(certified_at=""),
                violation_error_message="Sản phẩm được công nhận phải ghi cấp công nhận.",
            ),
            models.CheckConstraint(
                name="result_dated_in_its_year",
                condition=Q(dated_on__isnull=True) | Q(year=ExtractYear("dated_on")),
                violation_error_message="Ngày phải nằm trong năm đã ghi.",
            ),
            models.CheckConstraint(
                name="result_kind_known",
                condition=Q(kind__in=ResultKind.values),
                violation_error_message="Loại kết quả không có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.quantity}"
