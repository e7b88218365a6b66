from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from khuyencong.illustrative import actions
from khuyencong.lib.money import group


class Command(BaseCommand):
    help = "Nạp dữ liệu minh họa của năm chương trình; kỳ nào đã nạp thì không làm gì."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reports = actions.load(at=timezone.now())
        except actions.NotReady as missing:
            raise CommandError(str(missing)) from missing
        for report in reports:
            what = (
                f", {group(report.schemes)} đề án, {group(report.entries)} bút toán"
                if report.state is actions.State.LOADED
                else ""
            )
            self.stdout.write(f"{report.name}: {report.state}{what}.")
