from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "khuyencong.papers"
    verbose_name = "Văn bản của đề án"

    def ready(self) -> None:
        """Add the link of the menu, the papers of a scheme to its page, of a year to its own."""
        from khuyencong.planning.panels import YearLink, add_year_link  # noqa: PLC0415 -- app ready
        from khuyencong.schemes.panels import Panel, add_panel, add_shelf  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy, queries  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Văn thư",
            "papers:register",
            order=18,
            shown_to=lambda user: user.is_authenticated and policy.open_papers(user),
        )
        add_shelf(queries.papers_of_steps)
        add_year_link(
            YearLink(
                "Văn bản chung của năm: biểu tổng hợp đăng ký, bảng đối chiếu kinh phí",
                "papers:year_papers",
                policy.open_papers,
            )
        )
        add_panel(Panel("Văn bản", "papers:scheme_papers", policy.view_papers))
