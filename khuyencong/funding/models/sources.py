"""What money is: its nature, its kind, the budget that it comes from."""

from django.db import models


class Nature(models.TextChoices):
    """What stage of its life the money is in; the stages are never added to one another."""

    REGISTERED = "registered", "Đăng ký"
    APPROVED = "approved", "Được duyệt"
    ASSIGNED = "assigned", "Được giao"
    ALLOCATED = "allocated", "Phân bổ"
    CONTRACTED = "contracted", "Ký hợp đồng"
    ADVANCED = "advanced", "Tạm ứng"
    DISBURSED = "disbursed", "Giải ngân"
    ESTIMATED = "estimated", "Ước thực hiện"
    ACCEPTED = "accepted", "Nghiệm thu"
    SETTLED = "settled", "Quyết toán"
    REPAID = "repaid", "Thu hồi"


class Kind(models.TextChoices):
    """Whose money it is and whether it comes back."""

    GRANT = "grant", "Hỗ trợ không thu hồi"
    RECOVERABLE = "recoverable", "Hỗ trợ có thu hồi"
    COUNTERPART = "counterpart", "Vốn đối ứng"
    OTHER = "other", "Vốn khác"
    ATTRACTED = "attracted", "Vốn đầu tư thu hút"


class Level(models.TextChoices):
    """The budget that state money comes from; «không rõ» when the papers do not say."""

    NATIONAL = "national", "Quốc gia"
    PROVINCE = "province", "Tỉnh"
    DISTRICT = "district", "Huyện"
    COMMUNE = "commune", "Xã"
    UNKNOWN = "unknown", "Không rõ nguồn"
    NONE = "", "Không phải ngân sách nhà nước"


STATE_KINDS = (Kind.GRANT, Kind.RECOVERABLE)
BUDGETS = (Level.NATIONAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
