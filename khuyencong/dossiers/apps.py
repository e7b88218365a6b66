from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "khuyencong.dossiers"
    verbose_name = "Khảo sát nhu cầu và hồ sơ đề án"

    def ready(self) -> None:
        """Add the links of the menu, the dossier and the page of «submit» to that of a scheme."""
        from khuyencong.schemes.panels import STEP_PAGES, Panel, add_panel  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Khảo sát",
            "dossiers:need_list",
            order=11,
            shown_to=lambda user: user.is_authenticated and policy.view_needs(user),
        )
        add_menu_link(
            "Hồ sơ đề án",
            "dossiers:dossier_list",
            order=12,
            shown_to=lambda user: user.is_authenticated and policy.view_dossiers(user),
        )
        add_panel(Panel("Hồ sơ đề án", "dossiers:dossier_detail", policy.read_dossier))
        STEP_PAGES["submit"] = "dossiers:dossier_submit"
