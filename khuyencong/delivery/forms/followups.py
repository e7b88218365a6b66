from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from khuyencong.delivery.actions import FigureFacts, FollowUpFacts
from khuyencong.delivery.models import Measure, Round
from khuyencong.ui.fields import DayField, OfficeForm

from .money import paragraph

UNITS: dict[str, str] = {
    Measure.OUTPUT: "tấn/năm",
    Measure.REVENUE: "triệu đồng/năm",
    Measure.JOBS: "người",
    Measure.INCOME: "triệu đồng/người/tháng",
    Measure.ENERGY: "kWh/năm",
    Measure.WASTE: "tấn/năm",
}
"""The usual unit of each measure; people may write another."""

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
    """An evaluation: still running or not, and each measure against the promise."""

    round = forms.TypedChoiceField(label="Đánh giá sau", choices=Round.choices, coerce=int)
    visited_on = DayField(label="Ngày đánh giá")
    is_running = forms.BooleanField(label="Cơ sở còn hoạt động", required=False, initial=True)
    note = paragraph("Nhận xét", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for measure in Measure:
            label = str(measure.label)
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
        return (
            [self[f"{part}-{one}"] for part in ("unit", "promised", "actual")] for one in Measure
        )

    def facts(self) -> FollowUpFacts:
        """What was typed, as the action takes it; a measure without an actual is left out."""
        data = self.cleaned_data
        return FollowUpFacts(
            round=data["round"],
            visited_on=data["visited_on"],
            is_running=data["is_running"],
            note=data["note"],
            figures=[
                FigureFacts(
                    one.value,
                    data[f"unit-{one}"] or UNITS[one],
                    data[f"promised-{one}"],
                    data[f"actual-{one}"],
                )
                for one in Measure
                if data[f"actual-{one}"] is not None
            ],
        )
