"""A figure opened: its value, its years, its parts, and what has been published at its address.

Everything here is read through ``indicators``; nothing is computed but the words.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.establishments.models import LegalForm
from khuyencong.funding.models import Level, Nature
from khuyencong.indicators.address import Address, AddressError
from khuyencong.indicators.breakdown import Part, split
from khuyencong.indicators.conditions import Ids
from khuyencong.indicators.dimensions import SPLITS, splits_of
from khuyencong.indicators.evaluation import Evaluation, evaluate, evaluate_all, unit_of
from khuyencong.indicators.measures import MEASURES, NOT_SUMMABLE, RATES, Measure, Rows
from khuyencong.indicators.presentation import show
from khuyencong.lib.contents import Content
from khuyencong.lib.money import BILLION, MILLION, in_units, show_exact
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within
from khuyencong.schemes.models import CertifiedAt, ResultKind, Tier
from khuyencong.schemes.queries import hidden_from

from . import policy
from .checking.verdict import Outcome, Verdict, compare
from .models import FigureKind, PublishedFigure
from .overlaps import Overlap, told_at

Cut = Callable[..., list[Part]]
"""``breakdown.split``, without the schemes that the viewer may not know of."""

_AREAS = {True: "Địa bàn khó khăn", False: "Ngoài địa bàn khó khăn"}
_LABELS: Mapping[str, Mapping[Any, str]] = {
    "content": {code: str(label) for code, label in Content.choices},
    "legal_form": {code: str(label) for code, label in LegalForm.choices},
    "area": _AREAS,
    "item": {code: str(label) for code, label in ResultKind.choices},
    "certified_at": {code: str(label) for code, label in CertifiedAt.choices},
    "nature": {code: str(label) for code, label in Nature.choices},
}
_WITH_COUNTERPART = ("counterpart", "total")
_STAGES = (Nature.SETTLED, Nature.ACCEPTED, Nature.ALLOCATED)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its name, its value in words and as a number, and its own address."""

    label: str
    value: int | None
    shown: str
    chart_value: str
    rows_count: int
    query: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A dimension that the figure may be split by."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A published figure beside the computed value."""

    figure: PublishedFigure
    verdict: Verdict

    @property
    def tone(self) -> str:
        if self.verdict.agrees:
            return "success"
        return "warning" if self.verdict.outcome is Outcome.DIFFERS else "neutral"


@dataclass(frozen=True, slots=True)
class Opened:
    """All that the page of an address shows; ``evaluation`` is ``None`` where no record answers."""

    address: Address
    evaluation: Evaluation | None
    reason: str = ""
    base: Address | None = None
    stages: Sequence[Row] = ()
    years: Sequence[Row] = ()
    chosen: str = ""
    choices: Sequence[Choice] = ()
    parts: Sequence[Row] = ()
    claims: Sequence[Claim] = field(default_factory=list)
    overlaps: Sequence[Overlap] = ()
    is_personal: bool = False
    """Whether schemes are left out in which the viewer has declared a conflict of interest."""

    @property
    def is_illustrative(self) -> bool:
        return self.evaluation is not None and self.evaluation.records == "illustrative"

    @property
    def shown(self) -> str:
        if self.evaluation is None:
            return "chưa tính được từ sổ"
        if self.evaluation.value is None and self.address.kind in NOT_SUMMABLE:
            return "không cộng được"
        return show(self.evaluation.value, self.evaluation.unit)

    @property
    def exact(self) -> str:
        """Every đồng of a sum of money; empty for anything else."""
        found = self.evaluation
        if found is None or found.unit != "VND" or not isinstance(found.value, int):
            return ""
        return show_exact(found.value)

    @property
    def chart_unit(self) -> str:
        return _scale([row.value for row in self.years], self.base)[1]

    @property
    def parts_unit(self) -> str:
        return _scale([row.value for row in self.parts], self.base)[1]

    @property
    def parts_are_additive(self) -> bool:
        """Whether the parts add up to the figure: each row has one value of the dimension."""
        measure = MEASURES.get(self.base.measure) if self.base else None
        if measure is None or not measure.is_additive:
            return False
        several = measure.rows in (Rows.SCHEMES, Rows.BENEFICIARIES)
        return not (several and self.chosen in ("content", "legal_form", "area"))

    @property
    def unknown_of(self) -> str:
        """What the records that are «không rõ» do not say: «nội dung hoặc nguồn kinh phí»."""
        rows = MEASURES[self.base.measure].rows if self.base else None
        asked = {
            "số tiền": rows is Rows.MONEY,
            "nội dung": self.address.contents,
            "nguồn kinh phí": self.address.source,
            "ngày, tháng": self.address.period and not self.address.period.is_whole_years,
            "loại hình cơ sở": self.address.legal_form,
            "địa bàn": self.address.area,
            "số lượng": rows is Rows.RESULTS,
        }
        return " hoặc ".join(name for name, is_asked in asked.items() if is_asked) or "năm"


