"""Counted nouns (danh từ chỉ đơn vị đếm) and the measure each of them stands for.

Keys are without marks; the unit of a figure is always the noun as the text writes it. A noun that
is not listed can still be counted (measure `count`) when a verb of doing governs it.
"""

import re

_NOUNS = {
    "schemes": "đề án|dự án|chương trình|nhiệm vụ|tiểu dự án|lượt đề án|đề tài",
    "establishments": (
        "cơ sở|lượt cơ sở|doanh nghiệp|lượt doanh nghiệp|hợp tác xã|htx|hộ kinh doanh|hộ gia đình|"
        "hộ cá thể|hộ sản xuất|hộ|lượt hộ|đơn vị|lượt đơn vị|công ty|tổ hợp tác|thương nhân|"
        "tổ chức|cá nhân|nhà máy|nhà cung cấp|nhà phân phối|nhà sản xuất|xưởng|đối tượng|"
        "tổ hợp|dn|chủ thể|cơ sở sản xuất"
    ),
    "products": "sản phẩm|bộ sản phẩm|lượt sản phẩm|mặt hàng|nhóm sản phẩm|bộ|sp",
    "people": (
        "người|lượt người|học viên|lượt học viên|lao động|lượt lao động|đại biểu|lượt đại biểu|"
        "cán bộ|lượt cán bộ|nghệ nhân|công nhân|việc làm|thành viên|cộng tác viên|hội viên|"
        "chuyên gia|thợ|lượt khách|khách|chỗ làm việc|nông dân|nhân viên|người lao động|"
        "công chức|viên chức|khuyến công viên|thợ giỏi|nghệ nhân, thợ giỏi|chủ doanh nghiệp|"
        "lượt khách tham quan|khách tham quan|chỗ làm"
    ),
    "classes": "lớp|khóa|khoá|lớp học|khóa học|khoá học|lớp đào tạo|lớp tập huấn|khóa đào tạo",
    "models": "mô hình|mô hình trình diễn",
    "events": (
        "cuộc|đợt|hội chợ|hội thảo|hội nghị|lễ hội|cuộc thi|kỳ|phiên|buổi|chuyến|sự kiện|"
        "triển lãm|diễn đàn|tọa đàm|toạ đàm|phiên chợ|phiên hội chợ|kỳ hội chợ|kỳ bình chọn|"
        "cuộc bình chọn|đợt bình chọn|cuộc tập huấn|lượt hội chợ|lần|tuần hàng|festival|đoàn|"
        "cuộc khảo sát|hội chợ, triển lãm|hội nghị, hội thảo|hội thảo, tập huấn|lớp tọa đàm"
    ),
    "clusters": "cụm công nghiệp|cụm|ccn|khu công nghiệp|khu, cụm công nghiệp",
    "agreements": (
        "biên bản ghi nhớ|biên bản|bản ghi nhớ|hợp đồng|thỏa thuận|thoả thuận|mou|bản cam kết|"
        "hợp đồng nguyên tắc|ghi nhớ"
    ),
    "count": (
        "làng nghề|gian hàng|lượt gian hàng|gian|điểm bán hàng|điểm|website|trang web|"
        "trang thông tin|phóng sự|bản tin|tin bài|tin, bài|tin|bài viết|bài|chuyên mục|"
        "chuyên trang|chuyên đề|ấn phẩm|tờ rơi|tờ gấp|cuốn|máy|thiết bị|máy móc|dây chuyền|"
        "hệ thống|nhãn hiệu|"
        "thương hiệu|giấy chứng nhận|giải thưởng|giải|huyện|xã|tỉnh|thành phố|thị xã|thị trấn|"
        "quốc gia|nước|làng|bản|hồ sơ|phiếu|phòng trưng bày|showroom|văn bản|video|clip|số|"
        "kỳ phát sóng|lượt xem|lượt truy cập|lượt|hạng mục|ngành nghề|nghề|giải pháp|cửa hàng|"
        "siêu thị|chợ|tài khoản|gói|trung tâm|phòng|chi nhánh|mẫu|mẫu mã|bao bì|sáng kiến|"
        "tem|logo|chuỗi|chuỗi liên kết|liên kết|hiệp hội|hội|quy hoạch|công trình|trạm|"
        "khu|bộ nhận diện thương hiệu|bộ nhận diện|phóng sự truyền hình|bản đồ|danh hiệu|"
        "bằng khen|tổ|địa phương|tỉnh, thành phố|tỉnh, thành|huyện, thị xã|huyện, thành phố|"
        "huyện, thị|xã, thị trấn|xã, phường|phường|trường hợp|lĩnh vực|ngành|điểm bán|"
        "ấn phẩm, tờ rơi|lượt tin|trang|sàn|bộ máy|chiếc|bộ thiết bị|tập san|phim|cụm pa nô|pano"
    ),
}

