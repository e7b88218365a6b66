from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "khuyencong.programmes"
    verbose_name = "Chương trình khuyến công"
