"""The letters of a morning: once a day, to who wants them, tried again when the server fails."""

from datetime import UTC, date, datetime
from io import StringIO
from smtplib import SMTPException

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from procrastinate.contrib.django import app

from khuyencong.accounts.models import User
from khuyencong.desk import actions, tasks
from khuyencong.desk.models import Digest, Letter, NoLetters
from tests.factories.accounts import UserFactory
from tests.factories.desk import AT, LetterFactory, NoLettersFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db
SITE = "https://khuyencong.example"


@pytest.fixture
def person(law, province, province_officer):
    """An officer with an address, for whom one scheme waits."""
    province_officer.email = "can-bo@example.vn"
    province_officer.save()
    SchemeFactory(province=province, state="submitted", code="KC-1", name="Máy sấy")
    return province_officer


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages):
        raise SMTPException("busy")


def test_a_letter_is_sent_once_a_working_day(person):
    sent = [
        actions.send_digest(at=at, site=SITE)
        for at in (
            AT,
            AT,
            datetime(2026, 5, 13, 3, tzinfo=UTC),  # the same morning again
            datetime(2026, 5, 16, 0, tzinfo=UTC),  # a Saturday
            datetime(2026, 9, 2, 0, tzinfo=UTC),  # the national day
            datetime(2026, 5, 14, 0, tzinfo=UTC),
        )
    ]

    assert sent == [1, 0, 0, 0, 0, 1]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["can-bo@example.vn"], f"Việc đang chờ ngày {day}/05/2026: 1 việc, 0 việc quá hạn")
        for day in (13, 14)
    ]
    assert mail.outbox[0].body == (
        "Kính gửi Trần Cán Bộ,\n\n"
        "- KC-1 – Máy sấy: thẩm định cấp cơ sở: mở thẩm định.\n"
        f"  {SITE}/tham-dinh/KC-1/\n\n"
        f"Xem tất cả: {SITE}/ban-lam-viec/viec-dang-cho/\n"
        f"Không nhận thư này nữa: {SITE}/ban-lam-viec/thu-nhac-viec/\n\n"
        "Hệ thống khuyến công.\n"
    )


def test_who_was_told_before_the_worker_stopped_is_not_told_again(person, centre_officer):
    LetterFactory(person=person)

    assert (actions.send_digest(at=AT, site=SITE), mail.outbox) == (0, [])
    assert Digest.objects.get().finished_at == AT


def test_a_letter_that_the_server_refused_is_tried_again(person, settings):
    settings.EMAIL_BACKEND = f"{Refusing.__module__}.Refusing"
    refused = actions.send_digest(at=AT, site=SITE)
    left = (Letter.objects.count(), Digest.objects.get().finished_at)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (refused, left) == (0, (0, None))
    assert actions.send_digest(at=AT, site=SITE) == 1


class Slow(EmailBackend):
    """A mail server so slow that another worker writes the others meanwhile."""

    def send_messages(self, email_messages):
        told = [address for one in email_messages for address in one.to]
        for other in User.objects.exclude(email="").exclude(email__in=told):
            LetterFactory(digest=Digest.objects.get(), person=other)
        return super().send_messages(email_messages)


def test_of_two_workers_one_writes_a_person(person, settings):
    UserFactory(organisation=person.organisation, email="dong-nghiep@example.vn")
    settings.EMAIL_BACKEND = f"{Slow.__module__}.Slow"

    assert actions.send_digest(at=AT, site=SITE) == 1
    assert (len(mail.outbox), Letter.objects.count()) == (1, 2)


def test_a_person_switches_the_letters_off_and_on(person, sign_in):
    client, page = sign_in(person), "/ban-lam-viec/thu-nhac-viec/"

    shown = client.get(page).content.decode()
    client.post(page, {"stop": "1"})
    off = (actions.send_digest(at=AT, site=SITE), client.get(page).content.decode())
    client.post(page, {"resume": "1"})

    assert "can-bo@example.vn" in shown
    assert (off[0], "Bạn đã tắt" in off[1]) == (0, True)
    assert not NoLetters.objects.exists()


def test_who_has_no_address_is_told_so_and_sees_past_letters(leader, sign_in):
    LetterFactory(person=leader)

    shown = sign_in(leader).get("/ban-lam-viec/thu-nhac-viec/").content.decode()

    assert "chưa ghi thư điện tử" in shown
    assert "1 việc, 0 việc quá hạn" in shown


def test_the_worker_tells_in_the_morning_of_today(person):
    found = [
        one.cron
        for (name, _), one in app.periodic_registry.periodic_tasks.items()
        if name == tasks.tell_what_waits.name
    ]
    with time_machine.travel("2026-05-13 07:00+07:00", tick=False):
        tasks.tell_what_waits(timestamp=0)

    assert found == [tasks.MORNING]
    assert len(mail.outbox) == 1


def test_the_command_shows_letters_and_sends_those_of_today(person):
    said, sent = StringIO(), StringIO()

    call_command("send_digest", "--on", "2026-05-14", stdout=said)
    with time_machine.travel("2026-05-13 07:00+07:00", tick=False):
        call_command("send_digest", "--send", stdout=sent)

    assert "Việc đang chờ ngày 14/05/2026" in said.getvalue()
    assert said.getvalue().endswith("Sẽ gửi 1 thư.\n")
    assert sent.getvalue() == "Đã gửi 1 thư.\n"
    assert [str(one) for one in (Digest.objects.get(), Letter.objects.get())] == [
        f"{date(2026, 5, 13):%d/%m/%Y}",
        "1 việc",
    ]


def test_who_wants_none_is_named_by_the_day(person):
    assert str(NoLettersFactory(person=person)) == "13/05/2026"
