from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission

__all__ = ["edit_establishments", "give_accounts", "view_records"]


def edit_establishments(user: User) -> bool:
    return user.may(Permission.EDIT_ESTABLISHMENTS)


def give_accounts(user: User) -> bool:
    """The promotion centre, of establishments of its place; an administrator, of all."""
    return user.may(Permission.GIVE_ACCOUNTS)
