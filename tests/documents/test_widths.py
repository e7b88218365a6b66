"""Columns have room for their amounts, at the cost of words that can go to a next line."""

import pypdfium2
import pytest

from khuyencong.documents.content import Column, Row, Table
from khuyencong.documents.rendering import docx, pdf
from khuyencong.documents.rendering.widths import SIZES, fit

from .test_rendering import WHOLE, replace, words_of_docx

PATH = 2  # what pdfium calls a line or a rectangle


def table(count, amount):
    """A numbered line of words with *count* amounts."""
    columns = (Column("TT", 1), Column("Nội dung chi", 4), *[Column("Số tiền", 2, True)] * count)
    words = "Máy sấy lạnh của Hợp tác xã Nông sản Vinh Lộc"
    return Table(columns, (Row(("1", words, *[amount] * count), is_strong=True),))


@pytest.mark.parametrize("count", [1, 3, 5, 7])
@pytest.mark.parametrize("amount", ["0", "1.540.000.000", "123.456.000.000"])
def test_the_columns_fill_the_sheet_and_no_more(count, amount):
    found = fit(table(count, amount), 165)

    assert sum(found.widths) == pytest.approx(165)
    assert min(found.widths) > 5


def test_a_table_with_room_is_laid_out_as_its_weights_say():
    assert fit(table(1, "1.000"), 140).widths == pytest.approx((20, 80, 40))


def test_a_crowded_table_has_smaller_letters():
    sizes = [fit(table(count, "1.540.000.000"), 165).size for count in (2, 6, 12)]

    assert sizes[0] == SIZES[0]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[2] == SIZES[-1]


@pytest.mark.parametrize("count", [3, 6])
def test_an_amount_stands_within_its_cell_on_paper(count):
    document = replace(WHOLE, blocks=(table(count, "123.456.000.000"),))

    with pypdfium2.PdfDocument(pdf.render(document)) as file:
        page = file[0]
        bounds = [one.get_bounds() for one in page.get_objects([PATH])]
        rules = [left for left, _, right, _ in bounds if right - left < 2]
        text = page.get_textpage()
        found = text.search("123.456.000.000")
        spans = []
        while (place := found.get_next()) is not None:
            first, last = text.get_charbox(place[0]), text.get_charbox(sum(place) - 1)
            spans.append((first[0], last[2]))

    assert len(spans) == count
    crossed = [(left, right) for left, right in spans if any(left < x < right for x in rules)]
    assert crossed == []


def test_a_crowded_word_table_says_the_same():
    document = replace(WHOLE, blocks=(table(7, "123.456.000.000"),))

    assert words_of_docx(docx.render(document)).count("123.456.000.000") == 7
