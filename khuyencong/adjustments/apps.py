from django.apps import AppConfig


class AdjustmentsConfig(AppConfig):
    name = "khuyencong.adjustments"
    verbose_name = "Điều chỉnh đề án"

    def ready(self) -> None:
        """Add the link of the menu, and the requests to the page of a scheme."""
        from khuyencong.schemes.panels import STEP_PAGES, Panel, add_panel  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Điều chỉnh",
            "adjustments:request_list",
            order=17,
            shown_to=lambda user: user.is_authenticated and policy.view_records(user),
        )
        add_panel(
            Panel("Điều chỉnh, bổ sung, ngừng", "adjustments:scheme_requests", policy.see_requests)
        )
        STEP_PAGES["stop"] = "adjustments:scheme_requests"
