"""The words that tell content, source and nature of money (từ khóa nội dung, nguồn, tính chất).

Each list is one alternation run once over the text; a mention is a code with its place. Content
phrases are matched without marks, so that «thết bị» or «hội trợ» still tell; sources keep their
marks, since «tỉnh» and «tính» differ by nothing else.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

WEAK_CONTENTS = frozenset({"training", "consulting", "village", "model?", "info?"})

_CONTENT = (
    ("", r"trung tam khuyen cong(?: (?:va|&) [^,.;:\d]{0,60}?(?:cong nghiep|nang luong|thuong "
         r"mai|cong thuong|ptcn|tvptcn))?"
     r"|trung tam xuc tien thuong mai(?: du lich| dau tu)*|khuyen cong ?(?:&|va) ?(?:tu van|"
     r"tvptcn|tiet kiem nang luong)[^,.;:\d]{0,40}?(?:cong nghiep|ptcn|nang luong|(?=[,.;:]))"
     r"|khuyen cong va tu van phat trien cong nghiep|de an tai co cau|chuong trinh muc tieu|"
     r"thong tin tu|theo thong tin|cho biet|tap chi|thong tin can biet|hinh thanh"),
    ("capacity", r"(?:nang cao )?nang luc (?:quan ly )?(?:(?:va|,) to chuc thuc hien "
                 r")?(?:(?:cua |cho )?(?:he thong |doi ngu |can bo |cong tac |hoat dong |"
                 r"nguoi lam |nguoi lam cong tac |can bo lam cong tac )+)?khuyen cong"
     r"|nang cao nang luc quan ly va to chuc|can bo (?:lam )?(?:cong tac )?khuyen cong|khuyen "
     r"cong vien|mang luoi khuyen cong|cong tac vien khuyen cong|nguoi lam khuyen cong"),
    ("vocational", r"dao tao(?:,? ?(?:va )?(?:boi duong|truyen))? nghe|day nghe|truyen nghe|"
                   r"hoc nghe|(?:lop|khoa) nghe|nang cao tay nghe|boi duong nghe|tay nghe|"
                   r"dao tao lao dong|dao tao cong nhan"),
    ("management", r"nang luc quan ly|quan tri doanh nghiep|khoi su(?: doanh nghiep)?|khoi "
                   r"nghiep|nang luc quan tri|nang cao nang luc(?: san "
                   r"xuat)?(?=[^,.;]{0,30}(?:co so|doanh nghiep))|ky nang quan ly|quan tri "
                   r"kinh doanh"),
    ("sxsh", r"san xuat sach hon|sxsh|san xuat va tieu dung ben vung|sx ?& ?tdbv|tiet kiem "
             r"nang luong|su dung nang luong tiet kiem|san xuat sach"),
    ("ocop", r"ocop|moi xa mot san pham"),
    ("selection", r"binh chon|(?:cong nghiep nong thon|cnnt|ttcn) tieu bieu|san pham(?: "
                  r"[a-z]+){0,3} tieu bieu|ton vinh (?:san pham|nghe nhan)|cong nhan san pham"),
    ("cluster", r"(?:khu,? ?(?:va )?)?cum cong nghiep|ccn(?!\w)|quy hoach chi tiet|ha tang "
                r"(?:ky thuat )?(?:khu|cum)|khu cong nghiep"),
    ("environment", r"(?:xu ly|khac phuc|giam thieu|giam) (?:o nhiem|nuoc thai|chat thai|khi "
                    r"thai|moi truong|rac thai)|o nhiem moi truong|bao ve moi truong|di doi "
                    r"co so|he thong xu ly"),
    ("fair", r"hoi cho|hoi tro|trien lam|xuc tien thuong mai|ket noi cung cau|ket noi giao "
             r"thuong|giao thuong|gian hang|diem ban hang|le hoi|thuong mai dien tu|san giao "
             r"dich|quang ba tren san|"
     r"trung bay(?! nghe)|phong trung bay|showroom|phien cho|festival|mo rong thi truong|tieu "
     r"thu san pham"),
    ("brand", r"thuong hieu|nhan hieu|dang ky bao ho|so huu tri tue|truy xuat nguon goc|logo|"
              r"ma vach|ma so ma vach"),
    ("design", r"mau ma|bao bi|thiet ke(?! ky thuat thi cong)"),
    ("model?", r"mo hinh(?! trinh dien| thi diem| diem)"),
    ("model", r"mo hinh (?:trinh dien|thi diem|diem)(?: ky thuat)?|trinh dien ky thuat"),
    ("machine", r"may moc|(?:thiet|thet|thiêt) bi|day chuyen|chuyen giao (?:cong nghe|tien "
                r"bo)|ung dung (?:cong nghe|tien bo|khoa hoc)|co gioi hoa|doi moi cong nghe|"
                r"mua (?:sam )?may|"
                r"may (?:in|cat|say|ep|dong goi|xay|cnc|han|dap|tien|xe|che bien|rang|sao|"
                r"vo|tron|nghien|hut|cua|bao|phay|uon|det|theu|dun|thoi|chien|rua|hap|phan loai|"
                r"tach|loc|chiet|dan|duc|mai|danh bong|bam|phun|ly tam|khoan|go|boc|lang)"),
    ("info", r"thong tin,? ?(?:va )?tuyen truyen|tuyen truyen|truyen thong|cung cap thong tin|"
             r"ban tin|phong su|an pham|chuyen muc|trang thong tin|website|tin,? bai|pho bien "
             r"(?:chinh sach|phap luat|van ban)"),
    ("village", r"lang nghe|lang co nghe"),
    ("admin", r"quan ly (?:chuong trinh|de an|kinh phi|dieu hanh)|quan ly, dieu hanh|chi "
              r"(?:phi )?quan ly|kiem tra,? giam sat|(?:cong tac|chi phi) nghiem thu"),
    ("consulting", r"tu van"),
    ("training", r"dao tao|tap huan|boi duong|khoa hoc(?! ky thuat| va| cong nghe|[, -])|hoi "
                 r"thao|khoa tap huan"),
)  # fmt: skip

_HEAD = (
    r"(?:(?:nguồn\s+)?(?:kinh\s+phí|vốn|ngân\s+sách)|nguồn(?:\s+lực)?|phần|chương\s+trình|"
    r"đề\s+án|dự\s+án)"
    r"(?:\s+(?:hỗ\s+trợ|đầu\s+tư|của|từ|chương\s+trình|hoạt\s+động|"
    r"sự\s+nghiệp))*(?:\s+khuyến\s+công)?"
    r"(?:\s+(?:của|cấp|từ|thuộc|nguồn|do|ngân\s+sách))*|khuyến\s+công(?:\s+(?:của|cấp|từ\s+nguồn))*"
)
_NATION = r"(?:quốc\s+gia|trung\s+ương|tw)(?!\w)"
_LOCAL = r"địa\s+phương(?!\w)"
_GIVES = (
    r"(?=(?:\s+(?:đã|tự|cũng|còn))*(?:\s+(?:hỗ\s+trợ|bố\s+trí|cấp|chi|trích|dành))*"
    r"(?:\s+(?:kinh\s+phí|thêm|hơn|gần|trên|khoảng))*\s*\d)"
)
_BENEFICIARY = (
    r"(?:cơ\s+sở|doanh\s+nghiệp|đơn\s+vị(?:\s+thụ\s+hưởng)?|chủ\s+đầu\s+tư|"
    r"đối\s+tượng\s+thụ\s+hưởng|hợp\s+tác\s+xã|người\s+dân|hộ\s+sản\s+xuất)"
)
_JOIN = r"\s*(?:,|và|-|lẫn|cùng(?:\s+với)?|cũng\s+như|&|/|kết\s+hợp)\s*"

_SOURCE = (
    ("", rf"(?:thực\s+hiện|triển\s+khai|tham\s+gia)\s+(?:hiệu\s+quả\s+|tốt\s+|"
         rf"có\s+hiệu\s+quả\s+)?chương\s+trình\s+khuyến\s+công\s+{_NATION}"
     r"|(?:bình\s+chọn|sản\s+phẩm|tiêu\s+biểu|hội\s+chợ|danh\s+hiệu|cuộc\s+thi)"
     r"(?:\s+(?!ngân|kinh|vốn|nguồn|khuyến)[^\W\d]+){0,6}?\s+cấp\s+(?:tỉnh|huyện|xã)(?!\w)"
     r"|chương\s+trình\s+mục\s+tiêu\s+quốc\s+gia|cục\s+công\s+thương\s+địa\s+phương|(?:các|"
     r"nhiều|mọi)\s+địa\s+phương|trung\s+tâm\s+khuyến\s+công(?:\s+(?:quốc\s+gia|tỉnh))?"),
    ("all", rf"(?:{_HEAD})\s+{_NATION}{_JOIN}(?:(?:{_HEAD})\s+)?(?:{_LOCAL}|tỉnh(?!\w))|"
            rf"(?:{_HEAD})\s+{_LOCAL}{_JOIN}(?:(?:{_HEAD})\s+)?{_NATION}"
     r"|ngân\s+sách\s+nhà\s+nước(?!\s+(?:cấp|trung|tỉnh|địa))|nhà\s+nước\s+hỗ\s+trợ|"
     r"vốn\s+nhà\s+nước|ngân\s+sách(?=\s+(?:hỗ\s+trợ|cấp|chi|bố\s+trí)\s+(?:\w+\s+)?\d)|"
     r"từ\s+(?:nguồn\s+)?ngân\s+sách(?=\s*[,.;)])|(?:gộp|tính|kể|bao\s+gồm|gồm)\s+cả\s+(?:vốn|nguồn|kinh\s+phí|"
     r"khuyến\s+công)[^,.;:\d]{0,30}"),
    ("counterpart", rf"(?:(?:nguồn\s+)?(?:vốn|"
                    rf"kinh\s+phí)\s+)?(?:{_BENEFICIARY}\s+(?:thụ\s+hưởng\s+)?)?(?:bỏ\s+|"
                    rf"góp\s+)?(?:vốn\s+)?đối\s+ứng|vốn\s+tự\s+có|(?:(?:nguồn\s+)?vốn|"
                    rf"kinh\s+phí|nguồn|phần\s+còn\s+lại|còn\s+lại)\s+(?:là\s+)?(?:của|do|"
                    rf"từ)\s+(?:các\s+)?{_BENEFICIARY}(?!\w)"
     rf"|{_BENEFICIARY}[^,.;:\d]{{0,50}}\s(?:đóng\s+góp|bỏ\s+vốn|tự\s+bỏ|bỏ\s+ra|góp\s+vốn|"
     rf"tự\s+đầu\s+tư)|vốn\s+(?:các\s+)?{_BENEFICIARY}(?!\w)|vốn\s+(?:của\s+)?dn(?!\w)"),
    ("national", rf"(?:{_HEAD})\s+{_NATION}|kcqg|quốc\s+gia{_GIVES}|trung\s+ương{_GIVES}|"
                 rf"bộ\s+công\s+thương\s+hỗ\s+trợ|cục\s+công\s+thương\s+địa\s+phương\s+hỗ\s+trợ"),
    ("local", rf"(?:{_HEAD})\s+{_LOCAL}|kcđp|địa\s+phương{_GIVES}"),
    ("district", rf"(?:{_HEAD})\s+(?:các\s+)?(?:huyện|thị\s+xã|quận)(?!\w)|"
                 rf"(?:cấp\s+)?huyện(?:\s*,\s*thị\s+xã)?{_GIVES}|cấp\s+huyện(?=\s+(?:trích|"
                 rf"hỗ\s+trợ|bố\s+trí|cấp))"),
    ("commune", rf"(?:{_HEAD})\s+(?:các\s+)?(?:xã|phường)(?!\w)|(?<!tác )(?<!thị )(?<!các "
                rf")(?:cấp\s+)?xã{_GIVES}|"
                rf"(?:các\s+)?xã\s*,\s*phường(?:\s*,\s*đặc\s+khu)?(?=\s+\d)"),
    ("province", rf"(?:(?:nguồn\s+)?(?:kinh\s+phí|vốn|ngân\s+sách)|nguồn)(?:\s+(?:hỗ\s+trợ|"
                 rf"sự\s+nghiệp|của|từ|chương\s+trình|"
                 rf"hoạt\s+động))*(?:\s+khuyến\s+công)?(?:\s+(?:của|cấp|từ))*\s+(?:tỉnh|"
                 rf"thành\s+phố)(?!\w)"
     rf"|khuyến\s+công\s+(?:của|cấp)\s+(?:tỉnh|thành\s+phố)(?!\w)|"
     rf"khuyến\s+công\s+tỉnh(?=\s*(?:\d|là|hỗ\s+trợ|hơn|gần|trên|khoảng|:|,|;|\.|\)))|"
     rf"(?<!ubnd )(?<!hđnd )(?<!toàn )(?<!bàn )(?<!trong )(?<!dân )(?:cấp\s+)?tỉnh{_GIVES}"),
    ("all?", r"(?:nguồn\s+(?:kinh\s+phí|vốn)|vốn)\s+khuyến\s+công(?!\s+(?:quốc|địa|của|tỉnh|"
             r"cấp|trung|hỗ\s+trợ\s+xây))"),
)  # fmt: skip

_NATURE = (
    ("unallocated", r"chưa\s+(?:được\s+)?(?:phân\s+bổ|phân\s+khai|giao|giải\s+ngân)|còn\s+dư|"
                    r"kết\s+dư"),
    ("disbursed", r"giải\s+ngân|tạm\s+ứng|thanh\s+toán|quyết\s+toán"),
    ("allocated", r"phân\s+bổ|phân\s+khai"),
    ("investment", r"(?:tổng\s+)?(?:số\s+)?vốn\s+(?:đầu\s+tư\s+)?đăng\s+ký"),
    ("requested", r"xin|đề\s+nghị|đề\s+xuất|đăng\s+ký(?!\s+(?:nhãn|bảo|thương|sở))|"
                  r"nhu\s+cầu\s+(?:kinh\s+phí|vốn)|(?:đang|sẽ)\s+trình"),
    ("counterpart", rf"đối\s+ứng|vốn\s+tự\s+có|{_BENEFICIARY}[^,.;:\d]{{0,50}}\s(?:đóng\s+góp|"
                    rf"bỏ\s+vốn|tự\s+bỏ|bỏ\s+ra|góp\s+vốn)|"
                    rf"vốn\s+(?:của\s+)?(?:các\s+)?{_BENEFICIARY}(?!\w)|"
                    rf"do\s+(?:các\s+)?{_BENEFICIARY}\s+(?:tự\s+)?(?:đóng|đầu|bỏ)"),
    ("investment", r"(?:tổng\s+)?(?:mức|vốn)\s+đầu\s+tư(?:\s+(?:đăng\s+ký|thực\s+hiện))?|"
                   r"thu\s+hút(?:\s+được)?(?:\s+(?:vốn|nguồn|đầu|các|thêm|trên|hơn|gần|"
                   r"khoảng)\w*)*|huy\s+động(?:\s+được)?|kéo\s+theo|tổng\s+đầu\s+tư|lôi\s+kéo"),
    ("count", r"doanh\s+thu|doanh\s+số|giá\s+trị\s+(?:sản\s+xuất|xuất\s+khẩu|hợp\s+đồng|hàng|"
              r"giao\s+dịch|công)|kim\s+ngạch|thu\s+nhập|nộp\s+ngân\s+sách|"
              r"tiết\s+kiệm(?:\s+được)?|lợi\s+nhuận|trị\s+giá|lương"),
    ("support", r"kinh\s+phí|hỗ\s+trợ|ngân\s+sách|được\s+giao|dự\s+toán|số\s+tiền|"
                r"vốn\s+(?:khuyến|quốc|địa|trung)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A telling phrase: its code and where it stands."""

    start: int
    end: int
    code: str


