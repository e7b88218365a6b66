from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "khuyencong.dossiers"
    verbose_name = "Khảo sát nhu cầu và hồ sơ đề án"
