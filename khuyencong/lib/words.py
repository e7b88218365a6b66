"""Amounts in words, the official Vietnamese way.

Zero hundreds and tens are read («không trăm linh năm»), a whole group of zeros is not, and the
endings follow the tens: «mốt», «tư», «lăm».
"""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_SCALES = ("", " nghìn", " triệu")
_BILLION = 1_000_000_000


def number_in_words(number: int) -> str:
    """Return *number* in words, lower case: ``21`` → ``hai mươi mốt``; ``-5`` → ``âm năm``."""
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_parts(number)) or _DIGITS[0]


def amount_in_words(amount: int) -> str:
    """Return *amount* đồng as a document writes it: ``1000`` → ``Một nghìn đồng``."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _parts(number: int, *, is_first: bool = True) -> list[str]:
    """Return the groups in words, the largest first; a group after the first is read in full."""
    if number >= _BILLION:
        billions, rest = divmod(number, _BILLION)
        return [
            f"{' '.join(_parts(billions, is_first=is_first))} tỷ",
            *_parts(rest, is_first=False),
        ]
    parts: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            parts.append(_group(group, is_full=bool(parts) or not is_first) + _SCALES[power])
    return parts


def _group(number: int, *, is_full: bool) -> str:
    """Return one to three digits in words; *is_full* reads hundreds even when they are zero."""
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or is_full else []
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    if ones:
        words.append(_ones(ones, tens))
    return " ".join(words)


def _ones(ones: int, tens: int) -> str:
    if tens == 0 or (tens == 1 and ones != 5):
        return _DIGITS[ones]
    return _AFTER_TENS.get(ones, _DIGITS[ones])
