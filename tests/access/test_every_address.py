"""Whom an address does not concern finds nothing there: every address of the site is asked.

The addresses are those of the site itself.  One that needs something no sample below names fails
the first test, so that none is forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.access.conftest import AT, HIDDEN, YEAR

pytestmark = pytest.mark.django_db

BACK_OFFICE = "quan-tri"
SAMPLES = {
    # app: {converter, or part of the name of the address and converter: what it is in `everything`}
    "appraisals": {
        "code": "waiting",
        "key": "council",
        "paper_file key": "attachment",
        "member": "",
    },
    "dossiers": {
        "code": "waiting",
        "number": 1,
        "key": "attachment",
        "need key": "need",
        "outreach key": "outreach",
        "coverage key": "commune",
        "line key": "waiting_line",
        "add_item key": "waiting_line",
        "edit_item key": "waiting_item",
    },
    "schemes": {
        "code": "running",
        "word": "=rut-ho-so",
        "edit code": "drafted",
        "add_line code": "drafted",
    },
    "planning": {
        "code": "running",
        "pk": "plan",
        "edition pk": "edition",
        "envelope pk": "envelope",
        "item": "",
        "year": YEAR,
    },
    "group_plans": {
        "code": "grouped",
        "pk": "group_plan",
        "line": "group_line",
        "part": "",
        "word": "=trinh",
    },
    "delivery": {
        "code": "running",
        "key": "line",
        "source": "",
        "kind": "=tam-ung",
        "year": 2026,
        "progress_confirm key": "report",
        "report_photo key": "report",
        "visit_photo key": "visit",
        "photo_file key": "photo",
        "evidence_file key": "evidence",
        "voucher_edit key": "voucher",
    },
    "adjustments": {
        "code": "running",
        "pk": "request",
        "line": "",
        "change": "",
        "paper": "enclosed",
        "word": "=dia-diem",
        "change_scheme word": "=thoi-han",
        "step word": "=rut",
    },
    "papers": {
        "code": "paper",
        "scheme code": "running",
        "paper_write code": "running",
        "ending": "=pdf",
        "key": "batch",
        "scan_file key": "scan",
        "number": 1,
        "kind": "=contract",
        "year": YEAR,
    },
    "desk": {"code": "running"},
    "establishments": {"code": "establishment", "key": "given"},
    "figures": {"pk": "document", "number": 1},
    "reporting": {"place": "=nghe-an", "period": "=2026", "ending": "=docx"},
    "portal": {"slug": "=nghe-an"},
    "q": {"code": "paper"},
}
OF_NOBODY = {"year", "kind", "ending"}
"""What names no record: a plan year, a kind of paper, a format."""

PUBLIC = {"portal", "api"}
PUBLIC_PAGES = {
    "accounts:sign_in",
    "accounts:sign_out",
    "figures:address",
    "figures:address_csv",
    "figures:address_xlsx",
    "reporting:report_list",
    "reporting:published_report",
    "reporting:published_report_file",
}
CLOSED = {
    "adjustments:request_approve": "the request is being written (test_steps approves one)",
    "delivery:cancel": "nothing was paid that could be cancelled (tests/delivery cancels)",
    "delivery:schedule": "the support is not repaid (tests/delivery has support that is)",
}
"""What of the samples is open to nobody, and why."""
NOTHING = {403, 404, 405}
SENT = {"outcome": "approve", "note": "Vì", "reason": "Vì", "lock": "1", "remove": "1", "undo": "1"}


@dataclass(frozen=True)
class Address:
    """An address of the site with what its parts stand for."""

    app: str
    name: str
    pattern: URLPattern
    above: frozenset[str]

    @property
    def full_name(self) -> str:
        return f"{self.app}:{self.name}"

    @property
    def is_public(self) -> bool:
        return self.app in PUBLIC or self.full_name in PUBLIC_PAGES

    @property
    def parts(self) -> set[str]:
        wanted = set(self.pattern.pattern.converters) | self.above
        regex = getattr(self.pattern.pattern, "regex", None)
        return wanted | set(regex.groupindex if regex else ())

    @property
    def is_of_a_record(self) -> bool:
        return bool(self.parts - OF_NOBODY)

    def sample(self, part: str) -> Any:
        """What stands for the part: the sample whose words fit the name most closely."""
        own = SAMPLES.get(self.app, {})
        fits = [key for key in own if key.split(" ")[-1] == part and key.split(" ")[0] in self.name]
        return own[max(fits, key=len)] if fits else own.get(part)

    def url(self, everything: Any) -> str:
        """The address filled in."""
        kwargs = {part: self._value(part, everything) for part in self.parts}
        return reverse(self.full_name, kwargs=kwargs)

    def _value(self, part: str, everything: Any) -> Any:
        said = self.sample(part)
        if not isinstance(said, str):
            return said
        if said.startswith("="):
            return said[1:]
        value = getattr(everything, said or part)
        return value.code if isinstance(value, Scheme) else value


def addresses(
    resolver: URLResolver, app: str = "", above: frozenset[str] = frozenset()
) -> Iterator[Address]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield Address(app, one.name, one, above)
        elif str(one.pattern).strip("/") != BACK_OFFICE:
            yield from addresses(one, one.namespace or app, above | set(one.pattern.converters))


ALL = list(addresses(get_resolver()))


def test_every_address_is_public_or_has_a_sample():
    assert [
        f"{one.full_name} {part}"
        for one in ALL
        if not one.is_public
        for part in one.parts
        if one.sample(part) is None
    ] == []


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def count_rows() -> dict[str, tuple[int, int]]:
    """How many rows every table has and what they say; sessions come and go."""
    each = [
        f"SELECT '{table}', count(*), coalesce(sum(hashtext(t::text)), 0) FROM \"{table}\" t"  # noqa: S608 -- the database's own names
        for table in connection.introspection.table_names()
        if table not in ("django_session", "accounts_user", "axes_accesslog")
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return {table: (rows, words) for table, rows, words in cursor.fetchall()}


@dataclass(frozen=True)
class Answer:
    """The status of what came back, and whether it names one of the hidden schemes."""

    status: int
    tells: bool

    @staticmethod
    def of(response: Any) -> "Answer":
        """A file that is being sent is read to its end, so that it is closed."""
        body = b"".join(response) if response.streaming else response.content
        if body.startswith(b"PK"):  # a workbook or a document
            with ZipFile(BytesIO(body)) as parts:
                body = b"".join(parts.read(name) for name in parts.namelist())
        text = body.decode("utf-8", "replace") + response.get("Location", "")
        return Answer(response.status_code, tells=HIDDEN in text)


@dataclass(frozen=True)
class Asked:
    """An address that was opened, and then sent a form."""

    opened: Answer
    sent: Answer

    @property
    def is_closed(self) -> bool:
        return {self.opened.status, self.sent.status} <= NOTHING

    @property
    def tells(self) -> bool:
        return self.opened.tells or self.sent.tells


def ask(client: Client, urls: list[str]) -> dict[str, Asked]:
    return {url: Asked(opened(client, url), sent(client, url)) for url in urls}


def opened(client: Client, url: str) -> Answer:
    return Answer.of(client.get(url))


def sent(client: Client, url: str) -> Answer:
    return Answer.of(client.post(url, SENT))


def not_closed(found: dict[str, Asked]) -> dict[str, Asked]:
    return {url: asked for url, asked in found.items() if not asked.is_closed}


def of_records(everything, *, besides=()) -> list[str]:
    return [
        one.url(everything)
        for one in ALL
        if not one.is_public and one.is_of_a_record and not {one.app, one.full_name} & {*besides}
    ]


def test_every_sample_opens_to_somebody_of_the_place(everything):
    """So that a stranger's 404 is the stranger's, and not that of a record that is not there."""
    clients = [signed_in(person) for person in everything.own.values()]
    wanted = [one for one in ALL if one.is_of_a_record and not one.is_public]
    urls = {one.url(everything): one.full_name for one in wanted}
    closed = {
        name
        for url, name in urls.items()
        if all(opened(client, url).status in (403, 404) for client in clients)
    }

    assert closed == set(CLOSED)


def test_a_visitor_and_a_closed_account_are_sent_to_sign_in(everything):
    before = count_rows()
    closed = everything.others["province_officer"]
    closed.is_active = False
    gone = Client()
    gone.force_login(closed)
    type(closed).objects.filter(pk=closed.pk).update(
        is_active=False, deactivated_at=AT, deactivated_by=everything.own["administrator"]
    )
    urls = [one.url(everything) for one in ALL if not one.is_public]

    for client in (Client(), gone):
        for url in urls:
            answers = [client.get(url), client.post(url, SENT)]
            assert {one.get("Location", "").partition("?")[0] for one in answers} == {"/dang-nhap/"}
    assert count_rows() == before


@pytest.mark.parametrize(
    "role",
    ["leader", "province_officer", "centre_officer", "accountant", "commune_officer", "applicant"],
)
def test_the_same_role_of_another_province_finds_nothing(everything, role):
    before = count_rows()

    found = ask(signed_in(everything.others[role]), of_records(everything))

    assert not_closed(found) == {}
    assert count_rows() == before


@pytest.mark.parametrize("role", ["applicant", "council_member", "administrator", "collaborator"])
def test_other_people_of_the_province_find_no_record(everything, role):
    person = everything.others[role]
    person.organisation = everything.own[role].organisation  # the same place, another person
    person.save()

    open_ones = set(not_closed(ask(signed_in(person), of_records(everything))))

    surveys = {url for url in open_ones if url.startswith("/khao-sat/")}
    expected = {
        "collaborator": surveys,  # of the commune
        "administrator": {f"/co-so/tai-khoan/{everything.given}/"},  # of the whole country
    }
    assert open_ones == expected.get(role, set())


APPLICANTS = {
    "own": ["/ban-lam-viec/de-an/KIN-1/"],
    **dict.fromkeys(("neighbour", "far", "illustrative", "of none"), []),
}


@pytest.mark.parametrize("who", APPLICANTS)
def test_an_applicant_opens_the_own_scheme_and_of_others_nothing(everything, who):
    """Of the same province or another, of an establishment or of none."""
    before = count_rows()
    client = signed_in(everything.applicants[who])

    found = ask(client, of_records(everything))

    assert list(not_closed(found)) == APPLICANTS[who]
    assert count_rows() == before
    shown = told(client, everything, found)
    assert {url.partition("?")[0] for url in shown} == (
        {"/ban-lam-viec/", *APPLICANTS["own"]} if who == "own" else set()
    )


@pytest.mark.parametrize("role", ["leader", "centre_officer", "ministry_officer"])
def test_an_illustrative_account_finds_no_real_record(everything, role):
    before = count_rows()
    client = signed_in(everything.shown[role])

    found = ask(client, of_records(everything))

    open_ones = set(not_closed(found))
    assert {url for url in open_ones if not url.startswith("/khao-sat/do-phu/")} == set()
    assert count_rows() == before
    assert told(client, everything, found) == []


@pytest.mark.parametrize(
    "role", ["province_officer", "leader", "ministry_officer", "centre_officer", "accountant"]
)
def test_who_declared_an_interest_finds_the_scheme_nowhere(everything, role):
    person = everything.own[role]
    for scheme in Scheme.objects.filter(code__startswith="KIN-"):
        schemes.recuse(scheme, person=person, reason="Em ruột là chủ cơ sở", at=AT)
    before = count_rows()
    client = signed_in(person)
    named = [
        one.url(everything)
        for one in ALL
        if "code" in one.parts and one.app not in ("establishments",)
    ]

    own_scans = OWN_SCANS if role == "centre_officer" else set()
    found = ask(client, [*named, *of_records(everything, besides={*KEPT, *own_scans})])

    assert not_closed(found) == {}
    assert count_rows() == before
    assert told(client, everything, found) == []


KEPT = {
    *("establishments", "figures", "reporting", "planning", "dossiers", "appraisals"),
    "papers:layout_file",
}
"""Where records are not of one scheme: they are asked whether they tell of it."""
OWN_SCANS = {
    f"papers:{name}" for name in ("batch_detail", "batch_file", "page_file", "page_assign")
}
"""The pile that the centre's officer scanned stays with who scanned it; it names no scheme."""


def told(client: Client, everything, found: dict[str, Asked]) -> list[str]:
    """The addresses that name one of the schemes; what was opened before is not opened again."""
    urls = [one.url(everything) for one in ALL if one.app != "accounts"]
    asked = ["?tat-ca=1", "?words=kín", ""]
    wanted = [f"{url}{more}" for url in urls for more in (asked if url.count("/") < 4 else [""])]
    return [url for url in wanted if (found.get(url) or opened(client, url)).tells]


def test_the_back_office_opens_to_superusers_only(everything):
    people = [*everything.own.values(), *everything.others.values()]

    answers = {
        (response.status_code, response.get("Location", "").partition("?")[0])
        for person in people
        if not person.is_superuser
        for response in (signed_in(person).get(f"/{BACK_OFFICE}/"),)
    }

    assert answers == {(302, f"/{BACK_OFFICE}/login/")}


def test_a_client_without_a_session_gets_a_refusal_in_words_of_its_own():
    for url in ("/api/so-lieu/trich/", "/api/so-lieu/soat/"):
        assert Client().post(url, {"text": "x"}).status_code == 401
