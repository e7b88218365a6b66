from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from khuyencong.delivery.actions import LineProgress, ReportFacts, VisitFacts
from khuyencong.delivery.queries import advance_rules, name_of
from khuyencong.lib.days import MONTH
from khuyencong.schemes.models import Line
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .money import paragraph, text

_CONTROL = {"class": "form-control"}


class ProgressForm(OfficeForm):
    """A month's progress: of each line how far it has come, and what was spent since the start."""

    month = forms.DateField(
        label="Tháng báo cáo",
        input_formats=[MONTH, "%Y-%m"],
        widget=forms.DateInput(format=MONTH),
        help_text="Tháng/năm, ví dụ 03/2026.",
        error_messages={"invalid": "Tháng phải viết như 03/2026."},
    )
    note = paragraph("Tình hình, khó khăn, kiến nghị", required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        answers = advance_rules(lines, on=on)
        for line in lines:
            rule = answers[line.pk].rule
            measured = rule.progress_of if rule and rule.progress_of else "khối lượng công việc"
            self.fields[f"percent-{line.pk}"] = forms.DecimalField(
                label=f"{name_of(line)}: đã thực hiện (% {measured})",
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                localize=True,
                widget=forms.TextInput(attrs=_CONTROL),
            )
            for name, label in (
                ("state", "đã chi từ kinh phí khuyến công"),
                ("counterpart", "đã chi từ vốn đối ứng"),
            ):
                field = VndField(label=f"{name_of(line)}: {label}, lũy kế")
                field.widget.attrs.update(_CONTROL)
                self.fields[f"{name}-{line.pk}"] = field

    @property
    def line_fields(self) -> Iterator[tuple[Line, list[BoundField]]]:
        """The fields of each line."""
        return (
            (one, [self[f"{name}-{one.pk}"] for name in ("percent", "state", "counterpart")])
            for one in self.lines
        )

    def facts(self) -> ReportFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return ReportFacts(
            month=data["month"],
            note=data["note"],
            lines=[
                LineProgress(
                    line=one,
                    done_percent=data[f"percent-{one.pk}"],
                    state_spent_vnd=data[f"state-{one.pk}"] or 0,
                    counterpart_spent_vnd=data[f"counterpart-{one.pk}"] or 0,
                )
                for one in self.lines
            ],
        )


class ConfirmationForm(OfficeForm):
    """What the department found when it checked a report."""

    opinion = paragraph("Ý kiến kiểm tra, xác nhận của Sở")


class VisitForm(OfficeForm):
    """A visit on the site."""

    visited_on = DayField(label="Ngày kiểm tra")
    place = text("Địa điểm")
    people = text("Thành phần", length=400)
    findings = paragraph("Kết quả kiểm tra")
    advice = paragraph("Kiến nghị", required=False)

    def facts(self) -> VisitFacts:
        """What was typed, as the action takes it; only of a valid form."""
        return VisitFacts(**self.cleaned_data)
