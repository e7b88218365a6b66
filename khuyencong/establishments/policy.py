from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission

__all__ = ["edit_establishments", "view_records"]


def edit_establishments(user: User) -> bool:
    return user.may(Permission.EDIT_ESTABLISHMENTS)
