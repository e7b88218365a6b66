import pytest

from khuyencong.lib.tax_code import TaxCodeError, parse_tax_code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("0100233488", "0100233488"),
        ("0100 233 488", "0100233488"),
        ("0314409058-002", "0314409058-002"),
        ("030095012345", "030095012345"),
    ],
)
def test_a_code_is_stored_in_its_usual_spelling(words, code):
    assert parse_tax_code(words) == code


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("12345", "Mã số thuế có 10 chữ số"),
        ("mã số", "Mã số thuế có 10 chữ số"),
        ("0100233489", "không đúng số kiểm tra"),
        ("000095012345", "mã tỉnh từ 001 đến 096"),
        ("097095012345", "mã tỉnh từ 001 đến 096"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(words, why):
    with pytest.raises(TaxCodeError, match=why):
        parse_tax_code(words)
