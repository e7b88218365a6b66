"""The view of the register: who issued each deed, as papers name them; what stands in it; whose."""

from dataclasses import dataclass
from datetime import date

import pytest

from khuyencong.adjustments.models import ChangeRequest
from khuyencong.appraisals.models import Council
from khuyencong.delivery.models import Appendix, MinutesForm, Settlement
from khuyencong.documents.models import DocumentNumber, NumberSeries, VoidNumber
from khuyencong.group_plans.lifecycle import State as PlanState
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.papers.building import issuers
from khuyencong.papers.models import Paper, RegisterRow, Source
from khuyencong.places.models import Kind as PlaceKind
from khuyencong.planning.models import PlanEdition
from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.schemes.models import Recusal, StepTaken, Tier
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import ChangeRequestFactory, RequestPaperFactory
from tests.factories.appraisals import CouncilFactory
from tests.factories.delivery import AT, AcceptanceFactory, ContractFactory
from tests.factories.group_plans import GroupPlanFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import UnitFactory
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)


def decided(scheme, **more):
    """An approved change request of the scheme."""
    clerk = UserFactory()
    told = {
        "state": "approved",
        "submitted_by": clerk,
        "submitted_at": AT,
        "decided_by": clerk,
        "decided_at": AT,
        "decision_number": "40/QĐ",
        "decision_date": DAY,
    }
    return ChangeRequestFactory(scheme=scheme, **(told | more))


def settled(scheme, **more):
    return Settlement.objects.create(
        scheme=scheme, by=UserFactory(), at=AT, number="10/BB-TL", settled_on=DAY, **more
    )


def stepped(scheme, name, number="30/QĐ"):
    """A step that rests on a paper and leaves the scheme where it is."""
    return StepTaken.objects.create(
        scheme=scheme,
        number=scheme.history.count() + 1,
        name=name,
        from_state=scheme.state,
        to_state=scheme.state,
        at=AT,
        note="Bão.",
        decision_number=number,
        decision_date=DAY,
    )


def deeds_of(scheme):
    """One deed of each kind, with the body that its paper names."""
    payer, approver = issuers.payer(scheme), issuers.approver(scheme)
    department = issuers.department(scheme)
    line = LineFactory(scheme=scheme)
    stepped(scheme, "stop", "31/QĐ")
    stepped(scheme, "appraise", "32/QĐ")
    plan = {"decided_by": UserFactory(), "decided_at": AT, "decision_number": "77/QĐ-SCT"}
    GroupPlanFactory(scheme=scheme, state=PlanState.APPROVED, decision_date=DAY, **plan)
    contract = ContractFactory(scheme=scheme, number="12/ hđ-kc")
    Appendix.objects.create(
        contract=contract, number="01/PL", signed_on=DAY, reason="Lý do", by=contract.by, at=AT
    )
    AcceptanceFactory(line=line, scheme=scheme, form=MinutesForm.A, number="05a/BB")
    AcceptanceFactory(line=LineFactory(scheme=scheme), form=MinutesForm.C, number="05c/BB")
    settled(scheme)
    decided(scheme)
    RequestPaperFactory(request=ChangeRequestFactory(scheme=scheme, number=2))
    return {
        "31/QĐ": approver,
        "32/QĐ": payer,
        "77/QĐ-SCT": department,
        "12/ hđ-kc": payer,
        "01/PL": payer,
        "05a/BB": department,
        "05c/BB": payer,
        "10/BB-TL": payer,
        "40/QĐ": approver,
    }


def bodies(province):
    """The bodies of a province and of the country, and others of their kinds that came later."""
    for kind in (Kind.MINISTRY, Kind.MINISTRY_DEPARTMENT):
        OrganisationFactory(kind=kind, place=None, name=f"Tên của {kind}")
        OrganisationFactory(kind=kind, place=None)
    for kind in (Kind.PROVINCE_COMMITTEE, Kind.PROVINCE_DEPARTMENT, Kind.PROMOTION_CENTRE):
        OrganisationFactory(kind=kind, place=province)
        OrganisationFactory(kind=kind, place=province)


