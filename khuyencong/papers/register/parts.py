"""Every place where a number is kept, read in one shape, so that one query lists them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import (
    Coalesce,
    Concat,
    ExtractYear,
    Left,
    Lower,
    Replace,
    Substr,
    Upper,
)

from khuyencong.accounts.models import User
from khuyencong.adjustments.models import ChangeRequest, RequestPaper
from khuyencong.appraisals.models import Council
from khuyencong.delivery.models import Acceptance, Appendix, Contract, MinutesForm, Settlement
from khuyencong.documents.models import DocumentNumber
from khuyencong.group_plans.models import GroupPlan
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.planning.models import EditionRow, PlanEdition
from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.schemes.models import Scheme, StepTaken, Tier

from ..building.issuers import MINISTRY_CODE
from ..models import Paper

COLUMNS = (
    "source", "key", "issuer", "issuer_name", "symbol", "folded", "dated_on", "year", "kind",
    "subject", "scheme_code", "scheme_name", "at", "clerk",
)  # fmt: skip
_LONG = CharField(max_length=600)


@dataclass(frozen=True, slots=True)
class Part:
    """A table with numbers: its rows within somebody's reach, and what each column is there.

    ``page`` is where a row leads, with the scheme's code or the row's own id.
    """

    kind: str
    rows: Callable[[QuerySet[Scheme], User | None], QuerySet[Any]]
    columns: Mapping[str, Any]
    page: str
    by_scheme: bool = True


def _body(kind: str, place: str, name: str, fallback: str) -> tuple[Any, Any]:
    """Code and name of the body of that kind at *place*, as ``building.issuers`` names them."""
    found = Organisation.objects.filter(kind=kind, place=OuterRef(place)).order_by("pk")
    code = Coalesce(
        Subquery(found.values("code")[:1]), Concat(Value(f"{fallback}-"), F(f"{place}__code"))
    )
    whole = f"{place}__full_name"  # «Tỉnh Nghệ An»; within a name, «tỉnh Nghệ An»
    return code, Concat(Value(f"{name} "), Lower(Left(whole, 1)), Substr(whole, 2))


def _national(kind: str, code: str, name: str) -> tuple[Any, Any]:
    found = Organisation.objects.filter(kind=kind).order_by("pk")
    return (
        Coalesce(Subquery(found.values("code")[:1]), Value(code)),
        Coalesce(Subquery(found.values("name")[:1]), Value(name)),
    )


_MINISTRY = _national(Kind.MINISTRY, MINISTRY_CODE, "Bộ Công Thương")
_CUC = _national(Kind.MINISTRY_DEPARTMENT, "cuc-khuyen-cong", "Cục quản lý khuyến công")


def _department(place: str) -> tuple[Any, Any]:
    return _body(Kind.PROVINCE_DEPARTMENT, place, "Sở Công Thương", "so-cong-thuong")


def _committee(place: str) -> tuple[Any, Any]:
    return _body(Kind.PROVINCE_COMMITTEE, place, "Ủy ban nhân dân", "ubnd")


def _by(condition: Q, yes: tuple[Any, Any], no: tuple[Any, Any]) -> dict[str, Any]:
    """The issuer's code and name, one body where *condition* holds, another where not."""
    return {
        name: Case(When(condition, then=one), default=other, output_field=_LONG)
        for name, one, other in zip(("issuer", "issuer_name"), yes, no, strict=True)
    }


def _payer(scheme: str) -> dict[str, Any]:
    national = Q(**{f"{scheme}__tier": Tier.NATIONAL})
    return _by(national, _CUC, _department(f"{scheme}__province"))


def _approver(scheme: str) -> dict[str, Any]:
    national = Q(**{f"{scheme}__tier": Tier.NATIONAL})
    return _by(national, _MINISTRY, _committee(f"{scheme}__province"))


def _decider() -> dict[str, Any]:
    decider = AdjustmentDecider.Decider
    bodies = {
        decider.MINISTRY: _MINISTRY,
        decider.DEPARTMENT: _CUC,
        decider.PROVINCE_DEPARTMENT: _department("scheme__province"),
        decider.PROVINCE: _committee("scheme__province"),
    }
    other = _approver("scheme")
    return {
        name: Case(
            *(When(decider=code, then=body[index]) for code, body in bodies.items()),
            default=other[name],
            output_field=_LONG,
        )
        for index, name in enumerate(("issuer", "issuer_name"))
    }


