"""The steps of a request, what they need, and two requests on one scheme."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.adjustments import actions, queries
from khuyencong.adjustments.actions import (
    NothingChanges,
    PaperFacts,
    RequestClosed,
    RequestNotReady,
)
from khuyencong.adjustments.lifecycle import LIFECYCLE, State
from khuyencong.adjustments.models import ChangeRequest, RequestStep
from khuyencong.adjustments.queries import standing
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.schemes.actions import Decision
from tests.factories.adjustments import (
    AT,
    MILLION,
    ChangeFactory,
    ChangeRequestFactory,
    RequestPaperFactory,
    approved_scheme,
    line_given,
)
from tests.factories.schemes import SchemeFactory

from .asking import DECISION, asked, millions, state_of, submitted, words

pytestmark = pytest.mark.django_db
PROVINCE = "grant:province"


def test_a_request_keeps_its_history(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    request = submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
    actions.send_back(request, by=leader, at=AT, note="Thiếu tài liệu.")
    actions.revise_reason(request, " Cơ sở chuyển nhà xưởng. ")
    actions.submit(request, by=centre_officer, at=AT, note="Đã bổ sung.")
    actions.approve(request, DECISION, by=leader, at=AT)

    assert list(request.history.values_list("number", "name", "to_state", "note")) == [
        (1, "open", "draft", ""),
        (2, "submit", "submitted", ""),
        (3, "return", "returned", "Thiếu tài liệu."),
        (4, "submit", "submitted", "Đã bổ sung."),
        (5, "approve", "approved", ""),
    ]
    request.refresh_from_db()
    assert (request.reason, request.decided_by, request.decision_number) == (
        "Cơ sở chuyển nhà xưởng.",
        leader,
        "55/QĐ-UBND",
    )
    assert str(request.history.last().label) == "Phê duyệt điều chỉnh"


def test_a_request_may_be_rejected_or_withdrawn_with_a_reason(
    law, province, centre_officer, leader
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    before = state_of(scheme)
    rejected = submitted(scheme, centre_officer, ("place", words("Vinh"), line))
    with pytest.raises(RequestNotReady, match="phải ghi rõ lý do"):
        actions.reject(rejected, by=leader, at=AT, note=" ")
    actions.reject(rejected, by=leader, at=AT, note="Không đủ căn cứ.")
    withdrawn = asked(scheme, centre_officer, ("place", words("Vinh"), line))
    actions.withdraw(withdrawn, by=centre_officer, at=AT, note="Không cần nữa.")

    assert list(ChangeRequest.objects.order_by("pk").values_list("number", "state")) == [
        (1, "rejected"),
        (2, "withdrawn"),
    ]
    assert state_of(scheme) == before


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", LIFECYCLE.steps)
def test_a_step_is_taken_only_where_the_table_says(
    name, state, law, province, centre_officer, leader
):
    decided = {"decided_by": leader, "decided_at": AT} if state in ("approved", "rejected") else {}
    paper = (
        {"decision_number": "1", "decision_date": date(2026, 5, 1)} if state == "approved" else {}
    )
    sent = {} if state == "draft" else {"submitted_by": centre_officer, "submitted_at": AT}
    scheme = approved_scheme(province)
    request = ChangeRequestFactory(
        scheme=scheme, state=state, opened_by=centre_officer, **decided, **paper, **sent
    )
    deed = {
        "submit": lambda: actions.submit(request, by=centre_officer, at=AT),
        "return": lambda: actions.send_back(request, by=leader, at=AT, note="Thiếu."),
        "approve": lambda: actions.approve(request, DECISION, by=leader, at=AT),
        "reject": lambda: actions.reject(request, by=leader, at=AT, note="Không."),
        "withdraw": lambda: actions.withdraw(request, by=centre_officer, at=AT, note="Thôi."),
    }[name]
    try:
        deed()
        outcome = "taken"
    except StepNotAllowed:
        outcome = "refused"
    except RequestNotReady:  # nothing changes: the step exists, its content is missing
        outcome = "taken"

    assert outcome == ("taken" if state in LIFECYCLE.steps[name].sources else "refused")


def test_what_a_submission_lacks_is_told(law, province, centre_officer):
    scheme = approved_scheme(province, tier="national")
    empty = asked(scheme, centre_officer)
    with pytest.raises(RequestNotReady) as nothing:
        actions.submit(empty, by=centre_officer, at=AT)
    actions.put_change(empty, "place", words("Vinh"), line=scheme.lines.get())
    with pytest.raises(RequestNotReady) as paperless:
        actions.submit(empty, by=centre_officer, at=AT)
    actions.put_change(empty, "stop", standing.STOPPED)
    RequestPaperFactory(request=empty)
    with pytest.raises(RequestNotReady) as mixed:
        actions.submit(empty, by=centre_officer, at=AT)

    assert [nothing.value.sentences, paperless.value.sentences, mixed.value.sentences] == [
        ("Chưa nêu nội dung nào thay đổi.",),
        (
            "Còn thiếu văn bản xác nhận hoặc đề nghị của Sở Công Thương (khoản 1 Điều 11 Thông tư "
            "số 36/2013/TT-BCT).",
        ),
        ("Đề nghị ngừng triển khai không đi cùng điều chỉnh khác.",),
    ]


def test_a_change_changes_something_and_is_asked_once_a_field(law, province, centre_officer):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    request = asked(scheme, centre_officer, ("place", words("Vinh"), line))
    actions.put_change(request, "place", words("Vinh Lộc"), line=line)
    with pytest.raises(NothingChanges):
        actions.put_change(request, "equipment", words("Máy sấy"), line=line)

    assert list(request.changes.values_list("kind", "new_text")) == [("place", "Vinh Lộc")]
    actions.drop_change(request.changes.get())
    assert not request.changes.exists()


def test_an_added_line_goes_as_a_whole(law, province, centre_officer):
    scheme = approved_scheme(province)
    request = asked(scheme, centre_officer)
    facts = actions.AddedLine(
        content=standing.content("fair", None),
        year=standing.year(2026),
        money=((PROVINCE, millions(30)),),
    )
    first = actions.add_line(request, facts)
    actions.add_line(request, facts)
    actions.drop_change(first[0])

    assert list(request.changes.values_list("slot", "kind", "old_text")) == [
        (2, "add", "chưa có"),
        (2, "year", "chưa có"),
        (2, "money", "chưa có"),
    ]


def test_papers_come_and_go_while_the_request_is_written(law, province, centre_officer):
    scheme = approved_scheme(province)
    request = submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
    with pytest.raises(RequestClosed, match="chờ quyết định, không sửa được"):
        actions.hand_in(request, PaperFacts(title="Tờ trình", number="1"), by=centre_officer, at=AT)
    draft = asked(scheme, centre_officer)
    with pytest.raises(RequestNotReady, match="phải có số văn bản hoặc tệp"):
        actions.hand_in(draft, PaperFacts(title="Tờ trình"), by=centre_officer, at=AT)
    paper = actions.hand_in(
        draft, PaperFacts(title="Tờ trình", number="1"), by=centre_officer, at=AT
    )
    actions.drop_paper(paper)

    assert not draft.papers.exists()


def test_only_an_approved_scheme_not_yet_accepted_is_adjusted(law, province, centre_officer):
    for state in ("draft", "accepted"):
        scheme = SchemeFactory(state=state, province=province)
        with pytest.raises(RequestClosed):
            actions.open_request(scheme, reason="Lý do.", by=centre_officer, at=AT)
    with pytest.raises(RequestNotReady, match="nêu rõ lý do"):
        actions.open_request(approved_scheme(province), reason=" ", by=centre_officer, at=AT)


def test_a_scheme_accepted_meanwhile_is_not_adjusted(law, province, centre_officer, leader):
    scheme = SchemeFactory(province=province, state="accepted")
    request = ChangeRequestFactory(
        scheme=scheme, state="submitted", submitted_by=centre_officer, submitted_at=AT
    )
    ChangeFactory(request=request, old_key="2018-12-31", old_text="31/12/2018")
    with pytest.raises(RequestNotReady) as refused:
        actions.approve(request, DECISION, by=leader, at=AT)

    assert refused.value.sentences == (
        "Đề án đang ở tình trạng «Đã nghiệm thu»: chỉ điều chỉnh đề án đã giao kế hoạch và chưa "
        "nghiệm thu.",
    )


def test_a_decision_of_tomorrow_is_refused(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    request = submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))

    with pytest.raises(RequestNotReady, match="không được sau hôm nay"):
        actions.approve(request, Decision("1", date(2026, 6, 2)), by=leader, at=AT)


# Two requests on one scheme


def test_the_second_is_rebased_where_it_touches_something_else(
    law, province, centre_officer, leader
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    first = submitted(scheme, centre_officer, ("money", millions(150), line, PROVINCE))
    second = submitted(
        scheme,
        centre_officer,
        ("equipment", words("Máy sấy lạnh"), line),
        ("money", millions(50), line, "grant:commune"),
    )
    actions.approve(first, DECISION, by=leader, at=AT)
    actions.approve(second, Decision("56/QĐ-UBND", date(2026, 6, 1)), by=leader, at=AT)

    assert [(row[2], row[5]) for row in state_of(scheme)] == [
        ("Máy sấy lạnh", {"province": 150, "commune": 50})
    ]


def test_the_old_values_of_the_second_are_refreshed(law, province, centre_officer, leader):
    """A new beneficiary brings its own place: the old text of the other request follows."""
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    first = submitted(scheme, centre_officer, ("end_date", standing.day(date(2027, 3, 31))))
    second = asked(scheme, centre_officer, ("place", words("Vinh"), line))
    second.changes.update(old_text="chữ cũ")
    actions.approve(first, DECISION, by=leader, at=AT)

    assert list(second.changes.values_list("old_text", "conflict")) == [
        ("tại cơ sở thụ hưởng", None)
    ]


def test_the_same_field_is_flagged_and_refused_until_settled(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    second = asked(scheme, centre_officer, ("place", words("Vinh"), line))
    first = submitted(scheme, centre_officer, ("place", words("Vinh Lộc"), line))
    clash = [(one.own, one.other) for one in queries.page_of(second, on=date(2026, 6, 1)).clashes]
    assert clash == [(second.changes.get(), first.changes.get())]
    with pytest.raises(RequestNotReady) as rival:
        actions.submit(second, by=centre_officer, at=AT)
    actions.approve(first, DECISION, by=leader, at=AT)
    with pytest.raises(RequestNotReady) as conflict:
        actions.submit(second, by=centre_officer, at=AT)

    assert (rival.value.sentences, conflict.value.sentences) == (
        (
            "Địa điểm thực hiện: đề nghị lần 2 đang chờ quyết định cũng thay đổi nội dung này; hãy "
            "chờ quyết định, hoặc rút đề nghị đó.",
        ),
        (
            "Địa điểm thực hiện: mâu thuẫn với điều chỉnh đã được duyệt; hãy sửa lại hoặc bỏ thay "
            "đổi này.",
        ),
    )
    assert [
        (one.own, one.other) for one in queries.page_of(second, on=date(2026, 6, 1)).clashes
    ] == clash
    actions.put_change(second, "place", words("Vinh"), line=line)
    assert list(second.changes.values_list("old_text", "new_text", "conflict")) == [
        ("Vinh Lộc", "Vinh", None)
    ]
    actions.submit(second, by=centre_officer, at=AT)


def test_a_stop_and_a_line_that_moves_meet_every_other_change_of_theirs(
    law, province, centre_officer, leader
):
    lines = (line_given(province, province=100), line_given(province, province=60))
    scheme = approved_scheme(province, lines=lines)
    moved, other = scheme.lines.order_by("pk")
    first = submitted(scheme, centre_officer, ("year", standing.year(2027), moved))
    second = asked(
        scheme,
        centre_officer,
        ("place", words("Vinh"), moved),
        ("place", words("Vinh"), other),
    )
    stop = asked(scheme, centre_officer, ("stop", standing.STOPPED))
    actions.approve(first, DECISION, by=leader, at=AT)

    assert [
        list(row.changes.order_by("pk").values_list("conflict", flat=True))
        for row in (second, stop)
    ] == [[first.changes.get().pk, None], [first.changes.get().pk]]


def test_what_changed_outside_of_any_request_is_seen_and_refreshed(
    law, province, centre_officer, leader
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    request = submitted(
        scheme,
        centre_officer,
        ("money", millions(150), line, PROVINCE),
        ("equipment", words("Máy sấy lạnh"), line),
    )
    posting = Posting(120 * MILLION, "allocated", "grant", "province", date(2026, 5, 1))
    funding.replace(line.account, posting, by=None, at=AT)
    with pytest.raises(RequestNotReady) as stale:
        actions.approve(request, DECISION, by=leader, at=AT)
    assert stale.value.sentences == (
        "Kinh phí hỗ trợ (hỗ trợ không thu hồi, nguồn tỉnh): giá trị đang được duyệt nay là "
        "«120.000.000 đồng», không còn là «200.000.000 đồng»; hãy cập nhật đề nghị.",
    )
    actions.send_back(request, by=leader, at=AT, note="Cập nhật.")
    line.item = "Máy sấy lạnh"
    line.save()
    actions.refresh(request)

    assert list(request.changes.values_list("kind", "old_key", "new_key")) == [
        ("money", str(120 * MILLION), str(150 * MILLION))
    ]


# What the database holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "submitted"},
        {"state": "lạ"},
        {"reason": ""},
        {"decision_number": "1"},
        {"decided_at": AT},
        {"submitted_at": AT},
    ],
)
def test_the_database_refuses_a_state_without_its_people_and_papers(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequestFactory(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"new_key": "2026-12-31"},
        {"slot": 1},
        {"source": "grant:province"},
        {"kind": "money", "slot": 1},
        {"kind": "place"},
    ],
)
def test_the_database_refuses_a_change_without_its_target(wrong):
    request = ChangeRequestFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeFactory(request=request, **wrong)


def test_the_database_refuses_a_state_that_no_step_led_to(province):
    request = ChangeRequestFactory(scheme=SchemeFactory(province=province))
    astray = {"number": 2, "name": "submit", "to_state": "submitted", "at": AT}
    for deed in (
        lambda: ChangeRequest.objects.filter(pk=request.pk).update(
            state="submitted", submitted_by=request.opened_by, submitted_at=AT
        ),
        lambda: RequestStep.objects.create(request=request, by=request.opened_by, **astray),
    ):
        with pytest.raises(IntegrityError, match="nơi bước cuối cùng dẫn tới"):
            held_at_once(deed)


@transaction.atomic
def held_at_once(deed):
    """Do it, and let deferred constraints judge now."""
    deed()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
