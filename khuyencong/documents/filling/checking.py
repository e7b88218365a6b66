"""Whether a Word file can be the frame of a paper: each fault is a sentence that says where."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as Word
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from .fields import FIELDS, GAP, REQUIRED
from .package import faults_of
from .paragraphs import Place, places

_SHOWN = 60  # characters of a paragraph that a sentence quotes


class BadTemplate(Exception):
    """The file cannot be a template; ``faults`` says why, a sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(self.faults))


def check(content: bytes) -> None:
    """Raise :class:`BadTemplate` with every fault of the file."""
    faults = faults_of(content)
    if not faults:
        try:
            faults = list(_faults(Document(BytesIO(content))))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError):
            faults = ["Không mở được tệp Word: hãy mở bằng Word và lưu lại dạng .docx."]
    if faults:
        raise BadTemplate(faults)


def _faults(word: Word) -> Iterator[str]:
    found: Counter[str] = Counter()
    for place in places(word):
        text = place.text
        found.update(GAP.findall(text))
        yield from _faults_at(place, text)
    for tag, fault in _UNKNOWN_TO_US.items():
        if next(word.element.iter(qn(tag)), None) is not None:
            yield fault
    for name in REQUIRED:
        if not found[name]:
            yield f"Mẫu thiếu ô {{{{{name}}}}} ({FIELDS[name].label})."
    if found["noi_dung"] > 1:
        yield "Ô {{noi_dung}} chỉ được có một."


_UNKNOWN_TO_US = {
    "w:txbxContent": "Mẫu có khung chữ (text box): hãy dùng bảng không viền thay cho khung.",
    "w:footnoteReference": "Mẫu có chú thích cuối trang: hãy đưa vào thân văn bản.",
}


def _faults_at(place: Place, text: str) -> Iterator[str]:
    for name in GAP.findall(text):
        yield from _fault_of(name, place, text)
    rest = GAP.sub("", text)
    if "{{" in rest or "}}" in rest:
        yield f"Ở {place.where} có dấu ngoặc {{{{ }}}} không khép: «{_short(text)}»."


def _fault_of(name: str, place: Place, text: str) -> Iterator[str]:
    field = FIELDS.get(name)
    if field is None:
        near = difflib.get_close_matches(name, FIELDS, n=1)
        hint = f"; có phải {{{{{near[0]}}}}}?" if near else "."
        yield f"Không có ô {{{{{name}}}}} ở {place.where}: «{_short(text)}»{hint}"
    elif field.is_block and GAP.sub("", text).strip():
        yield f"Ô {{{{{name}}}}} ở {place.where} phải đứng riêng một đoạn."
    elif name == "noi_dung" and not place.is_body:
        yield f"Ô {{{{noi_dung}}}} ở {place.where} phải đứng ở thân văn bản, ngoài bảng và khung."


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
