from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.models import User
from khuyencong.delivery import policy, queries
from khuyencong.schemes.models import Scheme, Tier

from .deeds import find_scheme
from .tabs import tab

_CENTRE = "Trung tâm khuyến công"

DEEDS: dict[str, tuple[Callable[[User, Scheme], bool], str]] = {
    "contract": (policy.sign_contracts, _CENTRE),
    "start": (policy.start_work, _CENTRE),
    "report": (policy.report_progress, _CENTRE),
    "pay": (policy.pay, "Kế toán"),
    "accept": (policy.accept_work, "Cán bộ Sở"),
    "settle": (policy.settle, "Kế toán"),
    "follow_up": (policy.follow_up, "Cán bộ Sở, Trung tâm khuyến công"),
    "evaluate": (policy.evaluate, "Cán bộ Sở"),
}
"""Who does what waits, and what they are called where it waits for somebody else."""


def _whose(deed: str, scheme: Scheme) -> str:
    """Who is waited for: a commune carries out what it manages."""
    said = DEEDS[deed][1]
    return said.replace(_CENTRE, "Ủy ban nhân dân cấp xã") if scheme.tier == Tier.COMMUNE else said


@page("GET", may=policy.view_records)
def delivery_detail(request: Request, code: str) -> HttpResponse:
    """What comes next of a scheme's delivery; its contract and its money."""
    scheme, user = find_scheme(request, code), request.user
    told = queries.overview_of(scheme, today=timezone.localdate())
    context = {
        "contract": getattr(scheme, "contract", None),
        "told": told,
        "todos": [
            (todo, _whose(todo.deed, scheme), DEEDS[todo.deed][0](user, scheme))
            for todo in told.todos
        ],
        "may_sign": policy.sign_contracts(user, scheme),
        "may_pay": policy.pay(user, scheme),
    }
    return tab(request, scheme, "delivery_detail", context)
