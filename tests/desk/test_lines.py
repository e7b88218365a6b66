"""What waits line by line, and of needs, plans and changes of one's own."""

from datetime import date

import pytest

from khuyencong.accounts import roles
from khuyencong.adjustments import actions as adjustments
from khuyencong.adjustments.queries import standing
from khuyencong.delivery import actions as delivery
from khuyencong.desk.worklist import worklist_of
from khuyencong.planning.models import Plan
from khuyencong.schemes import actions as schemes
from tests.adjustments.asking import DECISION, asked, millions, submitted
from tests.delivery.conftest import SETTLED, at
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import AT as APPROVED_AT
from tests.factories.adjustments import approved_scheme
from tests.factories.delivery import ContractFactory
from tests.factories.dossiers import AT, NeedDraftFactory, NeedFactory
from tests.factories.funding import EntryFactory
from tests.factories.group_plans import GroupPlanFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 13)
WHO = "(Máy sấy, HTX Vinh Lộc)"


def told(user, today=MAY):
    return [
        (row.sentence.partition(": ")[2], row.label, row.standing)
        for row in worklist_of(user, today=today)
    ]


@pytest.mark.parametrize(
    ("today", "standing"),
    [(date(2026, 12, 4), ""), (date(2026, 12, 28), "soon"), (date(2027, 1, 5), "late")],
)
def test_acceptance_is_due_when_the_contract_ends(
    under_way, province_officer, centre_officer, today, standing
):
    before = [words for words, *_ in told(province_officer, date(2026, 11, 27))]

    assert [one for one in before if "nghiệm thu" in one] == []
    due = ("hợp đồng đến 31/12/2026", standing)
    assert (f"nghiệm thu cơ sở {WHO}.", *due) in told(province_officer, today)
    assert (f"chuẩn bị hồ sơ nghiệm thu {WHO}.", *due) in told(centre_officer, today)


def test_a_first_advance_waits_for_the_request_and_for_who_pays(
    under_way, centre_officer, accountant
):
    assert told(accountant) == [(f"tạm ứng lần một {WHO}: chưa có đề nghị.", "", "")]
    assert (f"đề nghị tạm ứng lần một {WHO}.", "", "") in told(centre_officer)


def test_what_was_settled_and_not_paid_waits_for_the_accountant(accepted, accountant):
    delivery.settle(accepted, SETTLED, by=accountant, at=at(10, 1))

    assert told(accountant) == [
        (f"thanh toán 185 triệu đồng đã quyết toán, chưa chi {WHO}.", "", "")
    ]


def test_of_a_stopped_scheme_the_work_done_waits_to_be_confirmed(
    under_way, ministry_officer, province_officer
):
    decision = schemes.Decision("99/QĐ-BCT", date(2026, 6, 1))
    schemes.take_step(
        under_way, "stop", by=ministry_officer, at=at(6, 1), note="Bão.", decision=decision
    )

    assert (f"xác nhận khối lượng đã làm {WHO}.", "", "") in told(province_officer)


@pytest.mark.parametrize("state", ["settled", "terminated"])
def test_what_was_not_settled_waits_to_come_back(province, accountant, state):
    line = LineFactory(scheme__province=province, scheme__state=state, item="Máy xay")
    for nature, millions_ in (("contracted", 200), ("advanced", 140), ("settled", 100)):
        EntryFactory(account=line.account, nature=nature, amount_vnd=millions_ * 1_000_000)

    assert told(accountant) == [("thu hồi 40 triệu đồng không được quyết toán (Máy xay).", "", "")]


def test_a_group_scheme_waits_for_its_beneficiaries(law, province, centre_officer, leader):
    scheme = SchemeFactory(province=province, group=True, state="planned")
    LineFactory(scheme=scheme, item="Máy xay")

    asked = "chọn đơn vị thụ hưởng, lập kế hoạch Mẫu số 11 (Máy xay)."
    assert told(centre_officer) == [(asked, "", "")]  # and not to sign its contract
    assert told(leader) == []


