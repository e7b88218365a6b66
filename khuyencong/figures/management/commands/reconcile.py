import json
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from khuyencong.figures.findings import Finding
from khuyencong.figures.models import SourceText
from khuyencong.figures.queries import UNPUBLISHED, Compared, comparison, period_of, texts_of
from khuyencong.figures.reconciliation import ONLY_ILLUSTRATIVE, Reconciliation, Row, reconcile
from khuyencong.lib.money import show_vnd
from khuyencong.lib.period import Period, PeriodError
from khuyencong.places.models import Unit
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace, resolve_place

_HEADINGS = ("STT", "Số liệu", "Công bố", "Tính được", "Đối chiếu", "Giải thích")
_COMPARED = (
    "Địa bàn",
    "Kỳ",
    "Số đề án",
    "Nhà nước hỗ trợ",
    "Bình quân năm",
    "Vốn đối ứng",
    "Tổng gồm đối ứng",
)


class Command(BaseCommand):
    """Set published figures against the records: ``manage.py reconcile --place "Hải Dương"``."""

    help = (
        "Đối chiếu số liệu công bố với số liệu tính từ sổ, rồi soát số học trong từng văn bản.\n\n"
        'Ví dụ: reconcile --place "Hải Dương" --period 2014-2018 --json\n\n'
        "JSON là một đối tượng gồm ba danh sách:\n"
        "  figures: mỗi số liệu gồm figure, published, computed, verdict, explanation và value,\n"
        "           low, high, unit, qualifier, computed_value, difference, basis, records,\n"
        "           unknown, kind, surface, address, note, text, place, place_status, period;\n"
        "  findings: mỗi nhận xét gồm text, code, weight, figures (số thứ tự), message,\n"
        "           difference, resolve;\n"
        "  comparison: mỗi chương trình gồm schemes, support_vnd, support_a_year_vnd,\n"
        "           counterpart_vnd, total_vnd (null là không công bố).\n"
        "basis là real (sổ đề án), illustrative (dữ liệu minh họa), period (độ dài kỳ) hoặc trống."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--place", default="", help="tên địa bàn, cũ hoặc mới")
        parser.add_argument("--period", default="", help="kỳ, ví dụ 2016-2020 hoặc 2018-H1")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = Period.parse(options["period"]) if options["period"] else None
            place = _place(options["place"], period)
        except (AmbiguousPlace, PeriodError, UnknownPlace) as error:
            raise CommandError(str(error), returncode=2) from error
        found = reconcile(texts_of(place), period=period)
        if not found:
            raise CommandError(_nothing(place, period), returncode=2)
        if options["json"]:
            self.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=2))
            return
        blocks = [_lines(reconciliation) for reconciliation in found]
        if len(found) > 1:
            blocks.append(_comparison(found))
        self.stdout.write("\n\n".join("\n".join(block) for block in blocks))


def _place(name: str, period: Period | None) -> Unit | None:
    return resolve_place(name, on=period.end if period else None) if name else None


def _nothing(place: Unit | None, period: Period | None) -> str:
    if not SourceText.objects.exists():
        return "Chưa nạp số liệu công bố: hãy chạy manage.py load_published trước."
    where = f" về {place.name}" if place else ""
    when = f" trong kỳ {period.label}" if period else ""
    return f"Không có số liệu công bố nào{where}{when}."


def as_data(found: Sequence[Reconciliation]) -> dict[str, Any]:
    """Return reconciliations as plain data, in the shape that ``--help`` tells."""
    return {
        "figures": [_row_data(row) for one in found for row in one.rows],
        "findings": [_finding_data(one.text, finding) for one in found for finding in one.findings],
        "comparison": [_compared_data(one) for one in comparison(one.text for one in found)],
    }


def _row_data(row: Row) -> dict[str, Any]:
    figure = row.figure
    return {
        "text": figure.text.code,
        "number": figure.number,
        "figure": figure.subject,
        "published": figure.shown,
        "computed": row.computed_words,
        "verdict": row.verdict.outcome.value,
        "explanation": row.explanation,
        "value": _plain(figure.value),
        "low": _plain(figure.low),
        "high": _plain(figure.high),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "computed_value": _plain(row.computed),
        "difference": _plain(row.verdict.difference),
        "basis": row.basis,
        "records": row.rows_count,
        "unknown": row.unknown_count,
        "kind": figure.kind,
        "surface": figure.surface,
        "address": figure.address.params(),
        "note": figure.ambiguity,
        "place": figure.place.name if figure.place else "",
        "place_status": figure.text.place_status,
        "period": period_of(figure).label,
    }


def _finding_data(text: SourceText, finding: Finding) -> dict[str, Any]:
    return {
        "text": text.code,
        "code": finding.code,
        "weight": finding.weight.value,
        "figures": [figure.number for figure in finding.figures],
        "message": finding.message,
        "difference": _plain(finding.difference),
        "resolve": finding.resolve,
    }


def _compared_data(one: Compared) -> dict[str, Any]:
    return {
        "text": one.text.code,
        "place": one.place,
        "period": one.text.period.label,
        "schemes": one.schemes,
        "support_vnd": one.support.value_vnd,
        "support_a_year_vnd": one.support_a_year_vnd,
        "counterpart_vnd": one.counterpart.value_vnd,
        "total_vnd": one.total.value_vnd,
    }


def _plain(number: int | Decimal | Fraction | None) -> int | float | None:
    """Return a number as JSON keeps it: whole ones whole, others to four decimals."""
    if number is None:
        return None
    exact = Fraction(number)
    return int(exact) if exact.denominator == 1 else round(float(exact), 4)


def _lines(found: Reconciliation) -> list[str]:
    text = found.text
    notes = [
        f"  [{one.weight.value}] {one.message} {one.resolve}".rstrip() for one in found.findings
    ]
    place = [text.place_note] if text.place_note and not text.is_place_certain else []
    return [
        f"{text.place_words} – {text.period.label}",
        text.citation,
        *place,
        "",
        *_table([_HEADINGS, *(_cells(row) for row in found.rows)]),
        "",
        _summary(found),
        *([ONLY_ILLUSTRATIVE] if found.is_with_illustrative_records else []),
        *(["Số học trong văn bản:", *notes] if notes else []),
    ]


def _cells(row: Row) -> tuple[str, ...]:
    figure = row.figure
    return (
        str(figure.number),
        figure.subject,
        figure.shown,
        row.computed_words,
        row.verdict.outcome.value,
        row.explanation,
    )


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows in columns as wide as their longest cell; the last column runs on."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    lines = ["  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows]
    rule = "  ".join("-" * width for width in (*widths, len(rows[0][-1])))
    return [lines[0], rule, *lines[1:]]


def _summary(found: Reconciliation) -> str:
    counts = Counter(row.verdict.outcome.value for row in found.rows)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    return f"{len(found.rows)} số liệu: {told}."


def _comparison(found: Sequence[Reconciliation]) -> list[str]:
    rows = [
        (
            one.place,
            one.text.period.label,
            UNPUBLISHED if one.schemes is None else str(one.schemes),
            one.support.shown,
            UNPUBLISHED if one.support_a_year_vnd is None else show_vnd(one.support_a_year_vnd),
            one.counterpart.shown,
            one.total.shown,
        )
        for one in comparison(one.text for one in found)
    ]
    return [
        "So sánh theo công bố: hỗ trợ so với hỗ trợ; tổng gồm đối ứng không so với hỗ trợ.",
        "",
        *_table([_COMPARED, *rows]),
    ]
