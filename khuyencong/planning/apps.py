from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "khuyencong.planning"
    verbose_name = "Kế hoạch khuyến công"

    def ready(self) -> None:
        """Add the link of the menu, and the plans to the page of a scheme."""
        from khuyencong.schemes.panels import STEP_PAGES, Panel, add_panel  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Kế hoạch",
            "planning:year_list",
            order=14,
            shown_to=lambda user: user.is_authenticated and policy.view_records(user),
        )
        add_panel(Panel("Kế hoạch", "planning:scheme_plan"))
        STEP_PAGES["plan"] = "planning:scheme_plan"
