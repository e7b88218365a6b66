from collections.abc import Sequence
from typing import Any

from django import forms

from khuyencong.delivery.actions import AdvanceFacts, InstalmentFacts, RepaymentFacts
from khuyencong.delivery.queries import Cell, name_of
from khuyencong.funding.models import Kind
from khuyencong.lib.money import show_exact
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .money import SourceAmounts, text

INSTALMENTS = 8
"""How many instalments a form has room for."""


class AdvanceForm(SourceAmounts):
    """An advance on one line, by source."""

    document = text("Chứng từ (số giấy rút, ủy nhiệm chi)", length=100)
    paid_on = DayField(label="Ngày chi")

    def __init__(
        self, *args: Any, cells: Sequence[Cell], is_settled: bool = False, **kwargs: Any
    ) -> None:
        hint = {cell.key: _unpaid(cell) if is_settled else _room(cell) for cell in cells}
        super().__init__(*args, cells=cells, hint=hint, **kwargs)

    def facts(self) -> AdvanceFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return AdvanceFacts(
            document=data["document"], paid_on=data["paid_on"], amounts=self.amounts()
        )


def _room(cell: Cell) -> str:
    percent = cell.line.account.advance_percent
    first = cell.contracted_vnd if percent is None else cell.contracted_vnd * percent // 100
    most = max(first, cell.accepted_vnd)
    return (
        f"Hợp đồng {show_exact(cell.contracted_vnd)}, đã tạm ứng {show_exact(cell.advanced_vnd)}, "
        f"còn tạm ứng được {show_exact(max(most - cell.advanced_vnd, 0))}."
    )


def _unpaid(cell: Cell) -> str:
    return (
        f"Quyết toán {show_exact(cell.settled_vnd)}, đã chi {show_exact(cell.paid_vnd)}, "
        f"còn phải chi {show_exact(cell.unpaid_vnd)}."
    )


class RepaymentForm(OfficeForm):
    """Money that came back, to one source of state money."""

    source = forms.ChoiceField(label="Nguồn")
    amount_vnd = VndField(label="Số tiền", required=True)
    document = text("Chứng từ nộp", length=100)
    paid_on = DayField(label="Ngày nộp")

    def __init__(self, *args: Any, cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a choice field
            (cell.key, f"{cell.label}, {_owed(cell)}: {name_of(cell.line)}")
            for cell in cells
            if cell.is_state
        ]
        owed = [cell.unjustified_vnd for cell in cells if cell.is_state and cell.unjustified_vnd]
        if len(owed) == 1:
            self.initial.setdefault("amount_vnd", show_exact(owed[0]))

    def facts(self) -> RepaymentFacts:
        """What was typed, as the action takes it; only of a valid form."""
        return RepaymentFacts(**self.cleaned_data)


def _owed(cell: Cell) -> str:
    if cell.kind == Kind.RECOVERABLE:
        return f"còn phải hoàn trả {show_exact(cell.to_come_back_vnd)}"
    return f"còn phải thu hồi {show_exact(cell.unjustified_vnd)}"


class ScheduleForm(OfficeForm):
    """By when recoverable support comes back; empty rows are left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, INSTALMENTS + 1):
            day, amount = DayField(label=f"Kỳ {number}: ngày", required=False), VndField()
            amount.label = f"Kỳ {number}: số tiền"
            for field in (day, amount):
                field.widget.attrs.setdefault("class", "form-control")
            self.fields[f"due-{number}"], self.fields[f"amount-{number}"] = day, amount

    def clean(self) -> dict[str, Any] | None:
        """A row has a day and an amount, or neither."""
        cleaned = super().clean() or self.cleaned_data
        days = []
        for number in range(1, INSTALMENTS + 1):
            day, amount = cleaned.get(f"due-{number}"), cleaned.get(f"amount-{number}")
            if (day is None) != (amount is None):
                self.add_error(f"due-{number}", "Mỗi kỳ phải có cả ngày và số tiền.")
            if day is not None and day in days:
                self.add_error(f"due-{number}", "Hai kỳ trùng ngày.")
            days.append(day)
        return cleaned

    def facts(self) -> list[InstalmentFacts]:
        """The instalments that were typed; only of a valid form."""
        data = self.cleaned_data
        return [
            InstalmentFacts(data[f"due-{number}"], data[f"amount-{number}"])
            for number in range(1, INSTALMENTS + 1)
            if data[f"due-{number}"]
        ]
