"""QR codes of pages that were folded, turned, copied grey and grainy."""

from dataclasses import replace

import numpy
import pypdfium2
import pytest

from khuyencong.documents.reading import codes_on, extract, is_locked, is_readable
from khuyencong.documents.rendering import pdf

from .encrypted import LOCKED, OPEN_TO_READ
from .test_rendering import WHOLE

PAPER = replace(WHOLE, address="HTTPS://KHUYENCONG.EXAMPLE/Q/VB-ABCD2345")
"""A paper with an address as papers have them: short, in capitals, in large squares."""

DOTS = 200 / 72


class Page:
    """A page that looks like a picture, whatever the resolution asked."""

    def __init__(self, picture):
        self.picture = picture

    def get_size(self):
        return (595, 842)

    def render(self, *, scale, grayscale):
        height, width = self.picture.shape
        rows = (numpy.arange(int(height * scale / DOTS)) * DOTS / scale).astype(int)
        columns = (numpy.arange(int(width * scale / DOTS)) * DOTS / scale).astype(int)
        self.shown = self.picture[rows.clip(0, height - 1)][:, columns.clip(0, width - 1)]
        return self

    def to_numpy(self):
        return numpy.ascontiguousarray(self.shown.clip(0, 255).astype("uint8"))


@pytest.fixture(scope="module")
def scanned():
    with pypdfium2.PdfDocument(pdf.render(PAPER)) as file:
        return file[0].render(scale=DOTS, grayscale=True).to_numpy().squeeze().astype(float)


def moved(picture, rows, columns):
    """The picture taken at other places; white outside."""
    height, width = picture.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    taken = picture[rows.clip(0, height - 1).astype(int), columns.clip(0, width - 1).astype(int)]
    return numpy.where(inside, taken, 255)


def turned(picture, degrees):
    height, width = picture.shape
    size = int(numpy.hypot(height, width))
    down, right = numpy.mgrid[0:size, 0:size] - size / 2
    angle = numpy.deg2rad(degrees)
    rows = down * numpy.cos(angle) - right * numpy.sin(angle) + height / 2
    columns = down * numpy.sin(angle) + right * numpy.cos(angle) + width / 2
    return moved(picture, rows, columns)


def crumpled(picture, deep=3, wide=35):
    down, right = numpy.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(float)
    return moved(
        picture, down + deep * numpy.sin(right / wide), right + deep * numpy.sin(down / wide)
    )


def grey(picture, dark, light):
    return dark + picture / 255 * (light - dark)


def grainy(picture, much):
    return picture + numpy.random.default_rng(1).normal(0, much, picture.shape)


def speckled(picture, share):
    drawn = numpy.random.default_rng(2).random(picture.shape)
    return numpy.where(drawn < share / 2, 0, numpy.where(drawn > 1 - share / 2, 255, picture))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: turned(page, 4),
        lambda page: turned(page, 33),
        lambda page: numpy.rot90(page),
        lambda page: numpy.rot90(page, 2),
        lambda page: grey(page, 110, 150),
        lambda page: grainy(page, 55),
        lambda page: speckled(page, 0.06),
        lambda page: grainy(grey(crumpled(turned(page, 5)), 60, 190), 15),
    ],
    ids=["crooked", "slanted", "lying", "upside down", "grey", "grainy", "specks", "crumpled"],
)
def test_a_spoiled_page_still_says_its_code(scanned, spoil):
    assert codes_on([Page(spoil(scanned))], 0) == [PAPER.address]


def test_a_page_of_a_giants_size_is_looked_at_small():
    with pypdfium2.PdfDocument.new() as sheet:
        sheet.new_page(14_400, 14_400)

        assert codes_on(sheet, 0) == []


@pytest.mark.parametrize(
    ("content", "asks", "reads"),
    [
        (LOCKED["aes-256"], True, False),
        (LOCKED["rc4-128"], True, False),
        (OPEN_TO_READ, False, True),
        (pdf.render(PAPER), False, True),
        (b"%PDF-1.4 broken", False, False),
        (b"", False, False),
    ],
)
def test_a_pdf_is_locked_where_it_asks_for_a_password_and_read_where_its_first_page_opens(
    content, asks, reads
):
    assert (is_locked(content), is_readable(content)) == (asks, reads)


def test_what_only_its_owner_may_change_is_read_and_divided_all_the_same():
    assert len(pypdfium2.PdfDocument(extract(OPEN_TO_READ, [0]))) == 1
