from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from khuyencong.delivery.actions import FigureFacts, FollowUpFacts
from khuyencong.delivery.models import Measure, Round
from khuyencong.dossiers.models import UNITS, Promise
from khuyencong.ui.fields import DayField, OfficeForm

from .money import paragraph

_CONTROL = {"class": "form-control"}


def _number(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=18,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs=_CONTROL),
    )


class FollowUpForm(OfficeForm):
    """An evaluation: still running or not, and each measure against the promise.

    What the dossier promised in figures is not typed again: it is read from there, in its unit.
    """

    round = forms.TypedChoiceField(label="Đánh giá sau", choices=Round.choices, coerce=int)
    visited_on = DayField(label="Ngày đánh giá")
    is_running = forms.BooleanField(label="Cơ sở còn hoạt động", required=False, initial=True)
    note = paragraph("Nhận xét", required=False)

    def __init__(self, *args: Any, promised: Mapping[str, Promise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promised = promised
        for measure in Measure:
            label = str(measure.label)
            if measure in promised:
                field = _number(f"{label}: thực tế ({promised[measure].unit})")
                field.help_text = f"Hồ sơ cam kết – {promised[measure]}."
                self.fields[f"actual-{measure}"] = field
                continue
            unit = forms.CharField(
                label=f"{label}: đơn vị",
                max_length=40,
                initial=UNITS[measure],
                required=False,
                widget=forms.TextInput(attrs=_CONTROL),
            )
            self.fields[f"unit-{measure}"] = unit
            self.fields[f"promised-{measure}"] = _number(f"{label}: theo hồ sơ")
            self.fields[f"actual-{measure}"] = _number(f"{label}: thực tế")

    @property
    def measure_fields(self) -> Iterator[list[BoundField]]:
        """The fields of each measure."""
        for one in Measure:
            parts = ("actual",) if one in self.promised else ("unit", "promised", "actual")
            yield [self[f"{part}-{one}"] for part in parts]

    def facts(self) -> FollowUpFacts:
        """What was typed, as the action takes it; a measure without an actual is left out."""
        data = self.cleaned_data
        return FollowUpFacts(
            round=data["round"],
            visited_on=data["visited_on"],
            is_running=data["is_running"],
            note=data["note"],
            figures=[
                FigureFacts(one.value, *self._told(one), data[f"actual-{one}"])
                for one in Measure
                if data[f"actual-{one}"] is not None
            ],
        )

    def _told(self, measure: Measure) -> tuple[str, Decimal | None]:
        """The unit and the promise: of the dossier, else as typed."""
        if measure in self.promised:
            return self.promised[measure].unit, self.promised[measure].promised
        data = self.cleaned_data
        return data[f"unit-{measure}"] or UNITS[measure], data[f"promised-{measure}"]
