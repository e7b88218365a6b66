"""The form of papers: căn cứ, whom they go to, whose authority, who signs, which law."""

from datetime import date

import pytest

from khuyencong.adjustments.actions import approve
from khuyencong.adjustments.queries import standing
from khuyencong.appraisals import actions as appraisals
from khuyencong.appraisals.actions import ConclusionFacts
from khuyencong.documents.content import Role, from_data
from khuyencong.organisations.models import Kind
from khuyencong.regulations.models import AppraisalPoint, SubContent
from khuyencong.schemes.models import Scheme, StepTaken
from tests.adjustments import asking
from tests.adjustments.asking import DECISION, millions, submitted
from tests.delivery.conftest import plan_scheme
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import AT, approved_scheme, line_given
from tests.factories.appraisals import AT as APPRAISED_AT
from tests.factories.appraisals import AppraisalFactory
from tests.factories.delivery import AcceptanceFactory, ContractFactory, VisitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory

from .test_writing import heading, words

pytestmark = pytest.mark.django_db


def of_role(paper, role):
    return [one.text for one in from_data(paper.content).blocks if getattr(one, "role", "") == role]


def signers(paper):
    return [one.title for one in from_data(paper.content).signatures]


def national(province, officer, **more):
    """A national scheme of the centre that was given 200 million."""
    lines = (line_given(province, national=200),)
    return approved_scheme(
        province, tier="national", lines=lines, implementer=officer.organisation, **more
    )


def test_the_last_basis_ends_with_a_dot_and_every_other_with_a_semicolon(waiting, write):
    bases = of_role(write(waiting, "submission"), Role.BASIS)

    assert [line[-1] for line in bases] == [";", ";", "."]


def test_each_of_several_addressees_stands_on_a_line_of_its_own(
    law, province, centre_officer, ministry_officer, under_way, write
):
    local = of_role(write(under_way, "progress_contract"), Role.ADDRESS)
    Scheme.objects.filter(pk=under_way.pk).update(tier="national")

    both = of_role(write(under_way, "progress_volume"), Role.ADDRESS)

    assert local == ["Kính gửi: Sở Công Thương tỉnh Nghệ An"]
    assert both == [
        f"Kính gửi:\n- {ministry_officer.organisation.name};\n- Sở Công Thương tỉnh Nghệ An."
    ]


def test_a_committee_decides_as_a_body_and_a_department_by_its_head(appraised, write):
    committee, department = write(appraised, "plan_decision"), write(appraised, "council_decision")

    assert of_role(committee, Role.CENTRE)[0] == "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"
    assert from_data(committee.content).signatures[0].authority == "TM. ỦY BAN NHÂN DÂN"
    assert of_role(department, Role.CENTRE)[0] == "GIÁM ĐỐC SỞ CÔNG THƯƠNG TỈNH NGHỆ AN"


@pytest.mark.parametrize(
    ("tier", "asks"),
    [
        ("national", "thẩm định cấp cơ sở, đăng ký kế hoạch khuyến công quốc gia"),
        ("province", "thẩm định, trình cấp có thẩm quyền phê duyệt"),
    ],
)
def test_the_department_is_asked_for_what_is_its_own_to_give(province, write, tier, asks):
    scheme = SchemeFactory(province=province, tier=tier, state="submitted")

    said = words(write(scheme, "submission"))

    assert said[-1] == f"Kính đề nghị Sở Công Thương tỉnh Nghệ An xem xét, {asks}./."


def test_a_minister_decides_as_the_head_of_the_ministry_department_proposes(
    province, ministry_officer, write
):
    scheme = SchemeFactory(province=province, national=True, state="ministry_appraised")

    bases = of_role(write(scheme, "plan_decision"), Role.BASIS)

    assert bases[-1] == f"Theo đề nghị của Cục trưởng {ministry_officer.organisation.name}."


def test_a_deed_of_an_earlier_day_rests_on_the_law_of_that_day(law, province, write):
    scheme = SchemeFactory(province=province, state="contracted", start_year=2015)
    ContractFactory(scheme=scheme, signed_on=date(2015, 3, 10))

    bases = of_role(write(scheme, "contract"), Role.BASIS)

    assert [line.partition(" ngày")[0] for line in bases] == [
        "Căn cứ Nghị định số 45/2012/NĐ-CP",
        "Căn cứ Thông tư số 46/2012/TT-BCT",
        "Căn cứ Thông tư liên tịch số 26/2014/TTLT-BTC-BCT",
    ]
    assert "sửa đổi" not in "".join(bases)


def test_a_deed_written_again_after_a_change_says_so_on_every_page(
    law, province, centre_officer, leader, write
):
    scheme = approved_scheme(province)
    ContractFactory(scheme=scheme)
    line = scheme.lines.get()
    request = submitted(scheme, centre_officer, ("money", millions(150), line, "grant:province"))

    before = from_data(write(scheme, "contract").content).foot
    approve(request, DECISION, by=leader, at=AT)
    after = from_data(write(scheme, "contract").content).foot

    assert after == (
        f"{before} Thông tin về đề án ghi như sau khi điều chỉnh theo Quyết định số 55/QĐ-UBND "
        "ngày 30/05/2026."
    )


