"""A template filled: words into their gaps, blocks in the place of their paragraphs."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from ..content import AdministrativeDocument, Heading, Paragraph, Signature
from ..rendering import docx
from ..rendering.docx_parts import picture, signing
from ..rendering.docx_styles import LONGEST_TITLE, VIOLET, lend_styles
from ..rendering.qr import png
from .fields import GAP, values_of
from .paragraphs import Place, places, replace


def fill(template: bytes, document: AdministrativeDocument) -> bytes:
    """Return the checked template filled with the document, as a .docx file."""
    word = Document(BytesIO(template))
    lend_styles(word)
    word.core_properties.title = document.title[:LONGEST_TITLE]
    values = values_of(document)
    blocks: dict[str, Callable[[Word, Place], None]] = {
        "noi_dung": lambda word, place: _contents(word, place, document),
        "noi_nhan": lambda word, place: _recipients(place, document),
        "chu_ky": lambda word, place: _signing(word, place, document),
        "ma_qr": lambda word, place: _qr(word, place, document),
    }
    for place in list(places(word)):
        names = GAP.findall(place.text)
        if len(names) == 1 and names[0] in blocks:
            blocks[names[0]](word, place)
            continue
        for match in reversed(list(GAP.finditer(place.text))):
            replace(place.element, match.start(), match.end(), values.get(match[1], ""))
    if document.mark:
        _mark(word, document.mark)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def width_of(word: Word) -> int:
    """Return how wide the words run on the first kind of page, in mm."""
    section = word.sections[0]
    inside = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return max(round(inside / 36000), 60)


def _put_in_place(word: Word, place: Place, write: Callable[[], None]) -> None:
    """Let *write* add to the end of the body, then take what it added to the place."""
    body = word.element.body
    before = set(body)
    write()
    added = [one for one in body if one not in before]
    for one in added:
        place.element.addprevious(one)
    if place.element.getparent().tag == qn("w:tc") or not added:
        place.element.addprevious(WordParagraph(_empty(), place.element.getparent())._p)
    place.element.getparent().remove(place.element)


def _empty() -> Any:
    return Document().add_paragraph()._p


def _contents(word: Word, place: Place, document: AdministrativeDocument) -> None:
    _put_in_place(word, place, lambda: docx.contents(word, document.blocks, width_of(word)))


def _signing(word: Word, place: Place, document: AdministrativeDocument) -> None:
    def write() -> None:
        signing(word, (), document.signatures, width=width_of(word))

    if place.is_body:
        _put_in_place(word, place, write)
    else:  # within a cell or a box there is no room for a table of two
        lines = [
            line
            for one in document.signatures
            for line in (one.authority, one.title, "\n\n\n", one.name)
            if line
        ]
        _say(place, "\n".join(lines))


def _recipients(place: Place, document: AdministrativeDocument) -> None:
    _say(place, "\n".join(f"- {one}" for one in document.recipients))


def _say(place: Place, words: str) -> None:
    text = place.text
    match = GAP.search(text)
    assert match is not None  # noqa: S101 -- the caller found it
    replace(place.element, match.start(), match.end(), words)


def _qr(word: Word, place: Place, document: AdministrativeDocument) -> None:
    _say(place, "")
    owner = _owner(word, place)
    said = WordParagraph(place.element, owner)
    description = f"Mã QR của văn bản {document.code}"
    picture(said, png(document.address), width=docx.QR_WIDTH, description=description)


def _owner(word: Word, place: Place) -> Any:
    """What the paragraph belongs to: a header or a footer keeps pictures of its own."""
    root = place.element.getroottree().getroot()
    for section in word.sections:
        for part in (
            section.header,
            section.first_page_header,
            section.even_page_header,
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous and part._element is root:
                return part
    return word._body


def _mark(word: Word, mark: str) -> None:
    """Say on every page that the data are not real."""
    for section in word.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            said = header.add_paragraph()
            said.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = said.add_run(mark)
            run.italic, run.font.size, run.font.color.rgb = True, Pt(9.5), VIOLET


def starter(*, is_contract: bool = False) -> bytes:
    """Return a Word file with every gap in its usual place, to begin a template from."""
    one = Signature("{{chuc_vu_ky}}", "{{quyen_han_ky}}", "{{nguoi_ky}}")
    document = AdministrativeDocument(
        code="{{ma_van_ban}}",
        address="",
        heading=Heading(
            "" if is_contract else "{{co_quan_chu_quan}}",
            "" if is_contract else "{{co_quan_ban_hanh}}",
            "{{so_ky_hieu}}",
            "{{dia_danh_ngay_thang}}",
            "{{ten_loai}}",
            "{{trich_yeu}}",
        ),
        blocks=(Paragraph("{{noi_dung}}"), *((Paragraph("{{chu_ky}}"),) if is_contract else ())),
        signatures=() if is_contract else (one,),
        recipients=() if is_contract else ("{{noi_nhan}}",),
        foot="{{ghi_chu_mau}}",
    )
    word = Document(BytesIO(docx.render(document, qr_text="{{ma_qr}}")))
    for place in places(word):
        if place.text == "- {{noi_nhan}}":
            replace(place.element, 0, 2, "")  # a block stands alone
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()
