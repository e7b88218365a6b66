from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.shortcuts import resolve_url
from django.utils.html import format_html
from django.utils.safestring import SafeString

from khuyencong.lib import days, money, quantity
from khuyencong.lib.vietnamese import lower_first
from khuyencong.ui.drawing import draw
from khuyencong.ui.panels import menu_for

register = template.Library()


@register.filter
def vnd(amount: int | None) -> str:
    """Money: `{{ scheme.support_vnd|vnd }}` → «23,29 tỷ đồng»; «không rõ» for None."""
    return quantity.UNKNOWN if amount is None else money.show_vnd(amount)


@register.filter
def dong(amount: int | None) -> str:
    """Money to the last đồng: «23.292.200.000 đồng»; «không rõ» for None."""
    return quantity.UNKNOWN if amount is None else money.show_exact(amount)


@register.filter
def count(number: int | None, unit: str = "") -> str:
    """A count with its unit: `{{ n|count:"lượt người" }}` → «2.000 lượt người»."""
    return quantity.show_count(number, unit).strip()


@register.filter
def percent(value: Fraction | None, digits: int = 2) -> str:
    """A percentage: `{{ share|percent }}` → «5,77%»."""
    return quantity.show_percent(value, digits)


@register.filter
def day(value: date | None) -> str:
    """A day: `{{ contract.signed_on|day }}` → «06/10/2025»; nothing for None."""
    return days.show_day(value) if value else ""


@register.filter
def month(value: date) -> str:
    """The month of a day: «10/2025»."""
    return days.show_month(value)


@register.filter
def moment(value: datetime) -> str:
    """When something was done: «09:05, 06/10/2025»."""
    return days.show_moment(value)


@register.filter
def clock(value: datetime) -> str:
    """The time of day to the second, where two savings in a minute are told apart: «09:05:07»."""
    return days.show_clock(value)


@register.filter
def in_sentence(name: object) -> str:
    """A full name inside a sentence: «Tỉnh Hải Dương» → «tỉnh Hải Dương»."""
    return lower_first(str(name))


# A list shows these once a row: a template each would cost more than the row.


@register.simple_tag
def figure(text: str, href: str, note: str = "") -> SafeString:
    """A number that links to its address: `{% figure total|vnd address.href %}`."""
    if note:
        said = '<a class="figure" href="{}">{}<span class="visually-hidden"> ({})</span></a>'
        return format_html(said, href, text, note)
    return format_html('<a class="figure" href="{}">{}</a>', href, text)


@register.simple_tag
def badge(label: str, tone: str = "neutral") -> SafeString:
    """A label in words; tone: neutral, info, success, warning, danger, illustrative."""
    return format_html('<span class="label label-{}">{}</span>', tone, label)


_ILLUSTRATIVE = badge("dữ liệu minh họa", "illustrative")


@register.simple_tag
def illustrative() -> SafeString:
    """The label «dữ liệu minh họa» that every synthetic record carries."""
    return _ILLUSTRATIVE


@register.simple_tag
def as_published() -> SafeString:
    """The label «theo công bố» that every published figure carries."""
    return badge("theo công bố", "info")


@register.inclusion_tag("ui/empty.html")
def empty(text: str) -> dict[str, str]:
    """What stands where a list has nothing, in a sentence."""
    return {"text": text}


@register.simple_tag
def field(field: BoundField) -> SafeString:
    """A form field with its label, help and errors, tied together for screen readers."""
    return field.as_field_group()


@register.simple_tag(takes_context=True)
def rows(context: template.Context, name: str) -> SafeString:
    """The rows of a list, drawn by Jinja2: `{% rows "schemes/rows.html" %}`."""
    return draw(name, context.flatten())


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page[Any], parameter: str = "trang") -> SafeString:
    """Links between the pages of a list; they keep the other parameters of the address."""
    kept = context["request"].GET.copy()
    kept.pop(parameter, None)
    shown = {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "parameter": parameter,
        "kept": f"&{kept.urlencode()}" if kept else "",
        "total": page.paginator.count,
    }
    return draw("ui/pagination.html", shown)


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> SafeString:
    """The site's menu as this visitor sees it; one page shows it in two places."""
    request = context.get("request")
    user = getattr(request, "user", None)
    shown = {
        "links": menu_for(user),
        "path": getattr(request, "path", ""),
        "person": user if getattr(user, "is_authenticated", False) else None,
        "sign_in": resolve_url(settings.LOGIN_URL),
        "sign_out": resolve_url(settings.SIGN_OUT_URL),
        "account": resolve_url(settings.ACCOUNT_URL),
        "csrf_token": context.get("csrf_token"),
    }
    return draw("ui/menu.html", shown)
