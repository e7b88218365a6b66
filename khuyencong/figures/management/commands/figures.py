import csv
import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from khuyencong.figures.annotating import annotate
from khuyencong.figures.batch import FileRead, load_file, read_files, texts_in
from khuyencong.figures.checking.finding import SEVERITIES, Finding
from khuyencong.figures.gold import Gold, read_gold
from khuyencong.figures.reading.extract import read
from khuyencong.figures.reading.figure import Reading
from khuyencong.figures.reading.load import Unreadable
from khuyencong.figures.reading.vocabulary import KIND_LABELS
from khuyencong.figures.report_check import Judged, Judgement, Report, check_report
from khuyencong.figures.scoring import score
from khuyencong.indicators.measures import NAMES

UNUSABLE = 2
_GOLD_NAMES = (("doc", "seed"), ("surface", "quote"), ("metric",), ("value",), ("unit",))
_EVERY = 20  # files between two lines of progress


class Command(BaseCommand):
    """Read, check and score texts: ``manage.py figures extract|check|score``."""

    help = (
        "Đọc số liệu trong văn bản khuyến công (txt, docx, pdf có lớp chữ, html).\n\n"
        "  figures extract TỆP [--json]        mọi số liệu của văn bản; một thư mục thì đọc cả\n"
        "                                      thư mục bằng mọi nhân máy\n"
        "  figures check TỆP [--against-records] [--docx KẾT_QUẢ]\n"
        "                                      soát số học; với sổ; ghi chú vào bản Word\n"
        "  figures score THƯ_MỤC GOLD.tsv      chấm điểm với bảng chuẩn\n\n"
        "Mã trả về: 0 là ổn, 1 là có chỗ mâu thuẫn hoặc lệch với sổ, 2 là không đọc được tệp."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True, metavar="extract|check|score")
        extract = tasks.add_parser("extract", help="trích số liệu của một tệp hoặc một thư mục")
        extract.add_argument("file", type=Path, help="tệp hoặc thư mục")
        extract.add_argument("--json", action="store_true", help="in ra JSON")
        extract.add_argument("--jobs", type=int, default=None, help="số tiến trình (thư mục)")
        check = tasks.add_parser("check", help="soát số liệu của một tệp")
        check.add_argument("file", type=Path)
        check.add_argument("--against-records", action="store_true", help="đối chiếu với sổ")
        check.add_argument("--docx", type=Path, help="tệp Word kết quả, có chú thích")
        check.add_argument("--site", default="", help="địa chỉ trang web, để ghi liên kết")
        scored = tasks.add_parser("score", help="chấm điểm trích số liệu")
        scored.add_argument("folder", type=Path, help="thư mục văn bản")
        scored.add_argument("gold", type=Path, help="bảng chuẩn, cột cách nhau bằng tab")
        scored.add_argument("--details", action="store_true", help="kể từng dòng thiếu và sai")

    def handle(self, *args: Any, **options: Any) -> None:
        task = {"extract": self._extract, "check": self._check, "score": self._score}
        try:
            task[options["task"]](options)
        except Unreadable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error

    def _extract(self, options: Mapping[str, Any]) -> None:
        path: Path = options["file"]
        if path.is_dir():
            self._extract_all(path, options)
            return
        reading = read(load_file(path).text)
        if options["json"]:
            self.stdout.write(json.dumps(reading.to_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(reading)))

    def _extract_all(self, folder: Path, options: Mapping[str, Any]) -> None:
        """A folder: one object, name of file → array of figures; progress on the other stream."""
        paths = texts_in(folder)
        if not paths:
            raise Unreadable(f"Thư mục «{folder}» không có tệp nào đọc được.")
        found = self._with_progress(read_files(paths, processes=options["jobs"]), len(paths))
        good = [one for one in found if not one.refusal]
        if options["json"]:
            told = {str(one.path.relative_to(folder)): one.reading.to_json() for one in good}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for one in good:
                count = len(one.reading.figures)
                self.stdout.write(f"{one.path.relative_to(folder)}: {count} số liệu")
        refused = [one.refusal for one in found if one.refusal]
        if refused:
            raise Unreadable(f"Không đọc được {len(refused)} tệp:\n" + "\n".join(refused))

    def _with_progress(self, found: Iterable[FileRead], total: int) -> list[FileRead]:
        done: list[FileRead] = []
        for one in found:
            done.append(one)
            if len(done) % _EVERY == 0 or len(done) == total:
                self.stderr.write(f"Đã đọc {len(done)}/{total} tệp.")
        return done

    def _check(self, options: Mapping[str, Any]) -> None:
        path: Path = options["file"]
        loaded = load_file(path)
        if options["docx"] and loaded.format != "docx":
            raise Unreadable(f"«{path.name}» không phải tệp Word nên không ghi chú thích được.")
        report = check_report(read(loaded.text), against_records=options["against_records"])
        self.stdout.write("\n".join(_told(report)))
        if options["docx"]:
            marked = annotate(path.read_bytes(), loaded, report, site=options["site"])
            _write(options["docx"], marked)
            self.stdout.write(f"Đã ghi bản có chú thích: {options['docx']}")
        if report.contradicts:
            sys.exit(1)

    def _score(self, options: Mapping[str, Any]) -> None:
        folder: Path = options["folder"]
        gold = _gold(options["gold"])
        if not folder.is_dir():
            raise Unreadable(f"Không có thư mục «{folder}».")
        asked = {row.doc for row in gold}
        readings: dict[str, Reading] = {}
        for path in texts_in(folder):
            name = _name_in(path.stem, asked)
            if name:
                readings[name] = read(load_file(path).text)
        if not readings:
            raise Unreadable(f"Thư mục «{folder}» không có văn bản nào của bảng chuẩn.")
        scored = score(readings, gold)
        self.stdout.write(scored.table())
        for doc in scored.documents if options["details"] else ():
            for what, lines in (
                ("thiếu", doc.missed),
                ("khác", doc.wrong),
                ("thừa", doc.invented),
            ):
                for line in lines:
                    self.stdout.write(f"{doc.doc}: {what}: {line}")


