"""What a person decides about the figures of a text, and what becomes of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from khuyencong.figures import actions
from khuyencong.figures.models import (
    Action,
    Candidate,
    CandidateState,
    Document,
    FindingDecision,
    PlaceStatus,
    PublishedFigure,
    SourceText,
)
from khuyencong.figures.reading.load import Unreadable
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.lib.period import Period
from khuyencong.places.queries import units_within_ids
from tests.factories.accounts import UserFactory

from .made_up import TEXT, TITLE

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


@pytest.fixture
def document(province, province_officer):
    return actions.bring_in(actions.Incoming(pasted=TEXT), by=province_officer, at=AT)


@pytest.fixture
def colleague(department):
    return UserFactory(full_name="Đồng Nghiệp", organisation=department)


def candidate(document, quote):
    return document.candidates.get(quote=quote)


def accept(document, quote, by, at=AT):
    one = candidate(document, quote)
    return actions.accept(one, version=one.version, by=by, at=at)


def published(document):
    return [
        (one.surface, one.kind, one.address.params())
        for one in PublishedFigure.objects.filter(text=document.source)
    ]


def states(document):
    return list(document.candidates.values_list("number", "state").order_by("number"))


def test_a_text_brought_in_proposes_what_it_is(document, province):
    assert (document.title, document.publisher, document.published_on) == (
        TITLE,
        "SỞ CÔNG THƯƠNG NGHỆ AN",
        date(2019, 10, 24),
    )
    assert (document.place, document.place_status) == (province, PlaceStatus.STATED)
    assert (document.period.label, document.scope, document.missing) == (
        "2014–2018",
        province,
        [],
    )


def test_every_figure_waits_at_its_place_in_the_text(document):
    rows = list(document.candidates.all())

    assert [TEXT[one.start : one.end] for one in rows] == [one.quote for one in rows]
    assert [one.quote for one in rows][:4] == ["5 năm", "30 đề án", "6,2 tỷ đồng", "04 đề án"]
    assert {one.state for one in rows} == {CandidateState.WAITING}
    assert candidate(document, "04 đề án").part_of == candidate(document, "30 đề án")
    assert PublishedFigure.objects.count() == 0


def test_a_confirmed_result_becomes_a_published_figure(document, province_officer):
    one = accept(document, "04 đề án", province_officer)

    document.refresh_from_db()
    assert (one.state, one.version, one.decided_by) == ("confirmed", 2, province_officer)
    assert published(document) == [
        (
            "04 đề án",
            "result",
            {
                "measure": "schemes",
                "content": "model",
                "place": "Nghệ An",
                "period": "2014-2018",
            },
        )
    ]
    assert document.source.citation == f"«{TITLE}», SỞ CÔNG THƯƠNG NGHỆ AN, 24/10/2019"


@pytest.mark.parametrize(
    ("quote", "kind", "count"),
    [
        ("6,2 tỷ đồng", "result", 1),
        ("12 đề án", "target", 1),
        ("5 năm", "context", 0),
        ("14 đề án", "furniture", 0),
    ],
)
def test_only_results_plans_and_targets_are_published(
    document, province_officer, quote, kind, count
):
    one = accept(document, quote, province_officer)

    assert (one.kind, PublishedFigure.objects.count()) == (kind, count)


def test_parts_stay_parts_whichever_is_confirmed_first(document, province_officer):
    part = accept(document, "04 đề án", province_officer)
    whole = accept(document, "30 đề án", province_officer)

    part.refresh_from_db()
    assert part.published.part_of == whole.published


def test_a_change_says_what_the_figure_means_and_confirms_it(document, province_officer, province):
    one = candidate(document, "04 đề án")
    address = one.address.narrowed(source="national", period=Period.of_years(2015, 2015))
    meaning = actions.Meaning(address=address, kind="plan", unit="đề án", value=one.value)

    changed = actions.change(one, meaning, version=1, by=province_officer, at=AT)

    assert (changed.quote, changed.state) == ("04 đề án", "confirmed")
    document.refresh_from_db()
    [(_, kind, params)] = published(document)
    assert (kind, params["source"], params["period"]) == ("plan", "national", "2015")


def test_a_confirmed_figure_that_is_rejected_is_no_longer_published(document, province_officer):
    accept(document, "30 đề án", province_officer)
    one = candidate(document, "30 đề án")

    rejected = actions.reject(
        one, reason="Đề án của kỳ khác.", version=2, by=province_officer, at=AT
    )

    assert (rejected.state, rejected.reason) == ("rejected", "Đề án của kỳ khác.")
    assert PublishedFigure.objects.count() == 0


def test_a_confirmed_figure_is_not_confirmed_again(document, province_officer):
    accept(document, "30 đề án", province_officer)

    with pytest.raises(StepNotAllowed):
        accept(document, "30 đề án", province_officer)


def test_the_second_of_two_people_is_told_and_changes_nothing(
    document, province_officer, colleague
):
    seen = candidate(document, "30 đề án")
    accept(document, "30 đề án", colleague)

    with pytest.raises(actions.ChangedMeanwhile, match="vừa được Đồng Nghiệp quyết định"):
        actions.reject(seen, reason="Sai", version=seen.version, by=province_officer, at=AT)

    assert candidate(document, "30 đề án").state == "confirmed"


def test_what_is_clear_is_confirmed_at_once_and_undone_at_once(document, province_officer):
    clear = list(document.candidates.filter(is_clear=True))
    before = states(document)

    done = actions.accept_clear(
        document, seen={one.number: 1 for one in clear}, by=province_officer, at=AT
    )
    assert {one.number for one in done} == {one.number for one in clear}
    assert PublishedFigure.objects.count() == len(clear) > 5

    actions.undo(document, by=province_officer, at=AT)

    assert states(document) == before
    assert PublishedFigure.objects.count() == 0


def test_a_bulk_acceptance_leaves_what_somebody_decided_meanwhile(
    document, province_officer, colleague
):
    clear = list(document.candidates.filter(is_clear=True))
    accept(document, clear[0].quote, colleague)

    done = actions.accept_clear(
        document, seen={one.number: 1 for one in clear}, by=province_officer, at=AT
    )

    assert clear[0].number not in {one.number for one in done}


def test_undo_brings_back_every_field_and_the_published_figure(document, province_officer):
    accept(document, "30 đề án", province_officer)
    one = candidate(document, "30 đề án")
    address = one.address.narrowed(measure="models", contents=("fair",))
    meaning = actions.Meaning(address=address, kind="plan", unit="mô hình", value=one.value)
    actions.change(one, meaning, version=2, by=province_officer, at=AT + timedelta(minutes=1))

    actions.undo(document, by=province_officer, at=AT + timedelta(minutes=2))

    back = candidate(document, "30 đề án")
    assert (back.measure, back.contents, back.kind, back.unit, back.decided_at) == (
        "schemes",
        [],
        "result",
        "đề án",
        AT,
    )
    document.refresh_from_db()
    assert [(quote, kind) for quote, kind, _ in published(document)] == [("30 đề án", "result")]


def test_undo_goes_back_one_decision_after_another(document, province_officer):
    accept(document, "30 đề án", province_officer)
    accept(document, "04 đề án", province_officer)

    undone = [
        actions.undo(document, by=province_officer, at=AT)[0].quote,
        actions.undo(document, by=province_officer, at=AT)[0].quote,
    ]

    assert undone == ["04 đề án", "30 đề án"]
    with pytest.raises(actions.NothingToUndo):
        actions.undo(document, by=province_officer, at=AT)


def test_undo_takes_back_only_ones_own_and_not_what_was_decided_since(
    document, province_officer, colleague
):
    accept(document, "30 đề án", province_officer)
    with pytest.raises(actions.NothingToUndo):
        actions.undo(document, by=colleague, at=AT)

    one = candidate(document, "30 đề án")
    actions.reject(one, reason="Trùng", version=one.version, by=colleague, at=AT)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.undo(document, by=province_officer, at=AT)


def test_history_tells_every_decision_and_stays(document, province_officer):
    accept(document, "30 đề án", province_officer)
    actions.undo(document, by=province_officer, at=AT)

    lines = document.changes.order_by("pk")
    assert [(line.action, line.candidate and line.candidate.quote) for line in lines] == [
        (Action.READ, None),
        (Action.ACCEPT, "30 đề án"),
        (Action.UNDO, "30 đề án"),
    ]
    with pytest.raises(DatabaseError, match="không được sửa hay xóa"), transaction.atomic():
        document.changes.update(note="khác")


def test_a_text_that_does_not_say_its_place_publishes_nothing_before_a_person_does(
    province, province_officer
):
    words = "Năm 2018 đã thực hiện 12 đề án với kinh phí hỗ trợ 2 tỷ đồng."
    document = actions.bring_in(actions.Incoming(pasted=words), by=province_officer, at=AT)

    with pytest.raises(actions.Incomplete, match="Chưa ghi nơi công bố. Chưa xác nhận địa bàn"):
        accept(document, "12 đề án", province_officer)

    said = actions.Description(
        title="Báo cáo năm 2018",
        publisher="Sở Công Thương",
        published_on=None,
        url="",
        place=province,
        period=Period.of_years(2018, 2018),
    )
    actions.describe(document, said, by=province_officer, at=AT)
    accept(document, "12 đề án", province_officer)

    text = SourceText.objects.get()
    assert (text.place, text.place_status, text.place_confirmed_by) == (
        province,
        PlaceStatus.CONFIRMED,
        province_officer,
    )
    assert PublishedFigure.objects.get().place == province


def test_an_officer_publishes_nothing_about_another_province(
    document, province_officer, other_province
):
    one = candidate(document, "30 đề án")
    meaning = actions.Meaning(
        address=one.address.narrowed(place=other_province),
        kind="result",
        unit="đề án",
        value=one.value,
    )

    with pytest.raises(actions.OutOfPlace):
        actions.change(one, meaning, version=1, by=province_officer, at=AT)
    assert candidate(document, "30 đề án").state == "waiting"


def test_a_figure_of_no_known_place_and_a_text_of_another_province_are_not_published(
    document, province_officer, stranger
):
    one = candidate(document, "30 đề án")
    meaning = actions.Meaning(
        address=one.address.narrowed(place=None), kind="result", unit="đề án", value=one.value
    )

    with pytest.raises(actions.OutOfPlace, match="Chưa rõ số liệu thuộc địa bàn nào"):
        actions.change(one, meaning, version=1, by=province_officer, at=AT)
    with pytest.raises(actions.OutOfPlace, match="Văn bản này nói về địa bàn ngoài phạm vi"):
        accept(document, "30 đề án", stranger)
    assert candidate(document, "30 đề án").state == "waiting"


def test_what_a_text_says_of_itself_later_is_said_of_its_published_figures_too(
    document, province, province_officer
):
    accept(document, "30 đề án", province_officer)
    said = actions.Description(
        title="Báo cáo đã đính chính",
        publisher="Sở Công Thương",
        published_on=date(2026, 1, 4),
        url="",
        place=province,
        period=Period.of_years(2018, 2018),
    )

    document.refresh_from_db()
    actions.describe(document, said, by=province_officer, at=AT)

    text = SourceText.objects.get()
    assert (text.title, text.publisher, text.published_on, text.place_confirmed_by) == (
        "Báo cáo đã đính chính",
        "Sở Công Thương",
        date(2026, 1, 4),
        province_officer,
    )


def test_a_text_described_without_a_period_keeps_the_one_it_states(
    document, province, province_officer
):
    periods = list(document.candidates.values_list("quote", "start_date", "end_date"))
    said = actions.Description(
        title="Báo cáo đã đính chính",
        publisher="Sở Công Thương",
        published_on=None,
        url="",
        place=province,
        period=None,
    )

    actions.describe(document, said, by=province_officer, at=AT)

    document.refresh_from_db()
    assert (document.title, document.period) == (
        "Báo cáo đã đính chính",
        Period(date(2014, 1, 1), date(2018, 12, 31), "2014–2018"),
    )
    assert list(document.candidates.values_list("quote", "start_date", "end_date")) == periods


@pytest.mark.parametrize(
    ("given", "kept"), [("", TITLE), ("Báo cáo năm năm", "Báo cáo năm năm")], ids=["none", "given"]
)
def test_a_waiting_text_takes_its_own_title_only_where_none_was_given(
    province, province_officer, monkeypatch, given, kept
):
    monkeypatch.setattr("khuyencong.figures.actions.documents.READ_AT_ONCE", 100)
    incoming = actions.Incoming(data=TEXT.encode(), file_name="lon.txt", title=given)
    document = actions.bring_in(incoming, by=province_officer, at=AT)

    document = actions.read_document(document, at=AT)

    assert (document.state, document.title, document.upload) == ("read", kept, None)


def test_a_text_that_was_read_is_not_read_again(document):
    assert actions.read_document(document, at=AT).state == "read"


def test_a_text_is_seen_within_its_place_only(document, stranger, ministry_officer, colleague):
    seen = [
        person.full_name
        for person in (stranger, ministry_officer, colleague)
        if document in Document.objects.visible_to(person)
    ]

    assert seen == ["Đỗ Trung Ương", "Đồng Nghiệp"]


def test_the_same_words_are_brought_in_once(document, province_officer):
    with pytest.raises(actions.AlreadyBroughtIn) as raised:
        actions.bring_in(actions.Incoming(pasted=TEXT), by=province_officer, at=AT)

    assert raised.value.document == document


def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(province_officer):
    with pytest.raises(Unreadable):
        actions.bring_in(
            actions.Incoming(data=b"\x00" * 9, file_name="a.txt"), by=province_officer, at=AT
        )

    assert Document.objects.count() == 0


def test_a_finding_is_dismissed_only_with_a_reason(document, province_officer):
    def decide(decision, note):
        ruling = actions.Ruling(key="k", message="Vượt tổng.", decision=decision, note=note)
        actions.decide_finding(document, ruling, by=province_officer, at=AT)

    with pytest.raises(ValidationError, match="Hãy ghi lý do"):
        decide("dismissed", " ")
    decide("asked", "Vì sao?")

    assert [(one.decision, one.note) for one in FindingDecision.objects.all()] == [
        ("asked", "Vì sao?")
    ]


def test_numbers_no_column_holds_are_left_to_a_person(province_officer):
    words = f"Năm 2018 đã hỗ trợ {'9' * 40} đề án và 5 đề án."

    document = actions.bring_in(actions.Incoming(pasted=words), by=province_officer, at=AT)

    values = Candidate.objects.filter(document=document).values_list("value", flat=True)
    assert all(value is None or value < 10**19 for value in values)
