from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "khuyencong.reporting"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """Put the list of reports into the menu."""
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        add_menu_link("Báo cáo", "reporting:report_list", order=32)