@pytest.mark.parametrize("kind", [PlaceKind.PROVINCE, PlaceKind.CENTRAL_CITY])
@pytest.mark.parametrize("recorded", [False, True], ids=["no body recorded", "bodies recorded"])
@pytest.mark.parametrize("tier", Tier.values)
def test_the_register_names_the_body_that_the_paper_names(tier, recorded, kind):
    province = UnitFactory(kind=kind)
    if recorded:
        bodies(province)
    expected = deeds_of(SchemeFactory(province=province, tier=tier))

    rows = RegisterRow.objects.exclude(source=Source.REQUEST_PAPER)
    found = {row.symbol: (row.issuer, row.issuer_name) for row in rows}

    assert found == {symbol: (body.code, body.name) for symbol, body in expected.items()}


@pytest.mark.parametrize("tier", [Tier.NATIONAL, Tier.PROVINCE])
@pytest.mark.parametrize("is_illustrative", [False, True])
def test_a_real_scheme_is_never_issued_by_an_illustrative_body(tier, is_illustrative):
    province = UnitFactory()
    whole = {Kind.MINISTRY, Kind.MINISTRY_DEPARTMENT}
    for sign in (True, False):  # the illustrative bodies were there first
        for kind in (*whole, Kind.PROVINCE_COMMITTEE, Kind.PROVINCE_DEPARTMENT):
            place = None if kind in whole else province
            OrganisationFactory(kind=kind, place=place, is_illustrative=sign)
    scheme = SchemeFactory(province=province, tier=tier, is_illustrative=is_illustrative)
    expected = deeds_of(scheme)
    signs = dict(Organisation.objects.values_list("code", "is_illustrative"))

    rows = RegisterRow.objects.exclude(source=Source.REQUEST_PAPER)

    assert {signs[body.code] for body in expected.values()} == {is_illustrative}
    assert {row.symbol: row.issuer for row in rows} == {
        symbol: body.code for symbol, body in expected.items()
    }


def test_a_commune_that_carries_out_its_scheme_issues_its_contract():
    commune = OrganisationFactory(kind=Kind.COMMUNE_COMMITTEE, name="UBND xã Kỳ Đông")
    ContractFactory(scheme=SchemeFactory(tier=Tier.COMMUNE, implementer=commune))

    row = RegisterRow.objects.get()

    assert (row.issuer, row.issuer_name) == (commune.code, "UBND xã Kỳ Đông")


@pytest.mark.parametrize(
    ("decider", "body"),
    [
        (AdjustmentDecider.Decider.MINISTRY, issuers.ministry),
        (AdjustmentDecider.Decider.DEPARTMENT, issuers.ministry_department),
        (AdjustmentDecider.Decider.PROVINCE_DEPARTMENT, issuers.department),
        (AdjustmentDecider.Decider.PROVINCE, issuers.committee),
        ("", issuers.committee),
    ],
)
def test_an_adjustment_is_issued_by_who_decided_it(decider, body):
    scheme = SchemeFactory(tier=Tier.PROVINCE)
    decided(scheme, decider=decider)

    assert RegisterRow.objects.get().issuer == body(scheme).code


def test_what_is_of_no_scheme_is_issued_by_the_place_it_is_of(province):
    def edition(number, place, tier):
        return PlanEdition.objects.create(
            year=2026,
            tier=tier,
            place=place,
            number=1,
            title="Giao kế hoạch năm 2026",
            decision_number=number,
            decision_date=DAY,
            decided_by=UserFactory(),
            decided_at=AT,
        )

    edition("1/QĐ", None, Tier.NATIONAL)
    edition("2/QĐ", province, Tier.PROVINCE)
    CouncilFactory(ministry=True, decision_number="3/QĐ")
    CouncilFactory(province=province, decision_number="4/QĐ", name="Hội đồng A")

    found = {
        row.symbol: (row.issuer, row.subject, row.scheme_id) for row in RegisterRow.objects.all()
    }

    scheme = SchemeFactory.build(province=province)
    given, council = "Quyết định. Giao kế hoạch năm 2026", "Quyết định thành lập "
    assert found == {
        "1/QĐ": (issuers.ministry(scheme).code, given, None),
        "2/QĐ": (issuers.committee(scheme).code, given, None),
        "3/QĐ": (
            issuers.ministry_department(scheme).code,
            f"{council}Hội đồng thẩm định đề án khuyến công",
            None,
        ),
        "4/QĐ": (issuers.department(scheme).code, f"{council}Hội đồng A", None),
    }


