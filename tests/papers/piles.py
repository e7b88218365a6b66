"""Piles of papers as a scanner makes them."""

from io import BytesIO

import pypdfium2

WIDTH, HEIGHT = 595, 842  # points of an A4 page
SCAN = 200 / 72


def stored(file):
    """What a stored file holds."""
    with file.open("rb") as opened:
        return opened.read()


def blank_page():
    """A page without anything on it."""
    with pypdfium2.PdfDocument.new() as sheet:
        sheet.new_page(WIDTH, HEIGHT)
        return _saved(sheet)


def pile_of(*parts):
    """Papers, or PDFs, one after the other."""
    with pypdfium2.PdfDocument.new() as pile:
        for part in parts:
            content = part if isinstance(part, bytes) else stored(part.pdf)
            with pypdfium2.PdfDocument(content) as source:
                pile.import_pages(source)
        return _saved(pile)


def as_pictures(content):
    """The pages as a scanner gives them: pictures at 200 dots per inch, nothing else."""
    with pypdfium2.PdfDocument(content) as source, pypdfium2.PdfDocument.new() as scanned:
        for number in range(len(source)):
            page = scanned.new_page(WIDTH, HEIGHT)
            _put(scanned, page, source[number], down=0)
            page.gen_content()
        return _saved(scanned)


def one_over_the_other(upper, lower):
    """The first pages of two papers on one sheet, as when they were copied together."""
    with pypdfium2.PdfDocument.new() as sheet:
        page = sheet.new_page(WIDTH, 2 * HEIGHT)
        for content, down in ((lower, 0), (upper, HEIGHT)):
            with pypdfium2.PdfDocument(content) as source:
                _put(sheet, page, source[0], down=down)
        page.gen_content()
        return _saved(sheet)


def _put(document, page, source, *, down):
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(source.render(scale=SCAN))
    image.set_matrix(pypdfium2.PdfMatrix().scale(WIDTH, HEIGHT).translate(0, down))
    page.insert_obj(image)


def _saved(document):
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
