from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from khuyencong.lib.money import BILLION, group, in_units

register = template.Library()
PARAMETER = "sap-xep"


@register.inclusion_tag("ui/sort_heading.html", takes_context=True)
def sort_heading(
    context: template.Context, label: str, code: str, default: str = "", number: bool = False
) -> dict[str, Any]:
    """A heading that orders the list by its column, and the other way when chosen again.

    `{% sort_heading "Tên" "ten" default="ten" %}`; the other parameters of the address are kept.
    """
    kept = context["request"].GET.copy()
    chosen = kept.pop(PARAMETER, [default])[-1] or default
    kept.pop("trang", None)
    kept[PARAMETER] = f"-{code}" if chosen == code else code
    orders = {code: "ascending", f"-{code}": "descending"}
    return {
        "label": label,
        "href": f"?{kept.urlencode()}",
        "order": orders.get(chosen, ""),
        "number": number,
    }


@register.simple_tag
def number_cells(numbers: Iterable[int]) -> SafeString:
    """The cells of a row's counts: `{% number_cells row.numbers %}`."""
    return SafeString("".join(f'<td class="number">{group(one)}</td>' for one in numbers))


@register.filter
def billions(amount: int | None) -> str:
    """The plain number of tỷ đồng that a chart reads from `data-value`; empty for None."""
    if amount is None:
        return ""
    return in_units(amount, BILLION).replace(".", "").replace(",", ".")
