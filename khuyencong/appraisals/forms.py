"""Opening an appraisal, an opinion, a conclusion, councils, a conflict of interest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import (
    ACCOUNTANT,
    COUNCIL_MEMBER,
    LEADER,
    MINISTRY_OFFICER,
    PROVINCE_OFFICER,
)
from khuyencong.dossiers.queries import LineEstimate
from khuyencong.lib.money import show_exact
from khuyencong.lib.vietnamese import nfc
from khuyencong.regulations.models import AppraisalPoint
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Line
from khuyencong.ui.fields import DayField, OfficeForm, VndField

from .actions import BasisFacts, ConclusionFacts, CouncilFacts, OpinionFacts, PointFacts
from .lifecycle import Level, Outcome
from .models import Council, Opinion, Seat, Verdict
from .queries import Basis, requested_of

_SEATED = [
    role.code for role in (LEADER, PROVINCE_OFFICER, ACCOUNTANT, MINISTRY_OFFICER, COUNCIL_MEMBER)
]


def people_for(level: str, province_id: int | None) -> Any:
    """Who may sit in a council: of the department at base, of the Ministry's department above.

    Whoever may sit sees the schemes of the place; illustrative people who cannot sign in do not.
    """
    people = User.objects.filter(is_active=True, role__in=_SEATED, organisation__isnull=False)
    people = people.exclude(is_illustrative=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    place = province_id if level == Level.BASE else None
    found = people.filter(organisation__place=place) if place else None
    if found is None:
        found = people.filter(organisation__place__isnull=True)
    return found.select_related("organisation").order_by("full_name", "pk")


class PersonField(forms.ModelChoiceField[User]):
    """People told apart by where they work."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name} – {obj.organisation}, {obj.role_data.display_name.lower()}"


