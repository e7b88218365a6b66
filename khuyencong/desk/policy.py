from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission


def follow_own_schemes(user: User) -> bool:
    """An applicant, of the establishment of the account."""
    return user.may(Permission.APPLY_FOR_SUPPORT)
