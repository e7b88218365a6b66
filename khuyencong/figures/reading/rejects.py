"""Numbers that are no figures (số không phải số liệu), each with the reason in Vietnamese.

One pass over the text with one alternation; the order of the patterns is their priority. Periods
are recognised elsewhere (`periods`) and passed over here.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

_DOCUMENT = (
    "quyết định|nghị định|thông tư|nghị quyết|kế hoạch|công văn|văn bản|báo cáo|tờ trình|chỉ thị"
    "|luật|hướng dẫn|thông báo|công điện|chương trình|hợp đồng|giấy phép|giấy chứng nhận"
)
_NOT_QUANTITY = (
    r"(?![\d.,]*\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|%|đề án|dự án|cơ sở|người|sản phẩm|mô hình|lớp"
    r"|doanh nghiệp|lao động|hội chợ|cuộc|đơn vị|học viên|hợp tác xã|hộ|chương trình))"
)
_TECHNICAL = (
    r"tấn|tạ|yến|kg|kilôgam|ki-lô-gam|gam|gram|mg|lít|ml|m2|m3|m²|m³|mét|m|ha|héc-?\s?ta|hecta"
    r"|km2|km²|km|cm|mm|kwh|kwp|kw|mw|mwp|kva|kv|hp|cv|mã lực|w|v|°c|oc|độ c|độ|giờ|phút|giây"
    r"|tuổi|con|cây|viên|bao|chai|hộp|lon|gói|thùng|bánh|quả|ca|btu|bar|inch|toe"
)

_PATTERNS = (
    ("địa chỉ trang hoặc thư điện tử", r"https?://\S+|www\.\S+|"
                                       r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
     r"|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|info|edu|gov)(?![a-z])\S*"),
    ("số điện thoại", r"(?<!\w)(?:điện thoại|đt|tel|hotline|fax|sđt|zalo|di "
                      r"động)\s*[.:]?\s*[\d(+][\d .()+-]{5,20}"
     r"|(?<![\d.,])0\d{9,10}(?![\d.,])|(?<![\d.,])0\d{2,3}[. ]\d{3,4}[. ]?\d{3,4}(?![\d,])"
     r"|\+84[\d .-]{8,14}|\(0\d{2,4}\)\s*\d[\d .]{4,10}"),
    ("số hiệu văn bản", r"\d+[a-z]?(?:/\d{4})?/[a-zđ]{1,6}\d?(?:[-–/][a-zđ&]{1,12}){0,4}\d*(?![\w])"
     rf"|(?<!\w)(?:{_DOCUMENT})\s+(?:số|liên tịch số)\s*:?\s*\d+[^\s,;.)]*"
     r"|(?<!\w)(?:nghị định|thông tư|nghị quyết|chỉ thị|quyết định|luật|công "
     r"văn)\s+\d+(?:[/-][\w/-]+)?" + _NOT_QUANTITY
     + r"|(?<!\w)số\s*:\s*\d+\s*/[^\s,;.)]*"),
    ("ngày, giờ", r"(?<!\w)(?:từ\s+)?ngày\s+\d{1,2}\s*(?:-|đến(?:\s+ngày)?|"
                  r"và)\s*\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?"
     r"|(?<!\w)ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?"
     r"|(?<!\w)ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|ngày\s+\d{1,2}(?!\d)"
     r"|(?<![\d/.,])\d{1,2}\s*-\s*\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])"
     r"|(?<![\d/.,])\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)"
     r"|(?<!\d)(?:19|20)\d\d[-/](?:0\d|1[0-2])(?:[-/]\d{1,2})?(?!\d)(?=\s|$)"
     r"|(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?|(?<![\d.,])\d{1,2}\s?h\s?\d{2}(?!\w)|"
     r"\d{1,2}\s*giờ(?:\s*\d{1,2}(?:\s*phút)?)?(?=\s*(?:ngày|sáng|chiều|tối|,))"
     r"|(?<![\d/.,])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])(?!\s*(?:triệu|tỷ|tỉ|đề án|sản "
     r"phẩm|cơ sở))"
     r"|(?<!\w)tháng\s+\d{1,2}(?![\d.,]*\d)(?!\s*(?:tỷ|tỉ|triệu))|(?:sáng|chiều|tối|"
     r"hôm)\s+\d{1,2}/\d{1,2}(?:/\d{4})?"),
    ("thứ tự, thứ hạng", r"(?<!\w)(?:lần\s+thứ|đứng\s+thứ|xếp\s+thứ|hạng|thứ|top|"
                         r"vị\s+trí(?:\s+thứ)?|xếp\s+hạng)\s+\d+(?:\s*/\s*\d+)?" + _NOT_QUANTITY
     + r"|(?<!\w)(?:đợt|kỳ\s+họp\s+thứ|khóa|khoá|tập|tuần|số|mục|bài|kỳ|phiên|nhóm|vùng|loại|"
       r"bước|giai\s+đoạn|lô|khối|phần)\s+\d{1,3}(?![\d.,]*\d)"
     + _NOT_QUANTITY + r"(?!\s*(?:-|đến)\s*\d)"
     + r"|(?<!\w)quý\s+\d(?!\d)"),
    ("điều khoản, biểu mẫu", r"(?<!\w)(?:điều|khoản|điểm|chương|phụ\s+lục|mẫu|biểu|bảng|hình|"
                             r"trang|tiêu\s+chí|công\s+thức)\s+(?:số\s+)?\d+[a-z]?(?:[.,]\d+)*"
     + _NOT_QUANTITY),
    ("địa chỉ", r"(?<!\w)(?:số\s+nhà|số|lô)\s+\d+[a-z]?(?:[/-]\d+)*\s*,?\s*(?:đường|phố|ngõ|"
                r"ngách|hẻm|quốc\s+lộ|đại\s+lộ)"
     r"|(?<!\w)(?:quốc\s+lộ|tỉnh\s+lộ|đường\s+tỉnh|ql|đt|km|thôn|ấp|xóm|tổ\s+dân\s+phố|"
     r"khu\s+phố|ngõ|hẻm|quận|phường|đội|khóm|buôn|tổ)\s*\.?\s*\d+[a-z]?(?:[/+]\d+)*"
     + _NOT_QUANTITY
     + r"|(?<![\w.,/])\d+[a-z]?(?:/\d+)*\s+(?:đường|phố|ngõ)\s+(?!\d)"),
    ("điểm chấm", r"(?:đạt|từ|chấm|trên|dưới|được)\s+\d{1,3}(?:[.,]\d+)?\s*(?:-\s*\d+\s*)?điểm"
     r"(?!\s*(?:bán|sáng|trưng|giới|du lịch|cầu|phát|dừng|đến|mới))"
     r"(?=\s+trở|[,.;)/]|\s+(?:đến|và|tr))"),
    ("số sao", r"\d\s*(?:-\s*\d\s*)?sao(?!\w)"),
    ("tiêu chuẩn, ký hiệu", r"(?<!\w)(?:iso|tcvn|qcvn|haccp|covid|fssc|astm|bs|en|iec|sa|brc|"
                            r"gmp|ohsas|ce|fda|euro|công\s+nghệ|"
                            r"cách\s+mạng\s+công\s+nghiệp(?:\s+lần\s+thứ)?|windows|office|"
                            r"zalo)[\s/.:-]{0,2}\d[\d:.-]*"
     + _NOT_QUANTITY
     + r"|(?<![\w%])[bcdđfghjklmnpqrstvwxz]{1,4}-?\d+(?:[-.]\d+)*[a-z]?(?!\w)(?<!m2)(?<!m3)"
     r"|\d+[a-eg-hj-ln-su-z](?![\w.²³])"),
    ("số thứ tự đề mục", r"(?m:^)[ ]*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]|\(\d{1,2}\)|"
                         r"\d{1,2}\s-)(?=\s|[^\W\d])"),
    ("công suất, kích thước, khối lượng", rf"(?:\d[\d.,]*\s*(?:-|đến|÷|"
                                          rf"x)\s*)?\d[\d.,]*\s*(?:triệu|nghìn|ngàn|vạn|tỷ|"
                                          rf"tỉ)?\s*(?:{_TECHNICAL}|sản phẩm|sp)\s*(?:/|trên|"
                                          rf"mỗi|một)\s*(?:giờ|h|ngày|tháng|năm|ca|mẻ|ha|phút|"
                                          rf"giây|người|vụ)(?!\w)"
     r"|(?<!\w)(?:công suất|năng suất|diện tích|quy mô|dung tích|khối lượng|tốc độ|nhiệt độ|"
     r"trọng lượng|kích thước|chiều dài|chiều cao|sản lượng)"
     rf"(?:\s+(?!\d)[^\s.;,]+){{0,4}}?\s+(?:\d[\d.,]*\s*(?:-|đến|÷|"
     rf"x)\s*)?\d[\d.,]*\s*(?:triệu|nghìn|ngàn|vạn)?\s*(?:{_TECHNICAL}|sản phẩm)(?!\w)"
     rf"|\d[\d.,]*\s*x\s*\d[\d.,]*(?:\s*x\s*\d[\d.,]*)?"),
)  # fmt: skip

_REJECT = re.compile(
    "|".join(f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(_PATTERNS))
)
_REASONS = {f"r{number}": reason for number, (reason, _) in enumerate(_PATTERNS)}
STARS = "số sao"
TECHNICAL_UNIT = re.compile(rf"\s*(?:{_TECHNICAL})(?!\w)")


@dataclass(frozen=True, slots=True)
class RejectedSpan:
    """Characters whose numbers are no figures."""

    start: int
    end: int
    reason: str


def find_rejects(low: str) -> list[RejectedSpan]:
    """Every stretch of `low` whose numbers are no figures, in order."""
    return [
        RejectedSpan(found.start(), found.end(), _REASONS[found.lastgroup or "r0"])
        for found in _REJECT.finditer(low)
    ]


def covering(spans: list[RejectedSpan], starts: list[int], offset: int) -> RejectedSpan | None:
    """The rejected span that holds a number beginning at `offset`."""
    index = bisect_right(starts, offset) - 1
    if index >= 0 and offset < spans[index].end:
        return spans[index]
    return None