class Mentions:
    """Mentions in order of their place, found by range in logarithmic time."""

    def __init__(self, found: Sequence[Mention]) -> None:
        self._all = found
        self._starts = [mention.start for mention in found]

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin in `[start, end)`."""
        left = bisect_left(self._starts, start)
        return self._all[left : bisect_left(self._starts, end, lo=left)]

    def codes(self) -> set[str]:
        return {mention.code for mention in self._all}


def _compiled(table: Sequence[tuple[str, str]]) -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {f"c{number}": code for number, (code, _) in enumerate(table)}
    pattern = "|".join(f"(?P<c{n}>{pattern})" for n, (_, pattern) in enumerate(table))
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), codes


_OTHER_WORD = "truyền thống"
_CONTENTS = _compiled(_CONTENT)
_SOURCES = _compiled(_SOURCE)
_NATURES = _compiled(_NATURE)


def _find(
    pattern: tuple[re.Pattern[str], dict[str, str]], text: str, low: str | None = None
) -> Mentions:
    expression, codes = pattern
    spelled = text if low is None else low
    return Mentions(
        [
            Mention(found.start(), found.end(), codes[found.lastgroup])
            for found in expression.finditer(text)
            if found.lastgroup
            and codes[found.lastgroup]
            and _OTHER_WORD not in spelled[found.start() : found.end()]
        ]
    )


def find_contents(flat: str, low: str) -> Mentions:
    """Contents without marks; «truyền thống» (traditional) is not «truyền thông»."""
    return _find(_CONTENTS, re.sub(r"[\t\n]", " ", flat), low)


def find_sources(low: str) -> Mentions:
    return _find(_SOURCES, low)


def find_natures(low: str) -> Mentions:
    return _find(_NATURES, low)
