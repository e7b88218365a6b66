import gc

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "khuyencong.config"
    verbose_name = "Vận hành"

    def ready(self) -> None:
        """The last app: what is loaded by now stays, the collector need not walk it again."""
        gc.freeze()
