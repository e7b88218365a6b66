from typing import Any

import pytest

from khuyencong.accounts import roles
from khuyencong.accounts.models import User
from khuyencong.dossiers import actions
from khuyencong.dossiers.actions import DraftFacts, FileFacts, ItemFacts, Typed
from khuyencong.dossiers.queries import checklist_of
from khuyencong.places.models import Unit
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.models import Scheme
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import AT
from tests.factories.establishments import EstablishmentFactory

PDF = FileFacts(content=b"%PDF-1.7", name="cv.pdf", media_type="application/pdf", extension="pdf")


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    """Files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def colleague(centre_officer: User) -> User:
    """Works at the same centre."""
    return UserFactory(
        full_name="Ngô Đồng Nghiệp",
        role=roles.CENTRE_OFFICER.code,
        organisation=centre_officer.organisation,
    )


@pytest.fixture
def collaborator(commune_officer: User) -> User:
    """Collects needs in the same commune."""
    return UserFactory(
        full_name="Lý Cộng Tác",
        role=roles.COLLABORATOR.code,
        organisation=commune_officer.organisation,
    )


def draft_facts(by: User, province: Unit, **changes: Any) -> DraftFacts:
    """A machine for an establishment of the province, in 2027, from local money."""
    return DraftFacts(
        **{
            "name": "Máy sấy lạnh tại HTX Vinh Lộc",
            "tier": "province",
            "form": "single",
            "province": province,
            "year": 2027,
            "content": "machine",
            "sub_content": SubContent.objects.filter(content="machine").first(),
            "item": "Máy sấy lạnh",
            "implementer": by.organisation,
            **changes,
        }
    )


@pytest.fixture
def draft(law: None, centre_officer: User, province: Unit) -> Scheme:
    """A dossier just opened at the centre."""
    establishment = EstablishmentFactory(name="HTX Vinh Lộc", province=province)
    facts = draft_facts(centre_officer, province, establishment=establishment)
    return actions.open_draft(facts, by=centre_officer, at=AT)


def complete(scheme: Scheme, by: User) -> Scheme:
    """Fill in all that a dossier must have."""
    for section in scheme.sections.all():
        typed = Typed(text="Đã rõ.", seen=section.number, page="một")
        actions.save_section(section, typed, by=by, at=AT)
    for line in scheme.lines.all():
        facts = ItemFacts(
            name="Máy sấy",
            unit="máy",
            quantity=2,
            unit_price_vnd=300_000_000,
            province_vnd=200_000_000,
        )
        actions.add_item(line, facts, by=by, at=AT)
    for one in checklist_of(scheme.dossier).requirements:
        if not one.is_met:
            actions.hand_in(scheme, PDF, title="Giấy", requirement=one.asked, by=by, at=AT)
    return scheme


@pytest.fixture
def ready(draft: Scheme, centre_officer: User) -> Scheme:
    """A dossier that lacks nothing."""
    return complete(draft, centre_officer)
