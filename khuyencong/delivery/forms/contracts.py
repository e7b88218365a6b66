from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from khuyencong.delivery.actions import AppendixFacts, ContractFacts, Terms
from khuyencong.delivery.queries import Cell, advance_rules, name_of
from khuyencong.regulations.queries import AdvanceAnswer
from khuyencong.schemes.models import Line
from khuyencong.ui.fields import DayField

from .money import SourceAmounts, exact, paragraph, text


class WithTerms(SourceAmounts):
    """Amounts by source, and how much of a line may be advanced before its acceptance."""

    lines: Sequence[Line] = ()
    asks_terms = True  # where the law has no rule; else the action asks, of those that are signed

    def add_terms(self, lines: Iterable[Line], today: date) -> None:
        """Ask for the terms of each of the lines."""
        self.lines = list(lines)
        answers = advance_rules(self.lines, on=today)
        for line in self.lines:
            self._add_terms(line, answers[line.pk])

    def _add_terms(self, line: Line, answer: AdvanceAnswer) -> None:
        self.fields[f"percent-{line.pk}"] = forms.IntegerField(
            label=f"{name_of(line)}: tạm ứng lần một tối đa (%)",
            min_value=0,
            max_value=100,
            required=self.asks_terms and answer.rule is None,
            initial=answer.rule.percent if answer.rule else None,
            help_text=" ".join(answer.explanation),
            widget=forms.NumberInput(attrs={"class": "form-control"}),
        )
        self.fields[f"basis-{line.pk}"] = text(
            f"{name_of(line)}: căn cứ tỷ lệ tạm ứng",
            required=self.asks_terms and answer.rule is None,
            help_text="Số quyết định, quy định của tỉnh; để trống khi theo đúng quy định chung.",
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )

    @property
    def terms_fields(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The percent and the basis of each line."""
        return ((self[f"percent-{one.pk}"], self[f"basis-{one.pk}"]) for one in self.lines)

    def terms(self) -> dict[int, Terms]:
        """The terms that were typed, by line; only of a valid form."""
        data = self.cleaned_data
        return {
            one.pk: Terms(data[f"percent-{one.pk}"], data[f"basis-{one.pk}"])
            for one in self.lines
            if data[f"percent-{one.pk}"] is not None
        }


class ContractForm(WithTerms):
    """A contract with its amounts, and the advance agreed for each line with state money."""

    number = text("Số hợp đồng", length=60)
    signed_on = DayField(label="Ngày ký")
    party = text("Bên thực hiện (bên B)")
    starts_on = DayField(label="Thực hiện từ ngày")
    ends_on = DayField(label="Đến ngày")
    note = paragraph("Ghi chú", required=False, rows=2)

    def __init__(self, *args: Any, cells: Sequence[Cell], today: date, **kwargs: Any) -> None:
        super().__init__(
            *args,
            cells=cells,
            amounts={cell.key: cell.to_contract_vnd for cell in cells},
            hint={cell.key: exact(_plan(cell), cell.plan_vnd) for cell in cells},
            **kwargs,
        )
        self.add_terms(dict.fromkeys(cell.line for cell in cells if cell.is_state), today)

    def facts(self) -> ContractFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return ContractFacts(
            number=data["number"],
            signed_on=data["signed_on"],
            party=data["party"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            note=data["note"],
            amounts=self.amounts(),
            terms=self.terms(),
        )


def _plan(cell: Cell) -> str:
    return "Được phân bổ" if cell.is_state else "Theo hồ sơ"


class AppendixForm(WithTerms):
    """An appendix: the new total of every source, terms of new lines, perhaps a new last day."""

    asks_terms = False
    number = text("Số phụ lục", length=60)
    signed_on = DayField(label="Ngày ký")
    reason = paragraph("Lý do, nội dung thay đổi")
    ends_on = DayField(label="Gia hạn đến ngày", required=False)

    def __init__(self, *args: Any, cells: Sequence[Cell], today: date, **kwargs: Any) -> None:
        super().__init__(
            *args,
            cells=cells,
            amounts={cell.key: cell.contracted_vnd for cell in cells},
            hint={
                cell.key: exact("Tổng số sau điều chỉnh; hợp đồng hiện nay", cell.contracted_vnd)
                for cell in cells
            },
            **kwargs,
        )
        signed = {cell.line.pk for cell in cells if cell.is_state and cell.contracted_vnd}
        own = dict.fromkeys(cell.line for cell in cells if cell.is_state)
        self.add_terms((line for line in own if line.pk not in signed), today)

    def facts(self) -> AppendixFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return AppendixFacts(
            number=data["number"],
            signed_on=data["signed_on"],
            reason=data["reason"],
            ends_on=data["ends_on"],
            amounts=self.amounts(),
            terms=self.terms(),
        )
