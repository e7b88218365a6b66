from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from khuyencong.desk.actions import send_digest
from khuyencong.desk.letters import letters_of


class Command(BaseCommand):
    """Show today's letters, or send them: ``manage.py send_digest [--send] [--on 2026-05-10]``.

    ``manage.py work`` sends them by itself every working day; this command is for looking.
    """

    help = "In thư nhắc việc của từng người; --send thì gửi thư của hôm nay, nếu chưa gửi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--send", action="store_true", help="gửi thư của hôm nay")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="in thư của ngày, ví dụ 2026-05-10"
        )
        parser.add_argument("--site", default=settings.SITE_URL, help="địa chỉ của trang trong thư")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or send one letter to each active person for whom anything waits."""
        if options["send"]:
            count = send_digest(at=timezone.now(), site=options["site"])
            self.stdout.write(f"Đã gửi {count} thư.")
            return
        count = 0
        for person, words in letters_of(
            options["on"] or timezone.localdate(), site=options["site"]
        ):
            count += 1
            said = f"Gửi: {person.email}\nTiêu đề: {words.subject}\n\n{words.body}\n"
            self.stdout.write(said)
        self.stdout.write(f"Sẽ gửi {count} thư.")
