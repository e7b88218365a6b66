from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.schemes.lifecycle import LABELS, RECORD, STEPS, State

from .scheme import Scheme

_STEPS_COMPLETE = (Q(name__in=sorted(STEPS)) | Q(name=RECORD)) & (
    (~Q(name__in=sorted(name for name, step in STEPS.items() if step.needs_note)) | ~Q(note=""))
    & (
        ~Q(name__in=sorted(name for name, step in STEPS.items() if step.needs_decision))
        | ~Q(decision_number="")
    )
)


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
        indexes = (
            models.Index(
                fields=("scheme",),
                condition=Q(decision_date__isnull=False),
                name="step_taken_by_a_paper",
            ),
        )
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
        """The Vietnamese name of the step; a dossier is opened, an approved scheme is entered."""
        is_opened = self.name == RECORD and self.to_state == State.DRAFT
        return "Lập hồ sơ" if is_opened else LABELS[self.name]


class Correction(models.Model):
    """A correction of one field of a scheme (sửa thông tin đề án), never changed, never deleted.

    ``before`` and ``after`` are in words, as the page showed them; fields corrected together have
    the same person and time.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="corrections", verbose_name="đề án"
    )
    field = models.CharField("mục", max_length=30)
    before = models.TextField("trước", blank=True)
    after = models.TextField("sau", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "lần sửa thông tin đề án"
        verbose_name_plural = "lần sửa thông tin đề án"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"

    @property
    def label(self) -> str:
        """The Vietnamese name of the field."""
        return str(getattr(Scheme._meta.get_field(self.field), "verbose_name", self.field))
