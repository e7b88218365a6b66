from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "khuyencong.portal"
    verbose_name = "Cổng công khai"

    def ready(self) -> None:
        """Add the links of the menu."""
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        add_menu_link("So sánh", "portal:comparison", order=30)
        add_menu_link("Phương pháp", "portal:definitions", order=90)
