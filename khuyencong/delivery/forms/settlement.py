from collections.abc import Sequence
from typing import Any

from django import forms

from khuyencong.delivery.actions import AcceptanceFacts, SettlementFacts, VoucherFacts
from khuyencong.delivery.models import MinutesForm
from khuyencong.delivery.queries import Cell, name_of
from khuyencong.lib.money import show_exact
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .money import SourceAmounts, paragraph, text


class NoteForm(OfficeForm):
    """A note on a step."""

    note = paragraph("Ghi chú", required=False, rows=2)


class ReasonForm(OfficeForm):
    """Why something is done; ``label`` says of what."""

    reason = paragraph("Lý do", rows=2)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class AcceptanceForm(SourceAmounts):
    """Minutes of acceptance at one place, with what was accepted by source."""

    form = forms.ChoiceField(label="Mẫu biên bản", choices=MinutesForm.choices)
    number = text("Số biên bản", length=60)
    accepted_on = DayField(label="Ngày nghiệm thu")
    place = text("Địa điểm")
    summary = paragraph("Khối lượng, kết quả nghiệm thu")

    def __init__(
        self, *args: Any, cells: Sequence[Cell], is_partial: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(
            *args,
            cells=cells,
            amounts={} if is_partial else {cell.key: cell.contracted_vnd for cell in cells},
            hint={cell.key: f"Hợp đồng {show_exact(cell.contracted_vnd)}." for cell in cells},
            **kwargs,
        )

    def facts(self) -> AcceptanceFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return AcceptanceFacts(
            form=data["form"],
            number=data["number"],
            accepted_on=data["accepted_on"],
            place=data["place"],
            summary=data["summary"],
            amounts=self.amounts(),
        )


class VoucherForm(OfficeForm):
    """A voucher, paid from one source."""

    source = forms.ChoiceField(label="Nguồn chi trả")
    item = text("Khoản mục chi")
    number = text("Số chứng từ", length=100)
    dated_on = DayField(label="Ngày chứng từ")
    amount_vnd = VndField(label="Số tiền", required=True)
    disallowed_vnd = VndField(label="Không được quyết toán")
    reason = text("Lý do không quyết toán", required=False)

    def __init__(self, *args: Any, cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a choice field
            (cell.key, f"{cell.label}: {name_of(cell.line)}") for cell in cells
        ]

    def facts(self) -> VoucherFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return VoucherFacts(**{**data, "disallowed_vnd": data["disallowed_vnd"] or 0})


class SettlementForm(OfficeForm):
    """The minutes of liquidation; of a stopped scheme also why."""

    number = text("Số biên bản thanh lý", length=60)
    settled_on = DayField(label="Ngày thanh lý")
    is_force_majeure = forms.BooleanField(
        label="Không hoàn thành vì lý do bất khả kháng", required=False
    )
    reason = paragraph("Lý do, giải trình", required=False)

    def __init__(self, *args: Any, is_stopped: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_stopped:
            self.fields["reason"].required = True
        else:
            del self.fields["is_force_majeure"]

    def facts(self) -> SettlementFacts:
        """What was typed, as the action takes it; only of a valid form."""
        return SettlementFacts(**self.cleaned_data)
