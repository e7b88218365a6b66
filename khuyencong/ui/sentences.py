"""Sentences of Django that are no good Vietnamese, or none, said again for every form."""

from django import forms
from django.core import validators


def say_again() -> None:
    """Take the place of Django's own words, before any form is made."""
    forms.IntegerField.default_error_messages["invalid"] = "Phải là số nguyên, ví dụ 12."
    validators.MinValueValidator.message = "Phải từ %(limit_value)s trở lên."
    validators.MaxValueValidator.message = "Không được quá %(limit_value)s."
    validators.ProhibitNullCharactersValidator.message = (
        "Có ký tự không nhìn thấy được; hãy xóa chỗ này và gõ lại."
    )
