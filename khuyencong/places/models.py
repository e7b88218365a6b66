from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast, Concat

# The last day of the 63 provinces, 696 districts and 10,035 communes (Nghị quyết 202/2025/QH15).
LAST_DAY_OF_63_PROVINCES = date(2025, 6, 30)


class Level(models.TextChoices):
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class Kind(models.TextChoices):
    PROVINCE = "province", "Tỉnh"
    CENTRAL_CITY = "central_city", "Thành phố trực thuộc trung ương"
    URBAN_DISTRICT = "urban_district", "Quận"
    RURAL_DISTRICT = "rural_district", "Huyện"
    TOWN = "town", "Thị xã"
    MUNICIPAL_CITY = "municipal_city", "Thành phố thuộc tỉnh, thuộc thành phố"
    WARD = "ward", "Phường"
    RURAL_COMMUNE = "rural_commune", "Xã"
    TOWNSHIP = "township", "Thị trấn"
    SPECIAL_ZONE = "special_zone", "Đặc khu"


def full_name(kind: str, name: str) -> str:
    """«Phường Hòa Bình»; a name that already says its kind («Phường 4») is left alone."""
    label = Kind(kind).label.removesuffix(" trực thuộc trung ương")
    prefix = label.removesuffix(" thuộc tỉnh, thuộc thành phố")
    return name if name.startswith(f"{prefix} ") else f"{prefix} {name}"


KINDS_OF_LEVEL = {
    Level.PROVINCE: (Kind.PROVINCE, Kind.CENTRAL_CITY),
    Level.DISTRICT: (
        Kind.URBAN_DISTRICT,
        Kind.RURAL_DISTRICT,
        Kind.TOWN,
        Kind.MUNICIPAL_CITY,
    ),
    Level.COMMUNE: (Kind.WARD, Kind.RURAL_COMMUNE, Kind.TOWNSHIP, Kind.SPECIAL_ZONE),
}


def valid_on(on: date) -> Q:
    """Rows whose validity holds the day ``on``; an unknown start counts as «from before»."""
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class UnitQuerySet(models.QuerySet["Unit"]):
    def valid_on(self, on: date) -> Self:
        """Units that existed on that day."""
        return self.filter(valid_on(on))

    def current(self) -> Self:
        """Units of the newest list, those that have not ended."""
        return self.filter(valid_to__isnull=True)

    def provinces(self) -> Self:
        return self.filter(level=Level.PROVINCE)

    def districts(self) -> Self:
        return self.filter(level=Level.DISTRICT)

    def communes(self) -> Self:
        return self.filter(level=Level.COMMUNE)

    def inside(self, unit: "Unit") -> Self:
        """Units under ``unit``, at any depth; ``unit`` itself left out."""
        return self.filter(Q(province=unit) | Q(parent=unit))

    def in_name_order(self) -> Self:
        """Vietnamese alphabetical order, then older rows first."""
        return self.order_by("sort_key", F("valid_from").asc(nulls_first=True), "code")


# int4range is the only GiST-able way to say «same level and code» without btree_gist, which the
# embedded PostgreSQL does not have. Codes have 2, 3 and 5 digits, so a leading 1 keeps them apart.
_CODE_NUMBER = Cast(Concat(Value("1"), F("code")), IntegerField())
_CODE_RANGE = Func(_CODE_NUMBER, _CODE_NUMBER, Value("[]"), function="int4range")
_VALIDITY = Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange")


