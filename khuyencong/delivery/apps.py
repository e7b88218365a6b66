from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "khuyencong.delivery"
    verbose_name = "Thực hiện đề án"
