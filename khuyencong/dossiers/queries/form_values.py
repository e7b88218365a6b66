"""The forms of a dossier in words, field by field; two edits of one set side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khuyencong.dossiers.models import SOURCES, EstimateItem, FormVersion
from khuyencong.lib.money import show_exact
from khuyencong.schemes.actions import LineFacts, SchemeFacts
from khuyencong.schemes.models import Form, Line, Scheme

Values = dict[str, str]
"""What a person reads in each field, by the field's name; empty is nothing."""

GENERAL = "general"
"""The form of what the scheme is called and who carries it out."""

LABELS: Mapping[str, str] = {
    "name": "Tên, nội dung chi",
    "form": "Hình thức",
    "implementer": "Đơn vị thực hiện",
    "partners": "Đơn vị phối hợp",
    "end_year": "Năm kết thúc",
    "year": "Năm ngân sách",
    "sub_content": "Nội dung cụ thể",
    "item": "Hạng mục",
    "establishment": "Cơ sở thụ hưởng",
    "unit": "Đơn vị tính",
    "quantity": "Số lượng",
    "unit_price_vnd": "Đơn giá",
    **{name: label for name, (_, _, label) in SOURCES.items()},
    "is_recoverable": "Phần hỗ trợ có thu hồi",
}


def key_of_line(line: Line) -> str:
    """What the form of a line is called by."""
    return f"line-{line.pk}"


def key_of_item(item: EstimateItem) -> str:
    """What the form of an item is called by."""
    return f"item-{item.pk}"


def key_of_new_item(line: Line) -> str:
    """What the form of an item that is still to be added to a line is called by."""
    return f"item-of-{line.pk}"


def values_of_general(scheme: Scheme) -> Values:
    """What is recorded of the scheme itself."""
    return _general(scheme, list(scheme.partners.all()))


def values_of_scheme_facts(facts: SchemeFacts) -> Values:
    """The same of what was typed."""
    return _general(facts, facts.partners)


def _general(one: Any, partners: Sequence[Any]) -> Values:
    return {
        "name": one.name,
        "form": str(Form(one.form).label),
        "implementer": str(one.implementer or ""),
        "partners": "; ".join(sorted(str(partner) for partner in partners)),
        "end_year": str(one.end_year),
    }


def values_of_line(line: Line) -> Values:
    """What a line is for, and for whom."""
    establishment = line.beneficiary.establishment if line.beneficiary else None
    return _line(line, establishment)


def values_of_line_facts(facts: LineFacts) -> Values:
    """The same of what was typed."""
    return _line(facts, facts.establishment)


def _line(one: Any, establishment: Any) -> Values:
    named = f"{establishment.code} – {establishment.name}" if establishment else ""
    return {
        "sub_content": str(one.sub_content or ""),
        "item": one.item,
        "establishment": named,
    }


def values_of_item(one: Any) -> Values:
    """An item of the estimate, or what was typed of one (``ItemFacts``)."""
    amounts = {name: getattr(one, name) for name in SOURCES}
    quantity = f"{one.quantity:f}"
    if "." in quantity:
        quantity = quantity.rstrip("0").rstrip(".")
    return {
        "name": one.name,
        "unit": one.unit,
        "quantity": quantity.replace(".", ","),
        "unit_price_vnd": show_exact(one.unit_price_vnd),
        **{name: show_exact(amount) if amount else "" for name, amount in amounts.items()},
        "is_recoverable": "có" if one.is_recoverable else "",
    }


def told(values: Mapping[str, str]) -> dict[str, str]:
    """The same by the labels of the fields, as a saved state keeps them."""
    return {LABELS[name]: text for name, text in values.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that somebody else has saved since: as I saw it, as it is now, as I typed it."""

    name: str
    base: str
    theirs: str
    mine: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def is_conflict(self) -> bool:
        """Whether I changed it too, and not alike; my words then stand, to be looked at."""
        return self.mine != self.base


def edits(base: Mapping[str, str], theirs: Values, mine: Values) -> list[Edit]:
    """The fields that somebody has changed since I saw them, and that I have not changed alike."""
    return [
        Edit(name, base.get(name, ""), text, mine.get(name, ""))
        for name, text in theirs.items()
        if text not in (base.get(name, ""), mine.get(name, ""))
    ]


def last_version(scheme: Scheme, key: str) -> FormVersion | None:
    """Who saved a form last, and when."""
    rows = FormVersion.objects.filter(scheme=scheme, key=key).select_related("by")
    return rows.order_by("-at", "-pk").first()


def in_order(version: FormVersion) -> list[tuple[str, str]]:
    """What a saved state says in the order of the forms; empty fields are left out."""
    labels = dict.fromkeys(LABELS.values())
    return [(label, version.values[label]) for label in labels if version.values.get(label)]


def versions_of(scheme: Scheme) -> Any:
    """Every saved state of the forms of a dossier, the newest first."""
    rows = FormVersion.objects.filter(scheme=scheme).select_related("by")
    return rows.order_by("-at", "-pk")
