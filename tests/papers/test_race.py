"""Two clerks at the same moment, each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from khuyencong.papers import actions
from khuyencong.papers.actions import AlreadyWritten, Wanted
from khuyencong.papers.models import Paper
from khuyencong.papers.queries import offer_of
from tests.delivery.conftest import at
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import approved_scheme
from tests.factories.planning import appraised, scheme_asking

SITE = "https://k.example"


def at_once(deed, *each):
    """Do the deed with each argument at the same moment; what came of them, in order."""
    start = Barrier(len(each))

    def alone(one):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return deed(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(each)) as threads:
        return list(threads.map(alone, each))


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_different_numbers(province, province_officer):
    scheme, papers, seen = approved_scheme(province), [], ""
    for _ in range(2):
        wanted = Wanted("contract", "draft", seen)
        papers.append(
            actions.write_paper(scheme, wanted, site=SITE, by=province_officer, at=at(9, 15))
        )
        seen = papers[-1].code

    def number(paper):
        day = date(2026, 9, 15)
        return actions.number_paper(paper, day, by=province_officer, at=at(9, 15)).symbol

    symbols = sorted(at_once(number, *papers))

    assert [symbol.partition("/")[0] for symbol in symbols] == ["01", "02"]
    assert Paper.objects.filter(number__isnull=False).count() == 2


def one_of_two(write, clerks):
    """Both write at once: the paper there is then, and what the other clerk was told of it."""

    def attempt(clerk):
        try:
            return write(clerk)
        except AlreadyWritten as told:
            return told

    came = at_once(attempt, *clerks)
    written = next(one for one in came if isinstance(one, Paper))
    told = next(one for one in came if isinstance(one, AlreadyWritten))
    assert (list(Paper.objects.all()), told.paper) == ([written], written)
    return written, str(told)


@pytest.fixture
def clerks(province_officer):
    return province_officer, UserFactory(
        role=province_officer.role, organisation=province_officer.organisation
    )


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_write_one_paper_of_a_scheme(province, clerks):
    scheme, wanted = approved_scheme(province), Wanted("contract", "draft", seen="")

    paper, told = one_of_two(
        lambda clerk: actions.write_paper(scheme, wanted, site=SITE, by=clerk, at=at(9, 15)),
        clerks,
    )

    assert told == (
        f"Văn bản này {paper.generated_by} vừa lập lúc 09:00, 15/09/2026: đây là bản ấy. Cần bản "
        "khác thì quay lại trang trước, bấm «Lập lại»."
    )


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_write_one_paper_of_a_year(province, clerks):
    scheme = scheme_asking(province, "KCQG-2027-1", tier="national", national=150)
    appraised(scheme, 80)
    key = f"{province.pk}-0"
    offers = {clerk.pk: offer_of(clerk, "registration_table", 2027, key) for clerk in clerks}

    paper, _ = one_of_two(
        lambda clerk: actions.write_year_paper(
            offers[clerk.pk], "", site=SITE, by=clerk, at=at(9, 15)
        ),
        clerks,
    )

    assert list(paper.covers.all()) == [scheme]