def _scheme(path: str) -> dict[str, Any]:
    return {"scheme_code": F(f"{path}__code"), "scheme_name": F(f"{path}__name")}


def _deed(number: str, day: str, *, scheme: str = "scheme", by: str = "by", at: str = "at") -> Any:
    return {
        "symbol": F(number),
        "dated_on": F(day),
        "at": F(at),
        "clerk": F(f"{by}__full_name"),
        **_scheme(scheme),
    }


def _about(words: str, path: str = "scheme") -> dict[str, Any]:
    return {"subject": Concat(Value(f"{words} «"), F(f"{path}__name"), Value("»"))}


_NO_SCHEME = {"scheme_code": Value(""), "scheme_name": Value("")}


def _given_numbers(schemes: QuerySet[Scheme], user: User | None) -> QuerySet[Any]:
    rows = DocumentNumber.objects.all()
    if user is None:
        return rows
    papers = Paper.objects.filter(year__isnull=False, number__isnull=False)
    of_years = Q(pk__in=papers.visible_to(user).values("number"))
    return rows.filter(Q(scheme_code__in=schemes.values("code")) | of_years)


def _editions(schemes: QuerySet[Scheme], user: User | None) -> QuerySet[Any]:
    return PlanEdition.objects.visible_to(user) if user else PlanEdition.objects.all()


def _councils(schemes: QuerySet[Scheme], user: User | None) -> QuerySet[Any]:
    return Council.objects.visible_to(user) if user else Council.objects.all()


def _steps(schemes: QuerySet[Scheme], user: User | None) -> QuerySet[Any]:
    """Steps by a paper that no deed of its own has: it would stand here twice."""
    scheme = OuterRef("scheme")
    same = {"decision_number": OuterRef("decision_number")}
    return (
        StepTaken.objects.filter(scheme__in=schemes, decision_date__isnull=False)
        .exclude(Exists(EditionRow.objects.filter(scheme=scheme)), name="plan")
        .exclude(Exists(Contract.objects.filter(scheme=scheme)), name="contract")
        .exclude(Exists(Acceptance.objects.filter(scheme=scheme)), name="accept")
        .exclude(Exists(Settlement.objects.filter(scheme=scheme)), name__in=("settle", "terminate"))
        .exclude(Exists(ChangeRequest.objects.filter(scheme=scheme, **same)), name="stop")
    )


def _of_scheme(model: Any, scheme: str = "scheme", **more: Any) -> Any:
    def rows(schemes: QuerySet[Scheme], user: User | None) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(**{f"{scheme}__in": schemes}, **more)
        return found

    return rows


_STEP_ISSUER = _by(
    Q(name__in=("plan", "stop", "record")),
    (_approver("scheme")["issuer"], _approver("scheme")["issuer_name"]),
    (_payer("scheme")["issuer"], _payer("scheme")["issuer_name"]),
)

