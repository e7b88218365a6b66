"""What files may be handed in: by size, by name, by what they begin with, open to whoever reads."""

from pathlib import PurePath
from typing import Any

from django import forms

from khuyencong.documents.reading import is_locked
from khuyencong.dossiers.actions import FileFacts
from khuyencong.lib.vietnamese import nfc

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
}
"""Extension → media type, and the bytes such a file begins with."""

ACCEPTED = ",".join(f".{extension}" for extension in KINDS)


def check_file(upload: Any, *, largest: int = LARGEST) -> FileFacts:
    """Return the file with its kind; raise `ValidationError` that says what is accepted."""
    if upload.size > largest:
        raise forms.ValidationError(
            f"Tệp lớn quá {largest // MEGABYTE} MB: hãy chia nhỏ hoặc quét lại nhẹ hơn."
        )
    name = nfc(PurePath(upload.name).name)[-200:]
    extension = PurePath(name).suffix.removeprefix(".").lower()
    if extension not in KINDS:
        raise forms.ValidationError("Chỉ nhận tệp PDF, Word (docx), Excel (xlsx), ảnh JPG, PNG.")
    media_type, beginning = KINDS[extension]
    content = upload.read()
    if not content.startswith(beginning):
        raise forms.ValidationError(
            f"Nội dung tệp không phải là {extension.upper()}: hãy mở thử và lưu lại đúng loại."
        )
    if extension == "pdf" and is_locked(content):
        raise forms.ValidationError(
            "Tệp PDF có mật khẩu, người khác không mở được: hãy bỏ mật khẩu rồi tải lại."
        )
    return FileFacts(content=content, name=name, media_type=media_type, extension=extension)
