from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from khuyencong.accounts.models import User
from khuyencong.establishments.forms import ProvinceField, provinces_for
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries import in_disadvantaged_area
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Kind, Level, Nature
from khuyencong.lib.contents import Content
from khuyencong.lib.lifecycle import Step
from khuyencong.lib.vietnamese import fold, nfc
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import LAST_DAY_OF_63_PROVINCES, Unit
from khuyencong.places.queries import units_within
from khuyencong.programmes.models import Programme
from khuyencong.regulations.models import SubContent
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .actions import LineFacts, SchemeFacts
from .lifecycle import CARRIED_OUT, State
from .models import Form, Scheme, Tier

FIRST_YEAR, LAST_YEAR = 1990, 2100
_SEARCHED = {"data-search": ""}
_STATES = [(state.value, state.label) for state in (State.DRAFT, *CARRIED_OUT)]


class StepForm(OfficeForm):
    """The note that a step is taken with; some steps must say why."""

    note = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = step.needs_note
        self.fields["note"].label = "Lý do" if step.needs_note else "Ghi chú"


class SearchForm(OfficeForm):
    """The filters of the list; what is not understood filters nothing."""

    words = forms.CharField(label="Tên, mã đề án", required=False, max_length=100)
    place = ProvinceField(
        label="Tỉnh, thành phố", required=False, queryset=Unit.objects.none(), empty_label="Tất cả"
    )
    year = forms.IntegerField(
        label="Năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    tier = forms.ChoiceField(
        label="Chương trình", required=False, choices=[("", "Tất cả"), *Tier.choices]
    )
    content = forms.ChoiceField(
        label="Nội dung", required=False, choices=[("", "Tất cả"), *Content.choices]
    )
    form = forms.ChoiceField(
        label="Hình thức", required=False, choices=[("", "Tất cả"), *Form.choices]
    )
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), *State.choices]
    )
    records = forms.ChoiceField(
        label="Hồ sơ",
        required=False,
        choices=[("", "Tất cả"), ("False", "Hồ sơ thật"), ("True", "Dữ liệu minh họa")],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices


def _year(label: str) -> forms.IntegerField:
    sentence = f"{label} là một năm từ {FIRST_YEAR} đến {LAST_YEAR}."
    return forms.IntegerField(
        label=label,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"min_value": sentence, "max_value": sentence, "invalid": sentence},
    )


