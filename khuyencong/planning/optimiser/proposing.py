"""The proposal: solved, checked to the last đồng, explained."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .problem import Candidate, Proposal, Rules, Verdict, may_enter, points, turn
from .reasons import Totals, blockers, fixed_beyond, too_few, why_in, why_out
from .solving import Solution, solve

SECONDS = 8.0
"""What an officer waits for at most; a proposal not proven by then says so."""

_LOOSER: Mapping[str, str] = {
    "max_content_percent": "tỷ lệ tối đa cho một nội dung",
    "min_disadvantaged_percent": "tỷ lệ tối thiểu cho địa bàn khó khăn",
    "min_contents": "số nội dung tối thiểu",
    "max_per_establishment": "số đề án tối đa của một cơ sở",
}


def propose(
    candidates: Sequence[Candidate],
    envelopes: Mapping[str, int],
    rules: Rules,
    *,
    seconds: float = SECONDS,
) -> Proposal:
    """Propose which schemes enter the plan (đề xuất phương án kế hoạch).

    ``envelopes`` is what is left of each source level in đồng; a level that is not named has no
    limit.  The score is maximised turn by turn (Điều 6 Thông tư 46/2012/TT-BCT: places first, then
    trades).  Never raises for rules that cannot be met: ``problems`` tells which.
    """
    if not candidates:
        return Proposal({})
    solution = solve(candidates, envelopes, rules, seconds=seconds)
    chosen = set(solution.chosen) if solution else set()
    totals = Totals()
    for index in chosen:
        totals.add(candidates[index])
    if solution:
        _complete(chosen, totals, candidates, envelopes, rules)
    verdicts = {
        one.key: Verdict(True, why_in(one, totals, rules))
        if index in chosen
        else Verdict(False, why_out(one, totals, envelopes, rules))
        for index, one in enumerate(candidates)
    }
    problems = tuple(_problems(candidates, envelopes, rules, solution, seconds=seconds))
    return Proposal(verdicts, problems, solution.is_proven if solution else not problems)


def _complete(
    chosen: set[int],
    totals: Totals,
    candidates: Sequence[Candidate],
    envelopes: Mapping[str, int],
    rules: Rules,
) -> None:
    """Add whatever still fits, in the legal order: a solver may stop a little short of it."""
    waiting = sorted(
        (turn(one, rules), -points(one), one.total_vnd, index)
        for index, one in enumerate(candidates)
        if index not in chosen and may_enter(one)
    )
    fits = True
    while fits:
        fits = False
        for *_, index in waiting:
            if index not in chosen and not any(
                blockers(candidates[index], totals, envelopes, rules)
            ):
                chosen.add(index)
                totals.add(candidates[index])
                fits = True


def _problems(
    candidates: Sequence[Candidate],
    envelopes: Mapping[str, int],
    rules: Rules,
    solution: Solution | None,
    *,
    seconds: float,
) -> Iterator[str]:
    """Why nothing can be proposed; nothing where something is, or where nobody could be in."""
    if solution and (solution.chosen or not any(may_enter(one) for one in candidates)):
        return
    said = [*fixed_beyond(candidates, envelopes, rules), *too_few(candidates, rules)]
    yield from said
    if said:
        return
    helping = list(_helping(candidates, envelopes, rules, seconds=seconds))
    if helping:
        yield f"Không phương án nào đạt mọi quy tắc; bỏ hoặc nới {' hoặc '.join(helping)} thì có."
    else:
        yield "Không đề án nào vừa với hạn mức còn lại."


def _helping(
    candidates: Sequence[Candidate],
    envelopes: Mapping[str, int],
    rules: Rules,
    *,
    seconds: float,
) -> Iterator[str]:
    """The rules any one of which, left out, makes a plan possible."""
    for name, words in _LOOSER.items():
        if getattr(rules, name) is not None:
            looser = replace(rules, by_priority=False, **{name: None})  # type: ignore[arg-type]  # a rule
            found = solve(candidates, envelopes, looser, seconds=seconds / len(_LOOSER))
            if found and found.chosen:
                yield words
