from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "khuyencong.figures"
    verbose_name = "Số liệu công bố"

    def ready(self) -> None:
        """Add the link of the menu."""
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        add_menu_link("Tra cứu số liệu", "figures:address", order=20)
