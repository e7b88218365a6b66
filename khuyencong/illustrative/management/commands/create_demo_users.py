import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from khuyencong.accounts import actions
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import (
    ADMINISTRATOR,
    APPLICANT,
    CENTRE_OFFICER,
    COLLABORATOR,
    COMMUNE_OFFICER,
    COUNCIL_MEMBER,
    LEADER,
    MINISTRY_LEADER,
    MINISTRY_OFFICER,
    ROLES,
    Role,
)
from khuyencong.appraisals.actions import dismiss, seat
from khuyencong.appraisals.lifecycle import Level
from khuyencong.appraisals.models import Council, Member, Seat
from khuyencong.establishments.actions import give_account
from khuyencong.establishments.models import Establishment
from khuyencong.illustrative.people import committee_of
from khuyencong.lib.vietnamese import fold
from khuyencong.organisations.actions import add_organisation
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Unit

CENTRE_ROLES = {CENTRE_OFFICER.code, APPLICANT.code}  # the centre keeps their accounts
OUTSIDE_ROLES = {"council_member"}
_OF_SCHEMES = {Kind.PROVINCE_DEPARTMENT, Kind.PROMOTION_CENTRE}
"""The bodies that illustrative schemes have already: their people work there, not in a double."""


class Command(BaseCommand):
    help = "Mở cho mỗi vai trò một tài khoản minh họa; mật khẩu chỉ in ra một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        """The province whose officers the accounts belong to."""
        parser.add_argument("--place", default="Nghệ An", help="tỉnh của các tài khoản")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Open or renew the accounts. Raises `CommandError` for an unknown province."""
        province = _province(options["place"])
        password = settings.DEMO_PASSWORD or secrets.token_urlsafe(12)
        for role in ROLES.values():
            username = _username(role)
            self._open(username, role, _organisation(role, province), password)
            self.stdout.write(f"{username:<28} {role.display_name}")
        self.stdout.write(_give_establishment())
        _seat_in_councils()
        self.stdout.write(f"Địa bàn: {province.full_name}. Mật khẩu chung: {password}")

    def _open(
        self, username: str, role: Role, organisation: Organisation | None, password: str
    ) -> None:
        person = User.objects.filter(username=username).first()
        if person:
            actions.choose_password(person, password=password)
            return
        actions.open_account(
            username=username,
            full_name=f"{role.display_name} (minh họa)",
            role=role,
            organisation=organisation,
            password=password,
            is_illustrative=True,
        )


def _username(role: Role) -> str:
    return f"minhhoa-{role.code.replace('_', '-')}"


def _give_establishment() -> str:
    """Give the applicant the illustrative establishment with most schemes; tell which, in words."""
    applicant = User.objects.get(username=_username(APPLICANT))
    centre = User.objects.get(username=_username(CENTRE_OFFICER))
    own = Establishment.objects.given_to(applicant).first()
    if own is None:
        here = Establishment.objects.visible_to(centre).annotate(schemes=Count("benefits"))
        own = here.order_by("-schemes", "code").first()
        if own is None:
            return (
                f"{applicant.username} chưa có cơ sở: hãy chạy `manage.py load_illustrative` rồi "
                "chạy lại lệnh này."
            )
        give_account(own, applicant, by=centre, at=timezone.now())
    return f"{applicant.username} là người của {own} ({own.code})."


def _seat_in_councils() -> None:
    """Give the leader the chair of councils whose chair nobody can sign in as, the member a seat.

    What such a council must still conclude would wait for ever.
    """
    leader, expert = (
        User.objects.get(username=_username(role)) for role in (LEADER, COUNCIL_MEMBER)
    )
    at = timezone.now()
    councils = Council.objects.visible_to(leader).filter(level=Level.BASE)
    for chair in Member.objects.sitting().filter(council__in=councils, seat=Seat.CHAIR):
        if not chair.person.has_usable_password():
            dismiss(chair, by=leader, at=at)
            seat(chair.council, leader, as_=Seat.CHAIR, by=leader, at=at)
            seat(chair.council, expert, as_=Seat.MEMBER, by=leader, at=at)


def _province(name: str) -> Unit:
    """The province of that name, the newest row of it."""
    found = (
        Unit.objects.provinces()
        .filter(fold=fold(name))
        .order_by(F("valid_to").desc(nulls_first=True))
        .first()
    )
    if found is None:
        raise CommandError(
            f"Không tìm thấy tỉnh «{name}»: hãy kiểm tra tên, hoặc chạy `manage.py load_places` "
            "trước."
        )
    return found


def _organisation(role: Role, province: Unit) -> Organisation | None:
    if role is ADMINISTRATOR:
        return None
    if role is MINISTRY_LEADER:
        return add_organisation(
            code="bo-cong-thuong", name="Bộ Công Thương", kind=Kind.MINISTRY, place=None
        )
    if role is MINISTRY_OFFICER:
        return add_organisation(
            code="cuc-khuyen-cong",
            name="Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
            kind=Kind.MINISTRY_DEPARTMENT,
            place=None,
        )
    if role in (COMMUNE_OFFICER, COLLABORATOR):
        return committee_of(province)
    name, kind = _body_of(role)
    if kind in _OF_SCHEMES:
        there = Organisation.objects.filter(kind=kind, place=province, is_illustrative=True)
        if body := there.order_by("pk").first():
            return body
    return add_organisation(
        code=f"minh-hoa-{kind.replace('_', '-')}-{province.slug}-{province.code}",
        name=f"{name} {province.name} (minh họa)",
        kind=kind,
        place=province,
        is_illustrative=True,
    )


def _body_of(role: Role) -> tuple[str, Kind]:
    if role.code in CENTRE_ROLES:
        return "Trung tâm Khuyến công", Kind.PROMOTION_CENTRE
    if role.code in OUTSIDE_ROLES:
        return "Đơn vị ngoài ngành", Kind.OTHER
    return "Sở Công Thương", Kind.PROVINCE_DEPARTMENT
