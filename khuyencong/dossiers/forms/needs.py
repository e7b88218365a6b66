"""The survey form, made for a telephone; outreach; and the filters of lists."""

from collections.abc import Iterator
from typing import Any

from django import forms

from khuyencong.accounts.models import User
from khuyencong.dossiers.actions import NeedFacts, OutreachFacts
from khuyencong.dossiers.models import Channel, HeardFrom, Need, Outreach
from khuyencong.dossiers.queries import Reached, communes_for, establishments_called
from khuyencong.establishments.forms import ProvinceField, provinces_for
from khuyencong.establishments.models import Establishment
from khuyencong.lib.contents import Content
from khuyencong.lib.money import show_exact
from khuyencong.lib.quantity import read_number
from khuyencong.lib.vietnamese import fold, nfc
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Level, Unit
from khuyencong.places.queries import unit_today, units_within
from khuyencong.ui.fields import DayField, OfficeForm, VndField

FIRST_YEAR, LAST_YEAR = 2000, 2100
_QUARTERS = [("", "Chưa rõ"), ("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")]
_NOT_ASKED = {Content.TRAINING, Content.CAPACITY, Content.ADMIN}
_ASKED = [one for one in Content.choices if one[0] not in _NOT_ASKED]
"""What an establishment may ask for: not the programme's own spending, nor what says too little."""
_RECORDS = [("False", "Hồ sơ thật"), ("True", "Dữ liệu minh họa")]


class CommuneField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A commune that the person may record of; the only one is chosen already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Xã, phường",
            queryset=Unit.objects.none(),
            empty_label="Chọn xã, phường",
            **kwargs,
        )

    def open_to(self, user: User) -> None:
        """Offer the communes of the person's place."""
        self.queryset = communes_for(user)
        scope = user.scope_unit
        if scope is not None and scope.level == Level.COMMUNE:
            self.leave_only(scope)

    def leave_only(self, commune: Unit) -> None:
        """Choose the one that there is."""
        self.initial, self.empty_label = commune.pk, None
        self.widget = forms.HiddenInput()
        self.only = str(commune)

    only = ""
    """The commune in words where there is no other to choose."""

    def label_from_instance(self, obj: Any) -> str:
        """«Xã Vinh Lộc»."""
        return str(obj.full_name)


FURTHER = ("year", "quarter", "heard_from", "note")
"""The fields of a need that a form on a telephone folds away."""


