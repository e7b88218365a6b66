"""Legal documents, and what the system knows of their text."""

import re
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class Verification(models.TextChoices):
    """Whether the text a row rests on was read (đã kiểm chứng hay chưa)."""

    VERIFIED = "verified", "đã kiểm chứng"
    UNVERIFIED = "unverified", "chưa kiểm chứng"


class TextHeld(models.TextChoices):
    """How much of a document's text the rows rest on."""

    FULL = "full", "có toàn văn"
    ORIGINAL = "original", "có bản gốc, chưa có nội dung sửa đổi"
    EXCERPT = "excerpt", "có trích đoạn"
    NONE = "none", "chưa có văn bản"


class LegalDocumentQuerySet(models.QuerySet["LegalDocument"]):
    def in_force(self, on: date) -> Self:
        """Documents in force on that day; an unknown first day is taken from the day of issue."""
        started = Q(in_force_from__lte=on) | Q(in_force_from__isnull=True, issued_on__lte=on)
        return self.filter(started).filter(Q(in_force_to__isnull=True) | Q(in_force_to__gte=on))


class LegalDocument(models.Model):
    """A legal document that rules of the programme rest on (văn bản quy phạm pháp luật).

    ``in_force_to`` empty: still in force, or its end is not known; ``status_note`` says which.
    """

    code = models.SlugField("mã", max_length=60, unique=True)
    number = models.CharField("số, ký hiệu", max_length=60)
    title = models.CharField("trích yếu", max_length=400)
    issuer = models.CharField("cơ quan ban hành", max_length=160)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    in_force_from = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    in_force_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    amends = models.ForeignKey(
        "self",
        verbose_name="sửa đổi, bổ sung văn bản",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name="thay thế văn bản",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
    )
    text_held = models.CharField("nguyên văn", max_length=10, choices=TextHeld)
    verification = models.CharField("kiểm chứng", max_length=10, choices=Verification)
    found_in = models.CharField("tìm thấy tại", max_length=300, blank=True)
    status_note = models.TextField("tình trạng", blank=True)
    loaded = models.JSONField("bản đã nạp", null=True, blank=True, editable=False)

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản pháp luật"
        verbose_name_plural = "văn bản pháp luật"
        ordering = ["issued_on", "number"]
        constraints = [
            models.CheckConstraint(
                name="regulations_legaldocument_dates_in_order",
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                name="regulations_legaldocument_verified_names_source",
                condition=~Q(verification=Verification.VERIFIED) | ~Q(found_in=""),
                violation_error_message="Đã kiểm chứng thì phải ghi nơi tìm thấy.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED

    @property
    def full_number(self) -> str:
        """The number with the kind of document: «Thông tư số 36/2013/TT-BCT»."""
        for mark, kind in _KINDS.items():
            if mark in self.number:
                return f"{kind} số {self.number}"
        return self.number

    def unread_amendments(self, on: date) -> "list[LegalDocument]":
        """Return the amendments known on that day whose text is not held, oldest first.

        What rests on the document may then be out of date.  Reads ``amendments``: prefetch it.
        """
        unread = [a for a in self.amendments.all() if a.text_held == TextHeld.NONE]
        known = [a for a in unread if a._first_day() <= on]
        return sorted(known, key=lambda a: (a._first_day(), a.number))

    def _first_day(self) -> date:
        """The first day it may have been in force; only its year is known from its number."""
        year = re.search(r"/(\d{4})/", self.number)
        first = self.in_force_from or self.issued_on
        return first or date(int(year[1]) if year else date.max.year, 1, 1)


_KINDS = {
    "TTLT": "Thông tư liên tịch",
    "TT-": "Thông tư",
    "NĐ-": "Nghị định",
    "QĐ-": "Quyết định",
    "NQ-": "Nghị quyết",
}
