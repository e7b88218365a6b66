"""The closed vocabulary of contents (nội dung khuyến công), and the legal group each belongs to.

Records, targets, published figures and addresses spell a content the same way.  The codes are
stored values and are never renamed.  The decree knows nine groups (Điều 4 Nghị định 45/2012/NĐ-CP);
a code may say less than the decree (``training``: group 1 or 2, not said) or lie outside it
(``village``, ``admin``, ``ocop``: «khác»).  Group 8 (international cooperation) has no code of its
own, so a report lists it from :data:`GROUPS`, never from what records happen to hold.
"""

from django.db.models import TextChoices


class Content(TextChoices):
    """What the money or the result is for (nội dung hoạt động khuyến công)."""

    VOCATIONAL = "vocational", "Đào tạo nghề, truyền nghề"
    MANAGEMENT = "management", "Nâng cao năng lực quản lý doanh nghiệp"
    TRAINING = "training", "Đào tạo, tập huấn (không rõ loại)"
    MODEL = "model", "Mô hình trình diễn kỹ thuật"
    MACHINE = "machine", "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ"
    SXSH = "sxsh", "Sản xuất sạch hơn"
    SELECTION = "selection", "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu"
    FAIR = "fair", "Hội chợ, triển lãm, xúc tiến thương mại"
    BRAND = "brand", "Xây dựng, đăng ký thương hiệu"
    DESIGN = "design", "Thiết kế mẫu mã, bao bì đóng gói"
    CONSULTING = "consulting", "Tư vấn, trợ giúp cơ sở công nghiệp nông thôn"
    INFO = "info", "Cung cấp thông tin, tuyên truyền"
    CLUSTER = "cluster", "Liên doanh, liên kết; phát triển cụm công nghiệp"
    ENVIRONMENT = "environment", "Xử lý ô nhiễm, di dời cơ sở gây ô nhiễm môi trường"
    VILLAGE = "village", "Làng nghề"
    CAPACITY = "capacity", "Nâng cao năng lực quản lý và tổ chức khuyến công"
    ADMIN = "admin", "Chi quản lý chương trình, đề án"
    OCOP = "ocop", "Chương trình mỗi xã một sản phẩm (OCOP)"


GROUPS: dict[int, str] = {
    1: "Đào tạo nghề, truyền nghề",
    2: "Nâng cao năng lực quản lý doanh nghiệp, năng lực áp dụng sản xuất sạch hơn",
    3: "Mô hình trình diễn kỹ thuật; chuyển giao công nghệ, ứng dụng máy móc tiên tiến",
    4: "Phát triển sản phẩm công nghiệp nông thôn tiêu biểu",
    5: "Tư vấn, trợ giúp các cơ sở công nghiệp nông thôn",
    6: "Cung cấp thông tin",
    7: "Liên doanh liên kết, hợp tác kinh tế, cụm công nghiệp và di dời cơ sở gây ô nhiễm",
    8: "Hợp tác quốc tế về khuyến công",
    9: "Nâng cao năng lực quản lý và tổ chức thực hiện hoạt động khuyến công",
}
"""The nine groups of Điều 4 Nghị định 45/2012/NĐ-CP: number → short name."""

OTHER_GROUP = "Nội dung khác của địa phương"

_POSSIBLE_GROUPS: dict[Content, tuple[int, ...]] = {
    Content.VOCATIONAL: (1,),
    Content.MANAGEMENT: (2,),
    Content.TRAINING: (1, 2),
    Content.MODEL: (3,),
    Content.MACHINE: (3,),
    Content.SXSH: (3, 2),
    Content.SELECTION: (4,),
    Content.FAIR: (4, 2),
    Content.BRAND: (4,),
    Content.DESIGN: (5,),
    Content.CONSULTING: (5,),
    Content.INFO: (6, 2),
    Content.CLUSTER: (7,),
    Content.ENVIRONMENT: (7,),
    Content.VILLAGE: (),
    Content.CAPACITY: (9,),
    Content.ADMIN: (),
    Content.OCOP: (),
}


def possible_groups(content: Content) -> tuple[int, ...]:
    """Return the numbers of the groups *content* may belong to, the usual one first.

    ``sxsh`` is usually a pilot model or an assessment (khoản 3) and sometimes awareness (khoản 2);
    a fair abroad and an establishment's online marketing widen its market (khoản 2, detailed by
    khoản 1 Điều 4 Thông tư 46/2012/TT-BCT).  The sub-content of a record, where known, decides.
    """
    return _POSSIBLE_GROUPS[content]


def group_of(content: Content) -> int | None:
    """Return the one group a sum by groups counts *content* under.

    ``None`` means «khác» for a local category, or «không rõ nhóm 1 hay 2» for ``training``:
    tell them apart by :func:`is_local`.
    """
    groups = possible_groups(content)
    return groups[0] if groups and content is not Content.TRAINING else None


def is_local(content: Content) -> bool:
    """Return whether *content* lies outside the nine groups (nội dung khác của địa phương)."""
    return not possible_groups(content)
