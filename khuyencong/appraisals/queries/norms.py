"""The support of every line against its norm, as the estimate asks it or as it is agreed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khuyencong.appraisals.models import Appraisal, LineBasis
from khuyencong.dossiers.queries import LineEstimate, chain_of, estimate_of
from khuyencong.establishments.queries import in_disadvantaged_areas
from khuyencong.regulations.queries import NormCheck, SupportLine, check_support
from khuyencong.schemes.models import Line


@dataclass(frozen=True, slots=True)
class Basis:
    """What the norm of a line is measured on; ``is_known`` false: the place is «chưa rõ»."""

    units: int
    is_priority: bool
    is_line: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class CheckedLines:
    """A line, or the lines of one beneficiary for one norm, with the check of their sum.

    Split into two lines, an item is still one item of one establishment.
    """

    lines: Sequence[LineEstimate]
    basis: Basis
    check: NormCheck

    @property
    def label(self) -> str:
        return "; ".join(str(one.line) for one in self.lines)

    @property
    def tone(self) -> str:
        if self.check.must_stop:
            return "danger"
        tones = {"within": "success", "over": "warning", "unknown": "neutral"}
        return tones[self.check.verdict.value]


def requested_of(line: LineEstimate) -> int:
    """What the estimate of a line asks of state budgets, in đồng."""
    return sum(item.support_vnd for item in line.items)


_OF_LINE = (
    "content",
    "item",
    "account__year",
    "sub_content__name",
    "sub_content__norm_item",
    "beneficiary__in_disadvantaged_area",
    "beneficiary__establishment__is_illustrative",
    "beneficiary__establishment__commune__parent",
    "beneficiary__establishment__commune__province",
)


def check_norms(
    appraisal: Appraisal, agreed: Mapping[int, int] | None = None
) -> list[CheckedLines]:
    """Check the lines against the norms of the appraisal's day, with a fixed number of queries.

    ``agreed`` gives the support of lines by their id in đồng; without it the estimate's counts.
    """
    scheme, estimate = appraisal.scheme, estimate_of(appraisal.scheme, *_OF_LINE)
    bases = bases_of(appraisal, [one.line for one in estimate.lines])
    groups = _groups(estimate.lines)
    asked, found = [], []
    for lines in groups:
        basis = _together([bases[one.line.pk] for one in lines])
        asked.append(
            SupportLine(
                item=_norm_item(lines[0].line),
                requested_vnd=sum(
                    requested_of(one) if agreed is None else agreed.get(one.line.pk, 0)
                    for one in lines
                ),
                base_cost_vnd=sum(one.amount_vnd for one in lines) or None,
                units=basis.units,
                is_priority=basis.is_priority,
                is_line=basis.is_line,
                name=str(lines[0].line.sub_content or lines[0].line),
            )
        )
        found.append((lines, basis))
    checks = check_support(
        asked,
        on=appraisal.law_on,
        chain=chain_of(scheme),
        province=scheme.province.code,
    ).checks
    return [
        CheckedLines(lines, basis, check)
        for (lines, basis), check in zip(found, checks, strict=True)
    ]


def bases_of(appraisal: Appraisal, lines: Sequence[Line]) -> dict[int, Basis]:
    """What each line's norm is measured on, by its id: as appraised, else as the place suggests.

    Two queries, for lines that were read with their beneficiaries' communes.
    """
    rows = LineBasis.objects.filter(appraisal=appraisal)
    told = {
        line: Basis(units, is_priority, is_line, is_known=True)
        for line, units, is_priority, is_line in rows.values_list(
            "line", "units", "is_priority", "is_line"
        )
    }
    unsaid = [
        line.beneficiary.establishment
        for line in lines
        if line.pk not in told
        and line.beneficiary
        and line.beneficiary.in_disadvantaged_area is None
    ]
    areas = in_disadvantaged_areas(unsaid, on=appraisal.law_on)
    return {line.pk: told.get(line.pk) or _suggested(line, areas) for line in lines}


def _suggested(line: Line, areas: Mapping[int, bool | None]) -> Basis:
    if line.beneficiary is None:
        return Basis(1, is_priority=False, is_line=False, is_known=False)
    place = line.beneficiary.in_disadvantaged_area
    if place is None:
        place = areas[line.beneficiary.establishment_id]
    return Basis(1, is_priority=bool(place), is_line=False, is_known=place is not None)


def _norm_item(line: Line) -> str:
    return line.sub_content.norm_item if line.sub_content else ""


def _groups(lines: Sequence[LineEstimate]) -> list[list[LineEstimate]]:
    """Lines of one beneficiary for one norm are one; all others stand alone."""
    groups: dict[object, list[LineEstimate]] = {}
    for one in lines:
        item, whose = _norm_item(one.line), one.line.beneficiary_id
        key = (item, whose) if item and whose else one.line.pk
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _together(bases: Sequence[Basis]) -> Basis:
    return Basis(
        units=max(one.units for one in bases),
        is_priority=any(one.is_priority for one in bases),
        is_line=any(one.is_line for one in bases),
        is_known=all(one.is_known for one in bases),
    )
