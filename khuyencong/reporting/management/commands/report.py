from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from khuyencong.lib.period import PeriodError
from khuyencong.lib.vietnamese import quoted
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace
from khuyencong.reporting.content import Basis
from khuyencong.reporting.exports import FORMATS
from khuyencong.reporting.queries import EmptyReport, place_and_period, report_of

NOTHING_TO_REPORT = 2
_USUAL = "docx"


class Command(BaseCommand):
    help = 'Lập báo cáo tổng kết: report "Hà Tĩnh" 2016-2020 --format docx --out bao-cao.docx'

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", help="tỉnh, thành phố, hoặc «cả nước»")
        parser.add_argument("period", help="2016-2020, 2018, 2018-H1, 2017-01-01..2018-06-30, …")
        parser.add_argument(
            "--format",
            dest="ending",
            help=f"{', '.join(FORMATS)}; mặc định theo đuôi của tệp ghi ra, không thì {_USUAL}",
        )
        parser.add_argument(
            "--basis",
            default=Basis.RECORDS.value,
            help="published: theo công bố; records: theo sổ (mặc định)",
        )
        parser.add_argument("--out", type=Path, help="tệp ghi ra; mặc định đặt tên theo báo cáo")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one report; what cannot be done is one sentence and exit code 2."""
        try:
            ending = _ending(options["ending"], options["out"])
            basis = _basis(options["basis"])
            where, when = place_and_period(options["place"], options["period"])
            report = report_of(where, when, basis)
        except (UnknownPlace, AmbiguousPlace, PeriodError, EmptyReport, _Refused) as reason:
            raise CommandError(str(reason), returncode=NOTHING_TO_REPORT) from reason
        out: Path = options["out"] or Path(f"{report.name}.{ending}")
        try:
            out.write_bytes(FORMATS[ending].render(report))
        except OSError as reason:
            raise CommandError(_unwritable(out), returncode=NOTHING_TO_REPORT) from reason
        self.stdout.write(f"{out}: {report.title} ({report.basis.label}).")


class _Refused(ValueError):
    """The options do not go together; the message is a Vietnamese sentence."""


def _ending(asked: str | None, out: Path | None) -> str:
    """Return the format asked for, or the one the name of the file says."""
    if asked and asked not in FORMATS:
        raise _Refused(f"Không có định dạng {quoted(asked)}. Chọn một trong: {', '.join(FORMATS)}.")
    named = out.suffix.removeprefix(".").lower() if out else ""
    if asked and named in FORMATS and named != asked:
        raise _Refused(f"Tệp {out} có đuôi .{named} nhưng định dạng là {asked}: hãy chọn một.")
    return asked or (named if named in FORMATS else _USUAL)


def _basis(asked: str) -> Basis:
    known = [it.value for it in Basis]
    if asked not in known:
        raise _Refused(
            f"Không có cơ sở số liệu {quoted(asked)}. Chọn một trong: {', '.join(known)}."
        )
    return Basis(asked)


def _unwritable(out: Path) -> str:
    if out.is_dir():
        return f"Không ghi được {out}: đó là một thư mục, hãy ghi cả tên tệp."
    if not out.parent.is_dir():
        return f"Không ghi được tệp {out}: chưa có thư mục {out.parent}."
    return f"Không ghi được tệp {out}: không có quyền ghi, hoặc đĩa đã đầy."
