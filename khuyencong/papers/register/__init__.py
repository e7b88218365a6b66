"""The register of numbers: those given here, and those that people typed when they recorded a deed.

Nothing is stored twice: a number typed into a contract, minutes or a decision is read from there.
"""

from .rows import (
    Choice,
    Direction,
    RegisterRow,
    Said,
    choices_for,
    rows_of,
    said_of,
    told,
    typed_numbers,
)

__all__ = [
    "Choice",
    "Direction",
    "RegisterRow",
    "Said",
    "choices_for",
    "rows_of",
    "said_of",
    "told",
    "typed_numbers",
]
