"""A strict harness, and the cast of people every test may call.

An undefined template variable fails, a warning is an error, and nothing reaches a network.
"""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from khuyencong.accounts import actions, roles
from khuyencong.accounts.models import User
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Unit
from khuyencong.regulations import actions as regulations
from tests.browsing import A_MINUTE, uncomplaining
from tests.counting import uncounted
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import CommuneFactory, UnitFactory

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop of its own

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    """What is made ready for a test covers nothing."""
    with uncounted():
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    """A line is covered by a test that calls it, not by a browser that passes over it."""
    with uncounted() if "live_server" in item.fixturenames else nullcontext():
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Nor does what is cleared away after it."""
    with uncounted():
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Only this machine can be reached: sockets of files, and the loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"A test reached for the network: {address}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Before the test database is dropped, part with threads of the live server that linger."""
    request.getfixturevalue("django_db_setup")  # pytest-django's own
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module")
def law(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped law, loaded once for the tests of one file, which only read it.

    What waits for the end of the transaction is checked here, not again after each of the tests.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        regulations.load_regulations(on=date(2026, 1, 1))
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


# The cast. Nghệ An is the province of everybody but the stranger and the ministry's officer.


@pytest.fixture
def province(db: None) -> Unit:
    """Nghệ An."""
    return UnitFactory(code="40", name="Nghệ An")


@pytest.fixture
def other_province(db: None) -> Unit:
    """Hà Tĩnh."""
    return UnitFactory(code="42", name="Hà Tĩnh")


@pytest.fixture
def department(province: Unit) -> Organisation:
    """The department of Nghệ An (Sở Công Thương)."""
    return OrganisationFactory(name="Sở Công Thương Nghệ An", place=province)


@pytest.fixture
def leader(department: Organisation) -> User:
    """Approves, allocates and signs for Nghệ An."""
    return _person("Lê Lãnh Đạo", roles.LEADER, department)


@pytest.fixture
def province_officer(department: Organisation) -> User:
    """Appraises and writes reports for Nghệ An."""
    return _person("Trần Cán Bộ", roles.PROVINCE_OFFICER, department)


@pytest.fixture
def accountant(department: Organisation) -> User:
    """Keeps the ledger of Nghệ An."""
    return _person("Phạm Kế Toán", roles.ACCOUNTANT, department)


@pytest.fixture
def centre_officer(province: Unit) -> User:
    """Works at the promotion centre of Nghệ An."""
    centre = OrganisationFactory(centre=True, name="Trung tâm Khuyến công", place=province)
    return _person("Vũ Trung Tâm", roles.CENTRE_OFFICER, centre)


@pytest.fixture
def commune_officer(province: Unit) -> User:
    """Works for a commune of Nghệ An."""
    commune = CommuneFactory(code="17329", name="Vinh Lộc", province=province)
    committee = OrganisationFactory(kind=Kind.COMMUNE_COMMITTEE, place=commune)
    return _person("Hồ Xã", roles.COMMUNE_OFFICER, committee)


@pytest.fixture
def ministry_leader(db: None) -> User:
    """Approves the national plan."""
    ministry = OrganisationFactory(name="Bộ Công Thương", kind=Kind.MINISTRY, place=None)
    return _person("Đặng Lãnh Đạo Bộ", roles.MINISTRY_LEADER, ministry)


@pytest.fixture
def ministry_officer(db: None) -> User:
    """Sees the whole country; appraises national schemes."""
    return _person("Đỗ Trung Ương", roles.MINISTRY_OFFICER, OrganisationFactory(ministry=True))


@pytest.fixture
def stranger(other_province: Unit) -> User:
    """An officer of Hà Tĩnh, who sees nothing of Nghệ An."""
    department = OrganisationFactory(name="Sở Công Thương Hà Tĩnh", place=other_province)
    return _person("Người Tỉnh Khác", roles.PROVINCE_OFFICER, department)


@pytest.fixture
def applicant(province: Unit) -> User:
    """May act for an establishment, and has been given none; opens no officer's page."""
    outside = OrganisationFactory(kind=Kind.OTHER, place=province)
    return _person("Chủ Cơ Sở", roles.APPLICANT, outside)


@pytest.fixture
def administrator(db: None) -> User:
    """Opens and closes accounts; may enter the back office."""
    return UserFactory(
        full_name="Người Quản Trị",
        role=roles.ADMINISTRATOR.code,
        organisation=None,
        is_superuser=True,
    )


@pytest.fixture
def deactivated(department: Organisation, administrator: User) -> User:
    """Was an officer of Nghệ An; the account is closed."""
    person = _person("Đã Nghỉ", roles.PROVINCE_OFFICER, department)
    return actions.deactivate(person, by=administrator, at=datetime(2025, 7, 1, tzinfo=UTC))


def _person(full_name: str, role: roles.Role, organisation: Organisation) -> User:
    return UserFactory(full_name=full_name, role=role.code, organisation=organisation)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A test client that has signed in as the person."""

    def as_person(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return as_person


# The browser: Debian's Chromium, one page per test, any complaint of the console fails.


@pytest.fixture(autouse=True)
def _server_comes_to_rest(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tables are emptied when all that the pages asked for is answered, their last word too."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # set up before this, so emptied after it
    yield
    server = request.getfixturevalue("live_server").thread
    last = HTTPConnection(server.host, server.port)
    last.request("GET", "/static/ui/icon.svg")
    last.getresponse().read()  # nobody who came before this still stands in the queue
    last.close()
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(A_MINUTE)
            assert not thread.is_alive(), "The live server is still answering a page of the test."


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Playwright starts the system's Chromium, which it must not download."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {"executable_path": found, "args": CHROMIUM_FLAGS}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which an error in the console, such as a breach of the CSP, fails the test."""
    with uncomplaining(context.new_page()) as page:
        yield page


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page 390 px wide, without JavaScript; an error fails the test here too."""
    size = {"width": 390, "height": 844}
    with uncomplaining(new_context(viewport=size, java_script_enabled=False).new_page()) as page:
        yield page


@pytest.fixture
def sign_in_browser(live_server: Any) -> Callable[[Page, User], None]:
    """Sign the person in on a browser's page without filling the form."""

    def as_person(page: Page, person: User) -> None:
        client = Client()
        client.force_login(person)
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return as_person