def test_a_stop_changes_nothing_that_a_paper_tells(law, province, centre_officer, leader, write):
    scheme = approved_scheme(province, recorded_as="under_way")
    ContractFactory(scheme=scheme)
    request = submitted(scheme, centre_officer, ("stop", standing.STOPPED))

    before = from_data(write(scheme, "contract").content).foot
    approve(request, DECISION, by=leader, at=AT)

    assert from_data(write(scheme, "contract").content).foot == before


def test_a_decision_on_a_group_names_nobody_whom_its_plan_is_yet_to_name(province, write):
    scheme = SchemeFactory(
        province=province, form="group", national=True, state="ministry_appraised"
    )
    BeneficiaryFactory(scheme=scheme)

    said = words(write(scheme, "plan_decision"))

    assert [line for line in said if line.startswith("Đơn vị thụ hưởng")] == []


def test_a_council_is_not_of_one_scheme_and_says_nothing_of_its_changes(
    law, province, centre_officer, leader, council, write
):
    scheme = approved_scheme(province)
    AppraisalFactory(scheme=scheme, council=council)
    request = submitted(
        scheme, centre_officer, ("money", millions(150), scheme.lines.get(), "grant:province")
    )
    approve(request, DECISION, by=leader, at=AT)

    foot = from_data(write(scheme, "council_decision").content).foot

    assert foot == "Mẫu do hệ thống trình bày; văn bản đang lưu không quy định mẫu."


def test_minutes_bear_the_day_of_their_number_and_name_the_council_by_its_decision(
    appraised, council, write
):
    minutes, sheet = write(appraised, "council_minutes"), write(appraised, "appraisal_sheet")

    assert heading(minutes).place_and_date == "Nghệ An, ngày 25 tháng 5 năm 2026"
    named = f"{council.name} (Quyết định số {council.decision_number} ngày "
    assert sum(line.startswith(named) for line in words(minutes)) == 1
    assert sum(f"lần 1, do {named}" in line for line in words(sheet)) == 1


def test_a_sheet_tells_which_points_nobody_spoke_of(waiting, leader, province_officer, write):
    appraisal = appraisals.open_appraisal(
        waiting, council=None, by=province_officer, at=APPRAISED_AT
    )
    facts = ConclusionFacts(outcome="return", note="Bổ sung báo giá.")
    appraisals.conclude(appraisal, facts, by=leader, at=APPRAISED_AT)

    told = words(write(Scheme.objects.get(pk=waiting.pk), "appraisal_sheet"))
    AppraisalPoint.objects.update(valid_from=date(2030, 1, 1))
    without = words(write(Scheme.objects.get(pk=waiting.pk), "appraisal_sheet"))

    assert sum(line.endswith(" | không ghi") for line in told) == 5
    assert "Không ghi ý kiến theo từng nội dung." in without


def test_a_part_of_a_dossier_that_is_not_written_says_so(waiting, write):
    DossierFactory(scheme=waiting)

    said = words(write(waiting, "dossier"))

    place = said.index("2. Sự cần thiết và căn cứ")
    assert said[place + 1] == "Chưa ghi."


def test_a_contract_rests_on_its_plan_and_speaks_of_its_own_money_only(
    law, province, centre_officer, leader, write
):
    scheme = plan_scheme(
        province, centre_officer.organisation, names=("HTX A", "HTX B"), tier="province"
    )
    unpaid = LineFactory(scheme=scheme, item="Việc không có tiền")
    StepTaken.objects.create(
        scheme=scheme,
        number=scheme.history.count() + 1,
        name="plan",
        from_state=scheme.state,
        to_state=scheme.state,
        at=AT,
        decision_number="01/QĐ-UBND",
        decision_date=date(2026, 2, 1),
    )

    paper = write(scheme, "contract")

    assert of_role(paper, Role.BASIS)[-1] == (
        "Căn cứ Quyết định số 01/QĐ-UBND ngày 01 tháng 02 năm 2026 về việc phê duyệt, giao kế "
        "hoạch."
    )
    advances = [line for line in words(paper) if "tạm ứng lần một" in line]
    assert advances == [
        "Máy sấy, HTX A: tạm ứng lần một tối đa ………%.",
        "Máy sấy, HTX B: tạm ứng lần một tối đa ………%.",
    ]
    assert not any(str(unpaid) in line for line in words(paper))


@pytest.mark.parametrize(
    ("has_beneficiary", "expected"),
    [
        (
            True,
            [
                "CƠ QUAN NGHIỆM THU",
                "ỦY BAN NHÂN DÂN CẤP XÃ",
                "ĐƠN VỊ THỰC HIỆN",
                "ĐƠN VỊ THỤ HƯỞNG",
            ],
        ),
        (False, ["CƠ QUAN NGHIỆM THU", "ỦY BAN NHÂN DÂN CẤP XÃ", "ĐƠN VỊ THỰC HIỆN"]),
    ],
)
def test_whoever_took_part_in_the_acceptance_signs_it(province, write, has_beneficiary, expected):
    scheme = SchemeFactory(province=province, state="under_way")
    beneficiary = BeneficiaryFactory(scheme=scheme) if has_beneficiary else None
    line = LineFactory(scheme=scheme, beneficiary=beneficiary)
    AcceptanceFactory(scheme=scheme, line=line)

    paper = write(scheme, "acceptance_minutes")

    assert signers(paper) == expected
    assert sum("thụ hưởng" in one for one in words(paper)[:8]) == has_beneficiary


