from .models import User
from .roles import Permission


def be_signed_in(user: User) -> bool:
    """Anybody who has signed in, whatever the role."""
    return user.is_active


def view_records(user: User) -> bool:
    return user.may(Permission.VIEW_RECORDS)


def manage_people(user: User) -> bool:
    return user.may(Permission.MANAGE_PEOPLE)