PARTS: Mapping[str, Part] = {
    "number": Part(
        "Số cấp tại đây",
        _given_numbers,
        {
            "issuer": F("series__issuer"),
            "issuer_name": F("series__issuer_name"),
            "symbol": F("symbol"),
            "dated_on": F("dated_on"),
            "subject": F("subject"),
            "scheme_code": F("scheme_code"),
            "scheme_name": Value(""),
            "at": F("at"),
            "clerk": F("by__full_name"),
        },
        "",
    ),
    "edition": Part(
        "Quyết định giao kế hoạch",
        _editions,
        {
            "symbol": F("decision_number"),
            "dated_on": F("decision_date"),
            "at": F("decided_at"),
            "clerk": F("decided_by__full_name"),
            "subject": Concat(Value("Quyết định. "), F("title")),
            **_NO_SCHEME,
            **_by(Q(tier=Tier.NATIONAL), _MINISTRY, _committee("place")),
        },
        "planning:edition_detail",
        by_scheme=False,
    ),
    "council": Part(
        "Quyết định thành lập hội đồng",
        _councils,
        {
            "symbol": F("decision_number"),
            "dated_on": F("decision_date"),
            "at": F("recorded_at"),
            "clerk": F("recorded_by__full_name"),
            "subject": Concat(Value("Quyết định thành lập "), F("name")),
            **_NO_SCHEME,
            **_by(Q(province__isnull=True), _CUC, _department("province")),
        },
        "appraisals:council_detail",
        by_scheme=False,
    ),
    "group_plan": Part(
        "Quyết định phê duyệt kế hoạch đề án nhóm",
        _of_scheme(GroupPlan, decision_date__isnull=False),
        _deed("decision_number", "decision_date", by="decided_by", at="decided_at")
        | _about("Quyết định phê duyệt kế hoạch thực hiện đề án")
        | dict(zip(("issuer", "issuer_name"), _department("scheme__province"), strict=True)),
        "group_plans:scheme_plans",
    ),
    "contract": Part(
        "Hợp đồng",
        _of_scheme(Contract),
        _deed("number", "signed_on") | _payer("scheme") | _about("Hợp đồng thực hiện đề án"),
        "delivery:delivery_detail",
    ),
    "appendix": Part(
        "Phụ lục hợp đồng",
        _of_scheme(Appendix, "contract__scheme"),
        _deed("number", "signed_on", scheme="contract__scheme")
        | _payer("contract__scheme")
        | _about("Phụ lục hợp đồng thực hiện đề án", "contract__scheme"),
        "delivery:delivery_detail",
    ),
    "acceptance": Part(
        "Biên bản nghiệm thu",
        _of_scheme(Acceptance),
        _deed("number", "accepted_on")
        | _by(
            Q(scheme__tier=Tier.NATIONAL, form=MinutesForm.C),
            _CUC,
            _department("scheme__province"),
        )
        | _about("Biên bản nghiệm thu đề án"),
        "delivery:acceptance_list",
    ),
    "settlement": Part(
        "Biên bản thanh lý",
        _of_scheme(Settlement),
        _deed("number", "settled_on") | _payer("scheme") | _about("Biên bản thanh lý đề án"),
        "delivery:acceptance_list",
    ),
    "adjustment": Part(
        "Quyết định về điều chỉnh",
        _of_scheme(ChangeRequest, decision_date__isnull=False),
        _deed("decision_number", "decision_date", by="decided_by", at="decided_at")
        | _decider()
        | _about("Quyết định về điều chỉnh đề án"),
        "adjustments:request_detail",
        by_scheme=False,
    ),
    "request_paper": Part(
        "Tài liệu kèm đề nghị điều chỉnh",
        lambda schemes, user: RequestPaper.objects.filter(
            request__scheme__in=schemes, dated_on__isnull=False
        ).exclude(number=""),
        {
            **_deed("number", "dated_on", scheme="request__scheme"),
            "subject": F("title"),
            "issuer": Value("", output_field=_LONG),
            "issuer_name": Value("Đơn vị gửi", output_field=_LONG),
        },
        "adjustments:scheme_requests",
    ),
    "step": Part(
        "Văn bản của bước",
        _steps,
        _deed("decision_number", "decision_date") | _STEP_ISSUER | _about("Văn bản về đề án"),
        "schemes:scheme_detail",
    ),
}


def part_rows(source: str, schemes: QuerySet[Scheme], user: User | None) -> QuerySet[Any]:
    """The numbers of one table, of those schemes, in the common shape; no user: of everybody."""
    part = PARTS[source]
    columns = {
        f"r_{name}": ExpressionWrapper(value, output_field=_LONG)
        for name, value in part.columns.items()
        if name not in ("dated_on", "at")
    }
    day = part.columns["dated_on"]
    rows: QuerySet[Any] = (
        part.rows(schemes, user)
        .order_by()
        .annotate(
            **columns,
            r_source=Value(source, output_field=_LONG),
            r_key=ExpressionWrapper(F("pk"), output_field=IntegerField()),
            r_folded=Upper(Replace("r_symbol", Value(" "), Value(""))),
            r_dated_on=ExpressionWrapper(day, output_field=DateField()),
            r_year=ExtractYear("r_dated_on"),
            r_kind=Value(part.kind, output_field=_LONG),
            r_at=ExpressionWrapper(part.columns["at"], output_field=DateTimeField()),
        )
        .values_list(*(f"r_{name}" for name in COLUMNS))
    )
    return rows
