"""What an approval does: everything at once, the old values readable for ever."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khuyencong.adjustments import actions
from khuyencong.adjustments.actions import AddedLine, RequestNotReady
from khuyencong.adjustments.models import Change
from khuyencong.adjustments.queries import standing
from khuyencong.funding.actions import EnvelopeExceeded, Posting, post
from khuyencong.funding.models import Account, Entry
from khuyencong.planning.models import PlanEdition
from khuyencong.schemes.models import Beneficiary, Scheme
from tests.factories.adjustments import AT, MILLION, approved_scheme, line_given
from tests.factories.establishments import EstablishmentFactory
from tests.factories.funding import EnvelopeFactory
from tests.factories.organisations import OrganisationFactory

from .asking import DECISION, asked, millions, state_of, submitted, words

pytestmark = pytest.mark.django_db
PROVINCE = "grant:province"
COMMUNE = "grant:commune"


def approve(request, by):
    return actions.approve(request, DECISION, by=by, at=AT)


def test_money_moves_between_sources_by_reversals_and_new_allocations(
    law, province, centre_officer, leader
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    request = submitted(
        scheme,
        centre_officer,
        ("money", millions(150), line, PROVINCE),
        ("money", millions(50), line, COMMUNE),
    )
    approve(request, leader)

    assert list(
        Entry.objects.order_by("pk").values_list("nature", "level", "amount_vnd", "document")
    ) == [
        ("allocated", "province", 200 * MILLION, "01/QĐ-UBND"),
        ("allocated", "province", -200 * MILLION, "55/QĐ-UBND"),
        ("allocated", "province", 150 * MILLION, "55/QĐ-UBND"),
        ("allocated", "commune", 50 * MILLION, "55/QĐ-UBND"),
    ]
    assert list(request.changes.values_list("old_text", "new_text")) == [
        ("200.000.000 đồng", "150.000.000 đồng"),
        ("0 đồng", "50.000.000 đồng"),
    ]
    edition = PlanEdition.objects.get()
    assert (edition.year, edition.decision_number) == (2026, "55/QĐ-UBND")
    assert edition.rows.values_list("kind", "province_vnd", "commune_vnd", "reason").get() == (
        "changed",
        -50 * MILLION,
        50 * MILLION,
        "Kinh phí hỗ trợ (hỗ trợ không thu hồi, nguồn tỉnh): "
        "200.000.000 đồng → 150.000.000 đồng; "
        "Kinh phí hỗ trợ (hỗ trợ không thu hồi, nguồn xã): 0 đồng → 50.000.000 đồng",
    )
    assert list(request.editions.all()) == [edition]


def test_money_moves_between_lines_within_a_full_envelope(law, province, centre_officer, leader):
    lines = (line_given(province, province=100), line_given(province, province=100))
    scheme = approved_scheme(province, lines=lines)
    EnvelopeFactory(place=province, amount_vnd=200 * MILLION)
    first, second = scheme.lines.order_by("pk")
    request = submitted(
        scheme,
        centre_officer,
        ("money", millions(160), second, PROVINCE),
        ("money", millions(40), first, PROVINCE),
    )
    approve(request, leader)

    assert [amounts for *_, amounts in state_of(scheme)] == [{"province": 40}, {"province": 160}]


def test_more_than_the_envelope_holds_changes_nothing_at_all(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    EnvelopeFactory(place=province, amount_vnd=220 * MILLION)
    line = scheme.lines.get()
    before = state_of(scheme)
    request = submitted(
        scheme,
        centre_officer,
        ("equipment", words("Máy sấy lạnh 2 tấn"), line),
        ("money", millions(250), line, PROVINCE),
    )
    with pytest.raises(EnvelopeExceeded, match="chỉ còn 220.000.000 đồng|chỉ còn"):
        approve(request, leader)

    request.refresh_from_db()
    assert (request.state, state_of(scheme), PlanEdition.objects.count()) == (
        "submitted",
        before,
        0,
    )


def test_every_field_of_a_line_and_of_the_scheme_changes(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    former = line.beneficiary.establishment
    other = EstablishmentFactory(province=province, name="HTX Bình Minh")
    partner = OrganisationFactory(place=province, name="Hội Nông dân")
    request = submitted(
        scheme,
        centre_officer,
        ("place", words("xã Vinh Lộc"), line),
        ("equipment", words("Máy sấy lạnh 2 tấn"), line),
        ("content", standing.content("model", None), line),
        ("beneficiary", standing.establishment(other), line),
        ("investment", millions(300), line),
        ("partners", standing.partners([partner])),
        ("end_date", standing.day(date(2027, 3, 31))),
    )
    approve(request, leader)

    scheme = Scheme.objects.get(pk=scheme.pk)
    assert state_of(scheme) == [
        (2026, "model", "Máy sấy lạnh 2 tấn", "xã Vinh Lộc", "HTX Bình Minh", {"province": 200})
    ]
    assert (scheme.end_year, list(scheme.partners.all())) == (2027, [partner])
    assert Account.objects.get(line=line).content == "model"
    assert list(Beneficiary.objects.values_list("establishment", flat=True)) == [other.pk]
    assert Entry.objects.filter(kind="counterpart").values_list("nature", "amount_vnd").get() == (
        "allocated",
        300 * MILLION,
    )
    assert list(Change.objects.order_by("pk").values_list("kind", "old_text")) == [
        ("place", "tại cơ sở thụ hưởng"),
        ("equipment", "Máy sấy"),
        ("content", "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ"),
        ("beneficiary", f"{former.name} ({former.code})"),
        ("investment", "0 đồng"),
        ("partners", "không có"),
        ("end_date", "31/12/2026"),
    ]
    assert standing.standing_of(scheme).end == date(2027, 3, 31)


def test_a_group_is_filled_in_with_its_beneficiary(law, province, centre_officer, leader):
    line = line_given(province, province=100)
    scheme = approved_scheme(province, form="group", lines=(line,))
    row = scheme.lines.get()
    row.beneficiary = None
    row.save()
    Beneficiary.objects.all().delete()
    new = EstablishmentFactory(province=province, name="Hộ A")
    request = submitted(scheme, centre_officer, ("beneficiary", standing.establishment(new), row))
    approve(request, leader)

    assert [name for *_, name, _ in state_of(scheme)] == ["Hộ A"]


def test_a_line_goes_to_the_next_year_with_its_money(law, province, centre_officer, leader):
    line = line_given(province, province=200, counterpart=300)
    scheme = approved_scheme(province, lines=(line,))
    old = scheme.lines.get()
    request = submitted(
        scheme,
        centre_officer,
        ("year", standing.year(2027), old),
        ("money", millions(180), old, PROVINCE),
        ("place", words("xã Vinh Lộc"), old),
    )
    approve(request, leader)

    name = old.beneficiary.establishment.name
    assert state_of(scheme) == [
        (2026, "machine", "Máy sấy", "", name, {}),
        (2027, "machine", "Máy sấy", "xã Vinh Lộc", name, {"province": 180}),
    ]
    found = standing.standing_of(scheme)
    assert [found.counterpart(one) for one in found.lines.values()] == [0, 300 * MILLION]
    assert Scheme.objects.get().end_year == 2027
    assert list(PlanEdition.objects.order_by("year").values_list("year", "rows__province_vnd")) == [
        (2026, -200 * MILLION),
        (2027, 180 * MILLION),
    ]


def test_a_line_is_added(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    new = EstablishmentFactory(province=province, name="Hộ B")
    request = asked(scheme, centre_officer)
    actions.add_line(
        request,
        AddedLine(
            content=standing.content("fair", None),
            year=standing.year(2027),
            beneficiary=standing.establishment(new),
            equipment=words("Gian hàng"),
            place=words("Vinh"),
            investment=millions(20),
            money=((PROVINCE, millions(30)),),
        ),
    )
    actions.submit(request, by=centre_officer, at=AT)
    approve(request, leader)

    assert state_of(scheme)[1] == (2027, "fair", "Gian hàng", "Vinh", "Hộ B", {"province": 30})
    assert Scheme.objects.get().end_year == 2027
    assert PlanEdition.objects.values_list("year", "rows__province_vnd").get() == (
        2027,
        30 * MILLION,
    )


def test_a_line_may_be_added_for_nobody_in_this_year(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    request = asked(scheme, centre_officer)
    facts = AddedLine(content=standing.content("info", None), year=standing.year(2026))
    actions.add_line(request, facts)
    actions.submit(request, by=centre_officer, at=AT)
    approve(request, leader)

    assert state_of(scheme)[1] == (2026, "info", "", "", None, {})
    assert PlanEdition.objects.values_list("year", "rows__province_vnd").get() == (2026, 0)


def test_a_stop_ends_the_scheme_and_gives_back_what_was_not_begun(
    law, province, centre_officer, leader
):
    lines = (line_given(province, province=100), line_given(province, province=60))
    scheme = approved_scheme(province, lines=lines)
    begun = scheme.lines.order_by("pk")[1]
    signed = Posting(60 * MILLION, "contracted", "grant", "province", date(2026, 2, 1))
    post(begun.account, [signed], by=None, at=AT)
    request = submitted(scheme, centre_officer, ("stop", standing.STOPPED))
    approve(request, leader)

    scheme = Scheme.objects.get()
    taken = scheme.history.order_by("-number")[0]
    assert (scheme.state, taken.note, taken.decision_number) == (
        "stopped",
        "Cơ sở đổi phương án đầu tư.",
        "55/QĐ-UBND",
    )
    assert [amounts for *_, amounts in state_of(scheme)] == [{}, {"province": 60}]
    assert PlanEdition.objects.values_list("rows__province_vnd").get() == (-100 * MILLION,)


def test_less_than_is_contracted_waits_for_the_appendix(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    signed = Posting(200 * MILLION, "contracted", "grant", "province", date(2026, 2, 1))
    post(line.account, [signed], by=None, at=AT)
    request = asked(scheme, centre_officer, ("money", millions(100), line, PROVINCE))

    with pytest.raises(RequestNotReady) as refused:
        actions.submit(request, by=centre_officer, at=AT)
    assert refused.value.sentences == (
        "Dòng «Máy sấy», hỗ trợ không thu hồi, nguồn tỉnh: hợp đồng đã ký nhiều hơn số đề nghị; "
        "hãy ký phụ lục giảm hợp đồng trước khi quyết định.",
    )


def test_a_line_that_is_begun_does_not_move_and_one_accepted_does_not_change(
    law, province, centre_officer
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    signed = Posting(200 * MILLION, "contracted", "grant", "province", date(2026, 2, 1))
    post(line.account, [signed], by=None, at=AT)
    request = asked(scheme, centre_officer, ("year", standing.year(2027), line))
    with pytest.raises(RequestNotReady, match="không chuyển năm ngân sách được"):
        actions.submit(request, by=centre_officer, at=AT)

    done = Posting(200 * MILLION, "accepted", "grant", "province", date(2026, 5, 1))
    post(line.account, [done], by=None, at=AT)
    with pytest.raises(RequestNotReady, match="đã có phần nghiệm thu hoặc quyết toán"):
        actions.submit(request, by=centre_officer, at=AT)


def test_what_was_decided_stays(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    request = submitted(scheme, centre_officer, ("place", words("xã Vinh Lộc"), line))
    approve(request, leader)

    for deed in (
        lambda: request.changes.update(old_text="khác"),
        lambda: request.changes.all().delete(),
        lambda: request.history.update(note="khác"),
        lambda: type(request).objects.filter(pk=request.pk).update(reason="khác"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
