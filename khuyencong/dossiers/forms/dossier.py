"""The beginning of a dossier, its lines, the items of its estimate, its papers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from khuyencong.accounts.models import User
from khuyencong.dossiers.actions import DraftFacts, FileFacts, ItemFacts, LineFacts
from khuyencong.dossiers.models import SOURCES, EstimateItem, FormDraft, Need, amount_of
from khuyencong.dossiers.queries import (
    Values,
    values_of_general,
    values_of_item,
    values_of_line,
    values_of_line_facts,
    values_of_scheme_facts,
)
from khuyencong.establishments.forms import ProvinceField, provinces_for
from khuyencong.establishments.models import LegalForm
from khuyencong.lib.money import show_exact
from khuyencong.lib.money_input import LARGEST
from khuyencong.lib.vietnamese import nfc
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import LAST_DAY_OF_63_PROVINCES, Unit
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.actions import SchemeFacts
from khuyencong.schemes.forms import find_establishment
from khuyencong.schemes.models import Form, Line, Scheme, Tier
from khuyencong.ui.fields import AMOUNT_EXAMPLE, OfficeForm, VndField

from .files import ACCEPTED, check_file
from .meeting import SeenForm

FIRST_YEAR, LAST_YEAR = 2000, 2100
_TIERS = [(tier.value, tier.label) for tier in Tier if tier != Tier.DISTRICT]
_SEARCHED = {"data-search": ""}


class DraftForm(OfficeForm):
    """What a new dossier starts from; from a need, what the need told is not asked again."""

    name = forms.CharField(label="Tên đề án", max_length=400)
    province = ProvinceField(
        label="Tỉnh, thành phố", queryset=Unit.objects.none(), empty_label="Chọn tỉnh, thành phố"
    )
    tier = forms.ChoiceField(label="Xin từ chương trình", choices=_TIERS)
    form = forms.ChoiceField(label="Hình thức", choices=Form.choices)
    year = forms.IntegerField(label="Năm kế hoạch", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    sub_content = forms.ModelChoiceField(
        label="Nội dung cụ thể",
        queryset=SubContent.objects.exclude(content="").select_related("group"),
        empty_label="Chọn nội dung",
        widget=forms.Select(attrs=_SEARCHED),
    )
    legal_form = forms.ChoiceField(
        label="Loại hình của cơ sở",
        choices=LegalForm.choices,
        initial=LegalForm.HOUSEHOLD,
        help_text="Cơ sở này chưa có trong sổ: lập hồ sơ sẽ ghi cơ sở vào sổ.",
    )

    def __init__(self, *args: Any, user: User, need: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.need = user, need
        provinces = provinces_for(user).current()
        self.fields["province"].queryset = provinces  # type: ignore[attr-defined]  # a field of choices
        if need is not None or provinces.count() == 1:
            self.only_province = need.province if need else provinces.get()
            del self.fields["province"]
        if need is None or need.establishment_id is not None:
            del self.fields["legal_form"]

    def clean_name(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["name"])

    def facts(self) -> DraftFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return DraftFacts(
            name=data["name"],
            tier=data["tier"],
            form=data["form"],
            province=data.get("province") or self.only_province,
            year=data["year"],
            content=data["sub_content"].content,
            sub_content=data["sub_content"],
            implementer=self.user.organisation,
            is_illustrative=(self.need or self.user).is_illustrative,
        )


class JoinForm(OfficeForm):
    """A group scheme being prepared that a need joins."""

    prefix = "group"
    scheme = forms.ModelChoiceField(
        label="Đề án nhóm đang lập", queryset=Scheme.objects.none(), empty_label=None
    )
    legal_form = forms.ChoiceField(
        label="Loại hình của cơ sở", choices=LegalForm.choices, initial=LegalForm.HOUSEHOLD
    )

    def __init__(self, *args: Any, groups: list[Scheme], need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Scheme.objects.filter(pk__in=[one.pk for one in groups]).order_by("code")
        self.fields["scheme"].queryset = found  # type: ignore[attr-defined]  # a field of choices
        if need.establishment_id is not None:
            del self.fields["legal_form"]


class CopyForm(OfficeForm):
    """The year of a copy."""

    year = forms.IntegerField(label="Năm kế hoạch mới", min_value=FIRST_YEAR, max_value=LAST_YEAR)


class GeneralForm(SeenForm):
    """What the scheme itself is called, and who carries it out."""

    name = forms.CharField(label="Tên đề án", max_length=400)
    form = forms.ChoiceField(label="Hình thức", choices=Form.choices)
    implementer = forms.ModelChoiceField(
        label="Đơn vị thực hiện",
        queryset=Organisation.objects.none(),
        empty_label="Chọn đơn vị",
        widget=forms.Select(attrs=_SEARCHED),
    )
    partners = forms.ModelMultipleChoiceField(
        label="Đơn vị phối hợp",
        required=False,
        queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs=_SEARCHED),
    )
    end_year = forms.IntegerField(label="Năm kết thúc", min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(
        self, *args: Any, scheme: Scheme, draft: FormDraft | None = None, **kwargs: Any
    ) -> None:
        current = initial_of_general(scheme)
        super().__init__(
            *args, current=current, theirs=values_of_general(scheme), draft=draft, **kwargs
        )
        self.scheme = scheme
        organisations = _organisations_of(scheme)
        for name in ("implementer", "partners"):
            self.fields[name].queryset = organisations  # type: ignore[attr-defined]  # a field of choices

    def clean_name(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["name"])

    def clean_end_year(self) -> int:
        """Raise `ValidationError` for a year before the first."""
        year: int = self.cleaned_data["end_year"]
        if year < self.scheme.start_year:
            raise forms.ValidationError(
                f"Năm kết thúc không được trước năm bắt đầu ({self.scheme.start_year})."
            )
        return year

    def facts(self) -> SchemeFacts:
        """What was typed, with what is not asked here; only of a valid form."""
        data, scheme = self.cleaned_data, self.scheme
        return SchemeFacts(
            code=scheme.code,
            name=data["name"],
            tier=scheme.tier,
            form=data["form"],
            province=scheme.province,
            start_year=scheme.start_year,
            end_year=data["end_year"],
            programme=scheme.programme,
            implementer=data["implementer"],
            partners=tuple(data["partners"]),
            approval=scheme.approval,
            dated_on=scheme.dated_on,
        )

    def mine(self) -> Values:
        """What was typed, in words."""
        return values_of_scheme_facts(self.facts())


def initial_of_general(scheme: Scheme) -> dict[str, Any]:
    """What is recorded of the scheme itself, as its form shows it."""
    return {
        "name": scheme.name,
        "form": scheme.form,
        "implementer": scheme.implementer,
        "partners": list(scheme.partners.all()),
        "end_year": scheme.end_year,
    }


def _organisations_of(scheme: Scheme) -> Any:
    """The bodies of the scheme's province and of its communes."""
    places = units_within(scheme.province)
    found = Organisation.objects.filter(place__in=places) | Organisation.objects.filter(
        place__province__in=places
    )
    return found.order_by("name")


