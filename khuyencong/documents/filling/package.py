"""What a Word file must not be: a bomb, a carrier of macros, a caller of other places."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

LARGEST = 5 * 1024 * 1024
_MOST_FILES = 400
_LARGEST_UNPACKED = 40 * 1024 * 1024
_ACTIVE = ("vbaproject", "vbadata", "activex", "embeddings/", "customui", ".exe", ".js", ".vbs")
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode=[\"']External[\"'][^>]*>", re.IGNORECASE)
_HYPERLINK = re.compile(rb"relationships/hyperlink[\"']", re.IGNORECASE)
_CALLS = re.compile(rb"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b")
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>(.*?)</w:instrText>", re.DOTALL)


def faults_of(content: bytes) -> list[str]:
    """What is wrong with the file as a package, in sentences; nothing for a plain Word file."""
    if len(content) > LARGEST:
        return ["Tệp mẫu lớn quá 5 MB: hãy nén ảnh hoặc bỏ bớt ảnh."]
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return list(_faults(package))
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError):
        return ["Không mở được tệp: không phải tệp Word (docx), bị hỏng hoặc có mật khẩu."]


def _faults(package: zipfile.ZipFile) -> Iterator[str]:
    entries = package.infolist()
    if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _LARGEST_UNPACKED:
        yield "Tệp nén quá nhiều hoặc mở ra quá lớn: không nhận để tránh làm treo hệ thống."
        return
    names = {one.filename for one in entries}
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        yield "Tệp không phải văn bản Word (docx)."
        return
    if any(mark in name.lower() for name in names for mark in _ACTIVE) or (
        b"macroenabled" in package.read("[Content_Types].xml").lower()
    ):
        yield "Tệp có macro hoặc tệp nhúng: hãy lưu lại thành Word thường (.docx), không macro."
    for name in sorted(names):
        if name.endswith((".xml", ".rels")):
            yield from _faults_of_part(name, package.read(name))


def _faults_of_part(name: str, part: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        yield f"Phần {name} của tệp có khai báo không được phép (DOCTYPE)."
    if any(not _HYPERLINK.search(found) for found in _EXTERNAL.findall(part)):
        yield f"Phần {name} của tệp lấy dữ liệu từ nơi khác: hãy chèn thẳng vào tệp."
    if any(_CALLS.search(found) for found in _INSTRUCTION.findall(part)):
        yield f"Phần {name} của tệp có trường tự động gọi tệp khác (DDE, INCLUDE…)."
