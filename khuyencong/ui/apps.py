from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "khuyencong.ui"
    verbose_name = "Giao diện"