class OpenForm(OfficeForm):
    """By staff, or by which council."""

    council = forms.TypedChoiceField(
        label="Cách thẩm định", required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, councils: Sequence[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.councils = {council.pk: council for council in councils}
        self.fields["council"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", "Bộ máy giúp việc thẩm định, không lập hội đồng"),
            *((council.pk, str(council)) for council in councils),
        ]

    def clean_council(self) -> Council | None:
        """The council itself, or ``None`` for the staff."""
        return self.councils.get(self.cleaned_data["council"])


class RecusalForm(OfficeForm):
    """Why the person stays out."""

    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: người thân là chủ cơ sở thụ hưởng; có góp vốn vào đơn vị thực hiện.",
    )

    def clean_reason(self) -> str:
        """One spelling is stored, whatever the keyboard."""
        return nfc(self.cleaned_data["reason"])


class BasesForm(OfficeForm):
    """What the norm of each line is measured on."""

    def __init__(
        self, *args: Any, lines: Iterable[Line], bases: Mapping[int, Basis], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            basis = bases[line.pk]
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label="Số đơn vị tính định mức",
                min_value=1,
                max_value=999,
                initial=basis.units,
                help_text="Số cơ sở, mô hình, cụm… mà dòng này hỗ trợ.",
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )
            self.fields[f"priority_{line.pk}"] = forms.BooleanField(
                label="Thuộc địa bàn, ngành nghề ưu tiên",
                required=False,
                initial=basis.is_priority,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"line_{line.pk}"] = forms.BooleanField(
                label="Là dây chuyền công nghệ",
                required=False,
                initial=basis.is_line,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )

    @property
    def rows(self) -> Iterator[tuple[Line, Any, Any, Any]]:
        """Each line with its three fields."""
        for line in self.lines:
            units, priority, chain = (
                self[f"{name}_{line.pk}"] for name in ("units", "priority", "line")
            )
            yield line, units, priority, chain

    def facts(self) -> dict[int, BasisFacts]:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return {
            line.pk: BasisFacts(
                data[f"units_{line.pk}"], data[f"priority_{line.pk}"], data[f"line_{line.pk}"]
            )
            for line in self.lines
        }


class OpinionForm(OfficeForm):
    """An opinion: a verdict and reasons on every point, a score, a proposed amount.

    Nothing is required of a draft; what a locked opinion lacks is told by the action.
    """

    score = forms.IntegerField(
        label="Điểm", required=False, min_value=0, max_value=100, help_text="Từ 0 đến 100."
    )
    support_vnd = VndField(label="Mức hỗ trợ đề xuất")
    text = forms.CharField(
        label="Ý kiến chung",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, points: Sequence[AppraisalPoint], opinion: Opinion | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_initial_of(opinion), **kwargs)
        self.points = points
        for point in points:
            self.fields[f"verdict_{point.pk}"] = forms.ChoiceField(
                label=f"Đánh giá nội dung {point.number}",
                required=False,
                choices=[("", "Chưa đánh giá"), *Verdict.choices],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"text_{point.pk}"] = forms.CharField(
                label=f"Nhận xét nội dung {point.number}",
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
            )

    @property
    def rows(self) -> Iterator[tuple[AppraisalPoint, Any, Any]]:
        """Each point with its two fields."""
        for point in self.points:
            yield point, self[f"verdict_{point.pk}"], self[f"text_{point.pk}"]

    def facts(self) -> OpinionFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return OpinionFacts(
            score=data["score"],
            support_vnd=data["support_vnd"],
            text=nfc(data["text"]),
            points={
                point.pk: PointFacts(data[f"verdict_{point.pk}"], nfc(data[f"text_{point.pk}"]))
                for point in self.points
            },
        )


def _initial_of(opinion: Opinion | None) -> dict[str, Any]:
    if opinion is None:
        return {}
    said: dict[str, Any] = {"score": opinion.score, "text": opinion.text}
    if opinion.support_vnd is not None:
        said["support_vnd"] = show_exact(opinion.support_vnd)
    for one in opinion.points.all():
        said[f"verdict_{one.point_id}"] = one.verdict
        said[f"text_{one.point_id}"] = one.text
    return said


class ConclusionForm(OfficeForm):
    """The outcome, its reasons, the minutes, and for an approval the amount of every line."""

    outcome = forms.ChoiceField(label="Kết luận", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Ghi chú, lý do",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bắt buộc khi trả lại hoặc không chấp thuận.",
    )
    minutes_number = forms.CharField(label="Số biên bản họp", required=False, max_length=60)
    minutes_date = DayField(label="Ngày biên bản", required=False)

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[Outcome],
        lines: Sequence[LineEstimate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one.value, one.label) for one in outcomes]  # type: ignore[attr-defined]  # a field of choices
        self.lines = lines
        for one in lines if Outcome.APPROVE in outcomes else ():
            self.fields[f"agreed_{one.line.pk}"] = VndField(
                label=f"Mức hỗ trợ thống nhất: {one.line}",
                initial=show_exact(requested_of(one)),
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    @property
    def amounts(self) -> Iterator[forms.BoundField]:
        """The amounts, one for each line."""
        return (self[name] for name in self.fields if name.startswith("agreed_"))

    def clean(self) -> dict[str, Any]:
        """Hold reasons where they must be given, and minutes to have both number and day."""
        cleaned = super().clean() or self.cleaned_data
        outcome, note = cleaned.get("outcome"), cleaned.get("note", "")
        if outcome and outcome != Outcome.APPROVE and not note.strip():
            self.add_error("note", "Phải ghi rõ lý do.")
        is_half = bool(cleaned.get("minutes_number")) != bool(cleaned.get("minutes_date"))
        if is_half and "minutes_date" not in self.errors:
            self.add_error("minutes_number", "Biên bản phải có cả số và ngày.")
        return cleaned

    def facts(self) -> ConclusionFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        number, day = nfc(data["minutes_number"]), data["minutes_date"]
        agreed = {one.line.pk: data.get(f"agreed_{one.line.pk}") for one in self.lines}
        return ConclusionFacts(
            outcome=data["outcome"],
            note=nfc(data["note"]),
            agreed={line: amount for line, amount in agreed.items() if amount is not None},
            minutes=Decision(number, day) if number else None,
        )


class CouncilForm(OfficeForm):
    """The decision that sets a council up; its level and place are those of the person."""

    name = forms.CharField(
        label="Tên hội đồng", max_length=200, initial="Hội đồng thẩm định đề án khuyến công"
    )
    decision_number = forms.CharField(label="Số quyết định thành lập", max_length=60)
    decision_date = DayField(label="Ngày quyết định")
    chair = PersonField(
        label="Chủ tịch hội đồng", queryset=User.objects.none(), empty_label="Chọn người"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province = user.scope_unit
        self.level = Level.BASE if self.province else Level.MINISTRY
        people = people_for(self.level, self.province.pk if self.province else None)
        self.fields["chair"].queryset = people  # type: ignore[attr-defined]  # a field of choices

    def facts(self) -> CouncilFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data = self.cleaned_data
        return CouncilFacts(
            level=self.level,
            province=self.province,
            name=nfc(data["name"]),
            decision_number=nfc(data["decision_number"]),
            decision_date=data["decision_date"],
            chair=data["chair"],
        )


class MemberForm(OfficeForm):
    """One more person of the council."""

    person = PersonField(label="Người", queryset=User.objects.none(), empty_label="Chọn người")
    seat = forms.ChoiceField(label="Chức danh", choices=Seat.choices, initial=Seat.MEMBER)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_for(council.level, council.province_id)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a field of choices