def open_address(address: Address, *, viewer: policy.Viewer, chosen: str = "") -> Opened:
    """Open *address* for *viewer*; raise :class:`NoSuchDimension` for what its rows do not keep.

    Who may not see sums of the place's real records is shown the illustrative ones.
    """
    if not policy.see_real_totals(viewer, address.place):
        if address.records == "real":
            return _closed(address, "Số cộng từ hồ sơ thật chỉ mở cho cán bộ của địa bàn.")
        address = address.narrowed(records="illustrative")
    without = hidden_from(viewer) if isinstance(viewer, User) else None
    cut = partial(split, without=without)
    try:
        evaluation, *meant = evaluate_all([address, *_meant(address)], without=without)
    except AddressError as error:
        return _closed(address, str(error))
    base = _base(address).narrowed(records=evaluation.records)
    if not evaluation.rows_count:
        reason = evaluation.reason or _pledged(base, without)
        return Opened(address, evaluation, reason, base, **_told(address, evaluation))
    measure = MEASURES[base.measure]
    choices = _choices(base, measure, chosen)
    chosen = next((choice.code for choice in choices if choice.is_chosen), "")
    years, stages, lag = _years_and_stages(base, measure, cut)
    return Opened(
        address=address,
        evaluation=evaluation,
        reason=evaluation.reason or "".join(_rest(lag, one) for one in meant),
        base=base,
        stages=stages,
        years=years,
        chosen=chosen,
        choices=choices,
        parts=_parts(base, chosen, cut) if chosen else (),
        is_personal=policy.open_records(viewer),
        **_told(address, evaluation),
    )


def _closed(address: Address, reason: str) -> Opened:
    return Opened(address=address, evaluation=None, reason=reason, **_told(address, None))


def _pledged(base: Address, without: Ids | None) -> str:
    """Money of which nothing was carried out yet may have been registered: then say so."""
    measure = MEASURES[base.measure]
    if not measure.is_money or measure.natures or base.nature:
        return ""
    meant = evaluate(base.narrowed(nature=Nature.REGISTERED.value), without=without)
    if not meant.value:
        return ""
    return f"Chưa có khoản nào được thực hiện; theo đăng ký là {show(meant.value, meant.unit)}."


def _meant(address: Address) -> list[Address]:
    """The counterpart registered, where the figure is of what was carried out of it."""
    if address.measure not in _WITH_COUNTERPART or address.nature:
        return []
    return [address.narrowed(measure="counterpart", nature=Nature.REGISTERED.value, per="")]


def _rest(lag: str, meant: Evaluation) -> str:
    """What the figure has not yet of the counterpart, in the words of the report."""
    return f"{lag} là {show(meant.value, meant.unit)}." if lag and meant.value else ""


def _base(address: Address) -> Address:
    """The address whose rows are summed: the money behind a rate, the whole behind an average."""
    if address.measure in RATES:
        return address.narrowed(measure="support", per="")
    return address.narrowed(per="")


def _years_and_stages(
    base: Address, measure: Measure, cut: Cut
) -> tuple[list[Row], list[Row], str]:
    """One query answers all: money by year, by how far it has come, what counterpart lags behind.

    The last begins a sentence: see :func:`_lag`.
    """
    if not measure.is_money or measure.natures or base.nature:
        return _years(base, cut(base, "year")), [], ""
    found, lag = _carried_out(base, cut)
    years: dict[Any, int] = defaultdict(int)
    stages: dict[Any, int] = defaultdict(int)
    counts: dict[Any, int] = defaultdict(int)
    for part in found:
        year, nature = part.keys[:2]
        years[year] += part.value
        stages[nature] += part.value
        counts[year] += part.rows_count
        counts[nature] += part.rows_count
    by_year = [Part((year,), value, counts[year]) for year, value in years.items()]
    values = [stages[stage] for stage in _STAGES if stage in stages]
    by_stage = [
        _row(
            base,
            Part((stage,), stages[stage], counts[stage]),
            str(stage.label),
            base.narrowed(nature=stage.value),
            values,
        )
        for stage in _STAGES
        if stage in stages
    ]
    return _years(base, by_year), by_stage, lag


def _carried_out(base: Address, cut: Cut) -> tuple[list[Part], str]:
    """The money by year and nature; where it has counterpart, also how that lags behind."""
    if base.measure not in _WITH_COUNTERPART:
        return cut(base, "year", "nature"), ""
    found = cut(base.narrowed(measure="total"), "year", "nature", "source")
    own = [part for part in found if not part.keys[2]]
    return (own if base.measure == "counterpart" else found), _lag(found, own)


def _lag(found: Sequence[Part], own: Sequence[Part]) -> str:
    """How the counterpart among the money lags behind; empty where it does not.

    State money counts from its allocation on, counterpart from its acceptance.
    """
    if not any(part.value for part in own):
        return "Chưa có vốn đối ứng nào được nghiệm thu, quyết toán; theo đăng ký"
    if any(part.keys[1] == Nature.ALLOCATED and part.keys[2] for part in found):
        return (
            "Chưa gồm vốn đối ứng của phần việc mới được phân bổ kinh phí, chưa nghiệm thu; "
            "tổng vốn đối ứng đã đăng ký"
        )
    return ""