def test_a_row_tells_what_bears_the_number_and_leads_there():
    scheme = SchemeFactory(code="KC-1", name="Máy sấy")
    deeds_of(scheme)
    request = ChangeRequest.objects.get(state="approved")
    number = numbered("KC-1", symbol="01/TTr-SCT")
    VoidNumber.objects.create(number=number, reason="Ghi sai", by=number.by, at=AT)

    found = {
        row.symbol: (row.kind, row.subject, row.url, row.void_reason)
        for row in RegisterRow.objects.filter(scheme_id=scheme.pk)
    }

    about = "đề án «Máy sấy»"
    minutes = ("Biên bản nghiệm thu", f"Biên bản nghiệm thu {about}", "/thuc-hien/KC-1/nghiem-thu/")
    step = ("Văn bản của bước", f"Văn bản về {about}", "/de-an/KC-1/")
    assert found == {
        "01/TTr-SCT": ("Số cấp tại đây", "Tờ trình", "/van-thu/van-ban/VB/", "Ghi sai"),
        "31/QĐ": (*step, ""),
        "32/QĐ": (*step, ""),
        "77/QĐ-SCT": (
            "Quyết định phê duyệt kế hoạch đề án nhóm",
            f"Quyết định phê duyệt kế hoạch thực hiện {about}",
            "/ke-hoach-nhom/de-an/KC-1/",
            "",
        ),
        "12/ hđ-kc": ("Hợp đồng", f"Hợp đồng thực hiện {about}", "/thuc-hien/KC-1/", ""),
        "01/PL": (
            "Phụ lục hợp đồng",
            f"Phụ lục hợp đồng thực hiện {about}",
            "/thuc-hien/KC-1/",
            "",
        ),
        "05a/BB": (*minutes, ""),
        "05c/BB": (*minutes, ""),
        "10/BB-TL": (
            "Biên bản thanh lý",
            f"Biên bản thanh lý {about}",
            "/thuc-hien/KC-1/nghiem-thu/",
            "",
        ),
        "40/QĐ": (
            "Quyết định về điều chỉnh",
            f"Quyết định về điều chỉnh {about}",
            f"/dieu-chinh/{request.pk}/",
            "",
        ),
        "120/SCT-QLCN": (
            "Tài liệu kèm đề nghị điều chỉnh",
            "Công văn đề nghị của Sở Công Thương",
            "/dieu-chinh/de-an/KC-1/",
            "",
        ),
    }


def numbered(scheme_code="", *, symbol):
    """A number given here, to a paper of the scheme or of none."""
    clerk = UserFactory()
    series, _ = NumberSeries.objects.get_or_create(
        issuer="so-cong-thuong", issuer_name="Sở Công Thương", year=2026, mark="TTr"
    )
    return DocumentNumber.objects.create(
        series=series,
        number=series.numbers.count() + 1,
        symbol=symbol,
        dated_on=DAY,
        subject="Tờ trình",
        scheme_code=scheme_code,
        address="/van-thu/van-ban/VB/",
        by=clerk,
        at=AT,
    )


def edition_row(scheme):
    edition = PlanEdition.objects.create(
        year=2026,
        tier=scheme.tier,
        place=scheme.province,
        number=1,
        title="Giao",
        decision_number="01/QĐ-UBND",
        decision_date=DAY,
        decided_by=UserFactory(),
        decided_at=AT,
    )
    edition.rows.create(scheme=scheme, kind="given", code=scheme.code, name=scheme.name)


@pytest.mark.parametrize(
    ("step", "deed"),
    [
        ("plan", edition_row),
        ("contract", lambda scheme: ContractFactory(scheme=scheme)),
        ("accept", lambda scheme: AcceptanceFactory(line=LineFactory(scheme=scheme))),
        ("settle", settled),
        ("terminate", settled),
        ("stop", lambda scheme: decided(scheme, decision_number="30/QĐ")),
    ],
)
def test_the_paper_of_a_step_stands_only_where_no_deed_bears_it(step, deed):
    scheme, other = SchemeFactory(), SchemeFactory()
    for one in (scheme, other):
        stepped(one, step)
    steps = RegisterRow.objects.filter(source=Source.STEP).order_by("scheme_id")

    before = [row.scheme_id for row in steps.all()]
    deed(scheme)

    assert before == [scheme.pk, other.pk]
    assert [row.scheme_id for row in steps.all()] == [other.pk]


