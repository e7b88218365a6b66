"""The back office of the law: a superuser replaces «chưa kiểm chứng» rows without a programmer.

A row changed here is kept by every later load of the shipped data.  Nothing is deleted: a rule that
ended gets its last day.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest  # noqa: TID251 - the signature of Django's own back office

from . import actions
from .models import (
    AdjustmentDecider,
    AdvanceRule,
    AppraisalPoint,
    ContentGroup,
    CostNorm,
    Deadline,
    DossierPaper,
    DossierPart,
    EvidenceItem,
    LegalDocument,
    PriorityRule,
    SchemeKind,
    SubContent,
    Trade,
)

VERSION = ("__str__", "article", "document", "valid_from", "valid_to", "verification")


class LawAdmin(admin.ModelAdmin[Any]):
    """What every table of the law shows, and that only a superuser may touch it."""

    list_display: Any = VERSION
    list_filter: ClassVar[Any] = ("verification", "document")
    search_fields: ClassVar[Any] = ("code", "article", "note")
    list_select_related = True
    save_as = True

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display, "source")

    @admin.display(description="bản ghi")
    def source(self, row: models.Model) -> str:
        """Say whether the row is the shipped one or an officer's own."""
        return "của đơn vị" if actions.belongs_to_officer(row) else "theo bản phát hành"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ContentGroup, SchemeKind, SubContent, Trade)
class VocabularyAdmin(LawAdmin):
    search_fields: ClassVar[Any] = ("code", "name", "article", "note")


@admin.register(
    AdvanceRule, AppraisalPoint, Deadline, DossierPaper, DossierPart, EvidenceItem, PriorityRule
)
class RuleAdmin(LawAdmin):
    list_display: Any = (*VERSION, "jurisdiction")
    list_filter: ClassVar[Any] = ("verification", "applies_to", "document")


@admin.register(AdjustmentDecider)
class AdjustmentDeciderAdmin(RuleAdmin):
    list_display: Any = ("__str__", "is_group", *VERSION[1:], "jurisdiction")


@admin.register(CostNorm)
class CostNormAdmin(RuleAdmin):
    list_display: Any = (
        "__str__",
        "percent",
        "ceiling_vnd",
        "unit",
        *VERSION[1:],
        "jurisdiction",
    )
    search_fields: ClassVar[Any] = ("code", "item", "name", "article", "note")
    list_filter: ClassVar[Any] = ("verification", "applies_to", "document", "content")


@admin.register(LegalDocument)
class LegalDocumentAdmin(LawAdmin):
    list_display: Any = (
        "__str__",
        "title",
        "issuer",
        "issued_on",
        "text_held",
        "verification",
    )
    list_filter: ClassVar[Any] = ("verification", "text_held")
    search_fields: ClassVar[Any] = ("code", "number", "title", "status_note")
