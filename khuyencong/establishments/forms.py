from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from khuyencong.accounts.models import User, check_name
from khuyencong.lib.days import show_day
from khuyencong.lib.tax_code import TaxCodeError, parse_tax_code
from khuyencong.lib.vietnamese import fold, nfc
from khuyencong.places.models import Level, Unit
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import Trade
from khuyencong.ui.fields import OfficeForm

from .actions import AccountFacts, EstablishmentFacts
from .models import Establishment, LegalForm
from .queries import communes_called, provinces_open_to

PERSONAL_NUMBER_LENGTH = 12
MOST_WORKERS = 1_000_000


class _Provinces(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic at run time
    """«Tỉnh Hải Dương (đến 30/06/2025)»: every filter lists a hundred, of which it needs a name."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        for key, name, ended in self.queryset.values_list("pk", "full_name", "valid_to"):
            yield key, f"{name} (đến {show_day(ended)})" if ended else name


class ProvinceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A province that the person may enter records of; an ended one says until when it stood."""

    iterator = _Provinces


class SearchForm(OfficeForm):
    """The filters of the list; what is not understood filters nothing."""

    words = forms.CharField(label="Tên, mã số thuế", required=False, max_length=100)
    place = ProvinceField(
        label="Tỉnh, thành phố", required=False, queryset=Unit.objects.none(), empty_label="Tất cả"
    )
    legal_form = forms.ChoiceField(
        label="Loại hình", required=False, choices=[("", "Tất cả"), *LegalForm.choices]
    )
    trade = forms.ModelChoiceField(
        label="Ngành nghề", required=False, queryset=Trade.objects.all(), empty_label="Tất cả"
    )
    records = forms.ChoiceField(
        label="Hồ sơ",
        required=False,
        choices=[("", "Tất cả"), ("False", "Hồ sơ thật"), ("True", "Dữ liệu minh họa")],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices


class EstablishmentForm(OfficeForm):
    """What is recorded of an establishment."""

    name = forms.CharField(label="Tên cơ sở", max_length=300)
    legal_form = forms.ChoiceField(
        label="Loại hình", choices=[("", "Chọn loại hình"), *LegalForm.choices]
    )
    trade = forms.ModelChoiceField(
        label="Ngành nghề", required=False, queryset=Trade.objects.all(), empty_label="Không rõ"
    )
    province = ProvinceField(
        label="Tỉnh, thành phố", queryset=Unit.objects.none(), empty_label="Chọn tỉnh, thành phố"
    )
    commune = forms.CharField(
        label="Xã, phường nơi sản xuất",
        required=False,
        help_text="Gõ tên, có dấu hay không dấu đều được. Để trống khi không rõ.",
        max_length=120,
        widget=forms.TextInput(attrs={"list": "xa-phuong", "autocomplete": "off"}),
    )
    address = forms.CharField(label="Địa chỉ sản xuất", required=False, max_length=300)
    tax_code = forms.CharField(
        label="Mã số thuế",
        required=False,
        max_length=20,
        help_text="10 hoặc 13 chữ số; hộ kinh doanh có thể dùng số định danh cá nhân 12 chữ số.",
    )
    phone = forms.CharField(label="Điện thoại", required=False, max_length=20)
    workers_count = forms.IntegerField(
        label="Số lao động",
        required=False,
        min_value=0,
        max_value=MOST_WORKERS,
        help_text="Để trống khi không rõ.",
        error_messages={
            "min_value": "Số lao động không được nhỏ hơn 0.",
            "max_value": "Số lao động lớn hơn 1.000.000: hãy kiểm tra lại.",
            "invalid": "Số lao động là một số nguyên, ví dụ 25.",
        },
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["province"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices

    def clean_name(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["name"])

    def clean_tax_code(self) -> str:
        """Raise `ValidationError` with what is wrong with the number."""
        words = self.cleaned_data["tax_code"]
        try:
            return parse_tax_code(words) if words else ""
        except TaxCodeError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Find the commune in the province, and hold the personal number to households."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("province") and cleaned.get("commune"):
            self._find_commune(cleaned["commune"], cleaned["province"])
        is_firm = cleaned.get("legal_form") in (LegalForm.ENTERPRISE, LegalForm.COOPERATIVE)
        if is_firm and len(cleaned.get("tax_code") or "") == PERSONAL_NUMBER_LENGTH:
            self.add_error(
                "tax_code",
                "Số định danh cá nhân 12 chữ số chỉ dùng cho hộ kinh doanh, cá nhân; doanh nghiệp, "
                "hợp tác xã dùng mã số thuế 10 chữ số.",
            )
        return cleaned

    def _find_commune(self, text: str, province: Unit) -> None:
        found = communes_called(text, province)
        key = fold(text)
        exact = [unit for unit in found if key in (unit.fold, fold(str(unit)))]
        if len(exact or found) != 1:
            near = "; ".join(unit.full_name for unit in found[:5])
            hint = f" Có phải: {near}?" if near else " Hãy kiểm tra tên hoặc tỉnh đã chọn."
            self.add_error("commune", f"Không rõ «{text}» là xã, phường nào của {province}.{hint}")
            return
        unit = (exact or found)[0]
        scope = self.user.scope_unit
        if scope and scope.level == Level.COMMUNE and unit.pk not in units_within(scope):
            self.add_error("commune", f"Bạn chỉ nhập được cơ sở thuộc {scope}.")
            return
        self.cleaned_data["commune"] = unit

    def facts(self) -> EstablishmentFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return EstablishmentFacts(
            **{**data, "commune": data["commune"] or None},
            is_illustrative=self.user.is_illustrative,
        )


class GiveForm(OfficeForm):
    """For which establishment an account is, by its code in the register."""

    establishment = forms.CharField(
        label="Mã cơ sở", max_length=40, help_text="Ghi trên trang của cơ sở, ví dụ CS-000012."
    )

    def __init__(self, *args: Any, user: User, is_illustrative: bool | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.is_illustrative = is_illustrative

    def clean_establishment(self) -> Establishment:
        """Raise `ValidationError` where the person sees none of that code, or of the other sort."""
        code = self.cleaned_data["establishment"].strip()
        found = Establishment.objects.visible_to(self.user).filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(f"Không có cơ sở mang mã «{code}» trên địa bàn của bạn.")
        if self.is_illustrative not in (None, found.is_illustrative):
            raise forms.ValidationError(
                "Tài khoản minh họa chỉ được giao cho cơ sở minh họa, và ngược lại."
            )
        return found


class OpenAccountForm(GiveForm):
    """A new account of an establishment; its password is made and told once."""

    full_name = forms.CharField(label="Họ và tên người dùng", max_length=120)
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ không dấu, số, dấu chấm, gạch ngang; ví dụ htx-vinh-loc.",
        validators=[check_name],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_full_name(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["full_name"])

    def facts(self) -> AccountFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return AccountFacts(username=data["username"], full_name=data["full_name"])


def initial_of(establishment: Establishment) -> dict[str, Any]:
    """What the form of an establishment starts from."""
    fields = ("name", "legal_form", "trade", "province", "address", "tax_code", "phone")
    return {
        **{name: getattr(establishment, name) for name in fields},
        "workers_count": establishment.workers_count,
        "commune": str(establishment.commune or ""),
        "seen": establishment.fingerprint,
    }


def provinces_for(user: User) -> Any:
    """The provinces of the lists of *user*, those of today first."""
    keys = provinces_open_to(user)
    provinces = Unit.objects.provinces()
    return (provinces if keys is None else provinces.filter(pk__in=keys)).in_name_order()
