from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.models import User
from khuyencong.delivery import policy, queries
from khuyencong.schemes.models import Scheme, Tier
from khuyencong.schemes.panels import panels_of

from .deeds import find_scheme

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
    """The whole of a scheme's delivery, the next step on top."""
    scheme = find_scheme(request, code)
    told = queries.overview_of(scheme, today=timezone.localdate())
    user = request.user
    context = {
        "scheme": scheme,
        "panels": panels_of(scheme, user),
        "contract": getattr(scheme, "contract", None),
        "settlement": queries.settlement_of(scheme),
        "settled_years": queries.year_settlements(scheme),
        "told": told,
        "outlook": queries.outlook_of(scheme, today=timezone.localdate()),
        "outlook_before": list(queries.forecasts_before(scheme)),
        "todos": [
            (todo, _whose(todo.deed, scheme), DEEDS[todo.deed][0](user, scheme))
            for todo in told.todos
        ],
        "follow_ups": [
            (name, line, [(one, queries.kept(one)) for one in found])
            for name, line, found in told.follow_ups
        ],
        "may": {
            name: allowed(user, scheme)
            for name, allowed in (
                ("sign", policy.sign_contracts),
                ("pay", policy.pay),
                ("report", policy.report_progress),
                ("confirm", policy.confirm_progress),
                ("visit", policy.visit_sites),
                ("accept", policy.accept_work),
                ("file", policy.file_evidence),
                ("settle", policy.settle),
                ("follow", policy.follow_up),
            )
        },
    }
    return render(request, "delivery/delivery_detail.html", context)
