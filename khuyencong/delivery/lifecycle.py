"""When each deed of delivery is done: the states of the scheme, as one table.

Once the contract is liquidated and settled (TT 36/2013 Điều 18) the work, its reports and its
papers stay as they were.  What follows goes on: visits and evaluations of what became of the
support, what is still to be paid or to come back, and the correction of what was entered by
mistake.  The evaluation ends that too, so it waits for the last đồng either way.

The deeds (:mod:`.actions`) refuse any other state, and the pages offer no link to them there.  Who
does them stands in :mod:`.policy`.
"""

from collections.abc import Mapping

from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

BEGUN = (
    State.PLANNED,
    State.CONTRACTED,
    State.UNDER_WAY,
    State.ACCEPTED,
    State.SETTLED,
    State.EVALUATED,
    State.STOPPED,
    State.TERMINATED,
)
"""From the plan on a scheme has a delivery."""

UNDER_CONTRACT = (State.CONTRACTED, State.UNDER_WAY)
"""The states in which the work goes on, and a scheme may fall behind its contract."""

_BEFORE_ACCEPTANCE = (State.PLANNED, *UNDER_CONTRACT)
_UNTIL_SETTLED = (*UNDER_CONTRACT, State.ACCEPTED, State.STOPPED)
_UNTIL_EVALUATED = (*_UNTIL_SETTLED, State.SETTLED, State.TERMINATED)

WHEN: Mapping[str, tuple[State, ...]] = {
    "contract": _BEFORE_ACCEPTANCE,
    "appendix": _BEFORE_ACCEPTANCE,
    "start": (State.CONTRACTED,),
    "forecast": UNDER_CONTRACT,
    "report": UNDER_CONTRACT,
    "confirm": _UNTIL_SETTLED,
    "photograph_report": _UNTIL_SETTLED,
    "visit": _UNTIL_EVALUATED,
    "photograph_visit": _UNTIL_EVALUATED,
    "evidence": (State.PLANNED, *_UNTIL_SETTLED),
    "voucher": _UNTIL_SETTLED,
    "advance": (*UNDER_CONTRACT, State.ACCEPTED),
    "pay_settled": _UNTIL_EVALUATED,
    "repay": _UNTIL_EVALUATED,
    "schedule": _UNTIL_EVALUATED,
    "accept": (State.UNDER_WAY, State.STOPPED),
    "finish_acceptance": (State.UNDER_WAY,),
    "settle": (State.ACCEPTED, State.STOPPED),
    "settle_year": (State.UNDER_WAY,),
    "follow_up": (State.SETTLED, State.TERMINATED),
    "evaluate": (State.SETTLED,),
    "cancel_advance": _UNTIL_EVALUATED,
    "cancel_acceptance": _UNTIL_SETTLED,
    "cancel_repayment": _UNTIL_EVALUATED,
    "cancel_settlement": _UNTIL_EVALUATED,
}
"""Deed → the states in which it is done; what else it asks, its action says.

What a settlement rests on is cancelled after the settlement itself, which takes the scheme back.
"""

_NEED_CONTRACT = frozenset(
    {"appendix", "start", "forecast", "report", "advance", "schedule", "accept"}
)


def is_open(deed: str, scheme: Scheme) -> bool:
    """Whether the scheme is in a state for the deed, and under the contract that it needs."""
    return scheme.state in WHEN[deed] and (
        deed not in _NEED_CONTRACT or hasattr(scheme, "contract")
    )
