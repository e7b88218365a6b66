"""A person with a declared conflict of interest finds the scheme in no list, export or total.

That no address opens, names it or takes a form is asked of the whole site by tests/access.
"""

from io import BytesIO
from zipfile import ZipFile

import pytest

from khuyencong.appraisals import actions
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.appraisals.conftest import locked, scheme_waiting
from tests.factories.appraisals import AT
from tests.factories.dossiers import AttachmentFactory, DossierFactory, NeedFactory
from tests.factories.funding import EntryFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import ResultFactory

pytestmark = pytest.mark.django_db

FIGURES = "/so-lieu/{kind}?measure={measure}&records=real&place=Nghệ+An"


@pytest.fixture
def pair(law, province, centre_officer, province_officer):
    """A scheme that waits for its appraisal, and one carried out with money and results."""
    waiting = scheme_waiting(province, code="KIN-WAITING", name="Đề án kín đang chờ")
    DossierFactory(scheme=waiting)
    AttachmentFactory(scheme=waiting, title="Giấy kín của đề án kín")
    done = scheme_waiting(
        province, code="KIN-DONE", name="Đề án kín đã làm", state="planned", start_year=2024
    )
    EntryFactory(account=done.lines.get().account)
    ResultFactory(scheme=done, province=province, note="Kết quả của đề án kín")
    commune = CommuneFactory(province=province)
    NeedFactory(commune=commune, name="Đề án kín thành nhu cầu", scheme=waiting)
    locked(actions.open_appraisal(waiting, by=province_officer, at=AT), province_officer)
    return waiting, done


def tells(response) -> bool:
    """Whether what was sent names either scheme."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):  # a workbook
        with ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in parts.namelist())
    text = body.decode("utf-8", "replace") + response.get("Location", "")
    return "KIN-" in text or "Đề án kín" in text


def recuse(pair, person) -> None:
    for scheme in pair:
        schemes.recuse(scheme, person=person, reason="Em ruột là chủ cơ sở", at=AT)


PEOPLE = ["province_officer", "leader", "centre_officer", "accountant", "ministry_officer"]


@pytest.mark.parametrize("person", PEOPLE)
def test_no_row_of_the_scheme_is_visible(request, pair, person):
    person = request.getfixturevalue(person)
    before = set(Scheme.objects.visible_to(person))
    recuse(pair, person)

    assert (before, set(Scheme.objects.visible_to(person))) == ({*pair}, set())


LISTS = [
    "/de-an/",
    "/de-an/?words=kín",
    "/ho-so/?tat-ca=1",
    "/tham-dinh/?tat-ca=1",
    "/khao-sat/",
    "/ban-lam-viec/",
    *(
        FIGURES.format(kind=kind, measure=measure)
        for kind in ("", "csv/", "xlsx/")
        for measure in ("support", "schemes")
    ),
]


def test_lists_and_exports_name_it_to_others_and_not_to_the_recused(
    sign_in, pair, province_officer, leader, province
):
    beneficiary = pair[1].beneficiaries.get().establishment
    lists = [*LISTS, f"/co-so/{beneficiary.code}/"]
    recuse(pair, leader)

    told = {
        person.full_name: [one for one in lists if tells(sign_in(person).get(one, follow=True))]
        for person in (leader, province_officer)
    }

    assert told[leader.full_name] == []
    assert told[province_officer.full_name] == lists


def test_totals_on_the_desk_leave_it_out(sign_in, pair, leader, province_officer):
    recuse(pair, leader)

    def counted(person):
        return [row[1] for row in sign_in(person).get("/ban-lam-viec/").context["desk"].counts]

    assert (counted(leader)[:2], counted(province_officer)[:2]) == ([0, 0], [2, 1])
