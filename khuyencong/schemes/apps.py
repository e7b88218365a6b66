from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "khuyencong.schemes"
    verbose_name = "Đề án khuyến công"

    def ready(self) -> None:
        """Add the link of the menu, and the support received to the page of an establishment."""
        from khuyencong.establishments.panels import Panel, add_panel  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy, queries  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Đề án",
            "schemes:scheme_list",
            order=15,
            shown_to=lambda user: user.is_authenticated and policy.view_records(user),
        )
        add_panel(
            Panel(
                "schemes/_support_received.html",
                lambda establishment, user: {
                    "lines": queries.support_received(establishment.pk, user)
                },
            )
        )
