import pytest

from khuyencong.appraisals.queries import cross_check
from khuyencong.schemes import actions as schemes
from tests.factories.appraisals import AT
from tests.factories.dossiers import EstimateItemFactory
from tests.factories.funding import EntryFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db


def supported(scheme, establishment, *, item, amount=100, **line):
    """An earlier line of the establishment, settled."""
    beneficiary = BeneficiaryFactory(scheme=scheme, establishment=establishment)
    made = LineFactory(scheme=scheme, beneficiary=beneficiary, item=item, **line)
    if amount:
        EntryFactory(account=made.account, amount_vnd=amount)
    return made


@pytest.fixture
def establishment(scheme):
    return scheme.beneficiaries.get().establishment


def found(scheme, user):
    return [
        (one.line.scheme.code, one.support_vnd, one.likeness.label, one.tone)
        for check in cross_check(scheme, user)
        for one in check.earlier
    ]


def test_earlier_support_is_told_by_item_however_it_is_written(
    scheme, establishment, province, province_officer
):
    def earlier(code, year, item):
        other = SchemeFactory(code=code, province=province, start_year=year)
        return supported(other, establishment, item=item)

    earlier("A", 2024, "MAY SAY LANH")
    earlier("B", 2023, "Máy đóng gói")
    earlier("C", 2022, "")
    in_estimate = earlier("D", 2021, "Dây chuyền chè")
    EstimateItemFactory(line=in_estimate, name="Máy sấy lạnh", order=2)

    assert found(scheme, province_officer) == [
        ("A", 100, "trùng hạng mục", "danger"),
        ("B", 100, "hạng mục khác", "neutral"),
        ("C", 100, "chưa rõ", "warning"),
        ("D", 100, "trùng hạng mục", "danger"),
    ]


def test_other_contents_other_people_and_no_money_are_not_told(
    scheme, establishment, province, province_officer
):
    other = SchemeFactory(province=province)
    supported(other, establishment, item="Máy sấy lạnh", content="brand")
    supported(other, BeneficiaryFactory().establishment, item="Máy sấy lạnh")
    supported(SchemeFactory(province=province), establishment, item="Máy sấy lạnh", amount=0)

    assert [
        (str(check.line), check.earlier) for check in cross_check(scheme, province_officer)
    ] == [("Máy sấy lạnh", [])]


def test_what_came_in_a_later_year_is_not_earlier_support(
    scheme, establishment, province, province_officer
):
    year = scheme.lines.get().account.year
    for code, when in (("SAME", year), ("LATER", year + 1)):
        other = SchemeFactory(code=code, province=province)
        supported(other, establishment, item="Máy", account__year=when)

    assert [row[0] for row in found(scheme, province_officer)] == ["SAME"]


def test_what_the_person_may_not_see_is_not_told(
    scheme, establishment, province, province_officer, leader
):
    other = SchemeFactory(code="A", province=province)
    supported(other, establishment, item="Máy sấy lạnh")
    schemes.recuse(other, person=province_officer, reason="Góp vốn", at=AT)

    assert (found(scheme, province_officer), found(scheme, leader)) == (
        [],
        [("A", 100, "trùng hạng mục", "danger")],
    )


@pytest.mark.parametrize("more", [0, 3])
def test_one_number_of_queries(
    scheme, establishment, province, province_officer, more, django_assert_num_queries
):
    for _ in range(more):
        supported(SchemeFactory(province=province), establishment, item="Máy")
    cross_check(scheme, province_officer)

    with django_assert_num_queries(3):
        cross_check(scheme, province_officer)
