"""The measures: what may be asked of the records, in which unit, and from which rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce

from khuyencong.funding.models import Entry, Kind, Nature
from khuyencong.schemes.lifecycle import CARRIED_OUT
from khuyencong.schemes.models import Beneficiary, Result, ResultKind, Scheme


class Rows(StrEnum):
    """The table a measure is computed from."""

    MONEY = "money"
    SCHEMES = "schemes"
    BENEFICIARIES = "beneficiaries"
    RESULTS = "results"


MODELS = {
    Rows.MONEY: Entry,
    Rows.SCHEMES: Scheme,
    Rows.BENEFICIARIES: Beneficiary,
    Rows.RESULTS: Result,
}


_EVERY_ROW = Q()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (chỉ tiêu): its name, unit, rows, and the value of the rows that a filter keeps.

    ``kinds`` and ``natures`` are those of the money it adds up (``minus``: takes away); ``items``
    are the kinds of result it covers; where they may not be added together the address
    has to name one (``needs_item``).  ``is_additive`` says whether parts add up to the whole.
    """

    code: str
    name: str
    unit: str
    rows: Rows
    value: Callable[[Q | None], Expression]
    where: Q = _EVERY_ROW
    kinds: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    needs_item: bool = False
    is_additive: bool = True

    @property
    def is_money(self) -> bool:
        return self.unit == "VND"


ITEM_UNITS: Mapping[str, str] = {
    ResultKind.CLASS: "lớp",
    ResultKind.PERSON: "người",
    ResultKind.TURN: "lượt người",
    ResultKind.TRAINEE: "học viên",
    ResultKind.DELEGATE: "đại biểu",
    ResultKind.JOB: "lao động",
    ResultKind.MODEL: "mô hình",
    ResultKind.MACHINE: "máy",
    ResultKind.CERTIFIED_PRODUCT: "sản phẩm",
    ResultKind.REGISTERED_PRODUCT: "sản phẩm",
    ResultKind.LISTED_PRODUCT: "sản phẩm",
    ResultKind.WORKSHOP: "cuộc",
    ResultKind.FAIR: "hội chợ",
    ResultKind.FESTIVAL: "lễ hội",
    ResultKind.SELECTION_ROUND: "đợt",
    ResultKind.MEMORANDUM: "biên bản",
    ResultKind.CONTRACT: "hợp đồng",
    ResultKind.WEBSITE: "website",
    ResultKind.SALES_POINT: "điểm",
    ResultKind.ASSESSMENT: "cơ sở",
    ResultKind.CLUSTER: "cụm",
}
"""The counted noun of every kind of result."""

NOT_SUMMABLE = frozenset({ResultKind.PERSON})
"""People trained in two classes may be the same people: their numbers are never added up."""


def _amount(keep: Q | None) -> Expression:
    return Coalesce(Sum("amount_vnd", filter=keep), Value(0))


def _assigned_less_allocated(keep: Q | None) -> Expression:
    sign = Case(When(nature=Nature.ASSIGNED, then=Value(1)), default=Value(-1))
    return Coalesce(Sum(F("amount_vnd") * sign, filter=keep), Value(0))


def _quantity(keep: Q | None) -> Expression:
    return Coalesce(Sum("quantity", filter=keep), Value(0))


def _schemes(keep: Q | None) -> Expression:
    return Count("pk", filter=keep, distinct=True)


def _establishments(keep: Q | None) -> Expression:
    return Count("establishment", filter=keep, distinct=True)


def _money(code: str, name: str, *kinds: Kind, natures: tuple[str, ...] = ()) -> Measure:
    return Measure(
        code,
        name,
        "VND",
        Rows.MONEY,
        _amount,
        where=Q(kind__in=kinds),
        kinds=kinds,
        natures=natures,
    )


def _result(code: str, name: str, *items: ResultKind, needs_item: bool = False) -> Measure:
    return Measure(
        code,
        name,
        ITEM_UNITS[items[0]] if len(items) == 1 else "",
        Rows.RESULTS,
        _quantity,
        where=Q(kind__in=items),
        items=tuple(items),
        needs_item=needs_item,
    )


