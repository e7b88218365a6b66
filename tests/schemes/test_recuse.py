from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from khuyencong.funding.models import Entry
from khuyencong.schemes import actions
from khuyencong.schemes.actions import StepIncomplete
from khuyencong.schemes.models import Recusal, Result, Scheme
from tests.factories.funding import EntryFactory
from tests.factories.schemes import LineFactory, ResultFactory, SchemeFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 1, 2, tzinfo=UTC)


@pytest.fixture
def schemes(province):
    """Two schemes with a line, its money and a result; and a result of no scheme."""
    pair = [SchemeFactory(code=code, province=province) for code in ("A", "B")]
    for scheme in pair:
        line = LineFactory(scheme=scheme, for_beneficiary=True)
        EntryFactory(account=line.account)
        ResultFactory(scheme=scheme, province=province)
    ResultFactory(province=province)
    return pair


def seen_by(person):
    return (
        list(Scheme.objects.visible_to(person).order_by("code").values_list("code", flat=True)),
        Entry.objects.visible_to(person).count(),
        Result.objects.visible_to(person).count(),
    )


def test_a_recused_person_sees_nothing_of_the_scheme_and_others_see_all(
    schemes, province_officer, ministry_officer, leader
):
    for person in (province_officer, ministry_officer):
        actions.recuse(schemes[0], person=person, reason="Em ruột là chủ cơ sở", at=AT)

    assert [seen_by(one) for one in (province_officer, ministry_officer, leader)] == [
        (["B"], 1, 2),
        (["B"], 1, 2),
        (["A", "B"], 2, 3),
    ]


def test_declared_twice_it_stands_once(schemes, leader):
    for reason in ("Góp vốn", "Lại góp vốn"):
        recusal = actions.recuse(schemes[0], person=leader, reason=reason, at=AT)

    assert [str(one) for one in Recusal.objects.all()] == ["Góp vốn"] == [str(recusal)]


def test_a_recusal_needs_a_reason(schemes, leader):
    with pytest.raises(StepIncomplete, match="phải ghi rõ lý do"):
        actions.recuse(schemes[0], person=leader, reason=" ", at=AT)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_recusal_stays(schemes, leader, change):
    actions.recuse(schemes[0], person=leader, reason="Góp vốn", at=AT)
    rows = Recusal.objects.all()

    with pytest.raises(DatabaseError, match="không được sửa hay xóa"), transaction.atomic():
        rows.update(reason="Khác") if change == "update" else rows._raw_delete("default")
