from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "khuyencong.documents"
    verbose_name = "Văn bản và sổ văn bản đi"
