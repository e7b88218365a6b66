from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "khuyencong.delivery"
    verbose_name = "Thực hiện đề án"

    def ready(self) -> None:
        """Add the page of delivery, and those of its steps, to the page of a scheme."""
        from khuyencong.schemes.panels import STEP_PAGES, Panel, add_panel  # noqa: PLC0415 -- app ready
        from khuyencong.ui.panels import add_menu_link  # noqa: PLC0415 -- app ready

        from . import policy  # noqa: PLC0415 -- app ready

        add_menu_link(
            "Chậm kế hoạch",
            "delivery:behind_list",
            order=16,
            shown_to=lambda user: user.is_authenticated and policy.view_records(user),
        )
        add_panel(Panel("Thực hiện đề án", "delivery:delivery_detail", policy.has_delivery))
        STEP_PAGES["contract"] = "delivery:contract_sign"
        STEP_PAGES["start"] = "delivery:start"
        STEP_PAGES["accept"] = "delivery:acceptance_list"
        STEP_PAGES["settle"] = "delivery:settlement"
        STEP_PAGES["terminate"] = "delivery:settlement"
        STEP_PAGES["evaluate"] = "delivery:evaluation"
