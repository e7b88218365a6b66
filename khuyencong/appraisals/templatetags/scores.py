from fractions import Fraction

from django import template

register = template.Library()


@register.filter
def score(value: Fraction) -> str:
    """An average score to two decimals, rounded half up: `{{ average|score }}` → «83,33»."""
    hundredths = (value.numerator * 200 + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",")
