from django.apps import AppConfig


class EstablishmentsConfig(AppConfig):
    name = "khuyencong.establishments"
    verbose_name = "Cơ sở công nghiệp nông thôn"

    def ready(self) -> None:
        """Add the link of the menu."""
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Cơ sở",
            "establishments:establishment_list",
            order=19,
            shown_to=lambda user: user.is_authenticated and policy.view_records(user),
        )
