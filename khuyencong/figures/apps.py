from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "khuyencong.figures"
    verbose_name = "Số liệu công bố"

    def ready(self) -> None:
        """Add the link of the menu."""
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_menu_link("Tra cứu số liệu", "figures:address", order=31)
        add_menu_link("Văn bản", "figures:document_list", order=45, shown_to=policy.sees_documents)
