"""Amounts of several sources in one form, each field called by the key of its source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from khuyencong.delivery.queries import Cell, name_of
from khuyencong.lib.money import group, show_exact
from khuyencong.ui.fields import OfficeForm, VndField


class SourceAmounts(OfficeForm):
    """A form with one amount for each source of :attr:`cells`."""

    def __init__(
        self,
        *args: Any,
        cells: Sequence[Cell],
        amounts: Mapping[str, int] | None = None,
        hint: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cells = cells
        for cell in cells:
            field = VndField(label=f"{name_of(cell.line)}: {cell.label.lower()}")
            initial = (amounts or {}).get(cell.key)
            field.initial = group(initial) if initial else None
            field.help_text = (hint or {}).get(cell.key, field.help_text)
            field.widget.attrs.setdefault("class", "form-control")
            self.fields[cell.key] = field

    @property
    def amount_fields(self) -> Iterator[BoundField]:
        """The fields of the amounts."""
        return (self[cell.key] for cell in self.cells)

    def amounts(self) -> dict[str, int]:
        """The amounts by source; an empty field is 0."""
        return {cell.key: self.cleaned_data[cell.key] or 0 for cell in self.cells}


def text(label: str, *, length: int = 300, required: bool = True, **kwargs: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


def paragraph(label: str, *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def exact(label: str, amount: int) -> str:
    """«Được phân bổ 200.000.000 đồng.»"""
    return f"{label} {show_exact(amount)}."
