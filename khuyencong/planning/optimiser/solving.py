"""The plan as a mixed-integer programme, solved turn by turn with HiGHS.

Each turn of the legal order chooses the best of its own schemes, with everything later still free;
its choice then stands while the next turn is served (Điều 6 Thông tư 46/2012/TT-BCT: «ưu tiên lần
lượt»).  Of choices with equal points it takes the one that costs less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import highspy
import numpy as np

from .problem import Candidate, Rules, may_enter, points, turn

_MILLION = 1_000_000
_FINENESS = 1000  # of a row's smallest step: far coarser than what HiGHS lets pass
_INFINITY = highspy.kHighsInf
_LEAST_SHARE = 0.02
_LESS_THAN_A_POINT = 0.5
_GAP = 5e-4
"""A turn is solved when nothing better can exist by more than this share of its points."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Which candidates are in, and whether nothing better exists."""

    chosen: frozenset[int]
    is_proven: bool


def solve(
    candidates: Sequence[Candidate],
    envelopes: Mapping[str, int],
    rules: Rules,
    *,
    seconds: float,
) -> Solution | None:
    """Return the best choice, or ``None`` where the rules leave none at all."""
    highs = _model(candidates, envelopes, rules)
    values: list[float] = []
    is_proven = True
    turns = _turns(candidates, rules)
    for number, members in enumerate(turns):
        left = max(seconds - highs.getRunTime(), seconds * _LEAST_SHARE)
        highs.setOptionValue("time_limit", min(left, 2 * left / (len(turns) - number)))
        _aim_at(highs, candidates, members)
        highs.run()
        if _is_feasible(highs):
            values = [round(value) for value in highs.getSolution().col_value]
        elif not values:
            return None
        is_proven = is_proven and highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        for index in members:
            highs.changeColBounds(index, values[index], values[index])
        start = highspy.HighsSolution()
        start.col_value = values
        highs.setSolution(start)
    chosen = frozenset(index for index in range(len(candidates)) if values[index])
    return Solution(chosen, is_proven)


def _turns(candidates: Sequence[Candidate], rules: Rules) -> list[dict[int, int]]:
    """Columns with their points, turn by turn; at least one turn."""
    turns: dict[tuple[int, ...], dict[int, int]] = {}
    for index, candidate in enumerate(candidates):
        turns.setdefault(turn(candidate, rules), {})[index] = points(candidate)
    unit = gcd(*(score for members in turns.values() for score in members.values())) or 1
    return [
        {index: score // unit for index, score in turns[key].items()} for key in sorted(turns)
    ] or [{}]


def _model(
    candidates: Sequence[Candidate], envelopes: Mapping[str, int], rules: Rules
) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its own stub says no types
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", _GAP),
        ("mip_abs_gap", 0.49),  # points are whole; less than that is money
    ):
        highs.setOptionValue(name, value)
    for candidate in candidates:
        is_kept = candidate.fixed is True
        highs.addVar(float(is_kept), float(is_kept or may_enter(candidate)))
    count = len(candidates)
    if count:
        _whole(highs, range(count))
    _sources(highs, candidates, envelopes)
    _shares(highs, candidates, rules)
    _establishments(highs, candidates, rules)
    _diversity(highs, candidates, rules)
    return highs


def _sources(
    highs: highspy.Highs, candidates: Sequence[Candidate], envelopes: Mapping[str, int]
) -> None:
    for level, left in envelopes.items():
        needs = {index: one.needs.get(level, 0) for index, one in enumerate(candidates)}
        _add_money(highs, needs, upper=left)


def _shares(highs: highspy.Highs, candidates: Sequence[Candidate], rules: Rules) -> None:
    most, least = rules.max_content_percent, rules.min_disadvantaged_percent
    if most is not None:
        for content in sorted({content for one in candidates for content in one.contents}):
            row = {
                index: 100 * one.contents.get(content, 0) - most * one.total_vnd
                for index, one in enumerate(candidates)
            }
            _add_money(highs, row, upper=0)
    if least is not None:
        row = {
            index: least * one.total_vnd - 100 * one.disadvantaged_vnd
            for index, one in enumerate(candidates)
        }
        _add_money(highs, row, upper=0)


def _add_money(highs: highspy.Highs, row: Mapping[int, int], *, upper: int) -> None:
    """Add a row of đồng in a unit in which HiGHS tells one đồng too many from what fits."""
    step = gcd(upper, *row.values())
    unit = max(min(_FINENESS * step, _MILLION), 1)
    _add(highs, {index: value / unit for index, value in row.items()}, upper=upper / unit)


def _establishments(highs: highspy.Highs, candidates: Sequence[Candidate], rules: Rules) -> None:
    if rules.max_per_establishment is None:
        return
    taking_part: dict[str, list[int]] = {}
    for index, one in enumerate(candidates):
        for establishment in one.establishments:
            taking_part.setdefault(establishment, []).append(index)
    for members in taking_part.values():
        if len(members) > rules.max_per_establishment:
            _add(highs, dict.fromkeys(members, 1), upper=rules.max_per_establishment)


def _diversity(highs: highspy.Highs, candidates: Sequence[Candidate], rules: Rules) -> None:
    """A content counts when a scheme of it is in: one more column for each content."""
    if not rules.min_contents:
        return
    counted = []
    for content in sorted({content for one in candidates for content in one.contents}):
        column = highs.getNumCol()
        highs.addVar(0, 1)
        counted.append(column)
        members = [index for index, one in enumerate(candidates) if one.contents.get(content)]
        _add(highs, {**dict.fromkeys(members, 1), column: -1}, lower=0)
    if counted:
        _whole(highs, counted)
    _add(highs, dict.fromkeys(counted, 1), lower=rules.min_contents)


def _whole(highs: highspy.Highs, columns: Sequence[int] | range) -> None:
    indices = np.array(columns, dtype=np.int32)
    integer = np.full(len(indices), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    highs.changeColsIntegrality(len(indices), indices, integer)


def _add(
    highs: highspy.Highs,
    row: Mapping[int, float],
    *,
    lower: float = -_INFINITY,
    upper: float = _INFINITY,
) -> None:
    used = {index: value for index, value in row.items() if value}
    highs.addRow(
        lower,
        upper,
        len(used),
        np.array(list(used), dtype=np.int32),
        np.array(list(used.values()), dtype=np.float64),
    )


def _aim_at(
    highs: highspy.Highs, candidates: Sequence[Candidate], members: Mapping[int, int]
) -> None:
    """Points first; then money, which all together weighs less than one point."""
    count = highs.getNumCol()
    costs = np.zeros(count)
    money = sum(candidates[index].total_vnd for index in members) or 1
    for index, score in members.items():
        costs[index] = score - _LESS_THAN_A_POINT * candidates[index].total_vnd / money
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), costs)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)


def _is_feasible(highs: highspy.Highs) -> bool:
    status = highs.getInfo().primal_solution_status
    return bool(status == highspy.SolutionStatus.kSolutionStatusFeasible)
