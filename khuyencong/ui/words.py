"""The words that templates of `jinja2` folders may use besides Jinja's own.

The names are those of the tags and filters of `templates` folders.  Integers are written plainly;
`{{ 2000|count }}` is for readers.
"""

from functools import cache
from typing import Any

from django.db.models import Model
from jinja2 import Environment

from .addresses import address_of
from .templatetags import lists, ui


def environment(**options: Any) -> Environment:
    """Jinja's environment with the filters and the components of the site."""
    made = Environment(**options)  # noqa: S701 -- Django asks to escape
    made.globals |= {
        "badge": ui.badge,
        "illustrative": ui.illustrative,
        "number_cells": lists.number_cells,
        "url": address_of,
    }
    made.filters |= {
        "count": ui.count,
        "day": ui.day,
        "dong": ui.dong,
        "in_sentence": ui.in_sentence,
        "label": label_of,
        "moment": ui.moment,
        "month": ui.month,
        "percent": ui.percent,
        "vnd": ui.vnd,
    }
    return made


def label_of(row: Model, column: str) -> str:
    """The words of a choice, as `get_…_display` says them: `{{ scheme|label("tier") }}`."""
    value = getattr(row, column)
    return _labels(type(row), column).get(value, str(value))


@cache
def _labels(kind: type[Model], column: str) -> dict[object, str]:
    field = kind._meta.get_field(column)
    return {value: str(label) for value, label in field.flatchoices}  # type: ignore[union-attr]  # a column of choices
