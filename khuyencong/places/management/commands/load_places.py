from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from khuyencong.lib.money import group
from khuyencong.places import actions


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị hành chính; đã đúng bản thì không làm gì."

    def handle(self, *args: Any, **options: Any) -> None:
        loading = actions.load_places(at=timezone.now())
        how = "đã có sẵn" if loading.was_current else "đã nạp"
        self.stdout.write(
            f"Đơn vị hành chính: {how} {group(loading.units)} đơn vị,"
            f" {group(loading.successions)} lần sắp xếp."
        )
