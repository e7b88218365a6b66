from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "khuyencong.accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Register the check that every address declares who may open it."""
        from . import checks  # noqa: PLC0415 -- app ready

        register(checks.every_view_declares_its_access)