def test_the_paper_that_stopped_a_scheme_stands_beside_an_adjustment_by_another():
    scheme = SchemeFactory()
    stepped(scheme, "stop", "30/QĐ")
    decided(scheme, decision_number="40/QĐ")

    assert {row.symbol for row in RegisterRow.objects.all()} == {"30/QĐ", "40/QĐ"}


def test_a_deed_that_was_cancelled_leaves_the_register():
    line, clerk = LineFactory(), UserFactory()
    told = {"cancelled_by": clerk, "cancelled_at": AT, "cancellation": "Ghi nhầm"}
    AcceptanceFactory(line=line, **told)
    settled(line.scheme, **told)
    stepped(line.scheme, "accept", "30/QĐ")

    assert [row.symbol for row in RegisterRow.objects.all()] == ["30/QĐ"]


@dataclass
class World:
    """Two provinces with a contract, a council, an edition, a number and a paper of a year each."""

    here: int
    there: int
    draft: int
    declared: int
    papers: tuple[int, int]


@pytest.fixture
def world(province, other_province, province_officer):
    """Here also a draft of the centre's, and a scheme in which the officer declared a conflict."""
    here, draft, declared = (
        SchemeFactory(province=province, state=state) for state in ("planned", "draft", "planned")
    )
    there = SchemeFactory(province=other_province)
    Recusal.objects.create(
        scheme=declared, person=province_officer, reason="Anh em", declared_at=AT
    )
    for scheme in (here, draft, declared, there):
        ContractFactory(scheme=scheme)
        numbered(scheme.code, symbol=f"{scheme.pk}/TTr")
    for scheme in (here, there):
        CouncilFactory(province=scheme.province)
        edition_row(scheme)
    papers = tuple(of_year(f"VB-{one[0].pk}", one) for one in ([here], [here, there]))
    return World(here.pk, there.pk, draft.pk, declared.pk, papers)


def of_year(code, schemes):
    """The number of a paper over those schemes."""
    number = numbered(symbol=f"{code}-{len(schemes)}/BC")
    paper = Paper.objects.create(
        code=f"{code}-{len(schemes)}",
        year=2026,
        kind="year_reconciliation",
        subject="centre",
        title="Bảng đối chiếu",
        issuer="trung-tam",
        issuer_name="Trung tâm",
        suffix="TTKC",
        content={"signatures": [], "recipients": []},
        docx="a.docx",
        pdf="a.pdf",
        number=number,
        generated_by=number.by,
        generated_at=AT,
    )
    paper.covers.set(schemes)
    return number.pk


def seen_by(user):
    """The keys that stand in the person's register: schemes of contracts and numbers, the rest."""
    rows = list(RegisterRow.objects.visible_to(user))
    return (
        {row.scheme_id for row in rows if row.source == Source.CONTRACT},
        {row.scheme_id for row in rows if row.source == Source.NUMBER and row.scheme_id},
        {row.key for row in rows if row.source == Source.NUMBER and not row.scheme_id},
        {row.key for row in rows if row.source == Source.COUNCIL},
        {row.key for row in rows if row.source == Source.EDITION},
    )


@pytest.mark.parametrize(
    ("person", "schemes", "papers"),
    [
        ("province_officer", {"here"}, 1),
        ("centre_officer", {"here", "draft", "declared"}, 1),
        ("stranger", {"there"}, 0),
        ("ministry_officer", {"here", "there", "declared"}, 2),
        ("applicant", set(), 0),
    ],
)
def test_a_person_reads_the_numbers_of_what_the_person_may_open(
    world, request, person, schemes, papers
):
    user = request.getfixturevalue(person)
    found = {getattr(world, name) for name in schemes}

    assert seen_by(user) == (
        found,
        found,
        set(world.papers[:papers]),
        set(Council.objects.visible_to(user).values_list("pk", flat=True)),
        set(PlanEdition.objects.visible_to(user).values_list("pk", flat=True)),
    )
