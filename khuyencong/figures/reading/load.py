"""From a file or pasted words to one text (nạp văn bản): txt, docx, pdf with a text layer, html.

The text that comes out is the one that offsets are counted in: NFC, line ends `\\n`, no null bytes.
Whatever cannot be read safely is refused with `Unreadable`, whose message is a Vietnamese sentence.
Sizes are bounded before anything is unpacked.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # has no stubs
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]  # has no stubs
from lxml import etree
from pypdfium2 import PdfDocument, PdfiumError

from .legacy import convert, reads_as_vietnamese

MAX_BYTES = 40 * 2**20
MAX_UNPACKED = 80 * 2**20
MAX_CHARACTERS = 2_000_000
MAX_PAGES = 600

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "nav", "footer",
        "aside", "form", "button", "select", "svg", "head",
        "iframe",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "div", "br", "li", "tr", "h1",
        "h2", "h3", "h4", "h5", "h6", "td",
        "th", "table", "section", "article", "header", "ul",
        "ol", "dl", "dt", "dd", "figcaption", "blockquote",
        "pre", "hr", "main",
    }
)  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)


class Unreadable(ValueError):
    """The file cannot be read; the message is a Vietnamese sentence for the person."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Where one `w:t` element of a docx stands in the text; `number` counts them in order."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A text ready to be read, where it came from and what was done to it."""

    text: str
    format: str
    notes: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


def load(data: bytes, name: str = "") -> Loaded:
    """Read a file by its content; `name` only helps to tell html and text apart.

    Raise :class:`Unreadable` with a Vietnamese sentence.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"Tệp lớn hơn {MAX_BYTES // 2**20} MB nên không đọc.")
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("Tệp không có nội dung.")
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _docx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("Tệp .doc kiểu cũ chưa đọc được: hãy lưu lại thành .docx.")
    if name.lower().endswith((".html", ".htm")) or _looks_like_html(data):
        return _html(data)
    return _plain(data)


def load_pasted(text: str) -> Loaded:
    """Text that a person pasted."""
    if not text.strip("\0 \r\n\t"):
        raise Unreadable("Chưa có nội dung để đọc.")
    return _finish(text, "pasted")


def _looks_like_html(data: bytes) -> bool:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<body" in head


def _finish(text: str, kind: str, pieces: tuple[Piece, ...] = ()) -> Loaded:
    """One spelling of the characters; lengths change only when no piece points into the text."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"Văn bản dài hơn {MAX_CHARACTERS:,} ký tự nên không đọc.".replace(",", ".")
        )
    notes: list[str] = []
    if not pieces:
        text, encoding = convert(text.replace("\r\n", "\n").replace("\r", "\n"))
        if encoding:
            notes.append(f"Đã chuyển từ bảng mã {encoding} sang Unicode.")
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\0", " ")
    if not text.strip():
        raise Unreadable("Không tìm thấy chữ trong tệp.")
    return Loaded(text, kind, tuple(notes), pieces)


def _plain(data: bytes) -> Loaded:
    if data.count(b"\0", 0, 4096) > 200 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("Tệp không phải văn bản: hãy chọn tệp .txt, .docx, .pdf hoặc .html.")
    text, is_known = _decode(data)
    loaded = _finish(text, "txt")
    if not is_known and not loaded.notes and not reads_as_vietnamese(loaded.text):
        raise Unreadable(
            "Không nhận ra bảng mã của tệp: hãy lưu lại dưới dạng Unicode (UTF-8) rồi nạp lại."
        )
    return loaded


def _decode(data: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding is certain."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), True
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return data.decode("latin-1"), False


def _html(data: bytes) -> Loaded:
    collector = _Collector()
    try:
        parser = etree.HTMLParser(
            target=collector, no_network=True, recover=True, encoding=_html_charset(data)
        )
        etree.fromstring(data.replace(b"\0", b" "), parser)
    except (etree.LxmlError, LookupError, ValueError) as error:
        raise Unreadable("Trang web lưu bị hỏng nên không đọc được.") from error
    return _finish(re.sub(r"\n\s*\n+", "\n\n", collector.gathered()), "html")


def _html_charset(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if named:
        try:
            b"".decode(named[1].decode("ascii"))
        except LookupError:
            pass
        else:
            return named[1].decode("ascii")
    return "utf-8" if _decode(data)[1] else "iso-8859-1"


class _Collector:
    """Gathers the words of a page; blocks become lines, menus and scripts are left out."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._skipping = 0
        self._size = 0

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag in _BLOCKS:
            self._words.append("\n")

    def end(self, tag: str | bytes) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in _BLOCKS:
            self._words.append("\n")

    def data(self, data: str | bytes) -> None:
        words = data if isinstance(data, str) else data.decode("utf-8", errors="replace")
        if not self._skipping and self._size <= MAX_CHARACTERS:
            self._words.append(re.sub(r"[ \r\n\t]+", " ", words))
            self._size += len(words)

    def comment(self, text: str | bytes) -> None:
        """Comments are not text."""

    def close(self) -> None:
        """Nothing is left open."""

    def gathered(self) -> str:
        return re.sub(r" *\n *", "\n", "".join(self._words)).strip("\n")


