from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "khuyencong.indicators"
    verbose_name = "Chỉ tiêu, số liệu"