class LineForm(SeenForm):
    """One content of the dossier, for one establishment or none, in one budget year."""

    year = forms.IntegerField(label="Năm ngân sách", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    sub_content = forms.ModelChoiceField(
        label="Nội dung cụ thể",
        queryset=SubContent.objects.exclude(content="").select_related("group"),
        empty_label="Chọn nội dung",
        widget=forms.Select(attrs=_SEARCHED),
    )
    item = forms.CharField(label="Hạng mục", required=False, max_length=300)
    establishment = forms.CharField(
        label="Cơ sở thụ hưởng",
        required=False,
        max_length=340,
        help_text="Gõ tên, mã cơ sở hoặc mã số thuế. Để trống khi không cho riêng cơ sở nào.",
        widget=forms.TextInput(attrs={"list": "co-so", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        scheme: Scheme,
        line: Line | None = None,
        draft: FormDraft | None = None,
        **kwargs: Any,
    ) -> None:
        current = _initial_of_line(scheme, line)
        theirs = values_of_line(line) if line else {}
        super().__init__(*args, current=current, theirs=theirs, draft=draft, **kwargs)
        self.user, self.scheme, self.line = user, scheme, line
        if line is not None:  # its account belongs to its year
            del self.fields["year"]

    def clean_year(self) -> int:
        """Raise `ValidationError` for a year that is not of the scheme."""
        year: int = self.cleaned_data["year"]
        if not self.scheme.start_year <= year <= self.scheme.end_year:
            raise forms.ValidationError(f"Đề án này thực hiện {self.scheme.years}.")
        return year

    def clean_establishment(self) -> Any:
        """Raise `ValidationError` with the nearest establishments when it is not one."""
        words = nfc(self.cleaned_data["establishment"])
        return find_establishment(words, self.user, self.scheme) if words else None

    def facts(self) -> LineFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return LineFacts(
            year=self.line.account.year if self.line else data["year"],
            content=data["sub_content"].content,
            sub_content=data["sub_content"],
            item=nfc(data["item"]),
            establishment=data["establishment"],
        )

    def mine(self) -> Values:
        """What was typed, in words."""
        return values_of_line_facts(self.facts())


def _initial_of_line(scheme: Scheme, line: Line | None) -> dict[str, Any]:
    if line is None:
        return {"year": scheme.start_year}
    named = line.beneficiary.establishment if line.beneficiary else None
    return {
        "sub_content": line.sub_content,
        "item": line.item,
        "establishment": f"{named.code} – {named.name}" if named else "",
    }


class ItemForm(SeenForm):
    """An item of the estimate; what no source named here pays is the counterpart."""

    name = forms.CharField(label="Nội dung chi", max_length=300)
    unit = forms.CharField(label="Đơn vị tính", max_length=40, help_text="Ví dụ: máy, lớp, gian.")
    quantity = forms.DecimalField(
        label="Số lượng",
        min_value=Decimal("0.001"),
        max_digits=14,
        decimal_places=3,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    unit_price_vnd = VndField(
        label="Đơn giá",
        required=True,
        smallest=1,
        help_text=f"{AMOUNT_EXAMPLE} Đơn giá nhỏ thì ghi từng đồng: 500.",
    )
    national_vnd = VndField(label=SOURCES["national_vnd"][2])
    province_vnd = VndField(label=SOURCES["province_vnd"][2])
    district_vnd = VndField(label=SOURCES["district_vnd"][2])
    commune_vnd = VndField(label=SOURCES["commune_vnd"][2])
    other_vnd = VndField(label=SOURCES["other_vnd"][2])
    is_recoverable = forms.BooleanField(label="Phần hỗ trợ có thu hồi", required=False)

    def __init__(
        self,
        *args: Any,
        line: Line,
        item: EstimateItem | None = None,
        draft: FormDraft | None = None,
        **kwargs: Any,
    ) -> None:
        theirs = values_of_item(item) if item else {}
        current = _initial_of_item(item)
        super().__init__(*args, current=current, theirs=theirs, draft=draft, **kwargs)
        if line.account.year > LAST_DAY_OF_63_PROVINCES.year:
            del self.fields["district_vnd"]  # there are no districts any more

    @property
    def source_fields(self) -> Iterator[forms.BoundField]:
        """The amounts, one for each source."""
        return (self[name] for name in SOURCES if name in self.fields)

    def clean(self) -> dict[str, Any]:
        """Hold the sources within quantity × price."""
        cleaned = super().clean() or self.cleaned_data
        quantity, price = cleaned.get("quantity"), cleaned.get("unit_price_vnd")
        if quantity and price and amount_of(quantity, price) > LARGEST:
            raise forms.ValidationError("Thành tiền lớn hơn một triệu tỷ đồng: hãy kiểm tra lại.")
        named = sum(cleaned.get(name) or 0 for name in SOURCES)
        if quantity and price and named > amount_of(quantity, price):
            raise forms.ValidationError(
                f"Các nguồn cộng lại {show_exact(named)}, vượt quá thành tiền "
                f"{show_exact(amount_of(quantity, price))}."
            )
        return cleaned

    def facts(self) -> ItemFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return ItemFacts(
            name=nfc(data["name"]),
            unit=nfc(data["unit"]),
            quantity=data["quantity"],
            unit_price_vnd=data["unit_price_vnd"],
            is_recoverable=data["is_recoverable"],
            **{name: data.get(name) or 0 for name in SOURCES},
        )

    def mine(self) -> Values:
        """What was typed, in words."""
        return values_of_item(self.facts())


def _initial_of_item(item: EstimateItem | None) -> dict[str, Any]:
    if item is None:
        return {}
    amounts = {name: show_exact(getattr(item, name)) for name in SOURCES if getattr(item, name)}
    return {
        **amounts,
        "name": item.name,
        "unit": item.unit,
        "quantity": item.quantity_shown,
        "unit_price_vnd": show_exact(item.unit_price_vnd),
        "is_recoverable": item.is_recoverable,
    }


class AttachmentForm(OfficeForm):
    """A file for a paper of the list, or another with its title."""

    requirement = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Tên tài liệu", required=False, max_length=400)
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="PDF, Word (docx), Excel (xlsx), ảnh JPG, PNG; tối đa 20 MB.",
    )

    def clean_file(self) -> FileFacts:
        """Raise `ValidationError` for a file of another kind, or too large."""
        return check_file(self.cleaned_data["file"])


class WaiverForm(OfficeForm):
    """Why a paper of the list is not needed."""

    reason = forms.CharField(label="Lý do không áp dụng", max_length=300)
