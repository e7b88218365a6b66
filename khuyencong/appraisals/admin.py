"""The back office of appraisal: how many opinions a council needs, set by the superuser."""

from typing import Any

from django.contrib import admin

from .models import QuorumRule


@admin.register(QuorumRule)
class QuorumRuleAdmin(admin.ModelAdmin[QuorumRule]):
    list_display = ("level", "province", "__str__", "basis", "valid_from", "valid_to")
    list_select_related = ("province",)
    autocomplete_fields = ("province",)

    # A rule that ended gets its last day.

    def has_delete_permission(self, request: Any, obj: QuorumRule | None = None) -> bool:
        return False
