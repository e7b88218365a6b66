"""The illustrative people and bodies that the histories name; nobody can sign in as one of them."""

from dataclasses import dataclass

from khuyencong.accounts.actions import open_account
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import (
    ACCOUNTANT,
    CENTRE_OFFICER,
    COUNCIL_MEMBER,
    LEADER,
    MINISTRY_LEADER,
    MINISTRY_OFFICER,
    PROVINCE_OFFICER,
    Role,
)
from khuyencong.lib.vietnamese import lower_first
from khuyencong.organisations.actions import add_organisation
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Unit


@dataclass(frozen=True, slots=True)
class People:
    """Who does what in a province; the officer of Cục, and who gives the Ministry's plans."""

    officer: User
    leader: User
    centre: User
    accountant: User
    cuc: User
    ministry: User


def committee_of(province: Unit) -> Organisation:
    """The people's committee of the commune that the demonstration accounts are of."""
    commune = Unit.objects.communes().filter(province=province).in_name_order().first()
    place = commune or province
    return add_organisation(
        code=f"minh-hoa-{Kind.COMMUNE_COMMITTEE.replace('_', '-')}-{province.slug}-{place.code}",
        name=f"Ủy ban nhân dân {lower_first(place.full_name)} (minh họa)",
        kind=Kind.COMMUNE_COMMITTEE,
        place=place,
        is_illustrative=True,
    )


def expert_of(province: Unit) -> User:
    """A member of councils who is of no department; opened where there is none yet."""
    username = f"{_PREFIX}{COUNCIL_MEMBER.code.replace('_', '-')}-{province.slug}"
    found = User.objects.filter(username=username).first()
    return found or open_account(
        username=username,
        full_name=f"Chuyên gia công nghệ {province.name} (minh họa)",
        role=COUNCIL_MEMBER,
        organisation=add_organisation(
            code=f"minh-hoa-hoi-co-khi-{province.slug}",
            name=f"Hội Cơ khí {province.name} (minh họa)",
            kind=Kind.OTHER,
            place=province,
            is_illustrative=True,
        ),
        password=None,
        is_illustrative=True,
    )


def people_of(province: Unit, centre: Organisation) -> People:
    """Return the people of a province, opening the accounts that are not there yet."""
    department = add_organisation(
        code=f"minh-hoa-so-cong-thuong-{province.slug}",
        name=f"Sở Công Thương {province.name} (minh họa)",
        kind=Kind.PROVINCE_DEPARTMENT,
        place=province,
        is_illustrative=True,
    )
    ministry = add_organisation(
        code="minh-hoa-bo-cong-thuong",
        name="Bộ Công Thương (minh họa)",
        kind=Kind.MINISTRY,
        place=None,
        is_illustrative=True,
    )
    cuc = add_organisation(
        code="minh-hoa-cuc-quan-ly-khuyen-cong",
        name="Cục quản lý khuyến công của Bộ Công Thương (minh họa)",
        kind=Kind.MINISTRY_DEPARTMENT,
        place=None,
        is_illustrative=True,
    )
    known = {
        person.username: person
        for person in User.objects.filter(username__startswith=_PREFIX, is_illustrative=True)
    }

    def person(role: Role, organisation: Organisation, title: str) -> User:
        name = f"{_PREFIX}{role.code.replace('_', '-')}-{organisation.code}"[:60]
        return known.get(name) or open_account(
            username=name,
            full_name=f"{title} (minh họa)",
            role=role,
            organisation=organisation,
            password=None,
            is_illustrative=True,
        )

    place = province.name
    return People(
        officer=person(PROVINCE_OFFICER, department, f"Chuyên viên Sở Công Thương {place}"),
        leader=person(LEADER, department, f"Lãnh đạo Sở Công Thương {place}"),
        centre=person(CENTRE_OFFICER, centre, f"Cán bộ Trung tâm Khuyến công {place}"),
        accountant=person(ACCOUNTANT, department, f"Kế toán Sở Công Thương {place}"),
        cuc=person(MINISTRY_OFFICER, cuc, "Chuyên viên Cục quản lý khuyến công"),
        ministry=person(MINISTRY_LEADER, ministry, "Lãnh đạo Bộ Công Thương"),
    )


_PREFIX = "mh-"
