"""Before the contract of a group scheme comes the plan that names who benefits, and who does it."""

import re
from datetime import date

import pytest
import time_machine

from khuyencong.group_plans import actions
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme

from .conftest import at, facts, group_scheme, plan_of

pytestmark = pytest.mark.django_db
TODAY = time_machine.travel("2026-02-20 09:00+07:00", tick=False)
THEN = "lãnh đạo Sở Công Thương phê duyệt, rồi mới ký hợp đồng."
MAKE = (
    f"chọn đơn vị thụ hưởng, lập kế hoạch đề án nhóm (Mẫu số 11). Trung tâm khuyến công làm; {THEN}"
)
PLANS = "/ke-hoach-nhom/de-an/KCQG-2026-001/"
CHOOSE = ("Chọn đơn vị thụ hưởng (Mẫu số 11)", PLANS)


def firsts(client):
    """What the page of the scheme tells to come first, and its buttons of steps."""
    page = client.get("/de-an/KCQG-2026-001/").context
    return [(one.sentence, one.link) for one in page["firsts"]], [
        label for label, _ in page["steps"]
    ]


def on_delivery(client):
    """What the page of its delivery tells to come next, in words without links."""
    page = client.get("/thuc-hien/KCQG-2026-001/").content.decode()
    part = re.search(r'aria-labelledby="viec-tiep-theo">(.*?)</section>', page, re.S)[1]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", one).split())
        for one in re.findall(r"<li>(.*?)</li>", part, re.S)
    ]


@TODAY
def test_who_may_contract_is_led_to_naming_who_benefits(scheme, sign_in, centre_officer):
    client = sign_in(centre_officer)

    assert firsts(client) == ([(MAKE, CHOOSE)], [])
    assert f'<a class="btn btn-primary" href="{PLANS}">Chọn đơn vị' in (
        client.get("/de-an/KCQG-2026-001/").content.decode()
    )
    assert on_delivery(client) == [f"C{MAKE[1:]} {CHOOSE[0]}"]


@TODAY
def test_everybody_else_is_told_whom_it_waits_for(scheme, sign_in, province_officer, leader):
    told = {who.role: firsts(sign_in(who))[0] for who in (province_officer, leader)}

    assert told == {who.role: [(MAKE, None)] for who in (province_officer, leader)}


@TODAY
def test_it_follows_the_plan_from_hand_to_hand_until_it_is_approved(
    scheme, sign_in, centre_officer, province_officer, leader
):
    plan = plan_of(scheme, centre_officer, facts(scheme, "Hộ An"), facts(scheme, "Hộ Bình"))
    people = (centre_officer, province_officer, leader)
    clients = {who.role: sign_in(who) for who in people}
    seen = []

    def look():
        seen.append({role: firsts(client)[0] for role, client in clients.items()})

    look()
    actions.submit(plan, by=centre_officer, at=at(2, 11))
    look()
    actions.send_back(plan, by=province_officer, at=at(2, 12), note="Thiếu địa điểm.")
    look()
    actions.submit(plan, by=centre_officer, at=at(2, 13))
    actions.approve(plan, Decision("12/QĐ-SCT", date(2026, 2, 14)), by=leader, at=at(2, 14))
    look()

    draft = "chọn xong đơn vị thụ hưởng, trình kế hoạch đề án nhóm (Mẫu số 11). Trung tâm "
    draft += f"khuyến công làm; {THEN}"
    returned = "hoàn thiện, trình lại kế hoạch đề án nhóm (Mẫu số 11) được trả lại. Trung tâm "
    returned += f"khuyến công làm; {THEN}"
    waits = f"kế hoạch đề án nhóm (Mẫu số 11) chờ {THEN}"
    here = f"/ke-hoach-nhom/{plan.pk}/"
    centre, officer, chief = (who.role for who in people)
    assert seen == [
        {centre: [(draft, CHOOSE)], officer: [(draft, None)], chief: [(draft, None)]},
        {
            centre: [(waits, None)],
            officer: [(waits, ("Xem xét kế hoạch nhóm (Mẫu số 11)", here))],
            chief: [(waits, ("Phê duyệt kế hoạch nhóm (Mẫu số 11)", here))],
        },
        {centre: [(returned, CHOOSE)], officer: [(returned, None)], chief: [(returned, None)]},
        {centre: [], officer: [], chief: []},
    ]
    assert firsts(clients[centre]) == ([], ["Ký hợp đồng"])


@TODAY
@pytest.mark.parametrize(("form", "content"), [("single", "machine"), ("group", "training")])
def test_nothing_comes_before_the_contract_where_nobody_is_to_be_named(
    law, province, sign_in, centre_officer, form, content
):
    group_scheme(province, centre_officer.organisation, form=form, content=content)
    client = sign_in(centre_officer)

    assert firsts(client) == ([], ["Ký hợp đồng"])
    assert [one.partition(" Chờ")[0] for one in on_delivery(client)] == [
        "Ký hợp đồng thực hiện đề án."
    ]


@TODAY
def test_a_scheme_of_a_commune_may_be_named_by_the_commune(scheme, sign_in, centre_officer):
    Scheme.objects.filter(pk=scheme.pk).update(tier="commune")

    [(sentence, link)], _ = firsts(sign_in(centre_officer))

    assert ("Trung tâm khuyến công hoặc Ủy ban nhân dân cấp xã làm" in sentence, link) == (
        True,
        CHOOSE,
    )
