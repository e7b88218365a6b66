"""The bodies that issue papers: how each is named above and signs below."""

from dataclasses import dataclass
from typing import Any

from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Kind as PlaceKind
from khuyencong.places.models import Unit
from khuyencong.schemes.models import Scheme, Tier


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues a paper; ``name`` as a sentence calls it, ``heading`` in capitals."""

    code: str
    name: str
    heading: str
    superior: str
    suffix: str
    place: str
    signer: str
    authority: str = ""


NO_BREAK = "\N{NO-BREAK SPACE}"
MINISTRY_CODE = "bo-cong-thuong"


def ministry(scheme: Scheme) -> Issuer:
    """The Ministry, which approves national schemes."""
    found = _body(scheme, kind=Kind.MINISTRY)
    return Issuer(
        found.code if found else MINISTRY_CODE,
        "Bộ Công Thương",
        "BỘ CÔNG THƯƠNG",
        "",
        "BCT",
        "Hà Nội",
        "BỘ TRƯỞNG",
    )


def ministry_department(scheme: Scheme) -> Issuer:
    """The Ministry's department that runs the national programme."""
    found = _body(scheme, kind=Kind.MINISTRY_DEPARTMENT)
    name = found.name if found else "Cục quản lý khuyến công"
    code = found.code if found else "cuc-khuyen-cong"
    return Issuer(code, name, name.upper(), "BỘ CÔNG THƯƠNG", "ĐCK", "Hà Nội", "CỤC TRƯỞNG")


def committee(scheme: Scheme) -> Issuer:
    """The People's Committee of the scheme's province."""
    province = scheme.province
    found = _body(scheme, kind=Kind.PROVINCE_COMMITTEE, place=province)
    name = f"Ủy ban nhân dân {_province(province)}"
    whole = _unbroken(_province(province))
    return Issuer(
        found.code if found else f"ubnd-{province.code}",
        name,
        f"ỦY BAN NHÂN DÂN {whole}",
        "",
        "UBND",
        province.name,
        "CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN",
    )


def department(scheme: Scheme) -> Issuer:
    """The department of industry and trade of the scheme's province."""
    province = scheme.province
    found = _body(scheme, kind=Kind.PROVINCE_DEPARTMENT, place=province)
    return Issuer(
        found.code if found else f"so-cong-thuong-{province.code}",
        f"Sở Công Thương {_province(province)}",
        "SỞ CÔNG THƯƠNG",
        f"UBND {_province(province).upper()}",
        "SCT",
        province.name,
        "GIÁM ĐỐC",
    )


def implementer(scheme: Scheme) -> Issuer:
    """Who carries the scheme out; without a record, the province's promotion centre."""
    found = scheme.implementer or _body(scheme, kind=Kind.PROMOTION_CENTRE, place=scheme.province)
    if found is None:
        return Issuer(
            f"trung-tam-khuyen-cong-{scheme.province.code}",
            "Trung tâm Khuyến công",
            "TRUNG TÂM KHUYẾN CÔNG",
            "SỞ CÔNG THƯƠNG",
            "TTKC",
            scheme.province.name,
            "GIÁM ĐỐC",
        )
    place = found.place or scheme.province
    superior, suffix, signer, authority = _MANNERS.get(found.kind, ("", "ĐVTH", "GIÁM ĐỐC", ""))
    heading = found.name.upper()
    if found.kind == Kind.COMMUNE_COMMITTEE:  # «XÃ …» stays on one line
        heading = heading.replace(f" {str(place).upper()}", f" {_unbroken(str(place))}")
    return Issuer(found.code, found.name, heading, superior, suffix, place.name, signer, authority)


_MANNERS: dict[str, tuple[str, str, str, str]] = {
    Kind.PROMOTION_CENTRE: ("SỞ CÔNG THƯƠNG", "TTKC", "GIÁM ĐỐC", ""),
    Kind.PROVINCE_DEPARTMENT: ("", "SCT", "GIÁM ĐỐC", ""),
    Kind.COMMUNE_COMMITTEE: ("", "UBND", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
}


def payer(scheme: Scheme) -> Issuer:
    """Who contracts and pays: the Ministry's department (Điều 12 TT 36/2013), the Sở, the commune.

    A commune pays what it manages itself.
    """
    if scheme.tier == Tier.NATIONAL:
        return ministry_department(scheme)
    if scheme.tier == Tier.COMMUNE:
        return implementer(scheme)
    return department(scheme)


def other_party(scheme: Scheme) -> str:
    """With whom the payer contracts: who carries the scheme out, of a commune who benefits."""
    if scheme.tier != Tier.COMMUNE:
        return implementer(scheme).name
    benefits = scheme.beneficiaries.select_related("establishment").order_by("pk")
    return "; ".join(one.establishment.name for one in benefits)


def approver(scheme: Scheme) -> Issuer:
    """Who approves the plan: the Ministry, or the province's committee."""
    return ministry(scheme) if scheme.tier == Tier.NATIONAL else committee(scheme)


def _body(scheme: Scheme, **facts: Any) -> Organisation | None:
    """The body of those *facts*: of a real scheme a real one, of an illustrative one its like."""
    found = Organisation.objects.filter(**facts, is_illustrative__lte=scheme.is_illustrative)
    return found.order_by("-is_illustrative", "pk").first()


def _unbroken(name: str) -> str:
    return name.upper().replace(" ", NO_BREAK)


def _province(unit: Unit) -> str:
    word = "thành phố" if unit.kind == PlaceKind.CENTRAL_CITY else "tỉnh"
    return f"{word} {unit.name}"