@pytest.mark.parametrize(
    ("state", "of_centre", "of_officer", "of_leader"),
    [
        ("submitted", [], ["xem xét {}, lãnh đạo Sở phê duyệt."], ["phê duyệt {}."]),
        ("returned", ["hoàn thiện và trình {}."], [], []),
    ],
)
def test_the_plan_of_a_group_waits_for_who_takes_its_next_step(
    law, province, centre_officer, province_officer, leader, state, of_centre, of_officer, of_leader
):
    scheme = SchemeFactory(province=province, group=True, state="planned")
    LineFactory(scheme=scheme, item="Máy xay")
    GroupPlanFactory(scheme=scheme, state=state)

    words = [
        [sentence.replace("kế hoạch đề án nhóm (Mẫu số 11)", "{}") for sentence, *_ in told(person)]
        for person in (centre_officer, province_officer, leader)
    ]

    assert words == [of_centre, of_officer, of_leader]


def test_a_change_request_of_mine_is_to_be_completed(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    asked(scheme, centre_officer, ("money", millions(150), scheme.lines.get(), "grant:province"))

    words = [one for one, *_ in told(centre_officer)]

    assert "hoàn thiện và trình đề nghị điều chỉnh đang lập, lần 1." in words
    assert told(leader) == []


def test_an_approved_change_waits_for_an_appendix_signed_since(
    law, province, centre_officer, leader
):
    scheme = approved_scheme(province)
    contract = ContractFactory(scheme=scheme)
    request = submitted(scheme, centre_officer, ("end_date", standing.day(date(2026, 12, 1))))
    adjustments.approve(request, DECISION, by=leader, at=APPROVED_AT)
    asked(scheme, centre_officer, ("end_date", standing.day(date(2026, 12, 2))))
    waits = []
    for number, signed_on in enumerate((date(2026, 4, 1), DECISION.date, date(2026, 12, 1))):
        contract.appendices.create(
            number=str(number), signed_on=signed_on, reason="Gia hạn.", by=centre_officer, at=AT
        )
        waits.append([words for words, *_ in told(centre_officer) if "điều chỉnh" in words])

    signs = "ký phụ lục hợp đồng theo điều chỉnh lần 1."
    other = "hoàn thiện và trình đề nghị điều chỉnh đang lập, lần 2."
    assert waits == [[other, signs], [other], [other]]


def test_needs_of_the_years_ahead_wait_for_a_dossier(law, province, centre_officer, accountant):
    commune = CommuneFactory(province=province)
    NeedFactory.create_batch(2, commune=commune, year=2027)
    NeedFactory(commune=commune, year=2026)
    withdrawn = {"withdrawn_at": AT, "withdrawn_by": accountant, "withdrawn_reason": "Nhầm"}
    NeedFactory(commune=commune, year=2028, **withdrawn)

    assert told(centre_officer) == [
        ("2 nhu cầu của năm 2027 chưa lập hồ sơ đề án.", "trước 20/05/2026", "soon")
    ]
    assert told(accountant) == []


def test_who_only_records_needs_is_told_of_a_form_begun(commune_officer):
    role, body = roles.COLLABORATOR.code, commune_officer.organisation
    collaborator = UserFactory(role=role, organisation=body)
    NeedDraftFactory(by=collaborator)

    assert told(collaborator) == [("phiếu ghi dở ngày 02/03/2026, ghi tiếp hoặc bỏ.", "", "")]


def test_a_plan_waits_for_who_composes_it_and_for_who_decides(
    province, leader, province_officer, stranger
):
    Plan.objects.create(
        title="Phương án 1",
        year=2027,
        tier="province",
        place=province,
        created_by=leader,
        created_at=AT,
    )

    assert [
        [row.sentence for row in worklist_of(person, today=MAY)]
        for person in (leader, province_officer, stranger)
    ] == [
        ["Phương án «Phương án 1» năm 2027: quyết định giao kế hoạch."],
        ["Phương án «Phương án 1» năm 2027: hoàn thiện để trình quyết định."],
        [],
    ]
