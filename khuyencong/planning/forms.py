from collections.abc import Iterable
from typing import Any

from django import forms

from khuyencong.accounts.models import User
from khuyencong.establishments.forms import ProvinceField, provinces_for
from khuyencong.establishments.queries import communes_called
from khuyencong.funding.actions import EnvelopeFacts
from khuyencong.funding.models import BUDGETS, Level
from khuyencong.lib.contents import Content
from khuyencong.places.models import LAST_DAY_OF_63_PROVINCES, Unit
from khuyencong.regulations.models import PriorityRule
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Tier
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from . import policy
from .actions import PlanFacts
from .models import AMOUNT_FIELDS, PlanItem
from .optimiser import Rules


class DecisionForm(OfficeForm):
    """The number and the date of a decision."""

    number = forms.CharField(
        label="Số quyết định", max_length=60, help_text="Ví dụ 123/QĐ-UBND hoặc 45/QĐ-BCT."
    )
    date = DayField(label="Ngày quyết định")

    def decision(self) -> Decision:
        """What was typed, as the action takes it."""
        return Decision(self.cleaned_data["number"], self.cleaned_data["date"])


class EnvelopeForm(DecisionForm):
    """An envelope for one source and place of a year; a commune's own is of its own source."""

    level = forms.ChoiceField(
        label="Nguồn ngân sách", choices=[(level.value, level.label) for level in BUDGETS]
    )
    place = ProvinceField(
        label="Tỉnh, thành phố",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Cả nước (nguồn quốc gia)",
    )
    commune = forms.CharField(
        label="Xã, phường, đặc khu",
        required=False,
        max_length=120,
        help_text="Chỉ với nguồn xã: hạn mức riêng của một xã. Để trống: chung các xã của tỉnh.",
    )
    amount_vnd = VndField(label="Số tiền", required=True)
    is_illustrative = forms.BooleanField(label="Dữ liệu minh họa", required=False)
    field_order = ("level", "place", "commune", "amount_vnd", "number", "date", "is_illustrative")

    def __init__(self, *args: Any, user: User, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.year = user, year
        self.fields["place"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices
        _keep_apart(self, user)

    def clean(self) -> dict[str, Any]:
        """Only the national source has an envelope of the whole country; each gives its own."""
        cleaned = super().clean() or self.cleaned_data
        level, place = cleaned.get("level"), cleaned.get("place")
        if level == Level.DISTRICT and self.year > LAST_DAY_OF_63_PROVINCES.year:
            self.add_error("level", "Từ 01/07/2025 không còn ngân sách cấp huyện.")
        if level and level != Level.NATIONAL and place is None:
            self.add_error("place", "Nguồn địa phương phải ghi tỉnh, thành phố.")
        elif level and not policy.give_envelope(self.user, level, place):
            self.add_error("level", "Vai trò của bạn không giao hạn mức của nguồn này.")
        elif cleaned.get("commune"):
            self._clean_commune(cleaned)
        return cleaned

    def _clean_commune(self, cleaned: dict[str, Any]) -> None:
        """The commune typed, in place of the province it lies in."""
        if cleaned.get("level") != Level.COMMUNE:
            self.add_error("commune", "Chỉ nguồn xã có hạn mức riêng của từng xã.")
            return
        found = [
            unit
            for unit in communes_called(cleaned["commune"], cleaned["place"])
            if unit.is_current
        ]
        if len(found) == 1:
            cleaned["place"] = found[0]
        else:
            several = ", ".join(unit.full_name for unit in found[:5])
            self.add_error(
                "commune",
                f"Có nhiều đơn vị tên như vậy: {several}; hãy ghi đủ."
                if found
                else "Không có xã, phường, đặc khu nào hiện nay tên như vậy trong tỉnh.",
            )

    def facts(self) -> EnvelopeFacts:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return EnvelopeFacts(
            year=self.year,
            level=data["level"],
            place=data["place"],
            amount_vnd=data["amount_vnd"],
            decision_number=data["number"],
            decision_date=data["date"],
            is_illustrative=self.user.is_illustrative or data["is_illustrative"],
        )


def _keep_apart(form: forms.Form, user: User) -> None:
    """What an illustrative account enters is illustrative, whatever it says."""
    if user.is_illustrative:
        form.fields["is_illustrative"].disabled = True
        form.fields["is_illustrative"].initial = True


class RevisionForm(DecisionForm):
    """A new amount of an envelope."""

    amount_vnd = VndField(label="Hạn mức mới", required=True)


class PlanForm(OfficeForm):
    """A new plan of a year."""

    title = forms.CharField(
        label="Tên phương án", max_length=200, help_text="Ví dụ: Ưu tiên địa bàn khó khăn."
    )
    tier = forms.ChoiceField(label="Chương trình", choices=Tier.choices)
    place = ProvinceField(
        label="Tỉnh, thành phố",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Cả nước (khuyến công quốc gia)",
    )
    is_illustrative = forms.BooleanField(label="Dữ liệu minh họa", required=False)

    def __init__(self, *args: Any, user: User, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.year = user, year
        self.fields["place"].queryset = provinces_for(user)  # type: ignore[attr-defined]  # a field of choices
        self.fields["tier"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (tier, label)
            for tier, label in Tier.choices
            if policy.make_plan_of(user, tier, user.scope_unit)
        ]
        _keep_apart(self, user)

    def clean(self) -> dict[str, Any]:
        """A local plan has a province; each plans its own."""
        cleaned = super().clean() or self.cleaned_data
        tier, place = cleaned.get("tier"), cleaned.get("place")
        if tier and tier != Tier.NATIONAL and place is None:
            self.add_error("place", "Kế hoạch địa phương phải ghi tỉnh, thành phố.")
        elif tier and not policy.make_plan_of(self.user, tier, place):
            self.add_error("tier", "Vai trò của bạn không lập kế hoạch của chương trình này.")
        return cleaned

    def facts(self) -> PlanFacts:
        """What was typed, as the action takes it."""
        data = {**self.cleaned_data}
        data["is_illustrative"] = self.user.is_illustrative or data["is_illustrative"]
        return PlanFacts(year=self.year, **data)


class TitleForm(OfficeForm):
    """The name of a copy."""

    title = forms.CharField(label="Tên phương án mới", max_length=200)


def _percent(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=100, help_text=hint
    )


class RulesForm(OfficeForm):
    """The rules of a proposal; an empty field sets no rule."""

    by_priority = forms.BooleanField(
        label="Xét lần lượt theo thứ tự ưu tiên của pháp luật (bảng bên dưới)",
        required=False,
        initial=True,
    )
    is_apart_first = forms.BooleanField(
        label="Xét đề án sản xuất sạch hơn trước (không theo thứ tự địa bàn, ngành nghề)",
        required=False,
    )
    min_disadvantaged_percent = _percent(
        "Tối thiểu cho địa bàn khó khăn (%)", "Tỷ lệ trong kinh phí của phương án."
    )
    max_content_percent = _percent(
        "Tối đa cho một nội dung (%)", "Ví dụ 60: không nội dung nào quá 60% kinh phí."
    )
    min_contents = forms.IntegerField(
        label="Số nội dung tối thiểu", required=False, min_value=1, max_value=18
    )
    max_per_establishment = forms.IntegerField(
        label="Số đề án tối đa của một cơ sở", required=False, min_value=1, max_value=99
    )

    def rules(self) -> Rules:
        """What was typed, as the optimiser takes it."""
        return Rules(**self.cleaned_data)


class DecidePlanForm(DecisionForm):
    """The decision on a plan, and the version of the plan that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def seen(self) -> int | None:
        """The version of the plan that the decision is about."""
        version: int | None = self.cleaned_data["version"]
        return version


class ItemForm(OfficeForm):
    """The money of a scheme in a plan, and the priority that no record tells."""

    national_vnd = VndField(label="Nguồn quốc gia")
    province_vnd = VndField(label="Nguồn tỉnh")
    district_vnd = VndField(label="Nguồn huyện")
    commune_vnd = VndField(label="Nguồn xã")
    grounds = forms.MultipleChoiceField(
        label="Diện ưu tiên do cán bộ xác nhận",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "plan-grounds"}),
        help_text="Những diện mà hồ sơ không tự cho biết; chỉ đánh dấu khi có giấy tờ chứng minh.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rules: Iterable[PriorityRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(rule.code, f"{rule.name} ({rule.citation})") for rule in rules]
        self.fields["grounds"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def amounts(self) -> dict[str, int]:
        """The đồng of each source that has any."""
        data = self.cleaned_data
        return {str(level): data[name] for level, name in AMOUNT_FIELDS.items() if data[name]}


def initial_of(item: PlanItem) -> dict[str, Any]:
    """What the form of an item starts from."""
    amounts = {name: getattr(item, name) or None for name in AMOUNT_FIELDS.values()}
    return {"grounds": item.grounds, "seen": item.fingerprint, **amounts}


class FilterForm(forms.Form):
    """What the board shows; what is not understood filters nothing."""

    words = forms.CharField(required=False, max_length=100)
    content = forms.ChoiceField(required=False, choices=[("", "Mọi nội dung"), *Content.choices])

    def wanted(self) -> dict[str, str]:
        """The words and the content sought; empty where there is none, or none that is known."""
        known = self.cleaned_data if self.is_bound and not self.errors else {}
        words = known.get("words") or self.data.get("words", "")[:100]
        return {"words": words, "content": known.get("content", "")}
