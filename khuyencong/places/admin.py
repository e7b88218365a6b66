from typing import Any

from django.contrib import admin

from .models import DisadvantagedArea, Unit


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin[Unit]):
    list_display = ("full_name", "code", "parent", "valid_from", "valid_to")
    list_filter = ("level", "kind")
    list_select_related = ("parent",)
    search_fields = ("name", "fold", "code")
    autocomplete_fields = ("parent", "province")
    exclude = ("sort_key",)

    # Units come with the place list, with their keys and changes.

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Unit | None = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Unit | None = None) -> bool:
        return False


@admin.register(DisadvantagedArea)
class DisadvantagedAreaAdmin(admin.ModelAdmin[DisadvantagedArea]):
    list_display = ("unit", "category", "valid_from", "valid_to", "is_verified", "is_illustrative")
    list_filter = ("category", "is_verified", "is_illustrative")
    list_select_related = ("unit",)
    autocomplete_fields = ("unit",)
