from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "khuyencong.desk"
    verbose_name = "Bàn làm việc"

    def ready(self) -> None:
        """Add the link of the menu."""
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Bàn làm việc", "desk:home", order=5, shown_to=lambda user: user.is_authenticated
        )
