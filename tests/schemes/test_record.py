from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Entry
from khuyencong.schemes import actions
from khuyencong.schemes.actions import LineFacts, ResultFacts, SchemeFacts
from khuyencong.schemes.models import Beneficiary, Line, Result, Scheme
from tests.factories.establishments import EstablishmentFactory
from tests.factories.places import UnitFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db

AT = datetime(2018, 3, 1, tzinfo=UTC)
GRANT = Posting(200_000_000, "allocated", "grant", "national", booked_on=date(2018, 3, 1))
OWN = Posting(650_000_000, "allocated", "counterpart", "", booked_on=date(2018, 3, 1))


@pytest.fixture
def province():
    return UnitFactory(name="Gia Lai", code="64")


def facts(province, **changes):
    return SchemeFacts(
        **{
            "code": "KCQG-2018-001",
            "name": "Hỗ trợ máy móc chế biến cà phê",
            "tier": "national",
            "form": "group",
            "province": province,
            "start_year": 2018,
            "end_year": 2018,
            **changes,
        }
    )


def test_a_group_scheme_keeps_the_money_of_each_beneficiary(province):
    one, other = EstablishmentFactory.create_batch(2, province=province)
    lines = tuple(
        LineFacts(year=2018, content="machine", establishment=establishment, postings=postings)
        for establishment, postings in ((one, (GRANT, OWN)), (other, (GRANT,)))
    )
    scheme = actions.record(facts(province, lines=lines), by=None, at=AT)

    assert list(
        Entry.objects.filter(account__line__scheme=scheme)
        .order_by("pk")
        .values_list("account__line__beneficiary__establishment", "kind", "amount_vnd")
    ) == [
        (one.pk, "grant", 200_000_000),
        (one.pk, "counterpart", 650_000_000),
        (other.pk, "grant", 200_000_000),
    ]


def test_a_name_is_found_without_its_marks(province):
    scheme = actions.record(facts(province), by=None, at=AT)
    words = ("may moc CHE BIEN", "KCQG-2018", "máy bay")

    assert [list(Scheme.objects.matching(word)) for word in words] == [[scheme], [scheme], []]


def test_one_establishment_on_two_lines_is_one_beneficiary(province):
    establishment = EstablishmentFactory(province=province)
    lines = tuple(
        LineFacts(year=year, content="machine", establishment=establishment)
        for year in (2018, 2019)
    )
    scheme = actions.record(facts(province, end_year=2019, lines=lines), by=None, at=AT)

    assert (scheme.beneficiaries.count(), scheme.lines.count()) == (1, 2)


def test_lines_may_be_added_later(province):
    scheme = SchemeFactory(province=province)
    establishment = EstablishmentFactory(province=province)
    wanted = [
        LineFacts(year=2018, content="machine", establishment=establishment, postings=(GRANT,)),
        LineFacts(year=2018, content="brand", establishment=establishment),
        LineFacts(year=2018, content="info"),
    ]
    actions.add_lines(scheme, wanted, by=None, at=AT)

    assert [
        (line.content, line.account.content, line.beneficiary and line.beneficiary.establishment)
        for line in scheme.lines.order_by("pk")
    ] == [
        ("machine", "machine", establishment),
        ("brand", "brand", establishment),
        ("info", "info", None),
    ]


def test_a_step_taken_meanwhile_ends_correcting_by_hand(province, province_officer):
    scheme = SchemeFactory(province=province, state="draft")
    seen = scheme.fingerprint
    actions.take_step(scheme, "submit", by=province_officer, at=AT)

    with pytest.raises(actions.ChangedMeanwhile):
        actions.correct(
            scheme, facts(province, name="Tên khác"), by=province_officer, at=AT, seen=seen
        )


def test_correcting_a_scheme_leaves_its_money(province, province_officer):
    scheme = actions.record(
        facts(province, lines=(LineFacts(year=2018, content="machine", postings=(GRANT,)),)),
        by=None,
        at=AT,
    )
    corrected = actions.correct(
        scheme,
        facts(province, name="Máy sấy cà phê", tier="province"),
        by=province_officer,
        at=AT,
    )
    corrected.refresh_from_db()

    assert (corrected.pk, corrected.name, corrected.fold, corrected.tier) == (
        scheme.pk,
        "Máy sấy cà phê",
        "may say ca phe",
        "province",
    )
    assert Entry.objects.filter(account__line__scheme=scheme).count() == 1
    assert [
        (one.label, one.before, one.after, one.by, one.at) for one in scheme.corrections.all()
    ] == [
        (
            "tên đề án",
            "Hỗ trợ máy móc chế biến cà phê",
            "Máy sấy cà phê",
            province_officer,
            AT,
        ),
        (
            "chương trình phê duyệt",
            "Khuyến công quốc gia",
            "Khuyến công địa phương (tỉnh)",
            province_officer,
            AT,
        ),
    ]
    for deed in (scheme.corrections.all().delete, lambda: scheme.corrections.update(after="x")):
        with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
            deed()


def test_results_are_recorded_with_or_without_a_number(province):
    wanted = [
        ResultFacts(kind="class", province=province, quantity=7, year=2018, content="management"),
        ResultFacts(kind="model", province=province, quantity=None, year=None),
    ]
    actions.record_results(wanted)

    assert list(Result.objects.order_by("pk").values_list("kind", "quantity", "year")) == [
        ("class", 7, 2018),
        ("model", None, None),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"end_year": 2017},
        {"dated_on": date(2019, 1, 1)},
        {"tier": "county"},
        {"form": "big"},
    ],
)
def test_the_database_refuses_a_scheme_that_makes_no_sense(province, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record(facts(province, **wrong), by=None, at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "certified_product"},
        {"kind": "class", "certified_at": "province"},
        {"kind": "class", "dated_on": date(2017, 1, 1)},
        {"kind": "miracle"},
    ],
)
def test_the_database_refuses_a_result_that_makes_no_sense(province, wrong):
    result = ResultFacts(**{"province": province, "quantity": 1, "year": 2018} | wrong)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_results([result])


def test_names_stand_for_rows():
    scheme = SchemeFactory(code="KC-1", name="Máy sấy")
    line = Line(content="machine")

    assert [str(scheme), str(line), str(Line(item="Máy sấy")), str(Line())] == [
        "KC-1 – Máy sấy",
        "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ",
        "Máy sấy",
        "Không rõ nội dung",
    ]
    assert str(Beneficiary(establishment=EstablishmentFactory(name="Hộ A"))) == "Hộ A"
    assert str(Result(kind="class", quantity=3)) == "Lớp đào tạo, tập huấn: 3"


@pytest.mark.parametrize(("last", "years"), [(2018, "2018"), (2020, "2018–2020")])
def test_the_years_of_a_scheme_are_told(last, years):
    assert SchemeFactory.build(province=None, start_year=2018, end_year=last).years == years
