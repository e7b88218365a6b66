from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "khuyencong.organisations"
    verbose_name = "Cơ quan, đơn vị"
