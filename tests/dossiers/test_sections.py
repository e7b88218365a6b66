import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.actions import DossierClosed, Typed
from khuyencong.dossiers.models import Section, SectionVersion, SideText
from tests.factories.dossiers import AT
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(draft):
    return draft.sections.get(part__number=3)


def save(section, text, *, by, seen, page="một"):
    return actions.save_section(section, Typed(text=text, seen=seen, page=page), by=by, at=AT)


def versions(section):
    return list(section.versions.values_list("number", "text", "by__full_name"))


def test_a_dossier_has_the_parts_of_the_law_and_the_first_is_filled_in(draft, centre_officer):
    assert list(draft.sections.values_list("part__number", "number")) == [
        (1, 1),
        *((number, 0) for number in range(2, 9)),
    ]
    assert draft.sections.first().versions.get().by == centre_officer


def test_a_part_is_saved_in_versions(section, centre_officer):
    save(section, "Một", by=centre_officer, seen=0)
    again = save(section, "Một\r\nhai", by=centre_officer, seen=1)
    same = save(section, "Một\nhai", by=centre_officer, seen=2)

    assert (again.section.number, same.section.number, same.is_shown) == (2, 2, True)
    assert versions(section) == [(1, "Một", "Vũ Trung Tâm"), (2, "Một\nhai", "Vũ Trung Tâm")]
    assert str(section.versions.first()) == "Bản 1"


def test_the_second_persons_words_are_put_aside_and_merged(section, centre_officer, colleague):
    save(section, "Một\nHai\nBa", by=centre_officer, seen=0)
    save(section, "Một sửa\nHai\nBa", by=centre_officer, seen=1)

    late = save(section, "Một\nHai\nBa\nBốn", by=colleague, seen=1)

    section.refresh_from_db()
    meeting = queries.meeting_of(section, late.side)
    assert (section.text, late.is_shown) == ("Một sửa\nHai\nBa", False)
    assert [version.number for version in meeting.saved_since] == [2]
    assert (meeting.merge.text, meeting.merge.has_conflict) == ("Một sửa\nHai\nBa\nBốn", False)

    merged = actions.settle_side_text(
        late.side, text=meeting.merge.text, seen=2, by=colleague, at=AT
    )

    assert (merged.side, merged.section.text) == (None, "Một sửa\nHai\nBa\nBốn")
    assert queries.side_text_of(section, colleague) is None
    assert [number for number, _, _ in versions(section)] == [1, 2, 3]


def test_what_was_chosen_waits_again_when_somebody_saves_during_the_merge(
    section, centre_officer, colleague
):
    save(section, "Một", by=centre_officer, seen=0)
    side = save(section, "Hai", by=colleague, seen=0).side
    save(section, "Ba", by=centre_officer, seen=1)

    again = actions.settle_side_text(side, text="Một và hai", seen=1, by=colleague, at=AT)

    section.refresh_from_db()
    assert section.text == "Ba"
    assert (again.side.text, again.side.base_number, again.side.settled_at) == (
        "Một và hai",
        1,
        None,
    )


def test_an_old_page_on_which_nothing_was_typed_changes_nothing(section, centre_officer, colleague):
    save(section, "Một", by=centre_officer, seen=0)
    save(section, "Hai", by=centre_officer, seen=1)

    saved = save(section, "Một", by=colleague, seen=1)

    assert (saved.section.text, saved.side, saved.is_shown) == ("Hai", None, False)


def test_two_pages_of_one_person_do_not_overwrite_each_other(section, centre_officer, colleague):
    save(section, "Một", by=centre_officer, seen=0)
    for page, text in (("a", "Trang a"), ("b", "Trang b"), ("a", "Trang a, thêm")):
        save(section, text, by=colleague, seen=0, page=page)

    kept = SideText.objects.order_by("page").values_list("page", "text")

    assert list(kept) == [("a", "Trang a, thêm"), ("b", "Trang b")]
    assert str(SideText.objects.first()) == "Bản gõ trên bản 0"


def test_a_page_that_catches_up_has_nothing_to_merge(section, centre_officer, colleague):
    save(section, "Một", by=centre_officer, seen=0)
    save(section, "Hai", by=colleague, seen=0)

    save(section, "Một", by=colleague, seen=0)

    assert queries.side_text_of(section, colleague) is None


def test_nobody_writes_in_a_dossier_that_was_submitted(law, centre_officer):
    scheme = SchemeFactory(state="submitted")
    section = Section(scheme=scheme)

    with pytest.raises(DossierClosed, match="chờ thẩm định cấp cơ sở"):
        save(section, "Một", by=centre_officer, seen=0)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_every_version(section, centre_officer, change):
    save(section, "Một", by=centre_officer, seen=0)
    rows = SectionVersion.objects.filter(section=section)

    with pytest.raises(DatabaseError, match="không được sửa hay xóa"), transaction.atomic():
        rows.update(text="") if change == "update" else rows.delete()


def test_a_version_tells_what_it_changed(section, centre_officer):
    save(section, "mua máy", by=centre_officer, seen=0)
    save(section, "mua hai máy", by=centre_officer, seen=1)

    changes = [queries.change_of(version) for version in section.versions.order_by("number")]

    assert [[(piece.text, piece.mark) for piece in pieces] for pieces in changes] == [
        [("mua máy", "+")],
        [("mua ", ""), ("hai ", "+"), ("máy", "")],
    ]


SAVES = st.lists(
    st.tuples(st.booleans(), st.integers(0, 3), st.sampled_from(["máy", "sấy\nlạnh", "", "xã"])),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(saves=SAVES)
def test_every_text_that_was_sent_can_be_read_for_ever(section, centre_officer, colleague, saves):
    """Whoever saves what over which version: it is a version, or it waits for its author."""
    sent = set()
    with transaction.atomic():
        for number, (is_first, seen, text) in enumerate(saves):
            person = centre_officer if is_first else colleague
            save(section, text, by=person, seen=seen, page=str(number))
            sent.add(text)
        kept = set(section.versions.values_list("text", flat=True))
        kept |= set(section.side_texts.values_list("text", flat=True))
        assert sent - kept <= {""}
        transaction.set_rollback(True)
