from fractions import Fraction

import pytest

from khuyencong.indicators.address import Address
from khuyencong.indicators.evaluation import Evaluation
from khuyencong.indicators.presentation import as_data, show


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (23_290_000_000, "VND", "23,29 tỷ đồng"),
        (Fraction(98_000_000), "VND/năm", "98 triệu đồng/năm"),
        (Fraction(225000, 38995), "%", "5,77%"),
        (2000, "lượt người", "2.000 lượt người"),
        (Fraction(320), "người/năm", "320 người/năm"),
        (Fraction(5, 2), "lớp/năm", "2,50 lớp/năm"),
        (None, "VND", "không rõ"),
    ],
)
def test_a_value_is_shown_with_its_unit(value, unit, shown):
    assert show(value, unit) == shown


def test_an_evaluation_is_plain_data():
    address = Address(measure="share", source="district")
    data = as_data(Evaluation(address, Fraction(225000, 38995), "%", 3, 1, "illustrative"))

    assert data == {
        "address": {"measure": "share", "source": "district"},
        "description": "Tỷ trọng trong kinh phí hỗ trợ – nguồn huyện – cả nước",
        "value": 5.77,
        "shown": "5,77%",
        "unit": "%",
        "records": 3,
        "unknown": 1,
        "basis": "illustrative",
        "basis_label": "dữ liệu minh họa",
        "reason": "",
    }
