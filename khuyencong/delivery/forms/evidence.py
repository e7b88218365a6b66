from typing import Any

from django import forms

from khuyencong.delivery.actions import EvidenceFacts, PhotoFacts
from khuyencong.dossiers.actions import FileFacts
from khuyencong.dossiers.forms.files import ACCEPTED, check_file
from khuyencong.lib.days import DAY
from khuyencong.regulations.models import EvidenceItem
from khuyencong.schemes.models import Line
from khuyencong.ui.fields import DayField, OfficeForm

from .money import text

_FILE = "PDF, Word (docx), Excel (xlsx), ảnh JPG, PNG; tối đa 20 MB."


class EvidenceForm(OfficeForm):
    """A paper of a list: its number, its day, its scan where there is one."""

    number = text("Số, ký hiệu", length=120)
    dated_on = DayField(label="Ngày", required=False)
    file = forms.FileField(
        label="Bản quét",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_FILE,
    )

    def clean_file(self) -> FileFacts | None:
        """Raise `ValidationError` for a file of another kind, or too large."""
        upload = self.cleaned_data["file"]
        return check_file(upload) if upload else None

    def facts(self, item: EvidenceItem, line: Line | None) -> EvidenceFacts:
        """What was typed for a paper of the list; only of a valid form."""
        return EvidenceFacts(item=item, line=line, **self.cleaned_data)


class PhotoForm(OfficeForm):
    """A photo with where and when it was taken."""

    file = forms.FileField(
        label="Ảnh",
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        help_text="Ảnh JPG, PNG; tối đa 20 MB.",
    )
    taken_at = forms.DateTimeField(
        label="Chụp lúc",
        input_formats=[f"{DAY} %H:%M", f"%H:%M {DAY}", DAY],
        help_text="Ví dụ 15/03/2026 09:30.",
    )
    place = text("Nơi chụp")
    caption = text("Nội dung ảnh", required=False)

    def clean_file(self) -> FileFacts:
        """Raise `ValidationError` for anything but a picture."""
        file = check_file(self.cleaned_data["file"])
        if not file.media_type.startswith("image/"):
            raise forms.ValidationError("Chỉ nhận ảnh JPG, PNG.")
        return file

    def facts(self) -> PhotoFacts:
        """What was typed, as the action takes it; only of a valid form."""
        data: dict[str, Any] = self.cleaned_data
        return PhotoFacts(**data)
