"""A person with a declared conflict of interest finds the scheme nowhere on the site.

The addresses are those of the site itself, so that a new page is asked as soon as it exists.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

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

OURS = {"schemes", "dossiers", "appraisals", "planning", "delivery", "adjustments", "papers"}
NOT_WALKED = {"quan-tri"}  # the back office: superusers only, and no scheme in it
FIGURES = "/so-lieu/{kind}?measure={measure}&records=real&place=Nghệ+An"


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if str(one.pattern).strip("/") in NOT_WALKED:
            continue
        if isinstance(one, URLResolver):
            yield from patterns(one, one.namespace or space)
        elif one.name:
            yield space, one


def addresses(**values) -> list[tuple[str, str]]:
    """Every address that the given values fill, with its app."""
    found = []
    for space, one in patterns(get_resolver()):
        wanted = one.pattern.converters
        if set(wanted) <= set(values):
            kwargs = {name: values[name] for name in wanted}
            try:
                found.append(
                    (space, reverse(f"{space}:{one.name}" if space else one.name, kwargs=kwargs))
                )
            except NoReverseMatch:
                continue
    return found


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


def asked(client, address) -> tuple[int, bool]:
    response = client.get(address)
    return response.status_code, tells(response)


def recuse(pair, person) -> None:
    for scheme in pair:
        schemes.recuse(scheme, person=person, reason="Em ruột là chủ cơ sở", at=AT)


PEOPLE = ["province_officer", "leader", "centre_officer", "accountant", "ministry_officer"]


@pytest.mark.parametrize("person", PEOPLE)
def test_no_address_of_the_scheme_opens(request, sign_in, pair, person):
    person = request.getfixturevalue(person)
    recuse(pair, person)
    client = sign_in(person)
    values = {"number": 1, "key": pair[0].lines.get().pk, "member": 1, "edition": 1}

    opened = {}
    for scheme in pair:
        for space, address in addresses(code=scheme.code, **values):
            if space in OURS and scheme.code in address:
                status, told = asked(client, address)
                if status not in (403, 404, 405) or told:
                    opened[address] = status

    assert opened == {}


@pytest.mark.parametrize("person", PEOPLE)
def test_no_list_names_the_scheme(request, sign_in, pair, person):
    person = request.getfixturevalue(person)
    recuse(pair, person)
    client = sign_in(person)

    told = [address for _, address in addresses() if asked(client, address)[1]]

    assert told == []


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


def test_nothing_is_done_to_it_by_the_recused(sign_in, pair, centre_officer, province_officer):
    """Forms sent from a page that was open before."""
    for person in (centre_officer, province_officer):
        recuse(pair, person)
        client = sign_in(person)
        sent = [
            client.post(address, {"outcome": "return", "note": "Vì", "lock": "1", "reason": "Vì"})
            for space, address in addresses(code=pair[0].code, number=1, key=1, member=1)
            if space in OURS and pair[0].code in address
        ]
        assert {response.status_code for response in sent} <= {403, 404, 405}

    assert Scheme.objects.get(pk=pair[0].pk).state == "submitted"
