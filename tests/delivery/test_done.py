"""What the database tells of a scheme's and a line's delivery is what stands of it."""

from datetime import date

import pytest

from khuyencong.delivery import actions
from khuyencong.delivery.actions import AppendixFacts
from khuyencong.delivery.models import Acceptance, Advance, LineDone, SchemeDone
from khuyencong.schemes.models import Scheme
from tests.delivery.conftest import (
    acceptance_facts,
    advance_facts,
    at,
    line_of,
    report,
    tick,
)
from tests.factories.delivery import AcceptanceFactory, AdvanceFactory, FollowUpFactory
from tests.factories.schemes import LineFactory

pytestmark = pytest.mark.django_db
OF_SCHEME = ("begun_at", "accepted_on", "ends_on", "reported")
OF_LINE = ("paid", "accepted_on", "done_percent", "rounds", "is_closed")


def of_scheme(scheme):
    return SchemeDone.objects.values_list(*OF_SCHEME).get(scheme=scheme)


def of_line(line):
    return LineDone.objects.values_list(*OF_LINE).get(line=line)


def test_of_what_has_not_begun_nothing_is_told(planned):
    assert of_scheme(planned) == (None, None, None, [])
    assert of_line(line_of(planned)) == ([], None, None, [], False)


def test_the_contract_ends_when_its_last_appendix_says_so(signed, centre_officer):
    ends = [of_scheme(signed)[2]]
    for number, day in (("01", date(2027, 1, 31)), ("02", None), ("03", date(2026, 12, 1))):
        facts = AppendixFacts(number=number, signed_on=date(2026, 4, 1), reason="A.", ends_on=day)
        actions.add_appendix(signed, facts, by=centre_officer, at=at(4, 1))
        ends.append(of_scheme(signed)[2])

    assert ends == [date(2026, 12, 31), *[date(2027, 1, 31)] * 3]


def test_the_whole_life_of_a_line(under_way, centre_officer, province_officer, accountant):
    line = line_of(under_way)
    for month, percent in ((6, "80"), (5, "30")):
        told = report(under_way, percent, centre_officer, at(month, 2))
        actions.confirm_progress(told, opinion="Đúng.", by=province_officer, at=at(month, 3))
    for stage in ("first_advance", "remaining"):
        tick(under_way, line, stage, centre_officer, at(6, 3))
    actions.advance(line, advance_facts(under_way, 140), by=accountant, at=at(6, 4))
    facts = acceptance_facts(under_way, grant=200, counterpart=300)
    actions.accept(line, facts, by=province_officer, at=at(9, 1))
    FollowUpFactory(line=line, is_running=False)

    accepted_on, months = date(2026, 9, 1), [date(2026, 5, 1), date(2026, 6, 1)]
    assert of_scheme(under_way) == (at(3, 12), accepted_on, date(2026, 12, 31), months)
    assert of_line(line) == (["first"], accepted_on, 80, [12], True)


def test_what_was_cancelled_is_not_told(planned, accountant):
    line = line_of(planned)
    paid, told = AdvanceFactory(line=line), AcceptanceFactory(line=line)
    before = (of_scheme(planned)[1], of_line(line)[:2])
    gone = {"cancelled_at": at(9, 9), "cancelled_by": accountant, "cancellation": "Nhầm."}
    Advance.objects.filter(pk=paid.pk).update(**gone)
    Acceptance.objects.filter(pk=told.pk).update(**gone)

    assert before == (told.accepted_on, (["first"], told.accepted_on))
    assert (of_scheme(planned)[1], of_line(line)[:2]) == (None, ([], None))


def test_it_is_read_with_the_scheme_and_the_line_and_does_not_keep_them(province):
    line = LineFactory(scheme__province=province)
    scheme = Scheme.objects.select_related("done").get()

    assert (str(scheme.done), str(line.done)) == (f"Đề án {scheme.pk}", f"Dòng {line.pk}")
    line.delete()
    assert LineDone.objects.count() == 0
