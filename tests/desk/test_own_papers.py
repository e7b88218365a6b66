"""The papers that an establishment is told it still has to hand in."""

from datetime import date

import pytest

from khuyencong.delivery import queries
from khuyencong.delivery.queries import Stage
from khuyencong.regulations.models import DossierPaper, EvidenceItem
from tests.desk.conftest import line_of, machine, scheme_of, told
from tests.factories.delivery import ContractFactory, EvidenceFactory
from tests.factories.dossiers import AttachmentFactory, DossierFactory, WaiverFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 10)

REQUEST = "Văn bản đề nghị hỗ trợ của đơn vị thụ hưởng"
COMMITMENT = (
    "Cam kết đã đầu tư vốn hoặc đầu tư đủ kinh phí thực hiện đề án, sau khi trừ số ngân sách nhà "
    "nước hỗ trợ"
)


@pytest.mark.parametrize("tier", ["national", "province"])
@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("draft", [REQUEST, COMMITMENT]),
        ("returned", [REQUEST, COMMITMENT]),
        ("submitted", []),
        ("planned", []),
    ],
)
def test_while_a_dossier_is_prepared_the_papers_of_the_beneficiary_are_owed(
    law, given, tier, state, names
):
    scheme = scheme_of(given, state=state, tier=tier)
    DossierFactory(scheme=scheme)

    owed = told(given).owed

    assert [one.name for one in owed] == names
    assert all(one.citation and not one.is_borrowed for one in owed)


def test_what_was_handed_in_or_does_not_apply_is_owed_no_more(law, given):
    scheme = scheme_of(given, state="draft", tier="national")
    DossierFactory(scheme=scheme)
    rows = {row.name: row for row in DossierPaper.objects.filter(code__endswith="_2018")}
    AttachmentFactory(
        scheme=scheme, requirement=DossierPaper.objects.get(code="beneficiary_request")
    )
    WaiverFactory(scheme=scheme, requirement=rows[COMMITMENT])
    AttachmentFactory(scheme=scheme, title="Ngoài danh mục")

    assert told(given).owed == []


def test_a_province_with_papers_of_its_own_asks_those(law, given, province):
    scheme = scheme_of(given, state="draft", tier="province")
    DossierFactory(scheme=scheme)
    row = DossierPaper.objects.get(code="beneficiary_request")
    row.pk, row.code, row.name, row.applies_to = None, "rieng", "Đơn đề nghị", "local"
    row.jurisdiction = province
    row.save()

    assert [one.name for one in told(given).owed] == ["Đơn đề nghị", COMMITMENT]


def test_what_another_province_asks_is_not_asked_here(law, given, other_province):
    scheme = scheme_of(given, state="draft", tier="province")
    DossierFactory(scheme=scheme)
    row = DossierPaper.objects.get(code="beneficiary_request")
    row.pk, row.code, row.applies_to = None, "cua-noi-khac", "local"
    row.jurisdiction = other_province
    row.save()

    assert [one.name for one in told(given).owed] == [REQUEST, COMMITMENT]


MACHINERY = ["Hợp đồng mua máy móc", "Biên bản nghiệm thu và thanh lý hợp đồng mua máy móc"]


@pytest.mark.parametrize(
    ("tier", "state", "names", "is_borrowed"),
    [
        ("national", "planned", [], False),
        ("national", "contracted", MACHINERY, False),
        ("national", "under_way", MACHINERY, False),
        ("national", "accepted", MACHINERY, False),
        ("national", "settled", [], False),
        ("province", "under_way", MACHINERY, True),
    ],
)
def test_while_the_work_is_done_its_proof_is_owed(law, given, tier, state, names, is_borrowed):
    scheme = scheme_of(given, state=state, tier=tier)
    machine(scheme, given)

    owed = told(given).owed

    assert [(one.name, one.line, one.is_borrowed) for one in owed] == [
        (name, "Máy của HTX Vinh Lộc", is_borrowed) for name in names
    ]


def test_proof_that_was_handed_in_is_owed_no_more(law, given):
    scheme = scheme_of(given, tier="national")
    machine(scheme, given)
    ContractFactory(scheme=scheme)
    item = EvidenceItem.objects.get(code="remaining.machinery.1")
    EvidenceFactory(line=line_of(scheme, given), item=item)

    assert [one.name for one in told(given).owed] == MACHINERY[1:]


def test_what_the_neighbour_owes_is_not_told(law, given, neighbour):
    scheme = scheme_of(given, neighbour, tier="national", group=True)
    machine(scheme, neighbour)

    assert told(given).owed == []
    assert [one.line for one in told(neighbour).owed] == ["Máy của Cơ sở Nam Đàn"] * 2


def local_row(province, like, code, **more):
    """A row of the province's own, otherwise as the national one *like*."""
    row = EvidenceItem.objects.get(code=like)
    row.pk, row.code, row.applies_to, row.jurisdiction = None, code, "local", province
    for name, value in more.items():
        setattr(row, name, value)
    row.save()
    return row


FIRST, REMAINING = "first_advance.machinery.1", "remaining.machinery.1"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({}, {("first_advance", True), ("remaining", True)}),
        # A row of its own for one stage makes a list of that stage only.
        ({"own-1": {"like": REMAINING}}, {("first_advance", True), ("remaining", False)}),
        # A row of every kind is a list too: the national rows of the kind are asked no more.
        (
            {"own-2": {"like": REMAINING, "kind": None}},
            {("first_advance", True), ("remaining", False)},
        ),
    ],
)
def test_the_establishment_is_told_of_the_list_that_the_officers_work_by(
    law, given, province, rows, expected
):
    scheme = scheme_of(given, tier="province")
    machine(scheme, given)
    EvidenceItem.objects.filter(kind__code="machinery").update(is_from_beneficiary=True)
    for code, row in rows.items():
        local_row(province, code=code, **row)
    line = line_of(scheme, given)
    lists = {
        stage: queries.papers_asked(scheme, line, stage, on=ON)
        for stage in (Stage.FIRST_ADVANCE, Stage.REMAINING)
    }

    assert {
        (stage.value, asked[0].is_borrowed) for stage, asked in lists.items() if asked
    } == expected
    assert [(one.name, one.is_borrowed) for one in told(given).owed] == [
        (one.item.name, one.is_borrowed)
        for asked in lists.values()
        for one in asked
        if one.item.kind_id and one.item.is_from_beneficiary and not one.item.condition
    ]
