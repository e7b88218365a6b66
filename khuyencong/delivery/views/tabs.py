"""What the tabs of a scheme's delivery share: the head with the links to one another."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from khuyencong.accounts.http import Request
from khuyencong.delivery import policy
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.panels import panels_of
from khuyencong.ui.addresses import address_of

TABS: Mapping[str, str] = {
    "delivery_detail": "Hợp đồng và kinh phí",
    "progress_list": "Tiến độ",
    "acceptance_list": "Nghiệm thu, quyết toán",
    "follow_up_list": "Sau hỗ trợ",
}
"""Name of a page → what its link says."""


def tab(request: Request, scheme: Scheme, name: str, context: Mapping[str, Any]) -> HttpResponse:
    """The tab of that name: its own template, under the head of them all."""
    links = [(label, address_of(f"delivery:{one}", scheme.code)) for one, label in TABS.items()]
    here = links[0][1]
    shared = {
        "scheme": scheme,
        "deeds": policy.deeds_of(request.user, scheme),
        "tab": TABS[name],
        "tabs": links,
        "panels": [link for link in panels_of(scheme, request.user) if link[1] != here],
    }
    return render(request, f"delivery/{name}.html", {**shared, **context})
