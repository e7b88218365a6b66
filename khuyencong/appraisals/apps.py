from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "khuyencong.appraisals"
    verbose_name = "Thẩm định đề án"

    def ready(self) -> None:
        """Add the link of the menu, the panel and the pages of steps to that of a scheme."""
        from khuyencong.schemes.panels import STEP_PAGES, Panel, add_panel  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready
        from .lifecycle import STEPS  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Thẩm định",
            "appraisals:appraisal_list",
            order=13,
            shown_to=lambda user: user.is_authenticated and policy.open_appraisals(user),
        )
        add_panel(Panel("Thẩm định", "appraisals:appraisal_detail", policy.read_appraisal))
        STEP_PAGES.update(dict.fromkeys(STEPS.values(), "appraisals:appraisal_detail"))
