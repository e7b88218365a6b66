"""A figure in words and as plain data, the same on every screen, file and command line."""

from fractions import Fraction
from typing import Any

from khuyencong.lib.money import show_vnd
from khuyencong.lib.quantity import UNKNOWN, show_count, show_decimal, show_percent

from .address import describe
from .evaluation import Evaluation

RECORD_LABELS = {"real": "sổ đề án", "illustrative": "dữ liệu minh họa"}


def show(value: int | Fraction | None, unit: str) -> str:
    """Return a value with its unit: ``23,29 tỷ đồng``, ``5,77%``, ``320 người/năm``."""
    if value is None:
        return UNKNOWN
    if unit == "%":
        return show_percent(Fraction(value))
    noun, _, per = unit.partition("/")
    tail = f"/{per}" if per else ""
    if noun == "VND":
        return show_vnd(round(value)) + tail
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{show_decimal(value)} {noun}{tail}"
    return show_count(int(value), noun) + tail


def as_data(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain data; rates and averages rounded to two decimals."""
    value = evaluation.value
    return {
        "address": evaluation.address.params(),
        "description": describe(evaluation.address),
        "value": round(float(value), 2) if isinstance(value, Fraction) else value,
        "shown": show(value, evaluation.unit),
        "unit": evaluation.unit,
        "records": evaluation.rows_count,
        "unknown": evaluation.unknown_count,
        "basis": evaluation.records,
        "basis_label": RECORD_LABELS[evaluation.records],
        "reason": evaluation.reason,
    }