def _years(base: Address, found: Sequence[Part]) -> list[Row]:
    """Every year of the period, also those with nothing; years that no record tells come last."""
    by_year = {part.keys[0]: part for part in found}
    known = sorted(year for year in by_year if year is not None)
    wanted = list(base.period.years) if base.period else known
    values = [part.value for part in found]
    rows = []
    for year in wanted:
        part = by_year.get(year, Part((year,), 0, 0))
        period = Period.of_years(year, year)
        address = base.narrowed(period=period) if _within(period, base.period) else None
        rows.append(_row(base, part, str(year), address, values))
    if None in by_year:
        rows.append(_row(base, by_year[None], "Không rõ năm", None, values))
    return rows


def _within(year: Period, period: Period | None) -> bool:
    return period is None or period.contains(year)


def _choices(base: Address, measure: Measure, chosen: str) -> list[Choice]:
    settled = {
        "content": len(base.contents) == 1,
        "source": base.source not in ("", "local"),
        "year": True,  # always shown
        "place": base.place is not None and len(units_within(base.place)) == 1,
        "legal_form": bool(base.legal_form),
        "area": bool(base.area),
        "item": len(measure.items) == 1 or bool(base.item),
        "certified_at": base.kind != "certified_product" or bool(base.certified_at),
        "nature": True,  # shown as stages
    }
    codes = [code for code in splits_of(measure) if not settled[code]]
    if chosen not in codes:
        chosen = codes[0] if codes else ""
    return [Choice(code, SPLITS[code], code == chosen) for code in codes]


def _parts(base: Address, dimension: str, cut: Cut) -> list[Row]:
    found = cut(base, dimension)
    values = [part.value for part in found]
    names = _names(base, dimension, found)
    rows = []
    for part in found:
        key = part.keys[0]
        label = str(names.get(key) or "Không rõ")
        address = None if label == "Không rõ" else _narrowed(base, dimension, key, names)
        rows.append(_row(base, part, label, address, values))
    return sorted(rows, key=lambda row: row.label == "Không rõ")


def _names(base: Address, dimension: str, found: Sequence[Part]) -> Mapping[Any, Any]:
    """The name of every key; of places the units themselves."""
    if dimension == "place":
        return Unit.objects.in_bulk([part.keys[0] for part in found])
    if dimension == "source":
        labels = Level if MEASURES[base.measure].is_money else Tier
        return {code: str(label) for code, label in labels.choices if code}
    return _LABELS[dimension]


def _narrowed(base: Address, dimension: str, key: Any, names: Mapping[Any, Any]) -> Address | None:
    """The address of one part; «không rõ nguồn» has none of its own."""
    if key == Level.UNKNOWN:
        return None
    changes: dict[str, dict[str, Any]] = {
        "content": {"contents": (key,)},
        "area": {"area": "disadvantaged" if key else "other"},
        "place": {"place": names[key]},
    }
    return base.narrowed(**changes.get(dimension, {dimension: key}))


def _row(
    base: Address,
    part: Part,
    label: str,
    address: Address | None,
    values: Sequence[int | None],
) -> Row:
    value, rows_count = part.value, part.rows_count
    shown = show(value, unit_of(base))
    plain: int | None = value
    if base.kind in NOT_SUMMABLE and rows_count > 1:
        shown, plain = "không cộng được", None
    scale = _scale(values, base)[0]
    chart = "" if plain is None else in_units(plain, scale).replace(".", "").replace(",", ".")
    return Row(label, plain, shown, chart, rows_count, address.query() if address else "")


def _scale(values: Sequence[int | None], base: Address | None) -> tuple[int, str]:
    """What a chart divides by, and the unit that then stands on its axis."""
    if base is None or not MEASURES[base.measure].is_money:
        return 1, unit_of(base) if base else ""
    largest = max((abs(value) for value in values if value is not None), default=0)
    return (BILLION, "tỷ đồng") if largest >= BILLION else (MILLION, "triệu đồng")


def _told(address: Address, evaluation: Evaluation | None) -> dict[str, Any]:
    """What is published at the address, each claim with its verdict, and near it."""
    figures, overlaps = told_at(address)
    claims = [Claim(figure, _verdict(figure, evaluation)) for figure in figures]
    return {"claims": claims, "overlaps": overlaps}


def _verdict(figure: PublishedFigure, evaluation: Evaluation | None) -> Verdict:
    if figure.kind != FigureKind.RESULT:
        return Verdict(Outcome.NOT_COMPUTED, reason=f"Là {figure.get_kind_display().lower()}.")
    if evaluation is None or evaluation.value is None or not evaluation.rows_count:
        return Verdict(Outcome.NOT_COMPUTED, reason="Chưa có hồ sơ để tính.")
    return compare(figure.claim, evaluation.value)
