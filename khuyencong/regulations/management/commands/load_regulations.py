"""Load the legal documents, norms and rules shipped with the package."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from khuyencong.regulations import actions


class Command(BaseCommand):
    help = "Nạp văn bản, định mức và quy định; chạy lại bao nhiêu lần cũng được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", type=Path, default=actions.DATA, help="Thư mục chứa các tệp TSV."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reports = actions.load_regulations(on=timezone.localdate(), data=options["data"])
        except actions.BadData as wrong:
            raise CommandError(str(wrong)) from wrong
        for report in reports:
            self.stdout.write(
                f"{report.table}: thêm {report.created}, sửa {report.updated}, "
                f"khép {report.closed}, giữ bản cán bộ đã sửa {report.kept}, "
                f"không đổi {report.unchanged}"
            )
