"""Rules of the procedure: papers, evidence, deadlines, appraisal, who decides a change."""

from django.db import models
from django.db.models import Q

from .contents import SchemeKind
from .versions import Rule


class DossierPart(Rule):
    """A part that every scheme's dossier must have (nội dung cơ bản của đề án).

    The eight of Điều 5 Thông tư 36/2013/TT-BCT.
    """

    number = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("tên", max_length=200)
    wording = models.TextField("yêu cầu")

    class Meta(Rule.Meta):
        verbose_name = "phần của đề án"
        verbose_name_plural = "phần của đề án"
        ordering = ["valid_from", "number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class DossierPaper(Rule):
    """A paper to hand in with a dossier (giấy tờ trong hồ sơ).

    Điều 10 Thông tư 36/2013/TT-BCT.  ``is_setting``: the law leaves it to the department, or its
    annex is not held; the row is to be filled in there.  ``is_from_beneficiary``: it is the
    beneficiary's to make or to have, whoever hands it in.
    """

    class Stage(models.TextChoices):
        BASE = "base", "Thẩm định cấp cơ sở (gửi Sở Công Thương)"
        MINISTRY = "ministry", "Thẩm định cấp Bộ (gửi Cục)"
        GROUP_PLAN = "group_plan", "Phê duyệt kế hoạch đề án lập theo nhóm"

    stage = models.CharField("nộp khi", max_length=10, choices=Stage)
    kind = models.ForeignKey(
        SchemeKind,
        verbose_name="dạng đề án",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("giấy tờ", max_length=400)
    copies = models.PositiveSmallIntegerField("số bộ", default=1)
    condition = models.CharField("khi nào", max_length=300, blank=True)
    is_setting = models.BooleanField("do địa phương quy định", default=False)
    is_from_beneficiary = models.BooleanField("do đơn vị thụ hưởng lập, cung cấp", default=False)

    class Meta(Rule.Meta):
        verbose_name = "giấy tờ trong hồ sơ"
        verbose_name_plural = "giấy tờ trong hồ sơ"
        ordering = ["stage", "order"]

    def __str__(self) -> str:
        return self.name


class EvidenceItem(Rule):
    """A paper that proves what was done, before money is paid (tài liệu, chứng từ nghiệm thu).

    Điều 13, 14, 15, 18, 19 Thông tư 36/2013/TT-BCT.  ``kind`` empty: asked of every kind.
    ``is_from_beneficiary``: it is the beneficiary's to make or to have, whoever hands it in.
    """

    class Stage(models.TextChoices):
        FIRST_ADVANCE = "first_advance", "Tạm ứng lần một"
        REMAINING = "remaining", "Nghiệm thu, tạm ứng kinh phí còn lại"
        MULTI_YEAR = "multi_year", "Tạm ứng đề án nhiều năm"
        SETTLEMENT = "settlement", "Quyết toán"
        FORCE_MAJEURE = "force_majeure", "Thanh lý, quyết toán do bất khả kháng"

    stage = models.CharField("nộp khi", max_length=13, choices=Stage)
    kind = models.ForeignKey(
        SchemeKind,
        verbose_name="dạng đề án",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tài liệu, chứng từ", max_length=500)
    condition = models.CharField("khi nào", max_length=300, blank=True)
    is_from_beneficiary = models.BooleanField("do đơn vị thụ hưởng lập, cung cấp", default=False)

    class Meta(Rule.Meta):
        verbose_name = "tài liệu nghiệm thu"
        verbose_name_plural = "tài liệu nghiệm thu"
        ordering = ["stage", "kind__list_number", "kind__code", "order"]

    def __str__(self) -> str:
        return self.name


class Deadline(Rule):
    """A deadline: a day of the year, a day of every month, or days after an event (thời hạn).

    ``is_before``: the law says «trước ngày», so the named day itself is late.
    """

    class Every(models.TextChoices):
        YEAR = "year", "hằng năm"
        MONTH = "month", "hằng tháng"
        EVENT = "event", "sau sự kiện"

    every = models.CharField("lặp lại", max_length=5, choices=Every)
    name = models.CharField("việc phải làm", max_length=300)
    who = models.CharField("ai làm", max_length=200)
    to_whom = models.CharField("gửi cho", max_length=200, blank=True)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    year_offset = models.PositiveSmallIntegerField("số năm sau năm kế hoạch", default=0)
    is_before = models.BooleanField("trước ngày (không tính ngày đó)", default=False)
    event = models.CharField("sau sự kiện", max_length=200, blank=True)
    days = models.PositiveSmallIntegerField("số ngày sau sự kiện", null=True, blank=True)
    is_working_days = models.BooleanField("tính ngày làm việc", default=False)

    class Meta(Rule.Meta):
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["every", "year_offset", "month", "day", "id"]
        constraints = [
            *Rule.Meta.constraints,
            models.CheckConstraint(
                name="regulations_deadline_has_its_parts",
                condition=Q(every="year", month__range=(1, 12), day__range=(1, 31))
                | Q(every="month", month__isnull=True, day__range=(1, 31))
                | (Q(every="event", month__isnull=True, days__gt=0) & ~Q(event="")),
                violation_error_message=(
                    "Hằng năm cần ngày và tháng; hằng tháng cần ngày; "
                    "sau sự kiện cần sự kiện và số ngày."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppraisalPoint(Rule):
    """A point that an appraisal must judge (nội dung thẩm định).

    The five of Điều 9 Thông tư 36/2013/TT-BCT.
    """

    number = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("tên ngắn", max_length=120)
    wording = models.TextField("nội dung")

    class Meta(Rule.Meta):
        verbose_name = "nội dung thẩm định"
        verbose_name_plural = "nội dung thẩm định"
        ordering = ["valid_from", "number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class AdjustmentDecider(Rule):
    """A rule on who decides one kind of change to a scheme (thẩm quyền điều chỉnh đề án).

    Điều 11 Thông tư 36/2013/TT-BCT.  ``is_group``: the row is for schemes made up as a group only,
    and takes the place of the general row for the same change.
    """

    class Change(models.TextChoices):
        RAISE_MONEY = "raise_money", "tăng tổng mức kinh phí hỗ trợ"
        CONTENT = "content", "thay đổi nội dung hoạt động khuyến công"
        NEXT_YEAR = "next_year", "gia hạn thời gian thực hiện sang năm sau"
        ADD = "add", "bổ sung đề án"
        STOP = "stop", "ngừng triển khai đề án"
        PLACE = "place", "thay đổi địa điểm"
        BENEFICIARY = "beneficiary", "thay đổi đơn vị thụ hưởng"
        PARTNER = "partner", "thay đổi đơn vị phối hợp"
        TIME = "time", "thay đổi thời gian trong năm tài chính"
        LOWER_MONEY = "lower_money", "giảm tổng mức kinh phí hỗ trợ"
        OTHER = "other", "điều chỉnh khác không làm tăng tổng mức kinh phí hỗ trợ"

    class Decider(models.TextChoices):
        MINISTRY = "ministry", "Bộ Công Thương"
        DEPARTMENT = "department", "Cục quản lý khuyến công của Bộ Công Thương"
        PROVINCE_DEPARTMENT = "province_department", "Sở Công Thương"
        PROVINCE = "province", "Ủy ban nhân dân cấp tỉnh"

    change = models.CharField("thay đổi", max_length=12, choices=Change)
    decider = models.CharField("người quyết định", max_length=20, choices=Decider)
    is_group = models.BooleanField("chỉ đề án lập theo nhóm", default=False)

    class Meta(Rule.Meta):
        verbose_name = "thẩm quyền điều chỉnh"
        verbose_name_plural = "thẩm quyền điều chỉnh"
        ordering = ["valid_from", "id"]

    def __str__(self) -> str:
        return f"{self.get_change_display()} – {self.get_decider_display()}"
