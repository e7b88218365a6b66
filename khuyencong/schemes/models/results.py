from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear

from khuyencong.establishments.models import keys_given_to
from khuyencong.lib.contents import Content
from khuyencong.places.queries import units_within

from .scheme import Scheme

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


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
        """Return the results within the place of the person's organisation.

        An applicant sees those of the establishment of the account.  Those of a scheme in which the
        person has declared a conflict of interest are left out.
        """
        seen = self.exclude(scheme__recusals__person=user)
        if user.is_illustrative:
            seen = seen.filter(is_illustrative=True)
        if user.is_applicant:
            return seen.filter(establishment__in=keys_given_to(user))
        if user.scope_unit is None:
            return seen
        return seen.filter(province_id__in=units_within(user.scope_unit))


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
