from django.contrib import admin

from .models import FormerName, Organisation


class FormerNameInline(admin.TabularInline[FormerName, Organisation]):
    model = FormerName
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    list_display = ("name", "kind", "place", "is_illustrative")
    list_filter = ("kind", "is_illustrative")
    search_fields = ("name", "code")
    raw_id_fields = ("place",)
    inlines = (FormerNameInline,)
