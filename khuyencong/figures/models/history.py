"""What was done to a text and its figures, and made of its findings: only ever added to."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from .documents import Candidate, Document


class Action(models.TextChoices):
    """What was done to a text or one of its figures."""

    READ = "read", "Đọc văn bản"
    DESCRIBE = "describe", "Ghi thông tin văn bản"
    ACCEPT = "accept", "Xác nhận"
    CHANGE = "change", "Sửa và xác nhận"
    REJECT = "reject", "Bác"
    UNDO = "undo", "Hoàn tác"


class Change(models.Model):
    """A line of the history of a text (lịch sử xác nhận số liệu); never changed, never removed.

    ``before`` and ``after`` hold the fields that changed.  One press of a button has one
    ``batch``, so that a bulk acceptance is undone at once; ``undoes`` is the batch taken back.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="changes", verbose_name="văn bản"
    )
    candidate = models.ForeignKey(
        Candidate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name="số liệu",
    )
    action = models.CharField("việc", max_length=10, choices=Action)
    batch = models.UUIDField("lượt", default=uuid.uuid4, db_index=True)
    undoes = models.UUIDField("hoàn tác lượt", null=True, blank=True, db_index=True)
    before = models.JSONField("trước", default=dict, blank=True)
    after = models.JSONField("sau", default=dict, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)
    version = models.PositiveIntegerField("phiên bản sau đó", default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "dòng lịch sử"
        verbose_name_plural = "lịch sử"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{Action(self.action).label} ({self.by})"

    @property
    def told_before(self) -> list[tuple[str, Any]]:
        """What changed, by the names of its fields, as it was."""
        return _by_label(self.before)

    @property
    def told_after(self) -> list[tuple[str, Any]]:
        """What changed, as it is since."""
        return _by_label(self.after)


class Decision(models.TextChoices):
    """What a person makes of a finding."""

    CONFIRMED = "confirmed", "Đúng là có vấn đề"
    DISMISSED = "dismissed", "Bỏ qua"
    ASKED = "asked", "Hỏi tác giả"


class FindingDecision(models.Model):
    """A decision on what a text's own arithmetic shows (xử lý nhận xét số học); the newest counts.

    ``key`` names the finding by what it says, so a decision outlives a new computation of it.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="finding_decisions", verbose_name="văn bản"
    )
    key = models.CharField("dấu của nhận xét", max_length=16)
    message = models.TextField("nhận xét")
    decision = models.CharField("xử lý", max_length=10, choices=Decision)
    note = models.CharField("lý do hoặc câu hỏi", max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người xử lý"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "xử lý nhận xét"
        verbose_name_plural = "xử lý nhận xét"
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="finding_decision_says_why",
                condition=Q(decision=Decision.CONFIRMED) | ~Q(note=""),
                violation_error_message="Hãy ghi lý do bỏ qua, hoặc câu hỏi gửi tác giả.",
            ),
        )

    def __str__(self) -> str:
        return f"{Decision(self.decision).label}: {self.message}"


def fields_of(candidate: Candidate, names: tuple[str, ...]) -> dict[str, Any]:
    """Return some fields as plain data, the way the history keeps them."""
    return {name: _plain(getattr(candidate, name)) for name in names}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | list) else str(value)


_NOT_TOLD = ("decided_by_id", "decided_at")


def _by_label(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Fields of the history under the names that people read; empty ones as a dash."""
    labels = {
        field.attname: str(field.verbose_name)
        for model in (Document, Candidate)
        for field in model._meta.concrete_fields
    } | {"figures": "số liệu tìm thấy"}
    return [
        (labels.get(name, name), "–" if value in (None, "", []) else value)
        for name, value in values.items()
        if name not in _NOT_TOLD
    ]
