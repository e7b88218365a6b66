"""Scanned pages: their QR codes, and the pages of one paper as a file of their own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from pypdfium2.raw import FPDF_ERR_PASSWORD

_LOOKS = ((200, False), (300, False), (300, True), (100, False))
"""Dots per inch, and whether grain is smoothed away."""
_LARGEST = 5000  # points of a side: A3 at 300 dots per inch
_SMALLEST = 21  # points of a side: a QR code has no fewer
_POINTS = 72
_QR = zxingcpp.barcode_formats_from_str("QRCode")


class UnreadablePdf(Exception):
    """The file is not a PDF that can be opened, or it is locked by a password."""


def pages_count(content: bytes) -> int:
    """Return how many pages the PDF has; raise :class:`UnreadablePdf`."""
    with _opened(content) as pdf:
        return len(pdf)


def is_locked(content: bytes) -> bool:
    """Whether the PDF asks for a password before anything of it is seen."""
    try:
        pypdfium2.PdfDocument(content).close()
    except pypdfium2.PdfiumError as error:
        return bool(error.err_code == FPDF_ERR_PASSWORD)
    return False


def is_readable(content: bytes) -> bool:
    """Whether the PDF opens without a password and its first page can be read."""
    try:
        with _opened(content) as pdf:
            pdf[0].close()
    except (UnreadablePdf, pypdfium2.PdfiumError):
        return False
    return True


def codes_of(content: bytes) -> list[list[str]]:
    """Return what the QR codes on each page of the PDF say; raise :class:`UnreadablePdf`."""
    with _opened(content) as pdf:
        return [codes_on(pdf, number) for number in range(len(pdf))]


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, to read its pages one by one; raise :class:`UnreadablePdf`."""
    with _opened(content) as pdf:
        yield pdf


def codes_on(pdf: pypdfium2.PdfDocument, number: int) -> list[str]:
    """Return what the QR codes on a page (counted from 0) say; raise :class:`UnreadablePdf`.

    A page where nothing is found is looked at again finer, coarser and smoothed: grey, grainy and
    crumpled copies give way to one of these.
    """
    try:
        page = pdf[number]
        for dots, is_smoothed in _LOOKS:
            picture = _picture(page, dots)
            if min(picture.shape) < _SMALLEST:
                continue
            found = zxingcpp.read_barcodes(
                _smooth(picture) if is_smoothed else picture, formats=_QR
            )
            if found:
                return list(dict.fromkeys(one.text for one in found))
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdf("Trang này hỏng, không đọc được.") from error
    return []


def _picture(page: pypdfium2.PdfPage, dots: int) -> Any:
    """The page in grey, *dots* per inch, but never larger than a large sheet."""
    scale = min(dots / _POINTS, _LARGEST / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    return picture.reshape(picture.shape[:2])


def _smooth(picture: Any) -> Any:
    """The mean of each point and its eight neighbours."""
    wide = picture.astype("uint16")
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    return ((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) // 9).astype("uint8")


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
