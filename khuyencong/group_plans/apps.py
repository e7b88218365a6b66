from django.apps import AppConfig


class GroupPlansConfig(AppConfig):
    name = "khuyencong.group_plans"
    verbose_name = "Kế hoạch đề án nhóm"

    def ready(self) -> None:
        """Add the plans to the page of a group scheme, and what its contract waits for."""
        from khuyencong.schemes.panels import FIRSTS, Panel, add_panel  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready
        from .panels import names_first  # noqa: PLC0415 -- app ready

        FIRSTS["contract"] = names_first

        add_panel(Panel("Kế hoạch nhóm (Mẫu 11)", "group_plans:scheme_plans", policy.see_plans))
