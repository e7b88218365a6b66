"""Cutting a whole into parts of whole numbers that sum to it exactly."""

from collections.abc import Sequence


class CannotPartition(ValueError):
    """No parts within the bounds sum to the whole; the message is a Vietnamese sentence."""


def partition(
    total: int, weights: Sequence[int], *, step: int = 1, least: int = 0, most: int | None = None
) -> list[int]:
    """Cut *total* into one part per weight, about in proportion, none outside *least* to *most*.

    Parts are *least* plus a multiple of *step*; what does not make a step goes to the last part
    that has room for it.  Raise :class:`CannotPartition` when the bounds leave no way.
    """
    count = len(weights)
    if not weights or total < least * count or (most is not None and total > most * count):
        raise CannotPartition(f"Không chia được {total} thành {count} phần trong giới hạn.")
    units, odd = divmod(total - least * count, step)
    parts = [least + share * step for share in _in_proportion(units, weights)]
    parts[-1] += odd
    return parts if most is None else _lowered(parts, most)


def _in_proportion(units: int, weights: Sequence[int]) -> list[int]:
    """Largest remainders: whole shares first, then one more for those that lack most."""
    whole = sum(weights)
    shares = [units * weight // whole for weight in weights]
    lacking = sorted(range(len(weights)), key=lambda i: -(units * weights[i] % whole))
    for index in lacking[: units - sum(shares)]:
        shares[index] += 1
    return shares


def _lowered(parts: list[int], most: int) -> list[int]:
    """Cut the parts above *most* and give what is over to those with room, the last first."""
    over = sum(max(0, part - most) for part in parts)
    lowered = [min(part, most) for part in parts]
    for index in reversed(range(len(lowered))):
        taken = min(over, most - lowered[index])
        lowered[index] += taken
        over -= taken
    return lowered
