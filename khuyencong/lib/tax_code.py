"""Tax codes of Vietnam: ten digits, ten and three of a branch, or twelve of a person.

The check digit of the first two is python-stdnum's; since 1/7/2025 a household business uses its
owner's personal number (số định danh cá nhân) instead.
"""

import re

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

_PERSONAL = re.compile(r"0(?!00)(?:0\d|[1-8]\d|9[0-6])[0-9]\d{2}\d{6}")


class TaxCodeError(ValueError):
    """The words are no tax code; the message is a Vietnamese sentence."""


def parse_tax_code(words: str) -> str:
    """Return the code in its usual spelling («0100109106-001»); raise :class:`TaxCodeError`."""
    digits = re.sub(r"[\s.\-]", "", words)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (10, 12, 13):
        raise TaxCodeError(
            "Mã số thuế có 10 chữ số (đơn vị phụ thuộc thêm 3 chữ số), hoặc là số định danh cá "
            "nhân 12 chữ số của chủ hộ kinh doanh."
        )
    if len(digits) == 12:
        if not _PERSONAL.fullmatch(digits):
            raise TaxCodeError(
                "Số định danh cá nhân bắt đầu bằng mã tỉnh từ 001 đến 096: hãy kiểm tra lại."
            )
        return digits
    try:
        return str(mst.format(mst.validate(digits)))
    except ValidationError as error:
        raise TaxCodeError(
            "Mã số thuế không đúng số kiểm tra: có thể gõ nhầm một chữ số, hãy đối chiếu giấy "
            "chứng nhận đăng ký."
        ) from error
