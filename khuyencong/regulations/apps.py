"""Wiring of the regulations app."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "khuyencong.regulations"
    label = "regulations"
    verbose_name = "Văn bản, định mức và quy định"
    default_auto_field = "django.db.models.BigAutoField"
