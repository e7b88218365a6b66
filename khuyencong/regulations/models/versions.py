"""What every dated row of the law has in common."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from .documents import LegalDocument, Verification


class AppliesTo(models.TextChoices):
    """Which money a rule governs (khuyến công quốc gia hay địa phương)."""

    NATIONAL = "national", "khuyến công quốc gia"
    LOCAL = "local", "khuyến công địa phương"
    BOTH = "both", "khuyến công quốc gia và địa phương"


UNKNOWN_ARTICLE = "chưa rõ điều, khoản"
"""What stands for the article of a row whose document is known and whose text nobody has read."""


_OF_VERSION = ("article", "verification", "valid_from", "valid_to", "document__number")
_OF_AMENDMENT = ("amends", "number", "text_held", "in_force_from", "issued_on")


class VersionQuerySet(models.QuerySet[Any]):
    def valid_on(self, on: date) -> Self:
        """Rows valid on that day, both ends included."""
        return self.filter(_not_ended(on), valid_from__lte=on)

    def governing(self, *chains: str, on: date, province: str | None = None) -> Self:
        """Rules for that money on that day: nation-wide ones, and those of the province.

        A chain is ``national`` or ``local``; ``province`` the two-digit code of the unit.
        """
        places = Q(jurisdiction__isnull=True)
        if province is not None:
            places |= Q(jurisdiction__code=province)
        chosen = (*chains, AppliesTo.BOTH)
        return self.filter(places, _not_ended(on), valid_from__lte=on, applies_to__in=chosen)

    def cited(self, *columns: str) -> Self:
        """Rows with these columns and all that their citation and standing say, in two queries."""
        amendments = Prefetch(
            "document__amendments", LegalDocument.objects.only(*_OF_AMENDMENT).order_by()
        )
        rows = self.select_related("document").only(*_OF_VERSION, *columns)
        return rows.prefetch_related(amendments)


def _not_ended(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


class Version(models.Model):
    """A row of the law, valid between two days, and the article it rests on (quy định có thời hạn).

    ``code`` names the row for the loader and in stored results; it never changes.
    """

    code = models.CharField("mã", max_length=80, unique=True)
    document = models.ForeignKey(LegalDocument, verbose_name="văn bản", on_delete=models.PROTECT)
    article = models.CharField("điều, khoản", max_length=160)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    verification = models.CharField(
        "kiểm chứng", max_length=10, choices=Verification, default=Verification.UNVERIFIED
    )
    note = models.TextField("ghi chú", blank=True)
    loaded = models.JSONField("bản đã nạp", null=True, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày cuối phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_article_named",
                condition=~Q(article=""),
                violation_error_message="Phải ghi điều, khoản làm căn cứ.",
            ),
        ]

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED

    @property
    def citation(self) -> str:
        """The article and the document: «điểm c khoản 2 Điều 6 Thông tư số …».

        Where the article is not known: «Thông tư số …, chưa rõ điều, khoản».
        """
        if self.article == UNKNOWN_ARTICLE:
            return f"{self.document.full_number}, {UNKNOWN_ARTICLE}"
        return f"{self.article} {self.document.full_number}"

    def is_settled(self, on: date) -> bool:
        """Whether the text was read and nothing unread is known to amend it that day."""
        return self.is_verified and not self.document.unread_amendments(on)

    def standing(self, on: date) -> str:
        """Return how far the row can be relied on that day, as the words of a sentence.

        Reads ``document`` and its ``amendments``: select and prefetch them for a list.
        """
        if not self.is_verified:
            return Verification.UNVERIFIED.label
        unread = ", ".join(a.full_number for a in self.document.unread_amendments(on))
        return (
            f"đã kiểm chứng theo bản gốc, chưa đối chiếu nội dung sửa đổi tại {unread}"
            if unread
            else str(Verification.VERIFIED.label)
        )


class Rule(Version):
    """A version that governs national or local money, nation-wide or in one province (quy định)."""

    applies_to = models.CharField("áp dụng cho", max_length=8, choices=AppliesTo)
    jurisdiction = models.ForeignKey(
        "places.Unit",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level": "province"},
        help_text="Để trống đối với quy định chung cả nước.",
    )

    class Meta(Version.Meta):
        abstract = True

    def governs(self, *chains: str, on: date, province: str) -> bool:
        """Whether :meth:`VersionQuerySet.governing` finds it; it was read with its jurisdiction."""
        is_here = self.jurisdiction is None or self.jurisdiction.code == province
        is_valid = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return is_here and is_valid and self.applies_to in (*chains, AppliesTo.BOTH)
