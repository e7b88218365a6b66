from datetime import datetime

from django.db import transaction

from khuyencong.organisations.models import Organisation

from .models import User
from .roles import Role


def open_account(
    *,
    username: str,
    full_name: str,
    role: Role,
    organisation: Organisation | None,
    password: str | None,
    is_illustrative: bool = False,
) -> User:
    """Open an account for a person (mở tài khoản). Raises `IntegrityError` on a taken name.

    Without a password nobody can sign in by it.
    """
    user = User(
        username=username.lower(),
        full_name=full_name,
        role=role.code,
        organisation=organisation,
        is_illustrative=is_illustrative,
    )
    user.set_password(password)
    user.save()
    return user


def choose_password(user: User, *, password: str) -> None:
    """Take the password that the person has chosen (đổi mật khẩu)."""
    user.set_password(password)
    user.password_given_at = None
    user.save(update_fields=["password", "password_given_at"])


def give_password(user: User, *, password: str, at: datetime) -> None:
    """Give a person a password that somebody else knows (cấp mật khẩu)."""
    user.set_password(password)
    user.save(update_fields=["password"])
    ask_for_own_password(user, at=at)


def ask_for_own_password(user: User, *, at: datetime) -> None:
    """Ask for another on signing in, before any other page opens (yêu cầu đổi mật khẩu)."""
    user.password_given_at = at
    user.save(update_fields=["password_given_at"])


@transaction.atomic
def deactivate(user: User, *, by: User, at: datetime) -> User:
    """Close a person's account and keep its name on what the person did (khóa tài khoản)."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.is_active, user.deactivated_at, user.deactivated_by = False, at, by
    user.save(update_fields=["is_active", "deactivated_at", "deactivated_by"])
    return user
