"""A text while it is being read, and its figures until a person has decided about each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.indicators.address import Address
from khuyencong.lib.contents import Content
from khuyencong.lib.period import Period
from khuyencong.places.queries import units_within

from ..lifecycle import CANDIDATES, CandidateState
from ..reading.figure import Figure
from .published import FigureKind, PlaceStatus, PublishedFigure, SourceText

PUBLISHABLE = (FigureKind.RESULT, FigureKind.PLAN, FigureKind.TARGET)


class DocumentState(models.TextChoices):
    """How far the machine has come with a text."""

    WAITING = "waiting", "Đang chờ đọc"
    READ = "read", "Đã đọc"
    REFUSED = "refused", "Không đọc được"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> Self:
        """Texts brought in within the person's place, or about it.

        An illustrative account sees those that illustrative accounts brought in, others the rest.
        """
        found = self.filter(uploaded_by__is_illustrative=user.is_illustrative)
        scope = user.scope_unit
        if scope is None:
            return found
        inside = units_within(scope)
        return found.filter(Q(scope__in=inside) | Q(place__in=inside))


class Document(models.Model):
    """A text brought in to be read and confirmed (văn bản đưa vào đọc số liệu).

    ``text`` is what offsets are counted in.  ``upload`` holds the file only until it is read.
    ``scope`` is the place of who brought it in, empty for the ministry.
    """

    title = models.CharField("tiêu đề", max_length=300)
    publisher = models.CharField("nơi công bố", max_length=200, blank=True)
    published_on = models.DateField("ngày công bố", null=True, blank=True)
    url = models.URLField("địa chỉ trên mạng", blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    format = models.CharField("định dạng", max_length=10, blank=True)
    note = models.CharField("ghi chú khi nạp", max_length=400, blank=True)
    text = models.TextField("nội dung", blank=True)
    upload = models.BinaryField("tệp chờ đọc", null=True, blank=True)
    scope = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa bàn của người đưa vào",
    )
    place = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa bàn",
    )
    place_status = models.CharField(
        "căn cứ xác định địa bàn",
        max_length=10,
        choices=PlaceStatus,
        default=PlaceStatus.SUGGESTED,
    )
    start_date = models.DateField("số liệu từ ngày", null=True, blank=True)
    end_date = models.DateField("số liệu đến ngày", null=True, blank=True)
    period_label = models.CharField("tên kỳ", max_length=100, blank=True)
    state = models.CharField(
        "tình trạng", max_length=10, choices=DocumentState, default=DocumentState.WAITING
    )
    refusal = models.CharField("lý do không đọc được", max_length=400, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đưa vào"
    )
    uploaded_at = models.DateTimeField("đưa vào lúc")
    read_at = models.DateTimeField("đọc xong lúc", null=True, blank=True)
    source = models.OneToOneField(
        SourceText,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="document",
        verbose_name="văn bản công bố",
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đưa vào đọc"
        verbose_name_plural = "văn bản đưa vào đọc"
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="document_read_has_text",
                condition=~Q(state=DocumentState.READ) | ~Q(text="") & Q(read_at__isnull=False),
                violation_error_message="Văn bản đã đọc phải có nội dung và thời điểm đọc.",
            ),
            models.CheckConstraint(
                name="document_refused_says_why",
                condition=~Q(state=DocumentState.REFUSED) | ~Q(refusal=""),
                violation_error_message="Văn bản không đọc được phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period | None:
        """The text's own period; ``None`` where an end of it is not known."""
        if self.start_date is None or self.end_date is None:
            return None
        return Period(self.start_date, self.end_date, self.period_label)

    @property
    def place_words(self) -> str:
        """The name of the place, or that it is not known."""
        return self.place.name if self.place else "chưa rõ"

    @property
    def missing(self) -> list[str]:
        """What must be said of the text before a figure of it can be published, in sentences."""
        said = {
            "Chưa ghi nơi công bố.": self.publisher,
            "Chưa ghi kỳ số liệu của văn bản.": self.period,
            "Chưa xác nhận địa bàn của văn bản.": self.place_status != PlaceStatus.SUGGESTED,
        }
        return [sentence for sentence, is_there in said.items() if not is_there]

    @property
    def source_text(self) -> SourceText:
        """The text as a source, saved or not; its period must be known."""
        if self.source is not None:
            return self.source
        dates: dict[str, Any] = {"start_date": self.start_date, "end_date": self.end_date}
        return SourceText(
            code=f"tai-len-{self.pk}",
            title=self.title,
            publisher=self.publisher,
            published_on=self.published_on,
            url=self.url,
            place=self.place,
            place_status=PlaceStatus.STATED,
            period_label=self.period_label,
            **dates,
        )


