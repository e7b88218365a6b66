from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from khuyencong.dossiers.actions import PromiseFacts
from khuyencong.dossiers.models import UNITS, Measure, Promise, show_number
from khuyencong.ui.fields import OfficeForm

_CONTROL = {"class": "form-control"}


class PromiseForm(OfficeForm):
    """What each measure is now and is to be after the support; empty measures are left out."""

    def __init__(self, *args: Any, promises: Sequence[Promise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.measure: one for one in promises}
        for measure in Measure:
            label, one = str(measure.label), known.get(measure.value)
            self.fields[f"unit-{measure}"] = forms.CharField(
                label=f"{label}: đơn vị",
                max_length=40,
                required=False,
                initial=one.unit if one else UNITS[measure],
                widget=forms.TextInput(attrs=_CONTROL),
            )
            before = one.before if one else None
            self.fields[f"before-{measure}"] = _number(f"{label}: hiện nay", before)
            promised = one.promised if one else None
            self.fields[f"promised-{measure}"] = _number(f"{label}: sau hỗ trợ", promised)

    @property
    def measure_fields(self) -> list[list[BoundField]]:
        """The fields of each measure."""
        parts = ("unit", "before", "promised")
        return [[self[f"{part}-{one}"] for part in parts] for one in Measure]

    def clean(self) -> dict[str, Any]:
        """A measure that says what is has to say what is promised."""
        cleaned = super().clean() or self.cleaned_data
        for one in Measure:
            told, promised = cleaned.get(f"before-{one}"), cleaned.get(f"promised-{one}")
            if told is not None and promised is None and f"promised-{one}" not in self.errors:
                self.add_error(f"promised-{one}", "Hãy ghi mức cam kết sau hỗ trợ.")
        return cleaned

    def facts(self) -> list[PromiseFacts]:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return [
            PromiseFacts(
                one.value,
                data[f"unit-{one}"] or UNITS[one],
                data[f"before-{one}"],
                data[f"promised-{one}"],
            )
            for one in Measure
            if data[f"promised-{one}"] is not None
        ]


def _number(label: str, value: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=2,
        localize=True,
        initial=None if value is None else show_number(value),
        widget=forms.TextInput(attrs=_CONTROL),
    )
