from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.models import User
from khuyencong.delivery import policy, queries
from khuyencong.schemes.models import Scheme, Tier
from khuyencong.schemes.panels import firsts_of

from .deeds import find_scheme
from .tabs import tab

_CENTRE = "Trung tâm khuyến công"

_NAMES: Mapping[Callable[[User, Scheme], bool], str] = {
    policy.sign_contracts: _CENTRE,
    policy.start_work: _CENTRE,
    policy.report_progress: _CENTRE,
    policy.pay: "Kế toán",
    policy.accept_work: "Cán bộ Sở",
    policy.settle: "Kế toán",
    policy.follow_up: "Cán bộ Sở, Trung tâm khuyến công",
    policy.evaluate: "Cán bộ Sở",
}
"""What those are called whose deed it is."""


def _whose(deed: str, scheme: Scheme) -> str:
    """Who is waited for: a commune carries out what it manages."""
    said = _NAMES[policy.who_does(deed)]
    return said.replace(_CENTRE, "Ủy ban nhân dân cấp xã") if scheme.tier == Tier.COMMUNE else said


@page("GET", may=policy.view_records)
def delivery_detail(request: Request, code: str) -> HttpResponse:
    """What comes next of a scheme's delivery; its contract and its money."""
    scheme = find_scheme(request, code)
    told = queries.overview_of(scheme, today=timezone.localdate())
    firsts = firsts_of(scheme, request.user, [row.line for row in told.rows])
    context = {
        "contract": getattr(scheme, "contract", None),
        "told": told,
        "firsts": firsts.values(),
        "todos": [
            (todo, _whose(todo.deed, scheme)) for todo in told.todos if todo.deed not in firsts
        ],
    }
    return tab(request, scheme, "delivery_detail", context)
