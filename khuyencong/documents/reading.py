"""Scanned pages: their QR codes, and the pages of one paper as a file of their own."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import pypdfium2
import zxingcpp

DOTS_PER_INCH = 200
_POINTS = 72
_QR = zxingcpp.barcode_formats_from_str("QRCode")


class UnreadablePdf(Exception):
    """The file is not a PDF that can be opened, or it is locked by a password."""


def pages_count(content: bytes) -> int:
    """Return how many pages the PDF has; raise :class:`UnreadablePdf`."""
    with _opened(content) as pdf:
        return len(pdf)


def codes_of(content: bytes) -> list[list[str]]:
    """Return what the QR codes on each page of the PDF say; raise :class:`UnreadablePdf`."""
    with _opened(content) as pdf:
        return [_codes(pdf, number) for number in range(len(pdf))]


def _codes(pdf: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = pdf[number]
    bitmap = page.render(scale=DOTS_PER_INCH / _POINTS, grayscale=True)
    found = zxingcpp.read_barcodes(bitmap.to_numpy(), formats=_QR)
    return [one.text for one in found]


def extract(content: bytes, pages: Iterable[int]) -> bytes:
    """Return a PDF of those pages (counted from 0) in that order; raise :class:`UnreadablePdf`."""
    chosen: Sequence[int] = list(pages)
    with _opened(content) as source, pypdfium2.PdfDocument.new() as part:
        part.import_pages(source, chosen)
        buffer = BytesIO()
        part.save(buffer)
        return buffer.getvalue()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdf("Không mở được tệp PDF (hỏng hoặc có mật khẩu).") from error
