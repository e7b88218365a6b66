"""Money rules: what may be supported, up to how much, how advanced, in which order."""

from django.db import models
from django.db.models import Q

from khuyencong.lib.contents import Content

from .contents import SchemeKind
from .versions import Rule


class NormUnit(models.TextChoices):
    """What a ceiling is counted by (đơn vị tính của mức trần)."""

    ESTABLISHMENT = "establishment", "cơ sở"
    FIRM = "firm", "doanh nghiệp"
    MODEL = "model", "mô hình"
    BRAND = "brand", "thương hiệu"
    ROUND = "round", "lần"
    PRODUCT = "product", "sản phẩm"
    ASSOCIATION = "association", "hội, hiệp hội"
    LINKAGE_CLUSTER = "linkage_cluster", "cụm liên kết"
    INDUSTRIAL_CLUSTER = "industrial_cluster", "cụm công nghiệp"
    SCHEME = "scheme", "đề án"
    YEAR = "year", "năm"


class CostNorm(Rule):
    """A norm of support for one item, valid between two days (định mức hỗ trợ).

    Up to three parts at once: a percent of a base cost, a ceiling in đồng per unit, and a
    multiplier of the whole (priority, production line).  Without percent and ceiling the cost
    follows ``reference``: another document, a bid, an approved price.
    """

    item = models.SlugField("mã khoản mục", max_length=60)
    name = models.CharField("khoản mục", max_length=300)
    content = models.CharField("mã nội dung", max_length=12, choices=Content, blank=True)
    percent = models.DecimalField(
        "tỷ lệ tối đa (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    base_cost = models.CharField("chi phí làm căn cứ", max_length=400, blank=True)
    ceiling_vnd = models.BigIntegerField("mức trần mỗi đơn vị (đồng)", null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=20, choices=NormUnit, blank=True)
    priority_multiplier = models.DecimalField(
        "hệ số ưu tiên", max_digits=3, decimal_places=2, null=True, blank=True
    )
    priority_article = models.CharField("căn cứ hệ số ưu tiên", max_length=160, blank=True)
    is_priority_verified = models.BooleanField("hệ số ưu tiên đã kiểm chứng", default=False)
    line_multiplier = models.DecimalField(
        "hệ số dây chuyền công nghệ", max_digits=3, decimal_places=2, null=True, blank=True
    )
    reference = models.CharField("thực hiện theo", max_length=300, blank=True)
    condition = models.TextField("điều kiện", blank=True)

    class Meta(Rule.Meta):
        verbose_name = "định mức hỗ trợ"
        verbose_name_plural = "định mức hỗ trợ"
        ordering = ["valid_from", "document__number", "id"]
        constraints = [
            *Rule.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "jurisdiction", "applies_to", "valid_from"],
                name="regulations_costnorm_one_version_a_day",
                nulls_distinct=False,
                violation_error_message="Khoản mục này đã có định mức từ cùng ngày.",
            ),
            models.CheckConstraint(
                name="regulations_costnorm_percent_of_a_base",
                condition=Q(percent__isnull=True)
                | (Q(percent__gt=0, percent__lte=100) & ~Q(base_cost="")),
                violation_error_message="Tỷ lệ từ trên 0 đến 100% và phải ghi chi phí làm căn cứ.",
            ),
            models.CheckConstraint(
                name="regulations_costnorm_ceiling_by_unit",
                condition=Q(ceiling_vnd__isnull=True) | (Q(ceiling_vnd__gt=0) & ~Q(unit="")),
                violation_error_message="Mức trần phải dương và có đơn vị tính.",
            ),
            models.CheckConstraint(
                name="regulations_costnorm_says_something",
                condition=Q(percent__isnull=False)
                | Q(ceiling_vnd__isnull=False)
                | ~Q(reference=""),
                violation_error_message="Phải có tỷ lệ, mức trần hoặc văn bản để thực hiện theo.",
            ),
            models.CheckConstraint(
                name="regulations_costnorm_multipliers_raise",
                condition=(Q(priority_multiplier__isnull=True) | Q(priority_multiplier__gte=1))
                & (Q(line_multiplier__isnull=True) | Q(line_multiplier__gte=1)),
                violation_error_message="Hệ số không được nhỏ hơn 1.",
            ),
            models.CheckConstraint(
                name="regulations_costnorm_known_words",
                condition=(Q(content="") | Q(content__in=Content.values))
                & (Q(unit="") | Q(unit__in=NormUnit.values)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AdvanceRule(Rule):
    """A rule on how much of the support may be advanced (mức tạm ứng kinh phí).

    Điều 13 Thông tư 36/2013/TT-BCT.  ``kind`` empty: an overall ceiling for every kind.
    """

    kind = models.ForeignKey(
        SchemeKind,
        verbose_name="dạng đề án",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="advance_rules",
    )
    percent = models.PositiveSmallIntegerField("tỷ lệ tạm ứng (%)")
    progress_over_percent = models.PositiveSmallIntegerField(
        "khối lượng đã thực hiện phải trên (%)", null=True, blank=True
    )
    progress_of = models.CharField("khối lượng tính trên", max_length=160, blank=True)
    needs_department = models.BooleanField("báo cáo tiến độ phải có Sở xác nhận", default=False)
    condition = models.TextField("điều kiện", blank=True)

    class Meta(Rule.Meta):
        verbose_name = "mức tạm ứng"
        verbose_name_plural = "mức tạm ứng"
        ordering = ["valid_from", "percent", "id"]
        constraints = [
            *Rule.Meta.constraints,
            models.CheckConstraint(
                name="regulations_advancerule_percent",
                condition=Q(percent__gt=0, percent__lte=100),
                violation_error_message="Tỷ lệ tạm ứng từ 1 đến 100%.",
            ),
            models.CheckConstraint(
                name="regulations_advancerule_progress_of_something",
                condition=Q(progress_over_percent__isnull=True)
                | (Q(progress_over_percent__lt=100) & ~Q(progress_of="")),
                violation_error_message="Phải ghi khối lượng tính trên cái gì.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}% – {self.kind or 'mọi dạng đề án'}"


class PriorityRule(Rule):
    """A form, place, trade or implementer that comes first when funds are short (diện ưu tiên).

    Điều 6 Nghị định 45/2012/NĐ-CP and Điều 6 Thông tư 46/2012/TT-BCT: places first, in order; then
    trades.  Điều 7 Thông tư 36/2013/TT-BCT, national money only: focal schemes before them, and
    among equals the better implementer.  The axes are served in the order of ``Axis``.  Rows of
    equal ``rank`` are not ordered among themselves; empty: ranked apart.
    """

    class Axis(models.TextChoices):
        FORM = "form", "Hình thức đề án"
        PLACE = "place", "Địa bàn"
        TRADE = "trade", "Ngành nghề"
        BODY = "body", "Đơn vị thực hiện"

    axis = models.CharField("xét theo", max_length=6, choices=Axis)
    rank = models.PositiveSmallIntegerField("thứ tự", null=True, blank=True)
    name = models.CharField("nội dung ưu tiên", max_length=300)
    test = models.TextField("cách xác định", blank=True)
    threshold = models.PositiveSmallIntegerField("ngưỡng", null=True, blank=True)
    threshold_unit = models.CharField("đơn vị của ngưỡng", max_length=80, blank=True)
    is_above_threshold = models.BooleanField("phải trên ngưỡng (không bằng)", default=False)

    class Meta(Rule.Meta):
        verbose_name = "quy định ưu tiên"
        verbose_name_plural = "quy định ưu tiên"
        ordering = ["axis", "rank", "id"]

    def __str__(self) -> str:
        return self.name
