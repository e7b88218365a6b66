from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from khuyencong.lib.spreadsheet import Sheet, workbook


def test_numbers_are_numbers_and_words_are_never_formulas():
    risky = ["=1+1", "+84", "-5", "@x", "\tx", "Máy sấy"]
    rows = [(text, 1_200_000, 2.5, None) for text in risky]
    file = workbook([Sheet("Dự toán: [1]", ("Tên", "Tiền", "Số", "Trống"), rows, ["=Đầu trang"])])

    sheet = load_workbook(BytesIO(file)).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]

    assert sheet.title == "Dự toán   1 "
    assert sheet["A1"].value == "=Đầu trang"
    assert found == [
        ["Tên", "Tiền", "Số", "Trống"],
        *([text, 1_200_000, 2.5, None] for text in risky),
    ]
    assert {cell.data_type for cell in sheet["A"][2:]} == {"s"}
    assert [bool(cell.quotePrefix) for cell in sheet["A"][3:]] == [True] * 5 + [False]


def test_an_empty_sheet_has_its_headings():
    sheet = load_workbook(BytesIO(workbook([Sheet("Trống", ("Tên",), [])]))).active

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Tên"]]


def test_a_whole_number_has_no_idle_comma_and_a_day_is_a_day():
    file = workbook([Sheet("Số", ("Tiền", "Tỷ lệ", "Ngày"), [(1_200_000, 2.5, date(2026, 10, 6))])])

    amount, share, day = load_workbook(BytesIO(file)).active[2]

    assert (amount.number_format, share.number_format) == ("#,##0", "#,##0.###")
    assert (day.value.date(), day.number_format) == (date(2026, 10, 6), "dd/mm/yyyy")


def test_a_sheet_has_room_for_its_amounts_and_words_on_screen_and_on_paper():
    long = "Máy sấy lạnh của Hợp tác xã Nông sản Vinh Lộc, xã Vinh Lộc, tỉnh Nghệ An"
    file = workbook([Sheet("Tiền", ("Tên", "Số tiền được duyệt"), [(long, 123_456_000_000)])])

    sheet = load_workbook(BytesIO(file)).active

    assert sheet.column_dimensions["B"].width > len("123.456.000.000")
    assert [sheet.row_dimensions[number].height for number in (1, 2)] == [30, 30]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$1:$1"
