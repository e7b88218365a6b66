import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from khuyencong.accounts import actions as accounts
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import APPLICANT
from khuyencong.lib.vietnamese import lower_first
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Unit
from khuyencong.regulations.models import Trade

from .models import Establishment, PasswordRenewal, Representative


class ChangedMeanwhile(Exception):
    """Somebody else has changed the record since the person opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentFacts:
    """What is recorded of an establishment; empty text and ``None`` mean «không rõ»."""

    name: str
    legal_form: str
    province: Unit
    commune: Unit | None = None
    trade: Trade | None = None
    address: str = ""
    tax_code: str = ""
    phone: str = ""
    workers_count: int | None = None
    is_illustrative: bool = False


def _fill(establishment: Establishment, facts: EstablishmentFacts) -> Establishment:
    establishment.set_name(facts.name)
    establishment.legal_form = facts.legal_form
    establishment.province = facts.province
    establishment.commune = facts.commune
    establishment.trade = facts.trade
    establishment.address = facts.address
    establishment.tax_code = facts.tax_code
    establishment.phone = facts.phone
    establishment.workers_count = facts.workers_count
    return establishment


@transaction.atomic
def register(facts: EstablishmentFacts) -> Establishment:
    """Enter an establishment in the register (đăng ký cơ sở CNNT); its code follows its number."""
    establishment = _fill(Establishment(code="", is_illustrative=facts.is_illustrative), facts)
    establishment.save()
    establishment.code = f"CS-{establishment.pk:06d}"
    establishment.save(update_fields=["code"])
    return establishment


@transaction.atomic
def correct(
    establishment: Establishment, facts: EstablishmentFacts, *, seen: str = ""
) -> Establishment:
    """Correct what is recorded of an establishment (sửa thông tin cơ sở).

    ``seen`` is the fingerprint of what the person saw: raise :class:`ChangedMeanwhile` when
    somebody has corrected it since.
    """
    current = Establishment.objects.select_for_update(of=("self",)).get(pk=establishment.pk)
    if seen and seen != current.fingerprint:
        raise ChangedMeanwhile("Cơ sở này vừa được người khác sửa.")
    _fill(current, facts).save()
    return current


@transaction.atomic
def register_illustrative(rows: Iterable[tuple[str, EstablishmentFacts]]) -> list[Establishment]:
    """Enter many synthetic establishments, each with its code, labelled «dữ liệu minh họa»."""
    return Establishment.objects.bulk_create(
        [_fill(Establishment(code=code, is_illustrative=True), facts) for code, facts in rows]
    )


class NotGiven(Exception):
    """The account cannot be given, or taken back; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """An account to be opened: its name for signing in, and the person who will use it."""

    username: str
    full_name: str


def new_password() -> str:
    """A password that nobody has thought of, to be told once."""
    return secrets.token_urlsafe(12)


@transaction.atomic
def open_account(
    establishment: Establishment,
    facts: AccountFacts,
    *,
    password: str | None,
    by: User,
    at: datetime,
) -> Representative:
    """Open an account for a person of an establishment (mở tài khoản cho cơ sở).

    The organisation of who opens it keeps the account; an administrator has none, and leaves it to
    the promotion centre of the province.  Raise :class:`NotGiven` where there is no such centre, or
    the name is taken.
    """
    keeper = by.organisation or _centre_of(establishment)
    if keeper is None:
        place = lower_first(str(establishment.province))
        raise NotGiven(
            f"Danh mục đơn vị chưa có Trung tâm Khuyến công của {place} để quản lý tài khoản này."
        )
    try:
        with transaction.atomic():
            person = accounts.open_account(
                username=facts.username,
                full_name=facts.full_name,
                role=APPLICANT,
                organisation=keeper,
                password=None,
                is_illustrative=establishment.is_illustrative,
            )
    except IntegrityError as error:
        raise NotGiven("Tên đăng nhập này đã có ở một tài khoản khác.") from error
    if password is not None:
        accounts.give_password(person, password=password, at=at)
    return give_account(establishment, person, by=by, at=at)


def _centre_of(establishment: Establishment) -> Organisation | None:
    centres = Organisation.objects.filter(kind=Kind.PROMOTION_CENTRE, place=establishment.province)
    return centres.filter(is_illustrative=establishment.is_illustrative).first()


@transaction.atomic
def give_account(
    establishment: Establishment, person: User, *, by: User, at: datetime
) -> Representative:
    """Give an applicant's account for an establishment (giao tài khoản cho cơ sở).

    Raise :class:`NotGiven` while the person acts for one.
    """
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    current = Representative.objects.current().filter(person=person).first()
    if current is not None:
        raise NotGiven(f"Tài khoản «{person.username}» đang thuộc cơ sở {current.establishment}.")
    return Representative.objects.create(
        establishment=establishment, person=person, given_by=by, given_at=at
    )


@transaction.atomic
def take_account_back(given: Representative, *, by: User, at: datetime) -> Representative:
    """End it: the person no longer acts for the establishment (thu hồi tài khoản của cơ sở).

    The account stays, and sees nothing.  One that has ended stays as it is.
    """
    given = Representative.objects.select_for_update(of=("self",)).get(pk=given.pk)
    if given.ended_at is None:
        given.ended_by, given.ended_at = by, at
        given.save(update_fields=["ended_by", "ended_at"])
    return given


@transaction.atomic
def renew_password(
    given: Representative, *, password: str, by: User, at: datetime
) -> PasswordRenewal:
    """Give the person of an account a new password (cấp lại mật khẩu), and tell who did and when.

    Raise :class:`NotGiven` where the account was taken back.
    """
    given = Representative.objects.select_for_update(of=("self",)).get(pk=given.pk)
    if given.ended_at is not None:
        raise NotGiven("Tài khoản đã thu hồi thì không cấp lại mật khẩu nữa.")
    accounts.give_password(given.person, password=password, at=at)
    return PasswordRenewal.objects.create(given=given, by=by, at=at)
