from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from khuyencong.lib.money import BILLION, group, in_units
from khuyencong.ui.drawing import draw

register = template.Library()
PARAMETER = "sap-xep"


@register.simple_tag(takes_context=True)
def sort_heading(
    context: template.Context, label: str, code: str, default: str = "", number: bool = False
) -> SafeString:
    """A heading that orders the list by its column, and the other way when chosen again.

    `{% sort_heading "Tên" "ten" default="ten" %}`; the other parameters of the address are kept.
    """
    kept = context["request"].GET.copy()
    chosen = kept.pop(PARAMETER, [default])[-1] or default
    kept.pop("trang", None)
    kept[PARAMETER] = f"-{code}" if chosen == code else code
    orders = {code: "ascending", f"-{code}": "descending"}
    shown = {
        "label": label,
        "href": f"?{kept.urlencode()}",
        "order": orders.get(chosen, ""),
        "number": number,
    }
    return draw("ui/sort_heading.html", shown)


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
