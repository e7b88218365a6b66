from django import forms

from khuyencong.documents.filling import BadTemplate, check
from khuyencong.documents.reading import is_readable
from khuyencong.dossiers.actions import FileFacts
from khuyencong.dossiers.forms.files import check_file
from khuyencong.ui.fields import FIRST_YEAR, LAST_YEAR, DayField, OfficeForm

from .actions import WordingFacts
from .lifecycle import PaperKind
from .models import Source
from .register import Choice, Direction

LARGEST_LAYOUT = 5 * 1024 * 1024
LARGEST_BATCH = 60 * 1024 * 1024


class NumberForm(OfficeForm):
    """The day a number is taken for."""

    dated_on = DayField(label="Ngày văn bản")


class ScanForm(OfficeForm):
    """A signed copy: PDF or a picture."""

    file = forms.FileField(
        label="Bản ký đã quét",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF, ảnh JPG, PNG; tối đa 20 MB.",
    )

    def clean_file(self) -> FileFacts:
        found = check_file(self.cleaned_data["file"])
        if found.extension not in {"pdf", "jpg", "jpeg", "png"}:
            raise forms.ValidationError("Bản ký phải là PDF hoặc ảnh JPG, PNG.")
        if found.extension == "pdf" and not is_readable(found.content):
            raise forms.ValidationError(
                f"Tệp «{found.name}» hỏng, không mở được trang nào: hãy mở thử trên máy, quét hoặc "
                "xuất lại thành PDF, rồi nộp lại."
            )
        return found


class BatchForm(OfficeForm):
    """A pile of signed papers in one PDF."""

    file = forms.FileField(
        label="Tệp PDF gồm nhiều văn bản đã ký",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text="Tối đa 60 MB. Mỗi trang được xếp theo mã QR ở chân trang.",
    )

    def clean_file(self) -> FileFacts:
        found = check_file(self.cleaned_data["file"], largest=LARGEST_BATCH)
        if found.extension != "pdf":
            raise forms.ValidationError("Chỉ nhận tệp PDF.")
        return found


class AssignForm(OfficeForm):
    """The code of the paper that a page belongs to, as it stands at the foot."""

    code = forms.CharField(label="Mã văn bản", max_length=20)

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()


class WordingForm(OfficeForm):
    """A wording of one kind of paper."""

    valid_from = DayField(label="Áp dụng từ ngày")
    bases = forms.CharField(
        label="Căn cứ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một căn cứ. Để trống: các văn bản pháp luật đang có hiệu lực.",
    )
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một nơi nhận. Để trống: nơi nhận của hệ thống.",
    )
    signer_authority = forms.CharField(
        label="Thẩm quyền ký",
        required=False,
        max_length=120,
        help_text="Ví dụ: TM. ỦY BAN NHÂN DÂN; KT. GIÁM ĐỐC.",
    )
    signer_title = forms.CharField(
        label="Chức vụ người ký",
        required=False,
        max_length=120,
        help_text="Ví dụ: GIÁM ĐỐC; PHÓ GIÁM ĐỐC. Để trống: người đứng đầu cơ quan.",
    )
    signer_name = forms.CharField(label="Họ tên người ký", required=False, max_length=120)
    layout = forms.FileField(
        label="Tệp mẫu Word của tỉnh",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text="Tệp .docx có các ô như {{noi_dung}}, tối đa 5 MB. Để trống: giữ tệp đang dùng.",
    )
    drops_layout = forms.BooleanField(
        label="Bỏ tệp mẫu, trở lại bố cục của hệ thống", required=False
    )

    def clean_layout(self) -> FileFacts | None:
        """The Word file, checked: each fault is an error of its own."""
        upload = self.cleaned_data["layout"]
        if upload is None:
            return None
        found = check_file(upload, largest=LARGEST_LAYOUT)
        if found.extension != "docx":
            raise forms.ValidationError("Chỉ nhận tệp Word (.docx).")
        try:
            check(found.content)
        except BadTemplate as error:
            raise forms.ValidationError(error.faults) from error
        return found

    def facts(self) -> WordingFacts:
        return WordingFacts(**self.cleaned_data)


class VoidForm(OfficeForm):
    """Why a number is not used."""

    reason = forms.CharField(label="Lý do hủy số", max_length=300)


class RegisterFilter(OfficeForm):
    """What the register is narrowed to; nothing chosen shows all."""

    so = forms.ChoiceField(
        label="Sổ",
        required=False,
        choices=[
            ("", "Văn bản đi và đến"),
            (Direction.SENT, "Văn bản đi (đơn vị mình ban hành)"),
            (Direction.RECEIVED, "Văn bản đến (nơi khác ban hành)"),
        ],
    )
    nam = forms.IntegerField(label="Năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    loai = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "Tất cả các loại"), *Source.choices]
    )
    tu = forms.CharField(label="Số, trích yếu, đề án hoặc cơ quan", required=False, max_length=200)

    def choice(self) -> Choice:
        """What was chosen."""
        said = self.cleaned_data
        return Choice(said["nam"], said["tu"], said["loai"], said["so"])


def kind_of(code: str) -> PaperKind | None:
    """The kind of that code, if there is one."""
    return PaperKind(code) if code in PaperKind.values else None
