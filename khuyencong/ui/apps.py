from django.apps import AppConfig
from django.urls import register_converter

from .converters import YearConverter
from .sentences import say_again


class UiConfig(AppConfig):
    name = "khuyencong.ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        """Let addresses name years, and every form speak Vietnamese."""
        register_converter(YearConverter, "year")
        say_again()
