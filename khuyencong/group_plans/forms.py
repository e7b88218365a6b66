from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from khuyencong.accounts.models import User
from khuyencong.lib.money import show_exact
from khuyencong.lib.vietnamese import nfc
from khuyencong.regulations.models import DossierPaper
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.forms import find_establishment
from khuyencong.schemes.models import Scheme
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .actions import PartFacts
from .models import PlanPart


class PartForm(OfficeForm):
    """A beneficiary of a line, its money, and where its papers are kept."""

    establishment = forms.CharField(
        label="Đơn vị thụ hưởng",
        max_length=340,
        help_text="Gõ tên, mã số thuế hoặc mã cơ sở có trong sổ cơ sở.",
        widget=forms.TextInput(attrs={"list": "co-so", "autocomplete": "off"}),
    )
    item = forms.CharField(
        label="Hạng mục, thiết bị và thông số",
        required=False,
        max_length=300,
        help_text="Tên máy, số lượng, công suất, xuất xứ.",
    )
    place = forms.CharField(
        label="Địa điểm thực hiện",
        required=False,
        max_length=300,
        help_text="Để trống khi thực hiện tại cơ sở thụ hưởng.",
    )
    support_vnd = VndField(label="Kinh phí khuyến công hỗ trợ", required=True)
    counterpart_vnd = VndField(label="Vốn đối ứng của cơ sở")

    def __init__(
        self,
        *args: Any,
        user: User,
        scheme: Scheme,
        asked: Sequence[DossierPaper],
        part: PlanPart | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_initial_of(part), **kwargs)
        self.user, self.scheme, self.asked = user, scheme, asked
        for paper in asked:
            self.fields[f"paper_{paper.pk}"] = forms.CharField(
                label=paper.name,
                required=False,
                max_length=200,
                help_text="Ghi số, ngày, nơi lưu; hoặc vì sao không có, ví dụ: hộ kinh doanh không "
                "lập bảng cân đối kế toán.",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    @property
    def paper_fields(self) -> Iterator[forms.BoundField]:
        """Where each paper is kept."""
        return (self[name] for name in self.fields if name.startswith("paper_"))

    @property
    def own_fields(self) -> Iterator[forms.BoundField]:
        """All the others."""
        return (self[name] for name in self.fields if not name.startswith("paper_"))

    def clean_establishment(self) -> Any:
        """Raise `ValidationError` with the nearest establishments when it is not one."""
        return find_establishment(nfc(self.cleaned_data["establishment"]), self.user, self.scheme)

    def facts(self) -> PartFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return PartFacts(
            establishment=data["establishment"],
            item=nfc(data["item"]),
            place=nfc(data["place"]),
            support_vnd=data["support_vnd"],
            counterpart_vnd=data["counterpart_vnd"] or 0,
            papers={paper.pk: nfc(data[f"paper_{paper.pk}"]) for paper in self.asked},
        )


def _initial_of(part: PlanPart | None) -> dict[str, Any]:
    if part is None:
        return {}
    return {
        "establishment": f"{part.establishment.code} – {part.establishment.name}",
        "item": part.item,
        "place": part.place,
        "support_vnd": show_exact(part.support_vnd),
        "counterpart_vnd": show_exact(part.counterpart_vnd) if part.counterpart_vnd else "",
        **{f"paper_{paper.requirement_id}": paper.told for paper in part.papers.all()},
    }


class DecisionForm(OfficeForm):
    """The department's decision."""

    number = forms.CharField(
        label="Số quyết định", max_length=60, help_text="Ví dụ 55/QĐ-SCT, của Sở Công Thương."
    )
    date = DayField(label="Ngày quyết định")
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def decision(self) -> Decision:
        """What was typed, as the action takes it."""
        return Decision(nfc(self.cleaned_data["number"]), self.cleaned_data["date"])
