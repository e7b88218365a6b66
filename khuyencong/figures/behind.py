"""The records behind a figure, each with its part of it, as far as the person may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.establishments.models import Establishment
from khuyencong.indicators.address import Address
from khuyencong.indicators.breakdown import behind
from khuyencong.indicators.evaluation import unit_of
from khuyencong.indicators.measures import MEASURES, Rows
from khuyencong.indicators.presentation import show
from khuyencong.schemes.models import Result, Scheme
from khuyencong.schemes.queries import hidden_from

RecordRows = QuerySet[Any, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure: a scheme, an establishment or a result, and its part."""

    code: str
    name: str
    detail: str
    href: str
    value: int | None
    shown: str


NOUNS: Mapping[Rows, str] = {
    Rows.MONEY: "đề án",
    Rows.SCHEMES: "đề án",
    Rows.BENEFICIARIES: "cơ sở thụ hưởng",
    Rows.RESULTS: "kết quả",
}
_SHOWS_VALUE = (Rows.MONEY, Rows.RESULTS)


def record_rows(base: Address, user: User) -> RecordRows:
    """The ids of the records behind *base* that *user* may see, largest part first."""
    rows = behind(base, without=hidden_from(user))
    return rows.filter(record__in=_model(base).objects.visible_to(user).values("pk"))


def records(base: Address, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    """The records of a page of rows, in its order, with one query."""
    keys = [row["record"] for row in rows]
    model = _model(base)
    query = model.objects.all()
    if model is Scheme:
        query = query.select_related("implementer")
    if model is Result:
        query = query.select_related("scheme", "province")
    found = query.in_bulk(keys)
    return [_record(base, found[row["record"]], row["value"]) for row in rows]


def noun(base: Address) -> str:
    """What the records are called."""
    return NOUNS[MEASURES[base.measure].rows]


def shows_value(base: Address) -> bool:
    """Whether each record's part says more than «one»."""
    return MEASURES[base.measure].rows in _SHOWS_VALUE


def _model(base: Address) -> Any:
    rows = MEASURES[base.measure].rows
    return {Rows.BENEFICIARIES: Establishment, Rows.RESULTS: Result}.get(rows, Scheme)


def _record(base: Address, found: Any, value: int | None) -> Record:
    shown = show(value, unit_of(base))
    if isinstance(found, Establishment):
        href = reverse("establishments:establishment_detail", args=[found.code])
        return Record(found.code, found.name, found.get_legal_form_display(), href, value, shown)
    if isinstance(found, Result):
        scheme = found.scheme
        href = reverse("schemes:scheme_detail", args=[scheme.code]) if scheme else ""
        year = str(found.year) if found.year else "không rõ năm"
        name = found.note or found.get_kind_display()
        code = scheme.code if scheme else "Chương trình"
        return Record(code, name, year, href, value, shown)
    href = reverse("schemes:scheme_detail", args=[found.code])
    return Record(found.code, found.name, found.years, href, value, shown)