class Candidate(models.Model):
    """A figure found in a text, on which a person decides (số liệu chờ xác nhận).

    The words, their place in the text and the number are the text's own and stay; everything else
    may be changed by a person.  ``words`` are the reader's remarks that refine the checks,
    ``why`` its reasons.  ``version`` grows with every decision, so that two people do not
    overwrite each other unseen.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="candidates", verbose_name="văn bản"
    )
    number = models.PositiveIntegerField("thứ tự")
    quote = models.TextField("nguyên văn")
    start = models.PositiveIntegerField("vị trí đầu")
    end = models.PositiveIntegerField("vị trí cuối")
    kind = models.CharField("loại", max_length=10, choices=FigureKind)
    value = models.DecimalField("giá trị", max_digits=24, decimal_places=4, null=True, blank=True)
    low = models.DecimalField("từ", max_digits=24, decimal_places=4, null=True, blank=True)
    high = models.DecimalField("đến", max_digits=24, decimal_places=4, null=True, blank=True)
    whole = models.DecimalField("trên tổng", max_digits=24, decimal_places=4, null=True, blank=True)
    step = models.DecimalField(
        "bước làm tròn", max_digits=24, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField("đơn vị", max_length=80, blank=True)
    qualifier = models.CharField("từ định lượng", max_length=80, blank=True)
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
    place_written = models.CharField("địa bàn như đã viết", max_length=120, blank=True)
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
        verbose_name="là một phần của",
    )
    words = models.JSONField("chi tiết máy đọc được", default=dict, blank=True)
    why = ArrayField(models.TextField(), verbose_name="lý do", default=list, blank=True)
    is_clear = models.BooleanField("câu văn rõ ràng", default=False)
    state = models.CharField(
        "tình trạng", max_length=10, choices=CandidateState, default=CANDIDATES.initial
    )
    reason = models.CharField("lý do", max_length=400, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người quyết định",
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)
    published = models.OneToOneField(
        PublishedFigure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidate",
        verbose_name="số liệu công bố",
    )

    class Meta:
        verbose_name = "số liệu chờ xác nhận"
        verbose_name_plural = "số liệu chờ xác nhận"
        ordering = ("document", "number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="candidate_once"),
            models.CheckConstraint(
                name="candidate_decision_is_told",
                condition=Q(
                    state=CandidateState.WAITING, decided_by__isnull=True, decided_at__isnull=True
                )
                | ~Q(state=CandidateState.WAITING)
                & Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message="Quyết định phải ghi người và thời điểm.",
            ),
            models.CheckConstraint(
                name="candidate_published_when_confirmed",
                condition=Q(published__isnull=True)
                | Q(state=CandidateState.CONFIRMED, kind__in=PUBLISHABLE),
                violation_error_message="Chỉ số liệu đã xác nhận mới được công bố.",
            ),
            models.CheckConstraint(
                name="candidate_rejection_says_why",
                condition=~Q(state=CandidateState.REJECTED) | ~Q(reason=""),
                violation_error_message="Bác một số liệu phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return self.quote

    @property
    def place_words(self) -> str:
        """The name of the place, or that it is not known."""
        return self.place.name if self.place else "chưa rõ địa bàn"

    @property
    def is_publishable(self) -> bool:
        """Whether confirming makes it a published figure: a result, a plan or a target."""
        return self.kind in PUBLISHABLE

    @property
    def as_published(self) -> PublishedFigure:
        """The published figure that confirming makes of it, not saved."""
        return PublishedFigure(
            text=self.document.source_text,
            number=self.number,
            surface=" ".join(self.quote.split())[:200],
            unit=self.unit[:40],
            qualifier=self.qualifier[:40],
            **{name: getattr(self, name) for name in SHARED_FIELDS},
        )

    @property
    def address(self) -> Address:
        """What the figure is about, in the vocabulary of every other figure."""
        return self.as_published.address

    @property
    def claim(self) -> Figure:
        """The figure in the plain form of the checks, without what binds it to others."""
        return replace(
            self.as_published.claim,
            quote=self.quote,
            start=self.start,
            end=self.end,
            whole=None if self.whole is None else int(self.whole),
            filters=tuple(sorted({**self.words, **_told(self)}.items())),
        )


SHARED_FIELDS = (
    "kind", "value", "low", "high", "step", "measure", "contents", "source", "place", "start_date",
    "end_date", "period_label", "legal_form", "area", "item", "certified_at", "per",
)  # fmt: skip


def _told(candidate: Candidate) -> Mapping[str, str]:
    names = ("legal_form", "area", "certified_at")
    return {name: word for name in names if (word := getattr(candidate, name))}
