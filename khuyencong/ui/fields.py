"""Form fields that read what an officer types: amounts, days; and the look of every field."""

from datetime import date
from typing import Any

from django import forms

from khuyencong.lib.days import DAY
from khuyencong.lib.money import show_exact, show_vnd
from khuyencong.lib.money_input import SMALLEST, AmountError, parse_vnd

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""No day of the programme, and none that it looks back on or plans for, lies outside."""

AMOUNT_EXAMPLE = "Ví dụ: 300 triệu; 1,2 tỷ; 1.200.000."
_CLASSES = {"checkbox": "form-check-input", "radio": "form-check-input", "select": "form-select"}


class VndField(forms.CharField):
    """An amount in any usual spelling; cleans to whole đồng, or ``None`` when left empty.

    Below ``smallest`` đồng it is refused: the unit was forgotten.  Of a price, which may be a few
    hundred đồng, :func:`doubt` says so instead.
    """

    def __init__(self, *, smallest: int = SMALLEST, **kwargs: Any) -> None:
        self.smallest = smallest
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", AMOUNT_EXAMPLE)
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> Any:
        """Raise `ValidationError` with a sentence that says how to write it."""
        words = super().clean(value)
        if not words:
            return None
        try:
            return parse_vnd(words, smallest=self.smallest)
        except AmountError as error:
            raise forms.ValidationError(str(error)) from error


class DayField(forms.DateField):
    """A day written the Vietnamese way, 31/12/2018."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Ngày/tháng/năm, ví dụ 15/03/2026.")
        super().__init__(
            input_formats=[DAY, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            widget=forms.DateInput(format=DAY, attrs={"autocomplete": "off"}),
            error_messages={"invalid": "Ngày phải viết như 15/03/2026 và có trong lịch."},
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        """Raise `ValidationError` also for a day that lies too far away to be meant."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return day


class OfficeForm(forms.Form):
    """A form in the look of the site, that says how it understood every amount."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = getattr(field.widget, "input_type", "text")
            field.widget.attrs.setdefault("class", _CLASSES.get(kind, "form-control"))

    def clean(self) -> dict[str, Any] | None:
        """Write beside every amount what it was understood as."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            amount = cleaned.get(name)
            if isinstance(field, VndField) and amount is not None:
                self[name].help_text = understood(amount)
        return cleaned


def understood(amount: int) -> str:
    """«Hiểu là 1.200.000.000 đồng (1,2 tỷ đồng).»; with what is doubtful about a small one."""
    exact, short = show_exact(amount), show_vnd(amount)
    said = f"Hiểu là {exact}." if exact == short else f"Hiểu là {exact} ({short})."
    return f"{said} {doubt(amount)}".rstrip()


def doubt(amount: int) -> str:
    """What to look at again in an amount whose unit may have been forgotten; else nothing."""
    if amount >= SMALLEST:
        return ""
    return "Nếu định ghi nghìn đồng hay triệu đồng thì phải ghi cả đơn vị."
