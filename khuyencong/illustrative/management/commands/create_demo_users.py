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
    MINISTRY_LEADER,
    MINISTRY_OFFICER,
    ROLES,
    Role,
)
from khuyencong.establishments.actions import give_account
from khuyencong.establishments.models import Establishment
from khuyencong.lib.vietnamese import fold
from khuyencong.organisations.actions import add_organisation
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Unit

CENTRE_ROLES = {CENTRE_OFFICER.code, APPLICANT.code}  # the centre keeps their accounts
OUTSIDE_ROLES = {"council_member"}


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
    name, kind, place = _body_of(role, province)
    return add_organisation(
        code=f"minh-hoa-{kind.replace('_', '-')}-{province.slug}-{place.code}",
        name=f"{name} {place.full_name[0].lower()}{place.full_name[1:]} (minh họa)",
        kind=kind,
        place=place,
        is_illustrative=True,
    )


def _body_of(role: Role, province: Unit) -> tuple[str, Kind, Unit]:
    if role in (COMMUNE_OFFICER, COLLABORATOR):
        commune = Unit.objects.communes().filter(province=province).in_name_order().first()
        return "Ủy ban nhân dân", Kind.COMMUNE_COMMITTEE, commune or province
    if role.code in CENTRE_ROLES:
        return "Trung tâm Khuyến công", Kind.PROMOTION_CENTRE, province
    if role.code in OUTSIDE_ROLES:
        return "Đơn vị ngoài ngành", Kind.OTHER, province
    return "Sở Công Thương", Kind.PROVINCE_DEPARTMENT, province
