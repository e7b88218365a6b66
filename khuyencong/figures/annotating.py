"""A checked draft as a Word file: a comment at every figure and one page in front that sums up.

Only comments and that page are added; the words of the draft stay as they are.  Runs are cut where
a figure begins and ends, so that a comment marks the figure and nothing else.
"""

import io
import unicodedata
import zipfile
from bisect import bisect_right
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml.etree import LxmlError

from .reading.load import MAX_UNPACKED, Loaded, Unreadable
from .report_check import Judged, Report
from .report_summary import put_summary

AUTHOR = "Soát số liệu"
INITIALS = "SL"
_TEXT, _RUN, _LOOK = qn("w:t"), qn("w:r"), qn("w:rPr")
_BOX, _SPACE = qn("w:txbxContent"), "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BROKEN = (KeyError, ValueError, PackageNotFoundError, zipfile.BadZipFile, LxmlError)

Element = Any  # lxml's own classes carry no types here


def annotate(data: bytes, loaded: Loaded, report: Report, *, site: str = "") -> bytes:
    """Return the Word file *data* with the judgements of *report* in it.

    *loaded* is how the file was read, *site* the address of this site for links.  Raise
    :class:`Unreadable` for a file whose words cannot be found again.
    """
    if not loaded.pieces:
        raise Unreadable(
            "Tệp Word dùng bảng mã cũ nên không đặt được chú thích: hãy chuyển sang Unicode."
        )
    document = _open(data)
    words = _Words(document, loaded)
    for one in reversed(report.judged):
        if one.sentences:
            _comment(document, words, one, site)
    put_summary(document, report)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _open(data: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable("Tệp Word bung ra quá lớn nên không ghi chú thích được.")
        return docx.Document(io.BytesIO(data))
    except _BROKEN as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("Tệp Word thiếu thành phần nên không ghi chú thích được.") from error


def _comment(document: Document, words: "_Words", one: Judged, site: str) -> None:
    runs = words.runs(one.figure.start, one.figure.end)
    if runs is None:
        return
    ends = [Run(run, document) for run in runs]
    comment = document.add_comment(ends, author=AUTHOR, initials=INITIALS)
    first = comment.paragraphs[0]
    first.add_run(one.judgement.value.upper()).bold = True
    for sentence in one.sentences:
        comment.add_paragraph(sentence)
    if one.query:
        comment.add_paragraph(f"Xem: {site.rstrip('/')}/so-lieu/?{one.query}")


class _Words:
    """The `w:t` elements of a document, by their places in the text that was read."""

    def __init__(self, document: Document, loaded: Loaded) -> None:
        self._elements = list(document.element.iter(_TEXT))
        self._pieces = [piece for piece in loaded.pieces if piece.end > piece.start]
        self._starts = [piece.start for piece in self._pieces]

    def runs(self, start: int, end: int) -> tuple[Element, Element] | None:
        """The first and last run of `[start, end)`, cut to it; ``None`` where it has no words.

        Call it for the last figure of the text first: a cut moves what stands behind it.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        head, tail = self._element(first), self._element(last)
        if head is None or tail is None or head.getparent().tag != _RUN:
            return None
        if (box := _outer_run(head)) is not None:
            return box, box
        _cut_after(tail, end - self._pieces[last].start)
        begun = _cut_before(head, start - self._pieces[first].start)
        return begun.getparent(), (begun if head is tail else tail).getparent()

    def _at(self, place: int) -> int | None:
        index = bisect_right(self._starts, place) - 1
        return index if index >= 0 else None

    def _element(self, index: int) -> Element | None:
        number = self._pieces[index].number
        found = self._elements[number] if number < len(self._elements) else None
        is_copy = found is not None and any(found.iterancestors(_FALLBACK))
        return None if is_copy else found


def _outer_run(text: Element) -> Element | None:
    """The run that holds the text box of *text*: Word allows no comment inside a box."""
    boxes = list(text.iterancestors(_BOX))
    return next(boxes[-1].iterancestors(_RUN), None) if boxes else None


def _cut_before(text: Element, place: int) -> Element:
    """Make the run begin at *place* of *text*; return the element that then holds it."""
    right = _split(text, place) if place > 0 else text
    _run_from(right)
    return right


def _cut_after(text: Element, place: int) -> None:
    """Make the run end at *place* of *text*."""
    _split(text, place)
    behind = text.getnext()
    if behind is not None:
        _run_from(behind)


def _split(text: Element, place: int) -> Element:
    """Part *text* in two at *place*, counted in composed letters; return the right part."""
    words = text.text or ""
    cut = _raw_place(words, place)
    if cut >= len(words):
        return text
    right = deepcopy(text)
    text.text, right.text = words[:cut], words[cut:]
    for part in (text, right):
        part.set(_SPACE, "preserve")
    text.addnext(right)
    return right


def _raw_place(words: str, place: int) -> int:
    """The place in *words* as written of a place in the same words composed (NFC)."""
    if unicodedata.is_normalized("NFC", words):
        return place
    return next(
        (
            cut
            for cut in range(place, len(words))
            if not unicodedata.combining(words[cut])
            and len(unicodedata.normalize("NFC", words[:cut])) >= place
        ),
        len(words),
    )


def _run_from(child: Element) -> None:
    """Move *child* and what follows it in its run to a run of its own with the same look."""
    run = child.getparent()
    before = [one for one in run if one.tag != _LOOK]
    if not before or before[0] is child:
        return
    fresh = run.makeelement(_RUN, run.attrib)
    look = run.find(_LOOK)
    if look is not None:
        fresh.append(deepcopy(look))
    for one in (child, *child.itersiblings()):
        fresh.append(one)
    run.addnext(fresh)
