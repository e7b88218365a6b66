from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import MinimumLengthValidator, validate_password

from .models import User


class LengthValidator(MinimumLengthValidator):
    """Django's own, in Vietnamese: its words are not translated."""

    def get_error_message(self) -> str:
        """What a person reads whose password is too short."""
        return f"Mật khẩu phải có ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        """What a person reads beforehand."""
        return self.get_error_message()


class SignInForm(AuthenticationForm):
    """User name or e-mail, and password."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "inactive": "Tài khoản này đã bị khóa.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập hoặc thư điện tử"
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


def _password(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    attributes = {"autocomplete": autocomplete, "class": "form-control"}
    widget = forms.PasswordInput(attrs=attributes)
    return forms.CharField(label=label, help_text=help_text, strip=False, widget=widget)


class PasswordForm(forms.Form):
    """The person's password of now, and a new one twice."""

    current = _password("Mật khẩu hiện nay", "current-password")
    new = _password("Mật khẩu mới", "new-password", "Ít nhất 12 ký tự, không phải từ thông dụng.")
    repeated = _password("Nhập lại mật khẩu mới", "new-password")

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_current(self) -> str:
        """Raises `ValidationError` when it is not the person's password."""
        current: str = self.cleaned_data["current"]
        if not self.person.check_password(current):
            raise forms.ValidationError("Mật khẩu hiện nay không đúng.")
        return current

    def clean_new(self) -> str:
        """Raises `ValidationError` when it is the one of now, or too easy to guess."""
        new: str = self.cleaned_data["new"]
        if self.person.check_password(new):
            raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu hiện nay.")
        validate_password(new, self.person)
        return new

    def clean_repeated(self) -> str:
        """Raises `ValidationError` when it differs from the first time."""
        repeated: str = self.cleaned_data["repeated"]
        if "new" in self.cleaned_data and repeated != self.cleaned_data["new"]:
            raise forms.ValidationError("Hai lần nhập mật khẩu mới không giống nhau.")
        return repeated
