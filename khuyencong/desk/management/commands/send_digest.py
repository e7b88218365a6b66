from datetime import date
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.desk.worklist import worklist_of


class Command(BaseCommand):
    """Tell everybody what waits: ``manage.py send_digest [--send] [--on 2026-05-10]``."""

    help = "In (hoặc gửi thư, với --send) danh sách việc đang chờ của từng người có thư điện tử."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--send", action="store_true", help="gửi thư thay vì in ra")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="tính theo ngày, ví dụ 2026-05-10"
        )
        parser.add_argument(
            "--site", default="http://localhost:8000", help="địa chỉ của trang trong thư"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or send one letter to each active person for whom anything waits."""
        today = options["on"] or timezone.localdate()
        people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
        count = 0
        for person in people.select_related("organisation__place"):
            rows = worklist_of(person, today=today)
            if not rows:
                continue
            late = sum(row.standing == "late" for row in rows)
            subject = f"Việc đang chờ ngày {today:%d/%m/%Y}: {len(rows)} việc, {late} việc quá hạn"
            context = {"person": person, "rows": rows, "site": options["site"].rstrip("/")}
            body = render_to_string("desk/digest.txt", context)
            count += 1
            if options["send"]:
                send_mail(subject, body, None, [person.email])
            else:
                self.stdout.write(f"Gửi: {person.email}\nTiêu đề: {subject}\n\n{body}\n")
        done = "Đã gửi" if options["send"] else "Sẽ gửi"
        self.stdout.write(f"{done} {count} thư.")
