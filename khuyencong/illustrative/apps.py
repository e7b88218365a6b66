from django.apps import AppConfig


class IllustrativeConfig(AppConfig):
    name = "khuyencong.illustrative"
    verbose_name = "Dữ liệu minh họa"
