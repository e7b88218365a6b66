"""Reconciliation (đối chiếu): what a text publishes beside what the records evaluate to.

Agreement with illustrative records proves the evaluator, not the province, and says so.  A figure
that no record can answer keeps its reason; nothing is repaired and nothing is guessed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.indicators.address import Address, AddressError
from khuyencong.indicators.conditions import conditions, records_of
from khuyencong.indicators.dimensions import NoSuchDimension
from khuyencong.indicators.evaluation import Evaluation, check, evaluate_all
from khuyencong.indicators.measures import RATES
from khuyencong.indicators.presentation import RECORD_LABELS, show
from khuyencong.lib.money import show_exact
from khuyencong.lib.period import Period
from khuyencong.lib.quantity import show_percent
from khuyencong.places.models import Level

from .checking.verdict import Outcome, Verdict, compare
from .findings import Finding, find
from .models import FigureKind, PublishedFigure, SourceText
from .queries import figures_of, period_of

YEARS = "năm"
ONLY_ILLUSTRATIVE = (
    "Khớp với dữ liệu minh họa chỉ chứng tỏ cách tính đúng, không xác nhận số của địa phương."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: published figure – computed value – verdict – explanation.

    ``computed`` is in the unit of the figure, ``None`` where nothing computes it; ``basis`` is
    ``real`` or ``illustrative`` records, ``period`` for a length of the period itself, or empty.
    """

    figure: PublishedFigure
    computed: int | Fraction | None
    unit: str
    basis: str
    rows_count: int
    unknown_count: int
    verdict: Verdict
    explanation: str

    @property
    def computed_words(self) -> str:
        return "–" if self.computed is None else show(self.computed, self.unit)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A text set against the records and against itself.

    One row for every figure, in the order of the text; then what its figures say about one another.
    """

    text: SourceText
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]

    @property
    def is_with_illustrative_records(self) -> bool:
        """Whether an agreement proves only how numbers are computed, and not the province's."""
        return any(row.basis == "illustrative" for row in self.rows)


Evaluate = Callable[[Sequence[Address]], list[Evaluation]]


def reconcile(
    texts: Sequence[SourceText],
    evaluate: Evaluate = evaluate_all,
    *,
    period: Period | None = None,
) -> list[Reconciliation]:
    """Set the figures of *texts* against the records, all evaluated together by *evaluate*.

    With *period* whole texts whose own period lies in it, and of other texts the figures that do,
    with what is found about them; a text without any of them is left out.
    """
    figures = figures_of(texts)
    shown = [one for one in figures if period is None or _lies_in(period, one)]
    rows = list(zip(shown, rows_of(shown, evaluate), strict=True))
    return [
        Reconciliation(
            text=text,
            rows=tuple(row for figure, row in rows if figure.text_id == text.pk),
            findings=_about(text, shown, [one for one in figures if one.text_id == text.pk]),
        )
        for text in texts
        if any(figure.text_id == text.pk for figure in shown)
    ]


def rows_of(figures: Sequence[PublishedFigure], evaluate: Evaluate = evaluate_all) -> list[Row]:
    """Set *figures*, saved or not yet, against the records, all evaluated together."""
    reasons = [_why_not(figure) for figure in figures]
    asked = [index for index, reason in enumerate(reasons) if not reason]
    evaluations = _evaluated([figures[index].address for index in asked], evaluate)
    evaluated = dict(zip(asked, evaluations, strict=True))
    recorded = {figures[index].text.code for index in asked if evaluated[index].rows_count}
    return [
        _row(figure, evaluated.get(index), reasons[index], figure.text.code in recorded)
        for index, figure in enumerate(figures)
    ]


def _lies_in(period: Period, figure: PublishedFigure) -> bool:
    return period.contains(figure.text.period) or period.contains(period_of(figure))


def _about(
    text: SourceText, shown: Sequence[PublishedFigure], told: Sequence[PublishedFigure]
) -> tuple[Finding, ...]:
    """Return what is found about the figures shown; all of it where all of them are."""
    is_whole = set(told) <= set(shown)
    return tuple(finding for finding in find(told) if is_whole or set(finding.figures) & set(shown))


def _evaluated(addresses: Sequence[Address], evaluate: Evaluate) -> list[Evaluation]:
    """Evaluate all together, each place from its real or its illustrative records throughout."""
    basis = records_of(addresses)
    return evaluate([one.narrowed(records=basis[one]) for one in addresses])


def _why_not(figure: PublishedFigure) -> str:
    """Return why records cannot answer a figure, empty where they can."""
    if figure.kind not in (FigureKind.RESULT, FigureKind.TARGET, FigureKind.PLAN):
        return "Không phải kết quả."
    if figure.period is None and (figure.per or figure.measure == "growth"):
        return "Văn bản không nêu kỳ."
    if figure.place is not None and figure.place.level != Level.PROVINCE:
        return f"Sổ cộng theo tỉnh, không theo {figure.place.full_name}."
    address = figure.address
    try:
        for row_address in _answered_by(address):
            check(row_address)
            conditions(row_address.narrowed(records="real"))
    except (AddressError, NoSuchDimension) as reason:
        return str(reason)
    return ""


