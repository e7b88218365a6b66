from typing import Any

from django import forms

from khuyencong.delivery.actions import MonthFacts
from khuyencong.delivery.queries import Outlook
from khuyencong.lib.days import show_month
from khuyencong.lib.money import group
from khuyencong.lib.quantity import show_decimal
from khuyencong.ui.fields import OfficeForm, VndField

_CONTROL = {"class": "form-control"}


class ForecastForm(OfficeForm):
    """What is expected by the end of each month of the contract, since the start."""

    def __init__(self, *args: Any, outlook: Outlook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = [row.expected for row in outlook.rows]
        for one in self.months:
            name, key = show_month(one.month), f"{one.month:%Y-%m}"
            self.fields[f"percent-{key}"] = forms.DecimalField(
                label=f"Hết tháng {name}: khối lượng (%)",
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                localize=True,
                initial=show_decimal(one.percent, 2).removesuffix(",00"),
                widget=forms.TextInput(attrs=_CONTROL),
            )
            spent = VndField(label=f"Hết tháng {name}: kinh phí mọi nguồn, lũy kế")
            spent.initial = group(one.spent_vnd)
            spent.widget.attrs.update(_CONTROL)
            self.fields[f"spent-{key}"] = spent

    def facts(self) -> list[MonthFacts]:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return [
            MonthFacts(
                one.month,
                data[f"percent-{one.month:%Y-%m}"],
                data[f"spent-{one.month:%Y-%m}"] or 0,
            )
            for one in self.months
        ]
