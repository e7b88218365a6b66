from django.apps import AppConfig


class GroupPlansConfig(AppConfig):
    name = "khuyencong.group_plans"
    verbose_name = "Kế hoạch đề án nhóm"

    def ready(self) -> None:
        """Add the plans to the page of a group scheme."""
        from khuyencong.schemes.panels import Panel, add_panel  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_panel(Panel("Kế hoạch nhóm (Mẫu 11)", "group_plans:scheme_plans", policy.see_plans))
