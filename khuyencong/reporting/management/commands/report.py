from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from khuyencong.lib.period import PeriodError
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace
from khuyencong.reporting.content import Basis
from khuyencong.reporting.exports import FORMATS
from khuyencong.reporting.queries import EmptyReport, place_and_period, report_of

NOTHING_TO_REPORT = 2


class Command(BaseCommand):
    help = 'Lập báo cáo tổng kết: report "Hà Tĩnh" 2016-2020 --format docx --out bao-cao.docx'

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", help="tỉnh, thành phố, hoặc «cả nước»")
        parser.add_argument("period", help="2016-2020, 2018, 2018-H1, 2017-01-01..2018-06-30, …")
        parser.add_argument("--format", choices=FORMATS, default="docx", dest="ending")
        parser.add_argument("--basis", choices=[it.value for it in Basis], default=Basis.RECORDS)
        parser.add_argument("--out", type=Path, help="tệp ghi ra; mặc định đặt tên theo báo cáo")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one report; what cannot be done is one sentence and exit code 2."""
        try:
            where, when = place_and_period(options["place"], options["period"])
            report = report_of(where, when, Basis(options["basis"]))
        except (UnknownPlace, AmbiguousPlace, PeriodError, EmptyReport) as reason:
            raise CommandError(str(reason), returncode=NOTHING_TO_REPORT) from reason
        ending = options["ending"]
        out: Path = options["out"] or Path(f"{report.name}.{ending}")
        try:
            out.write_bytes(FORMATS[ending].render(report))
        except OSError as reason:
            said = f"Không ghi được tệp {out}: {reason.strerror}."
            raise CommandError(said, returncode=NOTHING_TO_REPORT) from reason
        self.stdout.write(f"{out}: {report.title} ({report.basis.label}).")
