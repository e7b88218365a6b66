from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "khuyencong.schemes"
    verbose_name = "Đề án khuyến công"