def _docx(data: bytes) -> Loaded:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > MAX_UNPACKED or entry.flag_bits & 1:
                raise Unreadable("Tệp Word bung ra quá lớn hoặc có mật khẩu nên không đọc.")
            with archive.open(entry) as stream:
                content = stream.read(MAX_UNPACKED + 1)
    except KeyError as error:
        raise Unreadable("Tệp nén này không phải tệp Word (.docx).") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError,
            RuntimeError, ValueError) as error:  # fmt: skip
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("Tệp Word bị hỏng nên không đọc được.") from error
    return _docx_text(content)


def _docx_text(content: bytes) -> Loaded:
    if len(content) > MAX_UNPACKED:
        raise Unreadable("Tệp Word bung ra quá lớn nên không đọc.")
    words = _WordText()
    try:
        for event, element in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            words.take(event, element)
    except DefusedXmlException as error:
        raise Unreadable("Tệp Word chứa khai báo XML không an toàn nên không đọc.") from error
    except (ParseError, ValueError, RecursionError) as error:
        raise Unreadable("Nội dung tệp Word bị hỏng nên không đọc được.") from error
    return words.loaded()


class _WordText:
    """The words of a Word document: paragraphs are lines, cells are parted by tabs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._pieces: list[Piece] = []
        self._number = 0
        self._depth = {"del": 0, "tc": 0}

    def take(self, event: str, element: Element) -> None:
        tag = element.tag.removeprefix(_WORD)
        if tag in ("del", "tc"):
            self._depth[tag] += 1 if event == "start" else -1
        if event != "end" or self._size > MAX_CHARACTERS:
            return
        if tag == "t":
            self._text(element.text or "")
        elif tag in ("tab", "tc"):
            self._put("\t")
        elif tag in ("p", "br", "cr", "tr"):
            self._put(" " if self._depth["tc"] else "\n")
        element.clear()

    def _text(self, words: str) -> None:
        if not self._depth["del"]:
            words = unicodedata.normalize("NFC", words).replace("\n", " ")
            self._pieces.append(Piece(self._size, self._size + len(words), self._number))
            self._put(words)
        self._number += 1

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._size += len(words)

    def loaded(self) -> Loaded:
        text = "".join(self._parts)
        converted, encoding = convert(text)
        if encoding and len(converted) == len(text):
            note = f"Đã chuyển từ bảng mã {encoding} sang Unicode."
            return Loaded(converted, "docx", (note,), tuple(self._pieces))
        if encoding:
            return _finish(text, "docx")
        return _finish(text, "docx", tuple(self._pieces))


def _pdf(data: bytes) -> Loaded:
    pages: list[str] = []
    try:
        with PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                raise Unreadable(f"Tệp PDF dài hơn {MAX_PAGES} trang nên không đọc.")
            for number in range(len(document)):
                page = document[number]
                words = page.get_textpage()
                pages.append(words.get_text_bounded())
                words.close()
                page.close()
                if sum(map(len, pages)) > MAX_CHARACTERS:
                    break
    except PdfiumError as error:
        raise Unreadable("Tệp PDF bị hỏng hoặc có mật khẩu nên không đọc được.") from error
    text = "\n".join(pages).replace("\ufffe", "-")
    if not text.strip():
        raise Unreadable("Tệp PDF không có lớp chữ (bản chụp): hãy dùng bản xuất từ Word.")
    return _finish(text, "pdf")
