import hashlib
import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from khuyencong.reporting.content import Basis, Report
from khuyencong.reporting.exports import FORMATS
from khuyencong.reporting.queries import EmptyReport, Offered, offered, report_of
from khuyencong.reporting.rendering.plain import plain

RENDERING = Path(__file__).resolve().parents[2]


class Command(BaseCommand):
    help = "Ghi báo cáo của các chương trình đã công bố vào var/reports; không đổi thì bỏ qua."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both bases of every programme in every format."""
        folder: Path = settings.REPORTS_DIR
        folder.mkdir(parents=True, exist_ok=True)
        self._digests = _Digests(folder / ".digests.json")
        wanted = [(it, basis) for it in offered() for basis in Basis]
        for number, (programme, basis) in enumerate(wanted, start=1):
            self._report(folder, programme, basis, f"[{number}/{len(wanted)}]")
        self._digests.keep()

    def _report(self, folder: Path, programme: Offered, basis: Basis, mark: str) -> None:
        begin = time.monotonic()
        try:
            report = report_of(programme.place, programme.period, basis)
        except EmptyReport as reason:
            self.stdout.write(f"{mark} {reason}")
            return
        written = [ending for ending in FORMATS if self._write(folder, report, ending)]
        seconds = f"{time.monotonic() - begin:.1f}".replace(".", ",")
        said = f"{', '.join(written)} ({seconds} giây)" if written else "không đổi"
        self.stdout.write(f"{mark} {report.name}: {said}")

    def _write(self, folder: Path, report: Report, ending: str) -> bool:
        """Write a file unless it was written from the same contents before."""
        target = folder / f"{report.name}.{ending}"
        if target.exists() and self._digests.is_known(target.name, report):
            return False
        target.write_bytes(FORMATS[ending].render(report))
        self._digests.remember(target.name, report)
        return True


class _Digests:
    """What every file was last written from: the report's contents and the code that renders."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        self._code = hashlib.sha256()
        for source in sorted(RENDERING.rglob("*")):
            if source.suffix in (".py", ".typ", ".html", ".ttf"):
                self._code.update(source.read_bytes())

    def is_known(self, name: str, report: Report) -> bool:
        return self._known.get(name) == self._digest(report)

    def remember(self, name: str, report: Report) -> None:
        self._known[name] = self._digest(report)

    def keep(self) -> None:
        self._path.write_text(json.dumps(self._known, indent=1))

    def _digest(self, report: Report) -> str:
        digest = self._code.copy()
        digest.update(json.dumps(plain(report), ensure_ascii=False, sort_keys=True).encode())
        return digest.hexdigest()
