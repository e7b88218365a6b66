from typing import Any

from django.core.management.base import BaseCommand, CommandError

from khuyencong.figures import actions


class Command(BaseCommand):
    help = "Nạp số liệu công bố của năm chương trình; cần load_places trước, chạy lại cũng được."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loading = actions.load_published()
        except actions.BadDataError as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(
            f"Số liệu công bố: {loading.figures} số liệu của {loading.texts} văn bản."
        )