_ALL = (
    _money("support", "Kinh phí hỗ trợ", Kind.GRANT),
    _money("total", "Kinh phí thực hiện (gồm đối ứng)", Kind.GRANT, Kind.COUNTERPART),
    _money("counterpart", "Vốn đối ứng", Kind.COUNTERPART),
    _money("recoverable", "Hỗ trợ có thu hồi", Kind.RECOVERABLE),
    _money("investment", "Vốn đầu tư thu hút", Kind.ATTRACTED),
    _money("requested", "Kinh phí đăng ký", Kind.GRANT, natures=(Nature.REGISTERED,)),
    _money("allocated", "Kinh phí đã phân bổ", Kind.GRANT, natures=(Nature.ALLOCATED,)),
    _money("disbursed", "Kinh phí đã giải ngân", Kind.GRANT, natures=(Nature.DISBURSED,)),
    Measure(
        "unallocated",
        "Kinh phí chưa phân bổ",
        "VND",
        Rows.MONEY,
        _assigned_less_allocated,
        where=Q(kind=Kind.GRANT),
        kinds=(Kind.GRANT,),
        natures=(Nature.ASSIGNED, Nature.ALLOCATED),
        minus=(Nature.ALLOCATED,),
    ),
    Measure(
        "schemes",
        "Số đề án",
        "đề án",
        Rows.SCHEMES,
        _schemes,
        where=Q(state__in=CARRIED_OUT),
    ),
    Measure(
        "beneficiaries",
        "Số cơ sở thụ hưởng",
        "cơ sở",
        Rows.BENEFICIARIES,
        _establishments,
        where=Q(scheme__state__in=CARRIED_OUT),
        is_additive=False,
    ),
    _result("establishments", "Số cơ sở được đánh giá", ResultKind.ASSESSMENT),
    _result(
        "products",
        "Số sản phẩm",
        ResultKind.CERTIFIED_PRODUCT,
        ResultKind.REGISTERED_PRODUCT,
        ResultKind.LISTED_PRODUCT,
        needs_item=True,
    ),
    _result(
        "people",
        "Số người",
        ResultKind.PERSON,
        ResultKind.TURN,
        ResultKind.TRAINEE,
        ResultKind.DELEGATE,
        ResultKind.JOB,
        needs_item=True,
    ),
    _result("classes", "Số lớp", ResultKind.CLASS),
    _result("models", "Số mô hình", ResultKind.MODEL),
    _result(
        "events",
        "Số sự kiện",
        ResultKind.WORKSHOP,
        ResultKind.FAIR,
        ResultKind.FESTIVAL,
        ResultKind.SELECTION_ROUND,
        needs_item=True,
    ),
    _result(
        "agreements",
        "Số văn bản hợp tác",
        ResultKind.MEMORANDUM,
        ResultKind.CONTRACT,
        needs_item=True,
    ),
    _result("clusters", "Số cụm công nghiệp", ResultKind.CLUSTER),
    _result(
        "count",
        "Số lượng",
        ResultKind.WEBSITE,
        ResultKind.SALES_POINT,
        ResultKind.MACHINE,
        needs_item=True,
    ),
)

MEASURES: Mapping[str, Measure] = {measure.code: measure for measure in _ALL}
"""Every measure that is read from rows."""

RATES: Mapping[str, str] = {
    "share": "Tỷ trọng trong kinh phí hỗ trợ",
    "growth": "Mức tăng kinh phí hỗ trợ so với kỳ trước",
}
"""The two percentages computed from ``support``: measure → Vietnamese name."""

UNRECORDED: Mapping[str, str] = {
    "norm_percent": "Tỷ lệ hỗ trợ theo định mức",
    "norm_ceiling": "Mức trần theo định mức",
    "percent": "Tỷ lệ khác",
    "ratio": "Tỷ số",
}
"""Measures that a text may carry and that no record evaluates to."""

NAMES: Mapping[str, str] = {
    **{code: measure.name for code, measure in MEASURES.items()},
    **RATES,
    **UNRECORDED,
}