def _name_in(stem: str, asked: set[str]) -> str:
    """The name a gold table gives a file: its own, or the number it begins with."""
    if stem in asked:
        return stem
    number = stem.partition("_")[0]
    return str(int(number)) if number.isdigit() and str(int(number)) in asked else ""


def _gold(path: Path) -> list[Gold]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"Không đọc được bảng chuẩn «{path}».") from error
    heads = next(csv.reader(lines[:1], delimiter="\t"), [])
    missing = [" hoặc ".join(names) for names in _GOLD_NAMES if not set(names) & set(heads)]
    if missing:
        raise Unreadable(f"Bảng chuẩn «{path.name}» thiếu cột: {', '.join(missing)}.")
    return read_gold(lines)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Unreadable(f"Không ghi được tệp «{path}»: {error.strerror}.") from error


def _lines(reading: Reading) -> list[str]:
    """A figure a line, for people."""
    if not reading.figures:
        return ["Không có số liệu nào."]
    return [
        " | ".join(
            part
            for part in (
                f"{figure.start}",
                f"«{' '.join(figure.quote.split())}»",
                NAMES.get(figure.measure, figure.measure),
                figure.content,
                figure.period.label,
                figure.place.name,
                KIND_LABELS[figure.kind],
            )
            if part
        )
        for figure in reading.figures
    ]


def _told(report: Report) -> list[str]:
    lines = [f"Tìm thấy {len(report.judged)} số liệu."]
    lines += [_finding(finding) for finding in report.findings]
    if report.is_against_records:
        lines += ["", "Đối chiếu với sổ:"]
        lines += [_judged(one) for one in report.judged if one.row]
        counts = report.counts
        lines += ["", "; ".join(f"{kind.value}: {counts[kind]}" for kind in Judgement) + "."]
    return [*lines, "Có chỗ phải xem lại." if report.contradicts else "Không thấy mâu thuẫn."]


def _finding(finding: Finding) -> str:
    resolve = f" → {finding.resolve}" if finding.resolve else ""
    return f"[{SEVERITIES[finding.severity]}] {finding.message}{resolve}"


def _judged(one: Judged) -> str:
    quote = " ".join(one.figure.quote.split())
    said = " ".join(one.sentences)
    return f"[{one.judgement.value}] «{quote}» – {said}"
