import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.utils import timezone

from khuyencong.accounts import actions
from khuyencong.accounts.models import User


class Command(changepassword.Command):
    """Django's own command, after which the person has to choose another password."""

    help = "Cấp mật khẩu mới cho một người; người đó phải tự chọn mật khẩu khác khi đăng nhập."

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Ask for the password twice. Raises `CommandError` as Django's own does."""
        told = super().handle(*args, **options)
        person = User.objects.get(username=options["username"] or getpass.getuser())
        actions.ask_for_own_password(person, at=timezone.now())
        return told
