from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "khuyencong.config"
    verbose_name = "Vận hành"
