"""Real transactions at the same time, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction

from khuyencong.dossiers import actions
from khuyencong.dossiers.actions import DossierClosed, NeedFacts, Typed
from khuyencong.dossiers.models import Section, SideText
from khuyencong.funding.models import Entry
from khuyencong.regulations import actions as regulations
from khuyencong.schemes.models import Scheme
from tests.dossiers.conftest import complete, draft_facts
from tests.factories.dossiers import AT
from tests.factories.establishments import EstablishmentFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def scheme(centre_officer, province):
    regulations.load_regulations(on=date(2026, 1, 1))
    establishment = EstablishmentFactory(province=province)
    facts = draft_facts(centre_officer, province, establishment=establishment)
    return actions.open_draft(facts, by=centre_officer, at=AT)


def at_once(*deeds):
    """What each deed returned, or the refusal it met, all begun together."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            return deed()
        except DossierClosed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_many_who_save_at_once_one_is_the_version_and_all_others_wait(scheme, centre_officer):
    section = scheme.sections.get(part__number=3)

    def saving(number):
        typed = Typed(text=f"Bản của {number}", seen=0, page=str(number))
        return lambda: actions.save_section(section, typed, by=centre_officer, at=AT)

    saved = at_once(*(saving(number) for number in range(MANY)))

    section = Section.objects.get(pk=section.pk)
    kept = {section.text, *SideText.objects.values_list("text", flat=True)}
    assert kept == {f"Bản của {number}" for number in range(MANY)}
    assert (section.number, sum(one.side is None for one in saved)) == (1, 1)


def test_a_dossier_submitted_twice_at_once_is_registered_once(scheme, centre_officer):
    complete(scheme, centre_officer)

    def submitting():
        return actions.submit(scheme, by=centre_officer, at=AT)

    outcomes = at_once(submitting, submitting)

    assert sum(isinstance(one, DossierClosed) for one in outcomes) == 1
    assert Entry.objects.filter(account__line__scheme=scheme).count() == 2


def test_two_dossiers_opened_at_once_have_two_codes(scheme, centre_officer, province):
    def opening():
        facts = draft_facts(centre_officer, province)
        return actions.open_draft(facts, by=centre_officer, at=AT).code

    codes = at_once(opening, opening)

    assert sorted(codes) == ["KCDP-2027-40-002", "KCDP-2027-40-003"]
    assert Scheme.objects.count() == 3


def test_what_is_typed_is_kept_only_after_the_need_being_recorded(commune_officer):
    facts = NeedFacts(
        commune=commune_officer.scope_unit,
        name="Hộ Lan",
        phone="0912345678",
        content="machine",
        year=2027,
    )

    def keeping():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            actions.keep_need_draft({"name": "Hộ Lan"}, by=commune_officer, at=AT)

    with transaction.atomic():
        actions.record_need(facts, by=commune_officer, at=AT)
        at_once(keeping)
