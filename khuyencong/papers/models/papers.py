import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from khuyencong.accounts.roles import Permission
from khuyencong.documents.models import DocumentNumber
from khuyencong.dossiers.models import readable_by
from khuyencong.papers.lifecycle import TELL_OF_A_DAY, PaperKind
from khuyencong.schemes.models import Scheme

from .templates import PaperTemplate

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

_DAY = re.compile(r"ngày \d")


class WrittenQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: "User") -> "WrittenQuerySet":
        """Return the papers of the schemes whose dossier the person may open.

        A paper of a year is open to whom every scheme that it goes over is open.
        """
        if not user.may(Permission.VIEW_RECORDS):
            return self.none()
        readable = readable_by(user)
        closed = Paper.covers.through.objects.filter(paper=OuterRef("pk"))
        of_years = Q(~Exists(closed.exclude(scheme__in=readable)), scheme__isnull=True)
        return self.filter(Q(scheme__in=readable) | of_years)


class Paper(models.Model):
    """A paper that the system wrote of a scheme, or of a year's schemes (văn bản của đề án).

    One of a year has no ``scheme``: it ``covers`` all those of its ``subject``, a province or an
    implementer.  Else ``subject`` is the deed it is about («line-12»); writing it again makes
    another paper.
    ``content`` keeps its words of that day, from which the files are laid out again once it has its
    number.  ``deed_symbol`` is the number that the deed already has; else ``number`` comes from the
    register.
    """

    code = models.CharField("mã văn bản", max_length=20, unique=True)
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="written_papers",
        verbose_name="đề án",
    )
    year = models.PositiveSmallIntegerField("năm của văn bản chung", null=True, blank=True)
    covers = models.ManyToManyField(
        Scheme, blank=True, related_name="papers_of_years", verbose_name="các đề án trong văn bản"
    )
    kind = models.CharField("loại văn bản", max_length=30, choices=PaperKind)
    subject = models.CharField("về việc đã ghi", max_length=60)
    subject_label = models.CharField("về việc", max_length=300, blank=True)
    title = models.CharField("tên loại, trích yếu", max_length=600)
    issuer = models.SlugField("mã cơ quan ban hành", max_length=60)
    issuer_name = models.CharField("cơ quan ban hành", max_length=200)
    suffix = models.CharField("ký hiệu cơ quan", max_length=20)
    template = models.ForeignKey(
        PaperTemplate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mẫu của tỉnh",
        help_text="Để trống: lời văn của hệ thống.",
    )
    content = models.JSONField("nội dung")
    docx = models.FileField("tệp Word", upload_to="papers/%Y/%m", max_length=200)
    pdf = models.FileField("tệp PDF", upload_to="papers/%Y/%m", max_length=200)
    deed_symbol = models.CharField("số đã ghi ở hồ sơ", max_length=60, blank=True)
    number = models.OneToOneField(
        DocumentNumber,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="số văn bản",
    )
    generated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    generated_at = models.DateTimeField("lập lúc")

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản của đề án"
        verbose_name_plural = "văn bản của đề án"
        ordering = ("-generated_at", "-pk")
        indexes = (
            models.Index(fields=("scheme", "kind"), name="paper_scheme_kind"),
            models.Index(
                fields=("year", "kind"), condition=Q(year__isnull=False), name="paper_year_kind"
            ),
        )
        constraints = (
            models.CheckConstraint(name="paper_kind_known", condition=Q(kind__in=PaperKind.values)),
            models.CheckConstraint(
                name="paper_of_a_scheme_or_of_a_year",
                condition=Q(scheme__isnull=False, year__isnull=True)
                | Q(scheme__isnull=True, year__isnull=False),
                violation_error_message="Văn bản là của một đề án, hoặc chung của một năm.",
            ),
            models.CheckConstraint(
                name="paper_has_one_number",
                condition=Q(deed_symbol="") | Q(number__isnull=True),
                violation_error_message="Văn bản chỉ có một số.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"

    @cached_property
    def any_scheme(self) -> Scheme:
        """Its scheme, or one that it covers: they share programme and whether illustrative."""
        return self.scheme or self.covers.all()[0]

    @property
    def about(self) -> str:
        """What it is of, as a file's name begins: the scheme's code, or the year."""
        return self.scheme.code if self.scheme else f"nam-{self.year}"

    @property
    def own_day(self) -> str:
        """«ngày 01 tháng 6 năm 2026»: of what it tells; empty where its number's day is its own."""
        day: str = self.content["heading"]["place_and_date"].partition(", ")[2]
        return day if self.kind in TELL_OF_A_DAY and _DAY.match(day) else ""

    @property
    def void_reason(self) -> str:
        """Why its number is void; empty while it is not."""
        void = getattr(self.number, "void", None)
        return void.reason if void else ""

    @property
    def symbol(self) -> str:
        """Its number and symbol; empty while it has none."""
        return self.number.symbol if self.number else self.deed_symbol