# Words that number the text's own parts («chia làm 4 nhóm»): true, but nobody's result.
_STRUCTURE = "nhóm|nội dung|phần|loại|mục|mục tiêu|nhiệm vụ trọng tâm|giải pháp|nội dung chi"
_STRUCTURE += "|hình thức|yếu tố|tiêu chí|nguyên tắc|khâu|bước|vấn đề|đối tượng|điều kiện"


def _flat(words: str) -> str:
    table = str.maketrans(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        "aaaaaaaaaaaaaaaaadeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy",
    )
    return words.translate(table)


MEASURE_OF_NOUN = {
    _flat(noun): measure for measure, nouns in reversed(_NOUNS.items()) for noun in nouns.split("|")
}
# One syllable without its mark may be another word («chợ» and «cho»): it must be written so.
ONE_SYLLABLE = frozenset(
    noun for nouns in _NOUNS.values() for noun in nouns.split("|") if " " not in noun
)
_BY_LENGTH = sorted(MEASURE_OF_NOUN, key=len, reverse=True)
NOUN = re.compile(
    "(?:" + "|".join(noun.replace(", ", r"\s*,\s*").replace(" ", r"\s+") for noun in _BY_LENGTH)
    + r")(?!\w)"
)  # fmt: skip
STRUCTURE = re.compile("(?:" + _flat(_STRUCTURE).replace(" ", r"\s+") + r")(?!\w)")

# Nouns that are joined into one unit when they follow each other («chương trình, đề án»).
JOINED = frozenset({"schemes", "establishments", "people"})
JOINT = re.compile(r"\s*(?:,|/|\bva\b|-)\s*")

# Larger nouns that begin with a counted one and are not counted by khuyến công.
NOT_THE_NOUN = re.compile(
    r"chuong trinh (?:muc tieu|quoc gia|hanh dong)|lan (?:dau|thu|luot|nua)|bo (?:cong thuong|"
    r"nganh)"
    r"|so (?:voi|sanh)|hoi (?:nhap|vien)|lan tran|to chuc (?:thuc hien|trien khai)|don vi tinh"
)


# Compounds of these are counted by their first word («3 mô hình trình diễn» are 3 mô hình).
_HEADS = re.compile(
    r"(?:mo hinh|cuoc|dot|lop|khoa|ky|phien|bien ban|cum|hoi cho|hoi thao|hoi nghi|diem|le "
    r"hoi)(?!\w)"
)


def head_length(flat_noun: str) -> int:
    """Letters of a noun that name the unit: «cuoc binh chon» → «cuoc»."""
    head = _HEADS.match(flat_noun)
    return head.end() if head else len(flat_noun)


def measure_of(flat_noun: str) -> str:
    """The measure of a counted noun given without marks; `count` when it is not listed."""
    words = re.sub(r"\s*,\s*", ", ", re.sub(r"\s+", " ", flat_noun))
    return MEASURE_OF_NOUN.get(words) or MEASURE_OF_NOUN.get(words.split(",")[0], "count")
