from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission

__all__ = ["edit_schemes", "view_records"]


def edit_schemes(user: User) -> bool:
    return user.may(Permission.EDIT_SCHEMES)
