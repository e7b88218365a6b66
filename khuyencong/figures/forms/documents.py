from typing import Any

from django import forms

from khuyencong.lib.period import Period, PeriodError
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace, resolve_place
from khuyencong.ui.fields import DayField, OfficeForm

from ..actions import Description, Incoming
from ..models import Decision, Document
from ..reading.load import MAX_BYTES

KINDS_OF_FILE = ".txt,.docx,.pdf,.html,.htm"
_TOO_LARGE = f"Tệp lớn hơn {MAX_BYTES // 2**20} MB."


def _file(**kwargs: Any) -> forms.FileField:
    return forms.FileField(
        label="Tệp",
        help_text=f"Tệp .txt, .docx, .pdf có lớp chữ hoặc trang web đã lưu (.html), tối đa "
        f"{MAX_BYTES // 2**20} MB.",
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILE}),
        error_messages={"empty": "Tệp không có nội dung."},
        **kwargs,
    )


class UploadForm(OfficeForm):
    """A text to be read: a file, or its words pasted."""

    file = _file(required=False)
    pasted = forms.CharField(
        label="Hoặc dán nội dung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    title = forms.CharField(
        label="Tiêu đề",
        required=False,
        max_length=300,
        help_text="Để trống thì lấy tiêu đề tìm thấy trong văn bản.",
    )
    publisher = forms.CharField(label="Nơi công bố", required=False, max_length=200)
    published_on = DayField(label="Ngày công bố", required=False)
    url = forms.URLField(label="Địa chỉ trên mạng", required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), (cleaned.get("pasted") or "").strip()
        if "file" in self.errors:
            return cleaned
        if bool(file) == bool(pasted):
            self.add_error("file", "Hãy chọn một tệp hoặc dán nội dung, một trong hai.")
        elif file and file.size > MAX_BYTES:
            self.add_error("file", _TOO_LARGE)
        return cleaned

    def incoming(self) -> Incoming:
        """What the person brings; call it on a valid form."""
        said, file = self.cleaned_data, self.cleaned_data.get("file")
        return Incoming(
            data=file.read() if file else b"",
            file_name=file.name if file else "",
            pasted=said["pasted"],
            title=said["title"],
            publisher=said["publisher"],
            published_on=said["published_on"],
            url=said["url"],
        )


class CheckForm(OfficeForm):
    """A draft report to be checked before it is published."""

    file = _file()
    against_records = forms.BooleanField(
        label="Đối chiếu cả với sổ và với số đã công bố", required=False, initial=True
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_TOO_LARGE)
        return file


class DescribeForm(OfficeForm):
    """What a text is: its title, publisher, day, place and period; saving confirms the place."""

    title = forms.CharField(label="Tiêu đề", max_length=300)
    publisher = forms.CharField(label="Nơi công bố", max_length=200)
    published_on = DayField(label="Ngày công bố", required=False)
    url = forms.URLField(label="Địa chỉ trên mạng", required=False, assume_scheme="https")
    place = forms.CharField(
        label="Địa bàn",
        required=False,
        help_text="Tỉnh, thành phố vào thời của văn bản; để trống là cả nước.",
        widget=forms.TextInput(attrs={"list": "dia-ban", "autocomplete": "off"}),
    )
    period = forms.CharField(label="Kỳ số liệu", help_text="Ví dụ: 2018; 2014-2018.")

    def clean(self) -> dict[str, Any]:
        """Read the period, then the place as it was at its end."""
        cleaned = super().clean() or self.cleaned_data
        period = None
        if cleaned.get("period"):
            try:
                period = Period.parse(cleaned["period"])
            except PeriodError as error:
                self.add_error("period", str(error))
        cleaned["read_period"], cleaned["unit"] = period, None
        if cleaned.get("place"):
            try:
                cleaned["unit"] = resolve_place(cleaned["place"], on=period.end if period else None)
            except (UnknownPlace, AmbiguousPlace) as error:
                self.add_error("place", str(error))
        return cleaned

    def description(self) -> Description:
        """What the person said; call it on a valid form."""
        said = self.cleaned_data
        return Description(
            title=said["title"],
            publisher=said["publisher"],
            published_on=said["published_on"],
            url=said["url"],
            place=said["unit"],
            period=said["read_period"],
        )

    @classmethod
    def of(cls, document: Document) -> "DescribeForm":
        """The form as the machine or a person left it."""
        period = document.period
        return cls(
            initial={
                "title": document.title,
                "publisher": document.publisher,
                "published_on": document.published_on,
                "url": document.url,
                "place": document.place.name if document.place else "",
                "period": period.code if period else "",
            }
        )


class RejectForm(OfficeForm):
    """Why a figure is none."""

    reason = forms.CharField(
        label="Lý do bác",
        max_length=400,
        error_messages={"required": "Hãy ghi lý do bác số liệu này."},
    )


class FindingForm(OfficeForm):
    """What is made of a finding; dismissing and asking need words."""

    decision = forms.ChoiceField(choices=Decision.choices)
    key = forms.CharField(max_length=16)
    note = forms.CharField(max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        """Words are needed unless the finding is confirmed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") != Decision.CONFIRMED and not cleaned.get("note", "").strip():
            self.add_error("note", "Hãy ghi lý do bỏ qua, hoặc câu hỏi gửi tác giả.")
        return cleaned
