from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "khuyencong.figures"
    verbose_name = "Số liệu công bố"
