"""Qualifiers (từ định lượng): what «hơn», «gần», «khoảng», «không quá» say about a number.

One table for the reader, which finds the words, and for the checker, which respects them.
"""

from enum import Enum


class Bound(Enum):
    """How a written number bounds the true one."""

    EXACT = "đúng"
    OVER = "hơn"
    UNDER = "gần"
    AT_LEAST = "ít nhất"
    AT_MOST = "không quá"
    ABOUT = "khoảng"


QUALIFIERS: dict[str, Bound] = {
    "hơn": Bound.OVER,
    "trên": Bound.OVER,
    "quá": Bound.OVER,
    "vượt": Bound.OVER,
    "vượt quá": Bound.OVER,
    "trên dưới": Bound.ABOUT,
    "gần": Bound.UNDER,
    "ngót": Bound.UNDER,
    "suýt soát": Bound.UNDER,
    "chưa đến": Bound.UNDER,
    "chưa tới": Bound.UNDER,
    "dưới": Bound.UNDER,
    "ít nhất": Bound.AT_LEAST,
    "tối thiểu": Bound.AT_LEAST,
    "không dưới": Bound.AT_LEAST,
    "không ít hơn": Bound.AT_LEAST,
    "không thấp hơn": Bound.AT_LEAST,
    "từ": Bound.AT_LEAST,
    "trở lên": Bound.AT_LEAST,
    "không quá": Bound.AT_MOST,
    "tối đa": Bound.AT_MOST,
    "nhiều nhất": Bound.AT_MOST,
    "cao nhất": Bound.AT_MOST,
    "không vượt quá": Bound.AT_MOST,
    "không vượt": Bound.AT_MOST,
    "không hơn": Bound.AT_MOST,
    "không cao hơn": Bound.AT_MOST,
    "trở xuống": Bound.AT_MOST,
    "khoảng": Bound.ABOUT,
    "khoảng trên": Bound.OVER,
    "khoảng gần": Bound.UNDER,
    "khoảng hơn": Bound.OVER,
    "ước": Bound.ABOUT,
    "ước tính": Bound.ABOUT,
    "ước đạt": Bound.ABOUT,
    "ước khoảng": Bound.ABOUT,
    "ước tính khoảng": Bound.ABOUT,
    "xấp xỉ": Bound.ABOUT,
    "chừng": Bound.ABOUT,
    "độ": Bound.ABOUT,
    "cỡ": Bound.ABOUT,
    "dự kiến": Bound.ABOUT,
    "dự kiến khoảng": Bound.ABOUT,
    "bình quân": Bound.ABOUT,
    "bình quân mỗi năm": Bound.ABOUT,
    "bình quân hằng năm": Bound.ABOUT,
    "bình quân hàng năm": Bound.ABOUT,
    "trung bình": Bound.ABOUT,
    "trung bình mỗi năm": Bound.ABOUT,
}


def bound_of(qualifier: str) -> Bound:
    """The bound a qualifier sets; several words («khoảng + khoảng giá trị») count by the first."""
    words = qualifier.casefold().replace("+", ",").replace(";", ",").split(",")
    for word in words:
        found = QUALIFIERS.get(word.strip())
        if found is not None:
            return found
    return Bound.EXACT