class SchemeForm(OfficeForm):
    """What is recorded of a scheme itself; its lines and money come after."""

    code = forms.CharField(
        label="Mã đề án",
        max_length=40,
        help_text="Chữ không dấu, số, dấu chấm và gạch ngang, ví dụ KCQG-2026-017.",
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9.\-]*$",
                "Mã chỉ gồm chữ không dấu, số, dấu chấm và gạch ngang, ví dụ KCQG-2026-017.",
            ),
            # Words alone are addresses of the site: /de-an/them/, /tham-dinh/hoi-dong/.
            RegexValidator(r"[0-9]", "Mã phải có ít nhất một chữ số, ví dụ KCQG-2026-017."),
        ],
    )
    name = forms.CharField(label="Tên đề án", max_length=400)
    province = ProvinceField(
        label="Tỉnh, thành phố", queryset=Unit.objects.none(), empty_label="Chọn tỉnh, thành phố"
    )
    tier = forms.ChoiceField(
        label="Chương trình phê duyệt", choices=[("", "Chọn chương trình"), *Tier.choices]
    )
    form = forms.ChoiceField(label="Hình thức", choices=Form.choices)
    recorded_as = forms.ChoiceField(
        label="Tình trạng hiện nay",
        choices=_STATES,
        initial=State.PLANNED,
        help_text="Đề án đã được phê duyệt từ trước: chọn tình trạng đã tới.",
    )
    programme = forms.ModelChoiceField(
        label="Thuộc chương trình giai đoạn",
        required=False,
        queryset=Programme.objects.none(),
        empty_label="Không rõ",
    )
    implementer = forms.ModelChoiceField(
        label="Đơn vị thực hiện",
        required=False,
        queryset=Organisation.objects.none(),
        empty_label="Không rõ",
        widget=forms.Select(attrs=_SEARCHED),
    )
    partners = forms.ModelMultipleChoiceField(
        label="Đơn vị phối hợp",
        required=False,
        queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs=_SEARCHED),
    )
    start_year = _year("Năm bắt đầu")
    end_year = _year("Năm kết thúc")
    approval = forms.CharField(
        label="Quyết định phê duyệt",
        required=False,
        max_length=200,
        help_text="Số, ngày, cơ quan ban hành. Để trống khi không rõ.",
    )
    dated_on = DayField(label="Ngày giao kế hoạch", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, scheme: Scheme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.scheme = user, scheme
        organisations = _organisations(user)
        querysets = {
            "province": provinces_for(user),
            "programme": Programme.objects.visible_to(user),
            "implementer": organisations,
            "partners": organisations,
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a field of choices
        if scheme is not None:  # its code is its address; its money is kept under its province
            for name in ("code", "province", "recorded_as"):
                del self.fields[name]

    def clean_code(self) -> str:
        """Raise `ValidationError` for a code that a scheme has, whosever it is."""
        code: str = self.cleaned_data["code"]
        if Scheme.objects.filter(code=code).exists():
            raise forms.ValidationError(f"Mã «{code}» đã có ở một đề án khác.")
        return code

    def clean_name(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Hold the years and the day together."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("start_year"), cleaned.get("end_year")
        if first and last and last < first:
            self.add_error("end_year", f"Năm kết thúc không được trước năm bắt đầu ({first}).")
        day = cleaned.get("dated_on")
        if day and first and day.year != first:
            self.add_error("dated_on", f"Ngày giao kế hoạch phải nằm trong năm bắt đầu ({first}).")
        return cleaned

    def facts(self) -> SchemeFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        data["partners"] = tuple(data["partners"])
        if self.scheme is not None:
            data |= {"code": self.scheme.code, "province": self.scheme.province}
        return SchemeFacts(**data, is_illustrative=self.user.is_illustrative)


def initial_of(scheme: Scheme) -> dict[str, Any]:
    """What the form of a scheme starts from."""
    fields = ("name", "tier", "form", "programme", "implementer", "start_year", "end_year")
    return {
        **{name: getattr(scheme, name) for name in fields},
        "partners": list(scheme.partners.all()),
        "approval": scheme.approval,
        "dated_on": scheme.dated_on,
        "seen": scheme.fingerprint,
    }


def _organisations(user: User) -> Any:
    found = Organisation.objects.order_by("name")
    if user.scope_unit is None:
        return found
    places = units_within(user.scope_unit.province or user.scope_unit)
    return found.filter(place__in=places) | found.filter(place__province__in=places)


AMOUNTS = {
    "national_vnd": (Kind.GRANT, Level.NATIONAL, "Hỗ trợ từ khuyến công quốc gia"),
    "province_vnd": (Kind.GRANT, Level.PROVINCE, "Hỗ trợ từ ngân sách tỉnh"),
    "district_vnd": (Kind.GRANT, Level.DISTRICT, "Hỗ trợ từ ngân sách huyện (trước 01/07/2025)"),
    "commune_vnd": (Kind.GRANT, Level.COMMUNE, "Hỗ trợ từ ngân sách xã"),
    "counterpart_vnd": (Kind.COUNTERPART, Level.NONE, "Vốn đối ứng"),
}


class LineForm(OfficeForm):
    """A line of a scheme: one content, one year, one beneficiary or none, and its money."""

    year = _year("Năm ngân sách")
    content = forms.ChoiceField(
        label="Nội dung", required=False, choices=[("", "Không rõ"), *Content.choices]
    )
    sub_content = forms.ModelChoiceField(
        label="Nội dung cụ thể",
        required=False,
        queryset=SubContent.objects.select_related("group"),
        empty_label="Không rõ",
        widget=forms.Select(attrs=_SEARCHED),
    )
    item = forms.CharField(
        label="Hạng mục", required=False, max_length=300, help_text="Ví dụ: máy sấy lạnh 500 kg/mẻ."
    )
    establishment = forms.CharField(
        label="Cơ sở thụ hưởng",
        required=False,
        max_length=340,
        help_text="Gõ tên, mã cơ sở hoặc mã số thuế. Để trống khi không cho riêng cơ sở nào.",
        widget=forms.TextInput(attrs={"list": "co-so", "autocomplete": "off"}),
    )
    nature = forms.ChoiceField(
        label="Trạng thái kinh phí", choices=Nature.choices, initial=Nature.ALLOCATED
    )
    national_vnd = VndField(label=AMOUNTS["national_vnd"][2])
    province_vnd = VndField(label=AMOUNTS["province_vnd"][2])
    district_vnd = VndField(label=AMOUNTS["district_vnd"][2])
    commune_vnd = VndField(label=AMOUNTS["commune_vnd"][2])
    counterpart_vnd = VndField(label=AMOUNTS["counterpart_vnd"][2])
    is_recoverable = forms.BooleanField(label="Phần hỗ trợ có thu hồi", required=False)
    booked_on = DayField(label="Ngày ghi sổ")
    document = forms.CharField(
        label="Chứng từ",
        required=False,
        max_length=200,
        help_text="Số, ngày quyết định hoặc phiếu chi. Để trống khi không rõ.",
    )

    def __init__(self, *args: Any, user: User, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.scheme = user, scheme
        if scheme.state == State.DRAFT:  # nothing has been decided of it
            asked = [(Nature.REGISTERED.value, Nature.REGISTERED.label)]
            self.fields["nature"].choices = asked  # type: ignore[attr-defined]  # a field of choices

    @property
    def amount_fields(self) -> Iterator[forms.BoundField]:
        """The amounts, one for each source."""
        return (self[name] for name in AMOUNTS)

    def clean_year(self) -> int:
        """Raise `ValidationError` for a year that is not of the scheme."""
        year: int = self.cleaned_data["year"]
        if not self.scheme.start_year <= year <= self.scheme.end_year:
            raise forms.ValidationError(f"Đề án này thực hiện {self.scheme.years}.")
        return year

    def clean_establishment(self) -> Establishment | None:
        """Raise `ValidationError` with the nearest establishments when it is not one."""
        words = nfc(self.cleaned_data["establishment"])
        return find_establishment(words, self.user, self.scheme) if words else None

    def clean(self) -> dict[str, Any]:
        """A sub-content says its content; a district has had no budget since 01/07/2025."""
        cleaned = super().clean() or self.cleaned_data
        sub_content = cleaned.get("sub_content")
        if sub_content and sub_content.content:
            if cleaned.get("content") and cleaned["content"] != sub_content.content:
                label = Content(sub_content.content).label
                self.add_error("sub_content", f"Nội dung cụ thể này thuộc «{label}».")
            cleaned["content"] = sub_content.content
        year = cleaned.get("year")
        if year and year > LAST_DAY_OF_63_PROVINCES.year and cleaned.get("district_vnd"):
            self.add_error("district_vnd", "Từ 01/07/2025 không còn ngân sách cấp huyện.")
        return cleaned

    def facts(self) -> LineFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        day = self.scheme.dated_on
        establishment = data["establishment"]
        return LineFacts(
            year=data["year"],
            content=data["content"],
            establishment=establishment,
            in_disadvantaged_area=_area(establishment, day),
            sub_content=data["sub_content"],
            item=data["item"],
            dated_on=day if day and day.year == data["year"] else None,
            postings=tuple(self._postings()),
        )

    def _postings(self) -> Iterator[Posting]:
        data = self.cleaned_data
        for name, (kind, level, _) in AMOUNTS.items():
            if data[name]:
                returns = data["is_recoverable"] and kind is Kind.GRANT
                yield Posting(
                    amount_vnd=data[name],
                    nature=data["nature"],
                    kind=Kind.RECOVERABLE if returns else kind,
                    level=level,
                    booked_on=data["booked_on"],
                    document=data["document"],
                )


def find_establishment(words: str, user: User, scheme: Scheme) -> Establishment:
    """The establishment called so; raise `ValidationError` naming the nearest ones."""
    same_kind = Establishment.objects.visible_to(user).filter(
        is_illustrative=scheme.is_illustrative
    )
    code = words.partition(" – ")[0]
    named = same_kind.filter(code__iexact=code) or same_kind.filter(fold=fold(words))
    found = list((named or same_kind.filter(tax_code=words))[:2])
    if len(found) == 1:
        return found[0]
    near = list(same_kind.matching(words)[:5])
    hint = "; ".join(f"{one.code} – {one.name}" for one in near)
    raise forms.ValidationError(
        f"Có {len(near)} cơ sở gần giống: {hint}. Hãy chọn một, gõ mã của cơ sở đó."
        if near
        else f"Không thấy cơ sở «{words}» trong sổ: hãy thêm cơ sở trước."
    )


def _area(establishment: Establishment | None, day: date | None) -> bool | None:
    if establishment is None or day is None:
        return None
    return in_disadvantaged_area(establishment, on=day)
