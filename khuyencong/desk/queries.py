from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum, Value

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.dossiers.policy import prepare_dossiers, record_needs
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Entry, Kind
from khuyencong.indicators.address import Address
from khuyencong.programmes.models import Programme
from khuyencong.schemes.lifecycle import CARRIED_OUT
from khuyencong.schemes.models import Scheme
from khuyencong.ui.addresses import address_of

from .own import SHOWN

MOST_REPORTS = 10
_SCHEMES = "Đề án trong sổ"
_DONE = "Đề án đã giao kế hoạch trở đi"
_PLACES = "Cơ sở công nghiệp nông thôn"
_A_PLACE = "place"
"""What stands for the state of a scheme in the counts of establishments."""
_OF_REPORT = ("name", "start_date", "end_date", "period_label", "province__fold")

_OF_ENTRY = (
    *("amount_vnd", "nature", "kind", "level", "booked_on", "document", "reverses"),
    *("account__line__item", "account__line__content", "account__line__scheme__code"),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the person can do next."""

    label: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The person's home besides what waits: what can be done, what there is, the reports."""

    deeds: Sequence[Deed]
    counts: Sequence[tuple[str, int, int]]
    reports: Sequence[tuple[str, str]]


def desk_of(user: User) -> Desk:
    """The home of *user*; who may not see records has only what anybody can do."""
    if not user.may(Permission.VIEW_RECORDS):
        return Desk(list(_deeds(user)), [], [])
    return Desk(list(_deeds(user)), _counts(user), list(_reports(user)))


def _reports(user: User) -> Iterator[tuple[str, str]]:
    """The reports from the register of the programmes that the person sees: name and address."""
    programmes = Programme.objects.visible_to(user).filter(province__isnull=False)
    found = programmes.select_related("province").only(*_OF_REPORT)
    for programme in found[:MOST_REPORTS]:
        place = programme.province
        if place is not None:
            code = programme.period.code
            yield programme.name, address_of("reporting:records_report", place.slug, code)


def _counts(user: User) -> list[tuple[str, int, int]]:
    """Name, number of real records, number of illustrative ones, never added up; one query."""
    schemes = Scheme.objects.visible_to(user).order_by().values_list("is_illustrative", "state")
    places = Establishment.objects.visible_to(user).order_by()
    rows = schemes.annotate(number=Count("pk")).union(
        places.values_list("is_illustrative", Value(_A_PLACE)).annotate(number=Count("pk")),
        all=True,
    )
    found: dict[tuple[str, bool], int] = defaultdict(int)
    for is_illustrative, state, number in rows:
        found[_PLACES if state == _A_PLACE else _SCHEMES, is_illustrative] += number
        if state in CARRIED_OUT:
            found[_DONE, is_illustrative] += number
    return [(name, found[name, False], found[name, True]) for name in (_SCHEMES, _DONE, _PLACES)]


def _deeds(user: User) -> Iterator[Deed]:
    if record_needs(user):
        yield Deed(
            "Ghi nhu cầu của cơ sở",
            "Phiếu khảo sát ngắn, ghi được ngay tại cơ sở bằng điện thoại.",
            address_of("dossiers:need_add"),
        )
    if prepare_dossiers(user):
        yield Deed(
            "Lập hồ sơ đề án",
            "Soạn các phần, dự toán, giấy tờ rồi trình thẩm định.",
            address_of("dossiers:dossier_add"),
        )
    if user.may(Permission.EDIT_SCHEMES):
        yield Deed(
            "Thêm đề án",
            "Ghi vào sổ một đề án đã phê duyệt, rồi thêm dòng kinh phí.",
            address_of("schemes:scheme_add"),
        )
    if user.may(Permission.EDIT_ESTABLISHMENTS):
        yield Deed(
            "Thêm cơ sở",
            "Ghi doanh nghiệp, hợp tác xã, hộ kinh doanh vào sổ.",
            address_of("establishments:establishment_add"),
        )
    if user.may(Permission.GIVE_ACCOUNTS):
        yield Deed(
            "Tài khoản của cơ sở",
            "Mở, thu hồi tài khoản để cơ sở tự nêu nhu cầu và theo dõi đề án.",
            address_of("establishments:account_list"),
        )
    if user.may(Permission.VIEW_RECORDS):
        yield Deed(
            "Mở sổ đề án", "Tìm, lọc, mở sổ kinh phí từng đề án.", address_of("schemes:scheme_list")
        )
        support = Address(measure="support", place=user.scope_unit)
        if user.scope_unit is None or user.scope_unit.province_id is None:
            yield Deed(
                "Xem kinh phí hỗ trợ của địa bàn",
                "Theo năm, theo nguồn, mở ra được từng đề án; tải về Excel.",
                f"{address_of('figures:address')}?{support.query()}",
            )
    yield Deed(
        "Báo cáo tổng kết",
        "Mở báo cáo của từng tỉnh, tải về Word, Excel, PDF.",
        address_of("reporting:report_list"),
    )
    yield Deed(
        "Tra cứu một con số",
        "Chọn chỉ tiêu, nội dung, nguồn, địa bàn, kỳ.",
        address_of("figures:address"),
    )


def own_entries(seen: QuerySet[Entry], kind: str, nature: str, code: str) -> QuerySet[Entry]:
    """Those of a kind, a nature and a scheme, the oldest first, of what an establishment is told.

    A word that is unknown, or the name of what is left to officers, filters nothing.
    """
    seen = seen.filter(nature__in=SHOWN)
    if kind in Kind.values:
        seen = seen.filter(kind=kind)
    if nature in SHOWN:
        seen = seen.filter(nature=nature)
    if code:
        seen = seen.filter(account__line__scheme__code=code)
    found = seen.select_related("account__line__scheme").only(*_OF_ENTRY)
    return found.order_by("booked_on", "pk")


def total_of(entries: QuerySet[Entry]) -> int:
    """Their sum in đồng."""
    return entries.order_by().aggregate(total=Sum("amount_vnd"))["total"] or 0
