from django.apps import AppConfig
from django.urls import register_converter

from .converters import YearConverter


class UiConfig(AppConfig):
    name = "khuyencong.ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        """Let addresses name years."""
        register_converter(YearConverter, "year")