class NeedForm(OfficeForm):
    """What an establishment needs, asked in two minutes: name, telephone, what, how much."""

    commune = CommuneField()
    name = forms.CharField(
        label="Tên cơ sở",
        max_length=340,
        help_text="Gõ vài chữ rồi chọn trong sổ; cơ sở mới thì gõ tên đầy đủ.",
        widget=forms.TextInput(attrs={"list": "co-so", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="Điện thoại",
        required=False,
        max_length=20,
        help_text="Bắt buộc khi cơ sở chưa có trong sổ.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    content = forms.ChoiceField(
        label="Mong muốn hỗ trợ", choices=[("", "Chọn nội dung"), *Content.choices]
    )
    item = forms.CharField(
        label="Cụ thể là gì", required=False, max_length=300, help_text="Ví dụ: máy sấy lạnh."
    )
    investment_vnd = VndField(label="Vốn tự đầu tư dự kiến")
    year = forms.IntegerField(
        label="Năm muốn làm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    quarter = forms.TypedChoiceField(
        label="Quý", required=False, choices=_QUARTERS, coerce=int, empty_value=None
    )
    heard_from = forms.ChoiceField(
        label="Biết chương trình khuyến công qua ai",
        required=False,
        choices=[("", "Chưa hỏi"), *HeardFrom.choices],
    )
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    asks_whose = True

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        commune: Any = self.fields["commune"]
        self.open_communes(commune)
        if commune.only:  # no other can be meant, whatever was typed or recorded before
            self.initial["commune"] = commune.initial
        for field in self.fields.values():
            kind = field.widget.attrs.get("class", "")
            size = "form-select-lg" if "form-select" in kind else "form-control-lg"
            field.widget.attrs["class"] = f"{kind} {size}"

    def open_communes(self, commune: CommuneField) -> None:
        """Offer the communes that the person may record of."""
        commune.open_to(self.user)

    @property
    def further_fields(self) -> Iterator[forms.BoundField]:
        """What is asked only when there is time."""
        return (self[name] for name in FURTHER)

    @property
    def is_further_open(self) -> bool:
        """Whether the rest is shown unfolded: something in it was wrong."""
        return any(name in self.errors for name in FURTHER)

    def clean_name(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Find the establishment in the register; a new one must leave a telephone number."""
        cleaned = super().clean() or self.cleaned_data
        found = self.find_establishment(cleaned)
        cleaned["establishment"] = found
        if found is not None:
            cleaned["name"] = found.name
        elif cleaned.get("name") and not cleaned.get("phone"):
            self.add_error("phone", "Cơ sở chưa có trong sổ: hãy ghi số điện thoại để liên hệ.")
        return cleaned

    def find_establishment(self, cleaned: dict[str, Any]) -> Establishment | None:
        """The establishment in the register that is meant; ``None`` for a new one."""
        return _registered(cleaned.get("name", ""), self.user, cleaned.get("commune"))

    def facts(self) -> NeedFacts:
        """What was typed, as the action takes it; only of a valid form."""
        return NeedFacts(**self.cleaned_data, is_illustrative=self.user.is_illustrative)


class OwnNeedForm(NeedForm):
    """What the establishment that the person acts for needs: whose it is, is known."""

    asks_whose = False

    def __init__(self, *args: Any, establishment: Establishment, **kwargs: Any) -> None:
        self.establishment = establishment
        super().__init__(*args, **kwargs)
        del self.fields["name"]
        content = self.fields["content"]
        content.choices = [("", "Chọn nội dung"), *_ASKED]  # type: ignore[attr-defined]  # a field of choices
        phone = self.fields["phone"]
        phone.initial, phone.help_text = establishment.phone, "Để cán bộ khuyến công liên hệ."

    def open_communes(self, commune: CommuneField) -> None:
        """The establishment's own of today; where that is not known, those of its province."""
        province = unit_today(self.establishment.province)
        found = Unit.objects.communes().current().filter(province=province)
        commune.queryset = found.in_name_order()
        own = self.establishment.commune and unit_today(self.establishment.commune)
        if own is not None and own.is_current:
            commune.queryset = Unit.objects.filter(pk=own.pk)
            commune.leave_only(own)

    def find_establishment(self, cleaned: dict[str, Any]) -> Establishment | None:
        """The person's own."""
        return self.establishment


def initial_of_need(need: Need) -> dict[str, Any]:
    """The values of a need as its form shows them; the name with its code in the register."""
    named = f"{need.establishment.code} – {need.name}" if need.establishment else need.name
    return {
        "commune": need.commune_id,
        "name": named,
        "phone": need.phone,
        "content": need.content,
        "item": need.item,
        "investment_vnd": show_exact(need.investment_vnd) if need.investment_vnd else "",
        "year": need.year,
        "quarter": need.quarter or "",
        "heard_from": need.heard_from,
        "note": need.note,
    }


def _registered(words: str, user: User, commune: Unit | None) -> Establishment | None:
    """The one establishment meant: by its code, else by its very name in the commune."""
    seen = Establishment.objects.visible_to(user).filter(is_illustrative=user.is_illustrative)
    by_code = seen.filter(code__iexact=words.partition(" – ")[0]).first()
    if by_code is not None or commune is None:
        return by_code
    named = list(
        establishments_called(user, words).filter(
            fold=fold(words), commune_id__in=units_within(commune)
        )[:2]
    )
    return named[0] if len(named) == 1 else None


class OutreachForm(OfficeForm):
    """An occasion on which people were told of the programme."""

    commune = CommuneField()
    held_on = DayField(label="Ngày")
    channel = forms.ChoiceField(label="Hình thức", choices=Channel.choices)
    establishments_count = forms.IntegerField(
        label="Số cơ sở được phổ biến", required=False, min_value=0, max_value=100_000
    )
    people_count = forms.IntegerField(
        label="Số lượt người", required=False, min_value=0, max_value=1_000_000
    )
    establishments = forms.ModelMultipleChoiceField(
        label="Cơ sở trong sổ đã được nghe",
        required=False,
        queryset=Establishment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=300)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["commune"].open_to(user)  # type: ignore[attr-defined]  # a field of choices
        seen = Establishment.objects.visible_to(user).filter(is_illustrative=user.is_illustrative)
        here = units_within(commune) if (commune := self.chosen_commune()) else ()
        found = seen.filter(commune_id__in=here).order_by("name")
        self.fields["establishments"].queryset = found  # type: ignore[attr-defined]  # a field of choices

    def chosen_commune(self) -> Unit | None:
        """The commune that is chosen, typed or only possible: its establishments are offered."""
        field: Any = self.fields["commune"]
        raw = self.data.get("commune") if self.is_bound else self.initial.get("commune")
        key = read_number(str(raw or field.initial or ""))
        found: Unit | None = field.queryset.filter(pk=key).first()
        return found

    def facts(self, told_by: Organisation) -> OutreachFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = {**self.cleaned_data, "establishments": tuple(self.cleaned_data["establishments"])}
        return OutreachFacts(told_by=told_by, is_illustrative=self.user.is_illustrative, **data)


def initial_of_outreach(outreach: Outreach) -> dict[str, Any]:
    """The values of an outreach as its form shows them."""
    return {
        "commune": outreach.commune_id,
        "held_on": outreach.held_on,
        "channel": outreach.channel,
        "establishments_count": outreach.establishments_count,
        "people_count": outreach.people_count,
        "establishments": list(outreach.establishments.all()),
        "note": outreach.note,
    }


class ReasonForm(OfficeForm):
    """Why something is withdrawn."""

    reason = forms.CharField(label="Lý do rút", max_length=300)


class NeedSearchForm(OfficeForm):
    """The filters of the list of needs; what is not understood filters nothing."""

    words = forms.CharField(label="Tên, điện thoại", required=False, max_length=100)
    year = forms.IntegerField(
        label="Năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    content = forms.ChoiceField(
        label="Nội dung", required=False, choices=[("", "Tất cả"), *Content.choices]
    )
    state = forms.ChoiceField(
        label="Hồ sơ đề án",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("open", "Chưa lập"),
            ("used", "Đã lập"),
            ("withdrawn", "Phiếu đã rút"),
        ],
    )


class CoverageForm(OfficeForm):
    """The place, year and records of the coverage view."""

    place = ProvinceField(
        label="Tỉnh, thành phố", required=False, queryset=Unit.objects.none(), empty_label="Cả nước"
    )
    year = forms.IntegerField(
        label="Năm tuyên truyền, khảo sát",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Để trống: tất cả các năm.",
    )
    content = forms.ChoiceField(
        label="Nội dung hỗ trợ",
        required=False,
        choices=[("", "Tất cả"), *Content.choices],
        help_text="Lọc nhu cầu và hỗ trợ; tuyên truyền là chung mọi nội dung.",
    )
    records = forms.ChoiceField(label="Hồ sơ", required=False, choices=_RECORDS)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["place"].queryset = provinces_for(user).current()  # type: ignore[attr-defined]  # a field of choices
        if user.scope_unit is not None:
            del self.fields["place"]
        if user.is_illustrative:  # who sees illustrative records only
            del self.fields["records"]

    def reached(self) -> Reached:
        """The filters as the query takes them."""
        self.full_clean()
        data = self.cleaned_data
        return Reached(
            place=self.user.scope_unit or data.get("place"),
            year=data.get("year"),
            is_illustrative=self.user.is_illustrative or data.get("records") == "True",
            content=data.get("content") or "",
        )


REACH = {
    "chua-gi": {"is_told": False, "has_asked": False, "is_supported": False},
    "chua-ho-tro": {"is_supported": False},
    "da-hoi": {"has_asked": True, "is_supported": False},
    "da-ho-tro": {"is_supported": True},
}


class ReachedForm(OfficeForm):
    """The filters of the establishments of a commune."""

    words = forms.CharField(label="Tên cơ sở", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Mức tiếp cận",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("chua-gi", "Chưa từng được gì"),
            ("chua-ho-tro", "Chưa được hỗ trợ"),
            ("da-hoi", "Đã nêu nhu cầu, chưa được hỗ trợ"),
            ("da-ho-tro", "Đã được hỗ trợ"),
        ],
    )
