"""What was entered by mistake is cancelled, stays readable, and is entered again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import NotReady, RepaymentFacts
from khuyencong.delivery.models import Acceptance, Advance, Repayment, Settlement
from khuyencong.delivery.queries import Stage
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import YearClosed
from tests.delivery.conftest import (
    MILLION,
    SETTLED,
    acceptance_facts,
    advance_facts,
    at,
    fresh,
    key,
    ledger,
    line_of,
    report,
    said,
    tick,
    voucher_facts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(under_way, centre_officer, province_officer, accountant):
    """140 million advanced."""
    one = report(under_way, "80", centre_officer, at(5, 2))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3))
    for stage in (Stage.FIRST_ADVANCE, Stage.REMAINING):
        tick(under_way, line_of(under_way), stage, centre_officer, at(5, 3))
    actions.advance(line_of(under_way), advance_facts(under_way, 140), by=accountant, at=at(5, 4))
    return fresh(under_way)


@pytest.fixture
def accepted(paid, province_officer):
    """And accepted in full."""
    facts = acceptance_facts(paid, grant=200, counterpart=300)
    actions.accept(line_of(paid), facts, by=province_officer, at=at(9, 1))
    return fresh(paid)


def settle(scheme, accountant, millions=185):
    actions.save_voucher(scheme, voucher_facts(scheme, millions), by=accountant, at=at(9, 9))
    return actions.settle(scheme, SETTLED, by=accountant, at=at(10, 1))


def sums(scheme):
    """The money of the grant by nature, in millions."""
    (grant,) = [cell for cell in queries.cells_of(scheme) if cell.kind == "grant"]
    return {nature: amount // MILLION for nature, amount in grant.sums.items() if amount}


def rest_facts(scheme):
    return advance_facts(scheme, 60, document="UNC 02", paid_on=date(2026, 9, 5))


def test_advances_are_told_in_the_order_of_their_days(paid, accountant):
    line = line_of(paid)
    for document, day in (("UNC 03", 6), ("UNC 00", 1)):
        line.advances.create(
            scheme=paid, document=document, paid_on=date(2026, 5, day), by=accountant, at=at(5, 7)
        )

    (row,) = queries.overview_of(fresh(paid), today=date(2026, 5, 8)).rows

    assert [one.document for one in row.advances] == ["UNC 00", "UNC 01", "UNC 03"]


def test_a_wrong_advance_is_cancelled_and_entered_again(paid, accountant):
    wrong = Advance.objects.get()
    actions.cancel_advance(wrong, reason="Gõ nhầm số.", by=accountant, at=at(5, 6))
    none = sums(paid)
    actions.advance(line_of(paid), advance_facts(paid, 120), by=accountant, at=at(5, 7))

    cancelled = queries.overview_of(fresh(paid), today=date(2026, 5, 8)).cancelled
    told = [(one.sentence, one.by, one.reason) for one in cancelled]
    assert none == {"allocated": 200, "contracted": 200}
    assert sums(paid) == {"allocated": 200, "contracted": 200, "advanced": 120, "disbursed": 120}
    assert [one.amount_vnd // MILLION for one in Advance.objects.all()] == [120]
    assert told == [
        (
            "Tạm ứng lần một 140.000.000 đồng, chứng từ UNC 01 ngày 04/05/2026",
            "Phạm Kế Toán",
            "Gõ nhầm số.",
        )
    ]
    with pytest.raises(NotReady) as again:
        actions.cancel_advance(wrong, reason="Lần nữa.", by=accountant, at=at(5, 8))
    assert said(again) == ["Việc này đã được hủy."]


def test_a_wrong_acceptance_takes_the_scheme_back_under_way(accepted, province_officer):
    told = Acceptance.objects.get()

    actions.cancel_acceptance(told, reason="Sai biên bản.", by=province_officer, at=at(9, 3))

    scheme = fresh(accepted)
    assert (scheme.state, Acceptance.objects.count(), Acceptance.everything.count()) == (
        "under_way",
        0,
        1,
    )
    assert "accepted" not in sums(scheme)
    step = scheme.history.order_by("-number").first()
    assert (step.label, step.note) == ("Hủy nghiệm thu ghi nhầm", "Sai biên bản.")
    facts = acceptance_facts(scheme, grant=190, counterpart=300)
    actions.accept(line_of(scheme), facts, by=province_officer, at=at(9, 4))
    assert (fresh(scheme).state, sums(scheme)["accepted"]) == ("accepted", 190)


def test_what_rests_on_it_is_cancelled_first(accepted, province_officer, accountant):
    actions.advance(line_of(accepted), rest_facts(accepted), by=accountant, at=at(9, 5))
    told = Acceptance.objects.get()
    first, rest = Advance.objects.order_by("pk")
    refused = []

    def note(cancel, one):
        with pytest.raises(NotReady) as caught:
            cancel(one, reason="Nhầm.", by=accountant, at=at(10, 5))
        refused.extend(said(caught))

    note(actions.cancel_acceptance, told)
    settlement = settle(fresh(accepted), accountant)
    note(actions.cancel_advance, first)
    back = RepaymentFacts(
        source=key(accepted),
        amount_vnd=15 * MILLION,
        document="GNT 01",
        paid_on=date(2026, 10, 2),
    )
    actions.repay(fresh(accepted), back, by=accountant, at=at(10, 2))
    note(actions.cancel_settlement, settlement)

    assert refused == [
        "Đã tạm ứng kinh phí còn lại theo nghiệm thu này (chứng từ UNC 02, ngày 05/09/2026): hủy "
        "lần tạm ứng đó trước.",
        "Đã quyết toán (Biên bản thanh lý số 09/BB-TL, ngày 01/10/2026): hủy biên bản đó trước.",
        "Đã ghi khoản hoàn trả 15.000.000 đồng (chứng từ GNT 01): hủy khoản đó trước.",
    ]
    actions.cancel_repayment(Repayment.objects.get(), reason="a", by=accountant, at=at(10, 5))
    actions.cancel_settlement(settlement, reason="b", by=accountant, at=at(10, 6))
    actions.cancel_advance(rest, reason="c", by=accountant, at=at(10, 7))
    actions.cancel_acceptance(told, reason="d", by=province_officer, at=at(10, 8))
    actions.cancel_advance(first, reason="e", by=accountant, at=at(10, 9))
    scheme = fresh(accepted)
    assert (scheme.state, sums(scheme)) == ("under_way", {"allocated": 200, "contracted": 200})
    tabs = queries.overview_of(scheme, today=date(2026, 10, 9)), queries.closing_of(scheme)
    assert [[one.reason for one in tab.cancelled] for tab in tabs] == [list("ace"), list("bd")]


def test_a_wrong_settlement_is_made_again(accepted, accountant):
    settlement = settle(accepted, accountant, 180)
    line = line_of(accepted)
    actions.cancel_settlement(settlement, reason="Thiếu chứng từ.", by=accountant, at=at(10, 3))
    opened = (fresh(accepted).state, line_of(accepted).account.stage)
    actions.save_voucher(
        accepted, voucher_facts(accepted, 20, number="HĐ 2"), by=accountant, at=at(10, 3)
    )
    actions.settle(fresh(accepted), SETTLED, by=accountant, at=at(10, 4))

    assert opened == ("accepted", "accepted")
    assert (sums(accepted)["settled"], line_of(accepted).account.stage) == (200, "settled")
    assert [one.closed_on for one in line.account.closings.filter(reverses=None)] == [
        date(2026, 10, 1)
    ] * 2
    assert Settlement.objects.get().number == "09/BB-TL"


def test_what_was_settled_and_not_paid_is_paid_afterwards(accepted, accountant):
    settle(accepted, accountant)
    scheme, line = fresh(accepted), line_of(accepted)
    todo = queries.overview_of(scheme, today=date(2026, 10, 2)).todos[0].sentence
    on = {"paid_on": date(2026, 10, 2), "document": "UNC 09"}
    with pytest.raises(NotReady) as more:
        actions.pay_settled(line, advance_facts(scheme, 46, **on), by=accountant, at=at(10, 2))
    last = actions.pay_settled(line, advance_facts(scheme, 45, **on), by=accountant, at=at(10, 2))
    with pytest.raises(NotReady) as held:
        actions.cancel_settlement(
            Settlement.objects.get(), reason="Nhầm.", by=accountant, at=at(10, 5)
        )

    name = "Máy sấy, HTX Vinh Lộc, nguồn quốc gia"
    assert todo == f"{name}: thanh toán 45.000.000 đồng đã quyết toán, chưa chi."
    assert said(more) == [f"{name}: chỉ còn phải chi 45.000.000 đồng."]
    assert said(held) == [
        "Đã thanh toán sau quyết toán (chứng từ UNC 09, ngày 02/10/2026): hủy lần thanh toán đó "
        "trước."
    ]
    assert (last.kind, sums(scheme)["advanced"], sums(scheme)["disbursed"]) == ("payment", 140, 185)
    actions.cancel_advance(last, reason="Nhầm.", by=accountant, at=at(10, 6))
    assert sums(scheme)["disbursed"] == 140


def test_a_reason_is_asked_and_a_closed_year_stays_closed(paid, leader, accountant):
    wrong = Advance.objects.get()
    with pytest.raises(NotReady) as silent:
        actions.cancel_advance(wrong, reason=" ", by=accountant, at=at(5, 6))
    funding.close_year(2026, paid.province, by=leader, at=at(5, 6))
    with pytest.raises(YearClosed), transaction.atomic():
        actions.cancel_advance(wrong, reason="Nhầm.", by=accountant, at=at(5, 6))

    assert said(silent) == ["Phải ghi lý do hủy."]
    assert Advance.objects.get().cancelled_at is None


@pytest.mark.parametrize(
    "changes",
    [
        {"document": "khác"},
        {"cancelled_at": at(5, 6)},
        {"cancelled_at": at(5, 6), "cancellation": "Nhầm."},
        {"cancelled_at": at(5, 6), "cancellation": "Nhầm.", "document": "khác"},
    ],
)
def test_the_database_lets_a_deed_only_be_cancelled_with_its_entries(paid, accountant, changes):
    rows = Advance.everything.all()

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changes, **({"cancelled_by": accountant} if len(changes) > 1 else {}))
    actions.cancel_advance(rows.get(), reason="Nhầm.", by=accountant, at=at(5, 6))
    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        rows.update(cancellation="khác")


def test_the_page_tells_what_comes_first_and_keeps_what_was_cancelled(
    accepted, sign_in, province_officer, accountant, stranger
):
    told, paid = Acceptance.objects.get(), Advance.objects.get()
    base = f"/thuc-hien/{accepted.code}/"
    address = f"{base}huy/nghiem-thu/{told.pk}/"
    client = sign_in(province_officer)
    shown = client.get(address).content.decode()
    empty = client.post(address, {"reason": ""})
    done = client.post(address, {"reason": "Sai biên bản"}, follow=True).content.decode()

    assert "Hủy nghiệm thu ghi nhầm" in shown
    assert list(empty.context["form"].errors) == ["reason"]
    for words in ("Việc đã hủy vì ghi nhầm", "lý do: Sai biên bản", "Trần Cán Bộ"):
        assert words in done
    assert sign_in(accountant).get(f"{base}huy/nghiem-thu/{told.pk}/").status_code == 403
    assert sign_in(accountant).get(f"{base}huy/tam-ung/{paid.pk}/").status_code == 200
    assert sign_in(accountant).get(f"{base}huy/gi-do/{paid.pk}/").status_code == 404
    assert sign_in(stranger).get(address).status_code == 404


def test_disbursed_is_what_left_the_budget(accepted):
    assert ledger(accepted, "disbursed") == [("disbursed", "grant", "national", 140)]
