"""Paragraphs of a Word file wherever they stand, and the words in their runs as one text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_P, _T, _R = qn("w:p"), qn("w:t"), qn("w:r")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph and how a person finds it."""

    element: Any
    where: str
    is_body: bool

    @property
    def text(self) -> str:
        return "".join(node.text or "" for node in texts(self.element))


def texts(paragraph: Any) -> list[Any]:
    """The text nodes of a paragraph itself, not of boxes that are anchored in it."""
    return [
        node
        for node in paragraph.iter(_T)
        if next(one for one in node.iterancestors(_P)) is paragraph
    ]


def places(word: Word) -> Iterator[Place]:
    """Every paragraph: of the body, its tables and boxes, then of headers and footers."""
    body = word.element.body
    for number, paragraph in enumerate(body.iter(_P), start=1):
        inside = paragraph.getparent() is not body
        where = f"đoạn {number}{' (trong bảng hoặc khung)' if inside else ''}"
        yield Place(paragraph, where, not inside)
    seen: set[Any] = set()
    for section in word.sections:
        for name, part in (
            ("đầu trang", section.header),
            ("đầu trang thứ nhất", section.first_page_header),
            ("đầu trang chẵn", section.even_page_header),
            ("chân trang", section.footer),
            ("chân trang thứ nhất", section.first_page_footer),
            ("chân trang chẵn", section.even_page_footer),
        ):
            if part.is_linked_to_previous or part._element in seen:
                continue
            seen.add(part._element)
            for paragraph in part._element.iter(_P):
                yield Place(paragraph, name, False)


def replace(paragraph: Any, start: int, end: int, words: str) -> None:
    """Put *words* in place of the characters *start* to *end*, in the look of the first of them."""
    position = 0
    first: Any = None
    for node in texts(paragraph):
        text = node.text or ""
        before, after = position, position + len(text)
        position = after
        if after <= start or before >= end:
            continue
        head, tail = text[: max(start - before, 0)], text[end - before :] if after > end else ""
        if first is None:
            first = node
            _say(node, head + words + tail)
        else:
            _say(node, tail)


def _say(node: Any, words: str) -> None:
    """Set a text node; line breaks become breaks of the run."""
    first, *more = words.split("\n")
    node.text = first
    node.set(qn("xml:space"), "preserve")
    last = node
    for line in more:
        brake, following = OxmlElement("w:br"), OxmlElement("w:t")
        following.text = line
        following.set(qn("xml:space"), "preserve")
        last.addnext(brake)
        brake.addnext(following)
        last = following
