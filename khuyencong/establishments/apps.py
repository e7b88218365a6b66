from django.apps import AppConfig


class EstablishmentsConfig(AppConfig):
    name = "khuyencong.establishments"
    verbose_name = "Cơ sở công nghiệp nông thôn"
