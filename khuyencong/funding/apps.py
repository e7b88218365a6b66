from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "khuyencong.funding"
    verbose_name = "Kinh phí khuyến công"
