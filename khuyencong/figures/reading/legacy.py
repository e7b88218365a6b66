"""Old Vietnamese encodings (bảng mã cũ): TCVN3 (ABC) and VNI, recognised and converted.

Both put Vietnamese letters on Latin-1 code points, so a text in one of them looks like «Kinh phÝ
khuyÕn c«ng» or «Kinh phí khuyeán coâng». A conversion is taken only when the result reads as
Vietnamese: it must hold clearly more everyday words than what was given. Tables: TCVN 5712:1993
(VN3) and the VNI code for Windows.
"""

import re

_TCVN3_FROM = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦"
_TCVN3_TO = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_VNI_PAIRS = {
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "u": ("ùøûõï", "úùủũụ"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "ö": ("ùøûõï", "ứừửữự"),
}
_VNI_ALONE = dict(zip("æóòôöîñ", "ỉĩịơưỵđ", strict=True))


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for base, (marks, letters) in _VNI_PAIRS.items():
        for mark, letter in zip(marks, letters, strict=True):
            table[base + mark] = letter
    upper = {key.upper(): letter.upper() for key, letter in table.items()}
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in table.items()}
    return {**mixed, **upper, **table}


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_EVERYDAY = re.compile(
    r"(?<!\w)(?:của|và|các|được|công|đồng|với|cho|đề|án|phí|khuyến|hỗ|trợ|tỉnh|năm|là|có|sở"
    r"|nghiệp|triệu|tỷ|những|đã|này|nông|thôn|sản|phẩm|thực|hiện|đơn|vị)(?!\w)",
    re.I,
)
_SAMPLE = 20_000
_ENOUGH = 3


def from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    return _VNI_PATTERN.sub(lambda pair: _VNI[pair.group()], text)


def convert(text: str) -> tuple[str, str]:
    """The text in Unicode and the name of the old encoding («» when it was none)."""
    sample = text[:_SAMPLE]
    given = _everyday(sample)
    best, name = given, ""
    for encoding, reader in (("TCVN3", from_tcvn3), ("VNI", from_vni)):
        found = _everyday(reader(sample))
        if found >= _ENOUGH and found > best * 3 // 2:
            best, name = found, encoding
    if name == "TCVN3":
        return from_tcvn3(text), name
    return (from_vni(text), name) if name else (text, "")


def reads_as_vietnamese(text: str) -> bool:
    """True when everyday words are there; a short text is given the benefit of the doubt."""
    sample = text[:_SAMPLE]
    return _everyday(sample) >= min(_ENOUGH, len(sample.split()) // 40)


def _everyday(text: str) -> int:
    """Everyday words that carry a mark; «cho» and «con» alone prove nothing."""
    return sum(1 for found in _EVERYDAY.finditer(text) if not found.group().isascii())
