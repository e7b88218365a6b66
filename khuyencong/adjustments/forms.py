from typing import Any

from django import forms

from khuyencong.accounts.models import User
from khuyencong.dossiers.forms.files import ACCEPTED, check_file
from khuyencong.establishments.forms import ProvinceField, provinces_for
from khuyencong.funding.models import Kind as Capital
from khuyencong.funding.models import Level
from khuyencong.lib.contents import Content
from khuyencong.lib.vietnamese import nfc
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import LAST_DAY_OF_63_PROVINCES, Unit
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.forms import find_establishment
from khuyencong.schemes.models import Form, Line, Scheme, Tier
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .actions import AddedLine, PaperFacts
from .lifecycle import State
from .models import Kind
from .queries import GROUPS, LONG_WAIT, Value, standing

_SEARCHED = {"data-search": ""}
SOURCES = [
    (f"{kind}:{level}", f"{Capital(kind).label}, nguồn {str(Level(level).label).lower()}")
    for kind in (Capital.GRANT, Capital.RECOVERABLE)
    for level in (Level.NATIONAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
]


class ReasonForm(OfficeForm):
    """Why a change is asked for."""

    reason = forms.CharField(
        label="Lý do điều chỉnh",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Khoản 1 Điều 11 Thông tư 36/2013/TT-BCT: văn bản đề nghị phải nêu rõ lý do.",
    )
    is_after_wait = forms.BooleanField(
        label="Phải điều chỉnh vì chờ phê duyệt, giao kế hoạch lâu (giá, nhu cầu đã đổi)",
        required=False,
    )


class NoteForm(OfficeForm):
    """A note with a step; whether it is needed the step says."""

    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = required
        self.fields["note"].label = "Lý do" if required else "Ghi chú"


class DecisionForm(OfficeForm):
    """The decision by which a change is approved."""

    number = forms.CharField(
        label="Số quyết định", max_length=60, help_text="Ví dụ 55/QĐ-SCT hoặc 120/QĐ-BCT."
    )
    date = DayField(label="Ngày quyết định")
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def decision(self) -> Decision:
        """What was typed, as the action takes it."""
        return Decision(self.cleaned_data["number"], self.cleaned_data["date"])


class ChangeForm(OfficeForm):
    """The new value of one field of an approved scheme; each kind has its own field."""

    def __init__(
        self, *args: Any, user: User, scheme: Scheme, line: Line | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.scheme, self.line = user, scheme, line

    def value(self) -> Value:
        """What was typed, as a machine and as a person reads it; only of a valid form."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        """The source of the money, where money changes."""
        return ""


class PlaceForm(ChangeForm):
    new = forms.CharField(label="Địa điểm mới", max_length=300)

    def value(self) -> Value:
        return standing.text(nfc(self.cleaned_data["new"]))


class EquipmentForm(ChangeForm):
    new = forms.CharField(
        label="Hạng mục, thiết bị và thông số mới",
        max_length=300,
        help_text="Tên máy, số lượng, công suất, xuất xứ: như sẽ ghi trong đề án.",
    )

    def value(self) -> Value:
        return standing.text(nfc(self.cleaned_data["new"]))


class BeneficiaryForm(ChangeForm):
    establishment = forms.CharField(
        label="Đơn vị thụ hưởng mới",
        max_length=250,
        help_text="Gõ tên, mã số thuế hoặc mã cơ sở có trong sổ cơ sở.",
        widget=forms.TextInput(attrs={"list": "co-so", "autocomplete": "off"}),
    )

    def clean_establishment(self) -> Any:
        """Raise `ValidationError` with the nearest establishments when it is not one."""
        return find_establishment(nfc(self.cleaned_data["establishment"]), self.user, self.scheme)

    def value(self) -> Value:
        return standing.establishment(self.cleaned_data["establishment"])


class PartnersForm(ChangeForm):
    new = forms.ModelMultipleChoiceField(
        label="Đơn vị phối hợp",
        required=False,
        queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs=_SEARCHED),
        help_text="Chọn tất cả các đơn vị phối hợp sau khi điều chỉnh.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = units_within(self.scheme.province)
        self.fields["new"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]  # a field of choices
            place__in=here
        ).order_by("name")

    def value(self) -> Value:
        return standing.partners(list(self.cleaned_data["new"]))


class AmountForm(ChangeForm):
    new = VndField(label="Số tiền mới", help_text="Ví dụ: 300 triệu. Để trống: không còn.")

    def value(self) -> Value:
        return standing.money(self.cleaned_data["new"] or 0)


class MoneyForm(AmountForm):
    level = forms.ChoiceField(label="Nguồn", choices=SOURCES)
    field_order = ("level", "new")

    def clean_level(self) -> str:
        """A district has had no budget since 01/07/2025."""
        word: str = self.cleaned_data["level"]
        year = self.line.account.year if self.line else 0
        return _refuse_district(word, year)

    @property
    def source(self) -> str:
        return str(self.cleaned_data["level"])


class YearForm(ChangeForm):
    new = forms.IntegerField(
        label="Năm ngân sách mới",
        max_value=2100,
        help_text="Kinh phí của dòng này chuyển sang hạn mức của năm đó.",
    )

    def clean_new(self) -> int:
        """Only a later year: what is to be done sooner is time within the year."""
        year: int = self.cleaned_data["new"]
        if self.line is not None and year <= self.line.account.year:
            raise forms.ValidationError(f"Năm mới phải sau năm {self.line.account.year}.")
        return year

    def value(self) -> Value:
        return standing.year(self.cleaned_data["new"])


class ContentForm(ChangeForm):
    content = forms.ChoiceField(label="Nội dung mới", choices=Content.choices)
    sub_content = forms.ModelChoiceField(
        label="Nội dung cụ thể",
        required=False,
        queryset=SubContent.objects.order_by("pk"),
        empty_label="Không ghi",
    )

    def clean(self) -> dict[str, Any]:
        """A sub-content belongs to its content."""
        cleaned = super().clean() or self.cleaned_data
        sub_content = cleaned.get("sub_content")
        if sub_content and sub_content.content and sub_content.content != cleaned.get("content"):
            label = Content(sub_content.content).label
            self.add_error("sub_content", f"Nội dung cụ thể này thuộc «{label}».")
        return cleaned

    def value(self) -> Value:
        return standing.content(self.cleaned_data["content"], self.cleaned_data["sub_content"])


class EndDateForm(ChangeForm):
    new = DayField(label="Thời hạn hoàn thành mới")

    def clean_new(self) -> Any:
        """Not before the scheme begins."""
        day = self.cleaned_data["new"]
        if day.year < self.scheme.start_year:
            raise forms.ValidationError(f"Đề án này thực hiện từ năm {self.scheme.start_year}.")
        return day

    def value(self) -> Value:
        return standing.day(self.cleaned_data["new"])


class StopForm(ChangeForm):
    sure = forms.BooleanField(
        label="Đề nghị ngừng triển khai đề án; kinh phí chưa ký hợp đồng, chưa chi trả về hạn mức."
    )

    def value(self) -> Value:
        return standing.STOPPED


CHANGE_FORMS: dict[str, tuple[str, type[ChangeForm]]] = {
    "dia-diem": (Kind.PLACE, PlaceForm),
    "thu-huong": (Kind.BENEFICIARY, BeneficiaryForm),
    "thiet-bi": (Kind.EQUIPMENT, EquipmentForm),
    "doi-ung": (Kind.INVESTMENT, AmountForm),
    "kinh-phi": (Kind.MONEY, MoneyForm),
    "noi-dung": (Kind.CONTENT, ContentForm),
    "nam": (Kind.YEAR, YearForm),
    "phoi-hop": (Kind.PARTNERS, PartnersForm),
    "thoi-han": (Kind.END_DATE, EndDateForm),
    "ngung": (Kind.STOP, StopForm),
}
"""The word in the address → what changes, and its form."""


class AddLineForm(ContentForm):
    """A line to be added to the scheme, with its money."""

    year = forms.IntegerField(label="Năm ngân sách", max_value=2100)
    establishment = forms.CharField(
        label="Đơn vị thụ hưởng",
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"list": "co-so", "autocomplete": "off"}),
        help_text="Để trống khi không cho riêng cơ sở nào.",
    )
    item = forms.CharField(label="Hạng mục, thiết bị và thông số", required=False, max_length=300)
    place = forms.CharField(label="Địa điểm", required=False, max_length=300)
    level = forms.ChoiceField(label="Nguồn", choices=SOURCES)
    amount = VndField(label="Kinh phí hỗ trợ")
    counterpart = VndField(label="Vốn đối ứng")

    def clean_year(self) -> int:
        """Not before the scheme begins."""
        year: int = self.cleaned_data["year"]
        if year < self.scheme.start_year:
            raise forms.ValidationError(f"Đề án này thực hiện từ năm {self.scheme.start_year}.")
        return year

    def clean_establishment(self) -> Any:
        """Raise `ValidationError` with the nearest establishments when it is not one."""
        words = nfc(self.cleaned_data["establishment"])
        return find_establishment(words, self.user, self.scheme) if words else None

    def clean_level(self) -> str:
        """A district has had no budget since 01/07/2025."""
        return _refuse_district(self.cleaned_data["level"], self.cleaned_data.get("year") or 0)

    def facts(self) -> AddedLine:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        amount, counterpart = data["amount"], data["counterpart"]
        return AddedLine(
            content=self.value(),
            year=standing.year(data["year"]),
            beneficiary=standing.establishment(data["establishment"]),
            equipment=standing.text(nfc(data["item"])),
            place=standing.text(nfc(data["place"])),
            investment=standing.money(counterpart) if counterpart else None,
            money=((data["level"], standing.money(amount)),) if amount else (),
        )


def _refuse_district(word: str, year: int) -> str:
    if word.endswith(f":{Level.DISTRICT}") and year > LAST_DAY_OF_63_PROVINCES.year:
        raise forms.ValidationError("Từ 01/07/2025 không còn ngân sách cấp huyện.")
    return word


class PaperForm(OfficeForm):
    """A paper with the request."""

    title = forms.CharField(label="Tên tài liệu", max_length=300)
    number = forms.CharField(label="Số văn bản", required=False, max_length=60)
    dated_on = DayField(label="Ngày văn bản", required=False)
    file = forms.FileField(
        label="Tệp", required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED})
    )
    is_endorsement = forms.BooleanField(
        label="Là văn bản xác nhận hoặc đề nghị của Sở Công Thương", required=False
    )

    def clean_file(self) -> Any:
        """Raise `ValidationError` for a file of another kind, or one too large."""
        upload = self.cleaned_data["file"]
        return check_file(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        """A paper is found by its number or by its file."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("number") and not cleaned.get("file"):
            self.add_error("number", "Ghi số văn bản hoặc chọn tệp.")
        return cleaned

    def facts(self) -> PaperFacts:
        """What was typed, as the action takes it; only of a valid form."""
        return PaperFacts(**self.cleaned_data)


class SearchForm(OfficeForm):
    """The filters of the list; what is not understood filters nothing."""

    words = forms.CharField(label="Mã đề án", required=False, max_length=40)
    place = ProvinceField(
        label="Tỉnh, thành phố", required=False, queryset=Unit.objects.none(), empty_label="Tất cả"
    )
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), *State.choices]
    )
    mine = forms.BooleanField(label="Chờ tôi quyết định", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices


class WaitForm(OfficeForm):
    """The filters of the lead times."""

    place = ProvinceField(
        label="Tỉnh, thành phố", required=False, queryset=Unit.objects.none(), empty_label="Tất cả"
    )
    year = forms.IntegerField(label="Năm", required=False, min_value=1990, max_value=2100)
    tier = forms.ChoiceField(
        label="Chương trình", required=False, choices=[("", "Tất cả"), *Tier.choices]
    )
    form = forms.ChoiceField(
        label="Hình thức", required=False, choices=[("", "Tất cả"), *Form.choices]
    )
    group = forms.ChoiceField(
        label="Chia theo",
        required=False,
        choices=[(code, label) for code, (label, _) in GROUPS.items()],
    )
    days = forms.IntegerField(
        label="Chờ lâu là trên (ngày)",
        required=False,
        min_value=1,
        max_value=3650,
        help_text=f"Từ khi trình thẩm định tới khi giao kế hoạch; để trống là {LONG_WAIT}.",
    )
    is_illustrative = forms.BooleanField(label="Dữ liệu minh họa", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices
