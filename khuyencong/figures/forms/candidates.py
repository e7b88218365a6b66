from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django import forms

from khuyencong.indicators.address import Address
from khuyencong.lib.money import show_exact
from khuyencong.lib.money_input import AmountError, parse_vnd
from khuyencong.lib.quantity import show_decimal

from ..actions import Meaning
from ..models import Candidate, FigureKind
from .address import AddressForm

_NUMBERS = {"value": "Giá trị", "low": "Từ", "high": "Đến"}
_NOT_OF_A_CLAIM = ("nature", "boundaries", "records")


class CandidateForm(AddressForm):
    """What a figure means: its kind and number, and its address as everywhere else."""

    kind = forms.ChoiceField(label="Loại", choices=FigureKind.choices)
    value = forms.CharField(label="Giá trị", required=False, max_length=40)
    low = forms.CharField(label="Từ", required=False, max_length=40)
    high = forms.CharField(label="Đến", required=False, max_length=40)
    unit = forms.CharField(
        label="Đơn vị", required=False, max_length=40, help_text="VND, %, đề án, cơ sở…"
    )
    qualifier = forms.CharField(label="Từ định lượng", required=False, max_length=40)

    def __init__(self, words: Mapping[str, str] | None, *, today: date) -> None:
        super().__init__(words, today=today)
        for name in _NOT_OF_A_CLAIM:
            del self.fields[name]

    @classmethod
    def of(cls, candidate: Candidate, *, today: date) -> "CandidateForm":
        """The form as the machine or a person left the figure."""
        form = cls(None, today=today)
        form.initial = meaning_of(candidate)
        several = form.initial.get("content", "")
        if "," in several:
            form.fields["content"].widget.choices += [(several, several)]
        return form

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What the figure is, before where it is addressed."""
        return [self[name] for name in ("kind", "value", "low", "high", "unit", "qualifier")]

    @property
    def more_fields(self) -> Any:
        """What narrows the address."""
        return (self[name] for name in ("legal_form", "area", "item", "certified_at", "per"))

    def clean(self) -> dict[str, Any]:
        """Read the numbers, then the address."""
        cleaned = super().clean()
        for name in _NUMBERS:
            cleaned[name] = self._number(name)
        if cleaned["value"] is not None and (cleaned["low"], cleaned["high"]) != (None, None):
            self.add_error("value", "Một số liệu là một giá trị hoặc một khoảng, không cả hai.")
        return cleaned

    def _check(self, address: Address) -> None:
        """A claim may say what no record answers."""

    def _number(self, name: str) -> Decimal | None:
        words = (self.cleaned_data.get(name) or "").strip()
        if not words:
            return None
        try:
            if (self.cleaned_data.get("unit") or "").startswith("VND"):
                return Decimal(parse_vnd(words))
            return _decimal(words)
        except AmountError as error:
            self.add_error(name, str(error))
        except InvalidOperation:
            self.add_error(name, "Viết số như 1.002,5.")
        return None

    def meaning(self) -> Meaning:
        """What the person says; call it on a valid form."""
        said = self.cleaned_data
        return Meaning(
            address=said["address"],
            kind=said["kind"],
            unit=said["unit"],
            qualifier=said["qualifier"],
            value=said["value"],
            low=said["low"],
            high=said["high"],
        )


def meaning_of(candidate: Candidate) -> dict[str, Any]:
    """A candidate in the words of the form."""
    numbers = {name: _shown(getattr(candidate, name), candidate.unit) for name in _NUMBERS}
    return {
        **candidate.address.params(),
        **numbers,
        "kind": candidate.kind,
        "unit": candidate.unit,
        "qualifier": candidate.qualifier,
    }


def _decimal(words: str) -> Decimal:
    number = Decimal(words.replace(" ", "").replace(".", "").replace(",", "."))
    if not number.is_finite() or abs(number) >= 10**19:
        raise InvalidOperation
    return number


def _shown(number: Decimal | None, unit: str) -> str:
    if number is None:
        return ""
    if unit.startswith("VND"):
        return show_exact(int(number)).removesuffix(" đồng")
    digits = max(0, -int(number.normalize().as_tuple().exponent))
    return show_decimal(Fraction(number), digits)