def _answered_by(address: Address) -> list[Address]:
    return [address.narrowed(measure="support")] if address.measure in RATES else [address]


def _row(
    figure: PublishedFigure, evaluation: Evaluation | None, reason: str, has_records: bool
) -> Row:
    if figure.unit == YEARS and figure.value is not None:
        return _length_of_period(figure)
    verdict = _judge(figure, evaluation, reason, has_records)
    known = evaluation is not None and evaluation.rows_count
    return Row(
        figure=figure,
        computed=evaluation.value if evaluation and known else None,
        unit=evaluation.unit if evaluation else figure.unit,
        basis=evaluation.records if evaluation and known else "",
        rows_count=evaluation.rows_count if evaluation else 0,
        unknown_count=evaluation.unknown_count if evaluation else 0,
        verdict=verdict,
        explanation=_explain(figure, evaluation, verdict),
    )


def _length_of_period(figure: PublishedFigure) -> Row:
    period = period_of(figure)
    years = len(period.years)
    verdict = compare(figure.claim, years)
    return Row(
        figure=figure,
        computed=years,
        unit=YEARS,
        basis="period",
        rows_count=0,
        unknown_count=0,
        verdict=verdict,
        explanation=f"Kỳ {period.label} tính cả hai đầu là {years} năm ngân sách.",
    )


def _judge(
    figure: PublishedFigure, evaluation: Evaluation | None, reason: str, has_records: bool
) -> Verdict:
    if figure.value is None and figure.low is None:
        return Verdict(Outcome.UNCLEAR, reason="Nhận định không nêu con số cụ thể.")
    if reason or figure.kind != FigureKind.RESULT or evaluation is None:
        return Verdict(Outcome.NOT_COMPUTED, reason=_not_a_result(figure) or reason)
    if not evaluation.rows_count and not has_records:
        return Verdict(Outcome.NOT_COMPUTED, reason="Chưa có bản ghi nào trong kỳ này.")
    if evaluation.value is None:
        return Verdict(Outcome.NOT_COMPUTED, reason=evaluation.reason)
    if not evaluation.rows_count and evaluation.unknown_count:
        return Verdict(Outcome.UNCLEAR, reason="Chỉ có bản ghi «không rõ» tại địa chỉ này.")
    return compare(figure.claim, evaluation.value)


def _not_a_result(figure: PublishedFigure) -> str:
    label = period_of(figure).label
    return {
        FigureKind.TARGET: f"Là mục tiêu của kỳ {label}, không phải kết quả.",
        FigureKind.PLAN: f"Là kế hoạch ({label}), không phải kết quả.",
        FigureKind.FURNITURE: (
            f"Là dòng ngoài bài, nói về {label}, không thuộc kỳ {figure.text.period.label}."
        ),
        FigureKind.CLAIM: "Là nhận định, không phải kết quả.",
        FigureKind.CONTEXT: "Là bối cảnh, không phải kết quả.",
        FigureKind.NORM: "Là định mức, không phải kết quả.",
    }.get(FigureKind(figure.kind), "")


def _explain(figure: PublishedFigure, evaluation: Evaluation | None, verdict: Verdict) -> str:
    if evaluation is None or verdict.outcome is Outcome.NOT_COMPUTED:
        return _with_progress(verdict.reason, evaluation)
    basis = RECORD_LABELS[evaluation.records]
    if verdict.agrees:
        said = f"{verdict.outcome.value.capitalize()} với {basis}"
    elif verdict.outcome is Outcome.DIFFERS:
        said = f"Công bố {_by_how_much(verdict, evaluation.unit)} so với {basis}"
    else:
        said = f"Chưa kết luận được với {basis}"
    parts = [f"{said} ({evaluation.rows_count} bản ghi).", _exactly(evaluation, verdict)]
    parts.append(verdict.reason)
    if evaluation.unknown_count:
        parts.append(f"Còn {evaluation.unknown_count} bản ghi «không rõ».")
    return " ".join(part for part in parts if part)


def _exactly(evaluation: Evaluation, verdict: Verdict) -> str:
    """Return the computed value to the last đồng or digit, where rounding hides a difference."""
    value = evaluation.value
    if verdict.outcome is not Outcome.AGREES_ROUNDED or not verdict.difference or value is None:
        return ""
    if evaluation.unit == "%":
        return f"Tính được {show_percent(Fraction(value), digits=4)}."
    return f"Tính được {show_exact(round(value))}."


def _with_progress(reason: str, evaluation: Evaluation | None) -> str:
    if evaluation is None or not evaluation.rows_count or evaluation.value is None:
        return reason
    basis = RECORD_LABELS[evaluation.records]
    return f"{reason} Đến nay {basis} ghi {show(evaluation.value, evaluation.unit)}."


def _by_how_much(verdict: Verdict, unit: str) -> str:
    side = "cao hơn" if verdict.difference > 0 else "thấp hơn"
    size = abs(verdict.difference)
    return f"{side} {show(int(size) if size.denominator == 1 else size, unit)}"
