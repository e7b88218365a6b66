"""Two clerks give one account at the same moment, each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from khuyencong.establishments.actions import NotGiven, give_account
from khuyencong.establishments.models import Representative
from tests.factories.accounts import UserFactory
from tests.factories.establishments import EstablishmentFactory

AT = datetime(2026, 5, 13, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_an_account_given_twice_at_once_is_of_one_and_the_other_clerk_is_told(
    province, centre_officer
):
    person = UserFactory(role="applicant", username="tran-b")
    start = Barrier(2)

    def give(establishment):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            give_account(establishment, person, by=centre_officer, at=AT)
        except NotGiven as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(give, EstablishmentFactory.create_batch(2, province=province)))

    owner = Representative.objects.get().establishment
    refusal = f"Tài khoản «tran-b» đang thuộc cơ sở {owner}."
    assert sorted(told, key=str) == [None, refusal]