class Unit(models.Model):
    """An administrative unit as it was between two dates (đơn vị hành chính).

    One row is one name, kind and parent of a unit; any change of these ends the row and starts
    another, joined by a ``Succession``. ``valid_from`` empty: it began before the list and the day
    is not known. ``valid_to`` empty: it still stands; else the last day, included.
    Luật Tổ chức chính quyền địa phương 72/2025/QH15, Điều 1 (levels since 2025).
    """

    code = models.CharField("mã đơn vị hành chính", max_length=5)
    level = models.CharField("cấp", max_length=8, choices=Level)
    kind = models.CharField("loại", max_length=16, choices=Kind)
    name = models.CharField("tên", max_length=80)
    full_name = models.CharField("tên đầy đủ", max_length=100)
    fold = models.CharField("khóa tra cứu", max_length=80, db_index=True)
    aliases = ArrayField(
        models.CharField(max_length=80),
        verbose_name="cách gọi khác",
        default=list,
        blank=True,
    )
    sort_key = models.BinaryField("khóa sắp xếp", max_length=400, db_index=True)
    parent = models.ForeignKey(
        "self",
        verbose_name="đơn vị cấp trên",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    province = models.ForeignKey(
        "self",
        verbose_name="thuộc tỉnh, thành phố",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        help_text="Để trống đối với đơn vị cấp tỉnh.",
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    started_by = models.CharField("nghị quyết thành lập", max_length=120, blank=True)
    ended_by = models.CharField("nghị quyết chấm dứt", max_length=120, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "level", "valid_from"],
                name="places_unit_one_start",
                nulls_distinct=False,
            ),
            ExclusionConstraint(
                name="places_unit_no_overlap",
                expressions=[
                    (_CODE_RANGE, RangeOperators.OVERLAPS),
                    (_VALIDITY, RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Mã đơn vị hành chính này đã có trong cùng thời gian.",
            ),
            models.CheckConstraint(
                name="places_unit_dates_in_order",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                name="places_unit_code_of_level",
                condition=Q(level=Level.PROVINCE, code__regex=r"^[0-9]{2}$")
                | Q(level=Level.DISTRICT, code__regex=r"^[0-9]{3}$")
                | Q(level=Level.COMMUNE, code__regex=r"^[0-9]{5}$"),
                violation_error_message="Mã có 2, 3 hoặc 5 chữ số theo cấp tỉnh, huyện, xã.",
            ),
            models.CheckConstraint(
                name="places_unit_kind_of_level",
                condition=Q(level=Level.PROVINCE, kind__in=KINDS_OF_LEVEL[Level.PROVINCE])
                | Q(level=Level.DISTRICT, kind__in=KINDS_OF_LEVEL[Level.DISTRICT])
                | Q(level=Level.COMMUNE, kind__in=KINDS_OF_LEVEL[Level.COMMUNE]),
                violation_error_message="Loại đơn vị không thuộc cấp này.",
            ),
            models.CheckConstraint(
                name="places_unit_province_of_level",
                condition=Q(level=Level.PROVINCE, province__isnull=True, parent__isnull=True)
                | (~Q(level=Level.PROVINCE) & Q(province__isnull=False, parent__isnull=False)),
                violation_error_message="Đơn vị dưới cấp tỉnh phải thuộc một tỉnh.",
            ),
        ]
        indexes = [models.Index(fields=["level", "valid_to"], name="places_unit_level_current")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_current(self) -> bool:
        return self.valid_to is None

    @property
    def slug(self) -> str:
        """The name for a URL path, «hai-duong»; not unique over time."""
        return self.fold.replace(" ", "-")

    def was_valid_on(self, on: date) -> bool:
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_to is None or on <= self.valid_to)


class Succession(models.Model):
    """A unit's passing, whole or in part, into another (chia tách, sáp nhập, chuyển loại)."""

    predecessor = models.ForeignKey(
        Unit,
        verbose_name="đơn vị cũ",
        on_delete=models.PROTECT,
        related_name="successions",
    )
    successor = models.ForeignKey(
        Unit,
        verbose_name="đơn vị mới",
        on_delete=models.PROTECT,
        related_name="origins",
    )
    is_whole = models.BooleanField("nhập toàn bộ", help_text="Sai: chỉ một phần đơn vị cũ.")
    on_date = models.DateField("từ ngày")
    resolution = models.CharField("nghị quyết", max_length=120, blank=True)
    is_verified = models.BooleanField("nghị quyết đã kiểm chứng", default=False)

    class Meta:
        verbose_name = "thay đổi đơn vị hành chính"
        verbose_name_plural = "thay đổi đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="places_succession_once"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_whole=True),
                name="places_succession_one_whole",
                violation_error_message="Một đơn vị chỉ nhập toàn bộ vào một đơn vị khác.",
            ),
            models.CheckConstraint(
                name="places_succession_two_units",
                condition=~Q(predecessor=F("successor")),
            ),
            models.CheckConstraint(
                name="places_succession_verified_names_resolution",
                condition=Q(is_verified=False) | ~Q(resolution=""),
                violation_error_message="Đã kiểm chứng thì phải ghi số nghị quyết.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class HardshipCategory(models.TextChoices):
    DIFFICULT = "difficult", "Địa bàn có điều kiện kinh tế - xã hội khó khăn"
    ESPECIALLY_DIFFICULT = (
        "especially_difficult",
        "Địa bàn có điều kiện kinh tế - xã hội đặc biệt khó khăn",
    )
    HIGHLAND = "highland", "Vùng cao"
    ISLAND = "island", "Hải đảo"
    LAND_BORDER = "land_border", "Biên giới đất liền"
    ETHNIC_MINORITY = "ethnic_minority", "Vùng đồng bào dân tộc thiểu số"
    POOR_DISTRICT = "poor_district", "Huyện nghèo"
    NEW_RURAL = "new_rural", "Xã trong kế hoạch xây dựng nông thôn mới"


class DisadvantagedArea(models.Model):
    """A unit listed as disadvantaged between two dates (địa bàn khó khăn).

    The priority areas of Nghị định 45/2012/NĐ-CP, Điều 6 khoản 1, and Thông tư 46/2012/TT-BCT,
    Điều 6 khoản 1. Their lists are issued by period: a place may be listed, dropped, listed again.
    """

    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="hardships"
    )
    category = models.CharField("diện", max_length=24, choices=HardshipCategory)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=240)
    is_verified = models.BooleanField("đã kiểm chứng", default=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = "địa bàn khó khăn"
        verbose_name_plural = "địa bàn khó khăn"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "valid_from", "is_illustrative"],
                name="places_disadvantagedarea_once",
            ),
            models.CheckConstraint(
                name="places_disadvantagedarea_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                name="places_disadvantagedarea_source_named",
                condition=~Q(source=""),
                violation_error_message="Phải ghi căn cứ.",
            ),
            models.CheckConstraint(
                name="places_disadvantagedarea_invented_is_unverified",
                condition=Q(is_illustrative=False) | Q(is_verified=False),
                violation_error_message="Dữ liệu minh họa không thể là đã kiểm chứng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.get_category_display()}"


class Edition(models.Model):
    """A loaded edition of the place list (bản danh mục đơn vị hành chính)."""

    digest = models.CharField("dấu băm dữ liệu", max_length=64, unique=True)
    loaded_at = models.DateTimeField("nạp lúc")
    unit_count = models.PositiveIntegerField("số đơn vị")

    class Meta:
        verbose_name = "bản danh mục"
        verbose_name_plural = "bản danh mục"

    def __str__(self) -> str:
        return self.digest[:12]
