"""The history of a scheme leads to the papers that its steps rest on."""

import pytest

from khuyencong.dossiers.actions import FileFacts
from khuyencong.papers import actions
from khuyencong.papers.queries import papers_of_steps
from khuyencong.schemes.models import StepTaken

from .conftest import WRITTEN_AT

pytestmark = pytest.mark.django_db


def told(scheme, user):
    history = list(scheme.history.all())
    found = papers_of_steps(user, scheme, history)
    return [(taken.name, found[taken.pk]) for taken in history]


def test_a_step_with_a_number_leads_to_the_paper_of_this_number(appraised, write, province_officer):
    minutes = write(appraised, "council_minutes")
    write(appraised, "submission")
    scan = FileFacts(
        content=b"%PDF-1.7", name="bb.pdf", media_type="application/pdf", extension="pdf"
    )
    actions.file_scan(minutes, scan, by=province_officer, at=WRITTEN_AT)

    address = f"/van-thu/van-ban/{minutes.code}/"
    assert told(appraised, province_officer) == [
        ("record", []),
        ("appraise", [("Biên bản họp hội đồng thẩm định (bản ký)", address)]),
    ]


def test_a_step_without_one_leads_to_the_newest_paper_of_its_kind_when_it_was_last_taken(
    appraised, write, province_officer
):
    write(appraised, "submission")
    newest = write(appraised, "submission")
    twice = [StepTaken(pk=1, name="submit"), StepTaken(pk=2, name="submit")]

    assert papers_of_steps(province_officer, appraised, twice) == {
        1: [],
        2: [("Tờ trình", f"/van-thu/van-ban/{newest.code}/")],
    }


def test_the_page_of_a_scheme_shows_them(
    appraised, write, province_officer, sign_in, django_assert_num_queries
):
    minutes = write(appraised, "council_minutes")
    client = sign_in(province_officer)
    client.get(f"/de-an/{appraised.code}/")

    with django_assert_num_queries(10):  # nine of the page, and one of the papers
        page = client.get(f"/de-an/{appraised.code}/").content.decode()

    assert f'href="/van-thu/van-ban/{minutes.code}/">Biên bản họp hội đồng thẩm định</a>' in page


def test_papers_that_a_person_may_not_read_are_not_named(appraised, write, stranger):
    write(appraised, "council_minutes")

    assert told(appraised, stranger) == [("record", []), ("appraise", [])]
