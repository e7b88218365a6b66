from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from khuyencong.indicators.address import Address, describe, place_name
from khuyencong.indicators.presentation import show
from khuyencong.lib.contents import Content
from khuyencong.lib.days import show_day
from khuyencong.lib.money import group
from khuyencong.lib.period import Period
from khuyencong.lib.quantity import show_decimal

from ..reading.figure import Figure, TextPeriod, TextPlace


class PlaceStatus(models.TextChoices):
    """How it is known which place a text reports on."""

    STATED = "stated", "Văn bản nêu rõ"
    SUGGESTED = "suggested", "Gợi ý, chờ xác nhận"
    CONFIRMED = "confirmed", "Đã được xác nhận"


_SUGGESTED = "gợi ý, chờ xác nhận"


class SourceText(models.Model):
    """A published text that carries figures (văn bản công bố): cited, never copied whole.

    ``published_label`` tells the day of publication where no whole date is known.  A place that the
    text does not state is a suggestion with its evidence, until a person confirms it.
    """

    code = models.SlugField("mã", unique=True)
    title = models.CharField("tiêu đề", max_length=300)
    publisher = models.CharField("nơi công bố", max_length=200)
    published_on = models.DateField("ngày công bố", null=True, blank=True)
    published_label = models.CharField("ngày công bố, bằng chữ", max_length=100, blank=True)
    url = models.URLField("địa chỉ", blank=True)
    place = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa bàn",
    )
    place_status = models.CharField("căn cứ xác định địa bàn", max_length=10, choices=PlaceStatus)
    place_note = models.CharField("ghi chú về địa bàn", max_length=400, blank=True)
    place_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xác nhận địa bàn",
    )
    place_confirmed_at = models.DateTimeField("thời điểm xác nhận địa bàn", null=True, blank=True)
    start_date = models.DateField("số liệu từ ngày")
    end_date = models.DateField("số liệu đến ngày")
    period_label = models.CharField("tên kỳ", max_length=100)

    class Meta:
        verbose_name = "văn bản công bố"
        verbose_name_plural = "văn bản công bố"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="source_text_dates_in_order",
                condition=Q(end_date__gte=F("start_date")),
                violation_error_message="Kỳ của văn bản phải kết thúc sau khi bắt đầu.",
            ),
            models.CheckConstraint(
                name="source_text_place_confirmed_by_a_person",
                condition=Q(
                    place_status=PlaceStatus.CONFIRMED,
                    place__isnull=False,
                    place_confirmed_by__isnull=False,
                    place_confirmed_at__isnull=False,
                )
                | ~Q(place_status=PlaceStatus.CONFIRMED)
                & Q(place_confirmed_by__isnull=True, place_confirmed_at__isnull=True),
                violation_error_message="Địa bàn được xác nhận phải ghi người và thời điểm.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.start_date, self.end_date, self.period_label)

    @property
    def is_place_certain(self) -> bool:
        """Whether the text states its place or a person has confirmed it."""
        return self.place_status != PlaceStatus.SUGGESTED

    @property
    def place_words(self) -> str:
        """The place as it may be shown: «Hải Dương», «Gia Lai (gợi ý, chờ xác nhận)»."""
        if self.place is None:
            return "không rõ địa bàn"
        return self.place.name if self.is_place_certain else f"{self.place.name} ({_SUGGESTED})"

    @property
    def citation(self) -> str:
        """The text cited as a source: title, publisher, date."""
        day = show_day(self.published_on) if self.published_on else self.published_label
        return ", ".join(part for part in (f"«{self.title}»", self.publisher, day) if part)


class FigureKind(models.TextChoices):
    """What a figure in a text says: done, planned, aimed at, allowed, or none of these."""

    RESULT = "result", "Kết quả"
    PLAN = "plan", "Kế hoạch"
    TARGET = "target", "Mục tiêu"
    NORM = "norm", "Định mức"
    CLAIM = "claim", "Nhận định"
    CONTEXT = "context", "Bối cảnh"
    FURNITURE = "furniture", "Ngoài bài"


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def published(self) -> "PublishedFigureQuerySet":
        """Return what public pages show: results, plans and targets told by the article itself."""
        return self.filter(kind__in=(FigureKind.RESULT, FigureKind.PLAN, FigureKind.TARGET))


class PublishedFigure(models.Model):
    """A figure as a text published it (số liệu công bố): an address with a claimed value.

    ``value`` (or ``low``–``high``) is in đồng, percent or counted units; none of them where the
    text gives no number.  ``step`` is the size of the last digit written, for judging rounding.
    ``surface`` is the few words that carry the number.  It is never repaired.  ``part_of`` is the
    figure the text tells it as a part of («trong đó», «gồm»), even where that cannot be;
    ``told_again`` the figure that already holds it, so that it is never added a second time.
    """

    text = models.ForeignKey(
        SourceText, models.PROTECT, related_name="figures", verbose_name="văn bản"
    )
    number = models.PositiveSmallIntegerField("thứ tự trong văn bản")
    kind = models.CharField("loại", max_length=10, choices=FigureKind)
    label = models.CharField(
        "tên gọi", max_length=200, blank=True, help_text="Chỉ ghi khi địa chỉ không nói đủ."
    )
    surface = models.CharField("nguyên văn", max_length=200)
    value = models.DecimalField("giá trị", max_digits=24, decimal_places=4, null=True, blank=True)
    low = models.DecimalField("từ", max_digits=24, decimal_places=4, null=True, blank=True)
    high = models.DecimalField("đến", max_digits=24, decimal_places=4, null=True, blank=True)
    step = models.DecimalField(
        "bước làm tròn", max_digits=24, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField("đơn vị", max_length=40, blank=True)
    qualifier = models.CharField("từ định lượng", max_length=40, blank=True)
    measure = models.CharField("chỉ tiêu", max_length=20)
    contents = ArrayField(
        models.CharField(max_length=20, choices=Content),
        verbose_name="nội dung",
        default=list,
        blank=True,
    )
    source = models.CharField("nguồn", max_length=20, blank=True)
    place = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa bàn",
    )
    start_date = models.DateField("từ ngày", null=True, blank=True)
    end_date = models.DateField("đến ngày", null=True, blank=True)
    period_label = models.CharField("tên kỳ", max_length=100, blank=True)
    legal_form = models.CharField("loại hình", max_length=20, blank=True)
    area = models.CharField("địa bàn khó khăn", max_length=20, blank=True)
    item = models.CharField("loại kết quả", max_length=20, blank=True)
    certified_at = models.CharField("cấp công nhận", max_length=10, blank=True)
    per = models.CharField("bình quân theo", max_length=10, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="kể là một phần của",
    )
    told_again = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kể lại số liệu",
    )
    ambiguity = models.CharField("điều chưa rõ", max_length=400, blank=True)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu công bố"
        verbose_name_plural = "số liệu công bố"
        ordering = ("text", "number")
        indexes = (models.Index(fields=("measure", "place", "start_date", "end_date")),)
        constraints = (
            models.UniqueConstraint(fields=("text", "number"), name="published_figure_once"),
            models.CheckConstraint(
                name="published_figure_value_or_range",
                condition=Q(value__isnull=True) | Q(low__isnull=True, high__isnull=True),
                violation_error_message="Một số liệu là một giá trị hoặc một khoảng, không cả hai.",
            ),
            models.CheckConstraint(
                name="published_figure_dates_in_order",
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                violation_error_message="Kỳ của số liệu phải kết thúc sau khi bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return self.surface

    @property
    def period(self) -> Period | None:
        """The period of the figure; ``None`` where an end of it is not known."""
        if self.start_date is None or self.end_date is None:
            return None
        return Period(self.start_date, self.end_date, self.period_label)

    @property
    def address(self) -> Address:
        """What the figure is about, in the vocabulary of every other figure."""
        return Address(
            measure=self.measure,
            contents=tuple(sorted(self.contents)),
            source=self.source,
            place=self.place,
            period=self.period,
            legal_form=self.legal_form,
            area=self.area,
            item=self.item,
            certified_at=self.certified_at,
            per=self.per,
        )

    @property
    def exact_value(self) -> int | Decimal | None:
        """The value as a whole number where it is one."""
        return _exact(self.value)

    @property
    def subject(self) -> str:
        """What the figure is about, without place and period: «Số đề án – nguồn quốc gia»."""
        if self.label:
            return self.label
        everywhere = self.address.narrowed(place=None, period=None)
        return describe(everywhere).removesuffix(f" – {place_name(everywhere)}")

    @property
    def is_unrefined(self) -> bool:
        """Whether it is about all contents, narrowed by nothing but its source and period."""
        return not self.contents and not any(getattr(self, name) for name in _FILTERS)

    @property
    def shown(self) -> str:
        """The claim the way every number is shown: «hơn 23,29 tỷ đồng», «20–30 mô hình»."""
        if self.low is not None and self.high is not None and self.unit != "năm":
            words = self._noun(f"{_decimal(self.low)}–{_decimal(self.high)}")
        elif self.value is None:
            return self.surface
        elif self.unit.startswith("VND"):
            words = show(int(self.value), self.unit)
        else:
            words = self._noun(_decimal(self.value))
        return f"{self.qualifier} {words}" if self.qualifier and not self.per else words

    def _noun(self, number: str) -> str:
        return f"{number}%" if self.unit == "%" else f"{number} {self.unit}"

    @property
    def claim(self) -> Figure:
        """The figure in the plain form that the checks compare."""
        content = self.contents[0] if len(self.contents) == 1 else "+".join(sorted(self.contents))
        place = TextPlace(self.place.name, self.place.name, self.place.code) if self.place else None
        return Figure(
            quote=self.surface,
            value=self.exact_value,
            low=_exact(self.low),
            high=_exact(self.high),
            unit=self.unit,
            qualifier=self.qualifier,
            measure=self.measure,
            content=content,
            fund_source=self.source,
            period=TextPeriod(self.start_date, self.end_date, self.period_label),
            place=place or TextPlace(),
            kind=self.kind,
            step=self.step,
            filters=tuple((name, word) for name in _FILTERS if (word := getattr(self, name))),
        )


_FILTERS = ("legal_form", "area", "item", "certified_at", "per")


def _exact(number: Decimal | None) -> int | Decimal | None:
    """Return a whole number as an ``int``."""
    if number is None or number != number.to_integral_value():
        return number
    return int(number)


def _decimal(number: Decimal) -> str:
    """Return a number with as many decimals as it was written with: «5,77», «2.000»."""
    exact = _exact(number)
    if isinstance(exact, int):
        return group(exact)
    digits = -int(number.normalize().as_tuple().exponent)
    return show_decimal(Fraction(number), digits)
