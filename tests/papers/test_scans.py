"""Signed copies come back, one by one or in a pile; no page is lost."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from khuyencong.documents.reading import UnreadablePdf, pages_count
from khuyencong.documents.rendering import pdf as docpdf
from khuyencong.dossiers.actions import FileFacts
from khuyencong.papers import actions, tasks
from khuyencong.papers.actions import NothingToAssign, scans
from khuyencong.papers.models import Outcome, ScanPage, SignedScan
from khuyencong.schemes.models import Recusal
from tests.delivery.conftest import at
from tests.documents.test_rendering import WHOLE

from .piles import as_pictures, blank_page, one_over_the_other, pile_of, stored

pytestmark = pytest.mark.django_db
WHEN = at(9, 20)


def pdf_of(content):
    return FileFacts(
        content=content, name="da-ky.pdf", media_type="application/pdf", extension="pdf"
    )


def batch_of(content, by):
    batch = actions.file_batch(pdf_of(content), by=by, at=WHEN)
    actions.read_batch(batch, at=WHEN)
    batch.refresh_from_db()
    return batch


def pages(batch):
    return [
        (page.number, page.paper.code if page.paper else None)
        for page in batch.pages.select_related("paper").order_by("number")
    ]


def copies():
    """Each paper with how many pages its copies have, oldest first."""
    found = SignedScan.objects.select_related("paper").order_by("pk")
    return [(one.paper.code, pages_count(stored(one.file))) for one in found]


@pytest.fixture
def papers(under_way, write):
    return [write(under_way, kind) for kind in ("contract", "acceptance_minutes")]


def test_a_pile_is_matched_page_by_page(papers, province_officer):
    first, second = papers
    sizes = [pages_count(stored(one.pdf)) for one in papers]

    batch = batch_of(pile_of(second, blank_page(), first), province_officer)

    expected = [second.code] * sizes[1] + [None] + [first.code] * sizes[0]
    assert pages(batch) == list(enumerate(expected, start=1))
    assert copies() == [(second.code, sizes[1]), (first.code, sizes[0])]
    assert pages_count(stored(batch.file)) == sum(sizes) + 1


def test_pages_scanned_as_pictures_are_read_too(papers, province_officer):
    content = as_pictures(stored(papers[0].pdf))

    batch = batch_of(content, province_officer)

    assert {code for _, code in pages(batch)} == {papers[0].code}


def test_a_page_that_waits_is_given_to_a_paper_and_joins_its_copy(papers, province_officer):
    first = papers[0]
    size = pages_count(stored(first.pdf))
    batch = batch_of(pile_of(first, blank_page()), province_officer)
    page = batch.pages.get(paper__isnull=True)

    actions.assign_page(page, first, by=province_officer, at=WHEN)

    assert copies() == [(first.code, size), (first.code, size + 1)]
    page.refresh_from_db()
    assert (page.paper, page.assigned_by, page.assigned_at) == (first, province_officer, WHEN)
    with pytest.raises(NothingToAssign):
        actions.assign_page(page, papers[1], by=province_officer, at=WHEN)


def test_a_paper_out_of_reach_is_not_found_by_its_code(papers, stranger, province_officer):
    Recusal.objects.create(
        scheme=papers[0].scheme, person=province_officer, reason="Người nhà", declared_at=WHEN
    )
    content = pile_of(papers[1])

    for person in (stranger, province_officer):
        assert {code for _, code in pages(batch_of(content, person))} == {None}
    assert ScanPage.objects.exclude(read="").count() == ScanPage.objects.count()
    assert copies() == []


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read(papers, province_officer):
    size = pages_count(stored(papers[0].pdf))
    batch = actions.file_batch(
        pdf_of(pile_of(papers[0], blank_page())), by=province_officer, at=WHEN
    )
    batch.pages.filter(number=size + 1).update(number=99)  # the file has no such page

    actions.read_batch(batch, at=WHEN)

    outcomes = dict(batch.pages.values_list("number", "outcome"))
    assert outcomes.pop(99) == Outcome.BROKEN
    assert pages(batch)[:size] == [(number, papers[0].code) for number in range(1, size + 1)]
    assert copies() == [(papers[0].code, size)]


def test_a_page_with_two_codes_waits_for_a_person(papers, province_officer):
    content = one_over_the_other(*(stored(one.pdf) for one in papers))

    assert pages(batch_of(content, province_officer)) == [(1, None)]


def test_a_signed_copy_stays(papers, province_officer):
    file = FileFacts(
        content=b"%PDF-1.7", name="a.pdf", media_type="application/pdf", extension="pdf"
    )
    actions.file_scan(papers[0], file, by=province_officer, at=WHEN)

    with pytest.raises(IntegrityError, match="không được sửa"), transaction.atomic():
        SignedScan.objects.all().delete()


def test_a_reader_that_dies_half_way_loses_nothing(papers, province_officer, monkeypatch):
    content = pile_of(papers[0], blank_page(), papers[1])
    batch = actions.file_batch(pdf_of(content), by=province_officer, at=WHEN)
    count = batch.pages_count
    read = scans.codes_on

    def dying(pdf, number):
        if number == 1:
            raise KeyboardInterrupt
        return read(pdf, number)

    with monkeypatch.context() as patched:
        patched.setattr(scans, "codes_on", dying)
        with pytest.raises(KeyboardInterrupt):
            actions.read_batch(batch, at=WHEN)
        batch.refresh_from_db()
        before = [page.outcome for page in batch.pages.order_by("number")]
        assert (before[:2], batch.read_at, copies()) == (["matched", "waiting"], None, [])
        for _ in range(2):  # twice more on the page on which it dies
            with pytest.raises(KeyboardInterrupt):
                actions.read_batch(batch, at=WHEN)
        actions.read_batch(batch, at=WHEN)

    batch.refresh_from_db()
    outcomes = [page.outcome for page in batch.pages.order_by("number")]
    assert (batch.read_at, len(outcomes), outcomes[1], "waiting" in outcomes) == (
        WHEN,
        count,
        "broken",
        False,
    )
    assert len(copies()) == 2
    actions.read_batch(batch, at=WHEN)
    assert len(copies()) == 2


def test_what_was_left_is_read_when_the_worker_is_back(papers, province_officer):
    batch = actions.file_batch(pdf_of(pile_of(papers[0])), by=province_officer, at=WHEN)

    tasks.read_what_was_left(0)

    batch.refresh_from_db()
    assert batch.read_at is not None


def test_a_code_of_another_house_is_said_to_be_foreign(province_officer):
    content = docpdf.render(replace(WHOLE, address="https://vidu.vn/hang-hoa/1"))

    batch = batch_of(content, province_officer)

    assert {page.outcome for page in batch.pages.all()} == {"foreign"}


def test_a_pile_of_more_pages_than_anybody_scans_is_not_kept(province_officer, monkeypatch):
    monkeypatch.setattr(scans, "MOST_PAGES", 1)

    with pytest.raises(UnreadablePdf, match="Tệp có 2 trang: hãy chia thành tệp tối đa 1 trang"):
        actions.file_batch(
            pdf_of(pile_of(blank_page(), blank_page())), by=province_officer, at=WHEN
        )
    assert ScanPage.objects.count() == 0