@pytest.mark.parametrize(
    ("visitor", "issuer"),
    [
        (Kind.MINISTRY_DEPARTMENT, "Cục quản lý khuyến công mẫu"),
        (Kind.PROVINCE_DEPARTMENT, "Sở Công Thương tỉnh Nghệ An"),
        (Kind.PROMOTION_CENTRE, "Trung tâm Khuyến công mẫu"),
        (Kind.OTHER, "Sở Công Thương tỉnh Nghệ An"),
    ],
)
def test_the_minutes_of_a_visit_are_of_whoever_checked(province, write, visitor, issuer):
    centre = OrganisationFactory(
        kind=Kind.PROMOTION_CENTRE, place=province, name="Trung tâm Khuyến công mẫu"
    )
    bodies = {
        Kind.MINISTRY_DEPARTMENT: OrganisationFactory(
            ministry=True, name="Cục quản lý khuyến công mẫu"
        ),
        Kind.PROVINCE_DEPARTMENT: OrganisationFactory(place=province),
        Kind.PROMOTION_CENTRE: centre,
        Kind.OTHER: OrganisationFactory(kind=Kind.OTHER, place=province),
    }
    scheme = SchemeFactory(province=province, national=True, implementer=centre, state="under_way")
    VisitFactory(scheme=scheme, by=UserFactory(organisation=bodies[visitor]))

    assert write(scheme, "visit_minutes").issuer_name == issuer


def test_what_the_minister_decides_is_asked_of_the_ministry_department(
    law, province, centre_officer, ministry_officer, write
):
    scheme = national(province, centre_officer)
    submitted(
        scheme, centre_officer, ("money", millions(250), scheme.lines.get(), "grant:national")
    )

    said = words(write(scheme, "change_letter"))

    assert said[-1] == (
        f"Kính đề nghị {ministry_officer.organisation.name} xem xét, trình Bộ Công Thương quyết "
        "định./."
    )


def test_what_nobody_is_named_for_is_asked_of_the_department(law, province, centre_officer, write):
    scheme = approved_scheme(province, implementer=centre_officer.organisation)
    submitted(
        scheme, centre_officer, ("money", millions(150), scheme.lines.get(), "grant:province")
    )

    said = words(write(scheme, "change_letter"))

    assert "Kính gửi: Sở Công Thương tỉnh Nghệ An" in said
    assert said[-1] == (
        "Kính đề nghị Sở Công Thương tỉnh Nghệ An xem xét, trình cấp có thẩm quyền quyết định./."
    )


@pytest.mark.parametrize(
    ("form", "issuer"), [("group", "SỞ CÔNG THƯƠNG"), ("single", "TÊN CỦA CỤC")]
)
def test_no_decision_orders_a_body_that_is_not_below(
    law, province, centre_officer, write, form, issuer
):
    OrganisationFactory(ministry=True, name="Tên của Cục")
    scheme = national(province, centre_officer, form=form)
    submitted(scheme, centre_officer, ("place", asking.words("xã Vinh Lộc"), scheme.lines.get()))

    paper = write(scheme, "adjustment_decision")

    assert heading(paper).issuer == issuer
    assert words(paper)[-1] == (
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng Trung tâm Khuyến công và các "
        "đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./."
    )


def test_the_table_of_changes_alone_tells_who_benefits(law, province, centre_officer, write):
    scheme = approved_scheme(province)
    request = submitted(
        scheme, centre_officer, ("money", millions(150), scheme.lines.get(), "grant:province")
    )

    said = [
        line
        for kind in ("change_letter", "adjustment_decision")
        for line in words(write(request.scheme, kind))
    ]

    assert [line for line in said if line.startswith("Đơn vị thụ hưởng")] == []


@pytest.mark.parametrize(
    ("item", "said"), [("May công nghiệp", "May công nghiệp"), ("", "…………………………")]
)
def test_a_trade_that_nobody_named_is_left_to_be_filled_in(law, province, write, item, said):
    scheme = SchemeFactory(province=province, state="draft")
    taught = SubContent.objects.filter(kind__code="vocational_training").first()
    LineFactory(scheme=scheme, item=item, sub_content=taught)

    assert f"Nghề đào tạo: {said}." in words(write(scheme, "training_programme"))


def test_what_goes_to_those_above_names_them(law, province, write):
    scheme = SchemeFactory(province=province, state="draft")
    built = SubContent.objects.filter(kind__code="cluster_infrastructure").first()
    LineFactory(scheme=scheme, sub_content=built)

    paper = write(scheme, "infrastructure_report")

    assert from_data(paper.content).recipients[0] == "Như trên;"
    assert of_role(paper, Role.ADDRESS) == ["Kính gửi: Sở Công Thương tỉnh Nghệ An"]
