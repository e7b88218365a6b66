"""Whole đồng, shown the Vietnamese way.

Money is an ``int`` number of đồng everywhere; the đồng has no minor unit.  Showing rounds half up
to three decimals of the unit; the exact amount is always available through :func:`show_exact`.
"""

BILLION = 1_000_000_000
MILLION = 1_000_000
_DECIMALS = 3


def group(number: int) -> str:
    """Return *number* with dots between thousands: ``2000`` → ``2.000``."""
    return f"{number:,}".replace(",", ".")


def show_exact(amount: int) -> str:
    """Return every đồng of *amount*: ``23.292.200.000 đồng``."""
    return f"{group(amount)} đồng"


def show_vnd(amount: int) -> str:
    """Return *amount* đồng in tỷ, triệu or đồng: ``23,29 tỷ đồng``, ``98 triệu đồng``."""
    size = abs(amount)
    if size >= BILLION:
        return f"{in_units(amount, BILLION)} tỷ đồng"
    if size >= MILLION:
        return f"{in_units(amount, MILLION)} triệu đồng"
    return show_exact(amount)


def in_units(amount: int, unit: int, *, decimals: int = _DECIMALS) -> str:
    """Return *amount* ÷ *unit*, rounded half up to *decimals*, without trailing zeros."""
    scale = 10**decimals
    scaled = (abs(amount) * scale * 2 + unit) // (2 * unit)
    whole, rest = divmod(scaled, scale)
    text = group(whole)
    digits = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    sign = "-" if amount < 0 and scaled else ""
    return f"{sign}{text},{digits}" if digits else f"{sign}{text}"
