from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khuyencong.funding.models import BUDGETS, STATE_KINDS, Entry, Kind, Level, Nature
from khuyencong.lib.days import show_day
from khuyencong.schemes.models import Line, Scheme

from .deeds import Cancellable, Deed


class Contract(Deed):
    """A contract to carry a scheme out (hợp đồng thực hiện đề án, TT 36/2013 Điều 12).

    Never changed: what changes is an :class:`Appendix`.  Its amounts are its ledger entries.
    """

    scheme = models.OneToOneField(
        Scheme, models.PROTECT, related_name="contract", verbose_name="đề án"
    )
    number = models.CharField("số hợp đồng", max_length=60)
    signed_on = models.DateField("ngày ký")
    party = models.CharField("bên thực hiện (bên B)", max_length=300)
    starts_on = models.DateField("thực hiện từ ngày")
    ends_on = models.DateField("đến ngày")
    note = models.TextField("ghi chú", blank=True)
    entries = models.ManyToManyField(Entry, related_name="+", verbose_name="bút toán")

    class Meta:
        verbose_name = "hợp đồng thực hiện đề án"
        verbose_name_plural = "hợp đồng thực hiện đề án"
        constraints = (
            models.CheckConstraint(
                name="contract_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"Hợp đồng số {self.number}"


class Appendix(models.Model):
    """An appendix of a contract (phụ lục hợp đồng), never changed and never deleted.

    ``entries`` are the reversals of the amounts it replaces and the new ones.
    """

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="appendices", verbose_name="hợp đồng"
    )
    number = models.CharField("số phụ lục", max_length=60)
    signed_on = models.DateField("ngày ký")
    reason = models.TextField("lý do, nội dung thay đổi")
    ends_on = models.DateField("gia hạn đến ngày", null=True, blank=True)
    entries = models.ManyToManyField(Entry, related_name="+", verbose_name="bút toán")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("thời điểm ghi")

    class Meta:
        verbose_name = "phụ lục hợp đồng"
        verbose_name_plural = "phụ lục hợp đồng"
        ordering = ("signed_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("contract", "number"),
                name="appendix_number_once",
                violation_error_message="Hợp đồng đã có phụ lục mang số này.",
            ),
        )

    def __str__(self) -> str:
        return f"Phụ lục số {self.number}"


class PayoutKind(models.TextChoices):
    """Which of the payments the law knows (TT 36/2013 Điều 13–15, 18)."""

    FIRST = "first", "Tạm ứng lần một"
    NEXT = "next", "Tạm ứng lần tiếp theo"
    REMAINING = "remaining", "Tạm ứng kinh phí còn lại"
    PAYMENT = "payment", "Thanh toán sau quyết toán"


class Advance(Cancellable):
    """An advance paid on one line of a scheme (tạm ứng kinh phí, TT 36/2013 Điều 13–15).

    Whatever is advanced is paid out of the budget on that day, so each source has two entries,
    advanced and disbursed; what is paid after the settlement is disbursed only.  ``explanation``
    is the rule as it was told on the day.
    """

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="advances", verbose_name="dòng nội dung"
    )
    kind = models.CharField("lần tạm ứng", max_length=10, choices=PayoutKind)
    document = models.CharField("chứng từ", max_length=100)
    paid_on = models.DateField("ngày chi")
    explanation = models.TextField("căn cứ", blank=True)
    entries = models.ManyToManyField(Entry, related_name="+", verbose_name="bút toán")

    class Meta:
        verbose_name = "tạm ứng"
        verbose_name_plural = "tạm ứng"
        ordering = ("paid_on", "pk")
        constraints = Cancellable.Meta.constraints

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.document}"

    @property
    def is_settled_later(self) -> bool:
        """Whether a settlement rests on it, as on all but what is paid of the settlement itself."""
        return self.kind != PayoutKind.PAYMENT

    @property
    def amount_vnd(self) -> int:
        """What was paid, in đồng, as the ledger has it."""
        entries = self.entries.all()
        return sum(one.amount_vnd for one in entries if one.nature == Nature.DISBURSED)


class Instalment(Deed):
    """An instalment by which recoverable support comes back (kỳ hoàn trả hỗ trợ có thu hồi)."""

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="instalments", verbose_name="dòng nội dung"
    )
    level = models.CharField("nguồn ngân sách", max_length=20, choices=Level)
    due_on = models.DateField("đến hạn")
    amount_vnd = models.BigIntegerField("số tiền (đồng)")

    class Meta:
        verbose_name = "kỳ hoàn trả"
        verbose_name_plural = "kỳ hoàn trả"
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("line", "level", "due_on"),
                name="instalment_once_a_day",
                violation_error_message="Đã có kỳ hoàn trả của nguồn này vào ngày đó.",
            ),
            models.CheckConstraint(
                name="instalment_of_state_money",
                condition=Q(amount_vnd__gt=0, level__in=[*BUDGETS, Level.UNKNOWN]),
                violation_error_message="Kỳ hoàn trả phải có nguồn và số tiền lớn hơn 0.",
            ),
        )

    def __str__(self) -> str:
        return f"{show_day(self.due_on)}: {self.amount_vnd}"


class Repayment(Cancellable):
    """A repayment to the budget (thu hồi, hoàn trả): recoverable, or an unjustified advance.

    ``kind`` tells which: ``recoverable`` comes back by its schedule, a ``grant`` because it was
    advanced and not settled (khoản 6 Điều 12 TT 36/2013).
    """

    line = models.ForeignKey(
        Line, models.PROTECT, related_name="repayments", verbose_name="dòng nội dung"
    )
    kind = models.CharField("loại vốn", max_length=20, choices=Kind)
    document = models.CharField("chứng từ", max_length=100)
    paid_on = models.DateField("ngày nộp")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+", verbose_name="bút toán")

    class Meta:
        verbose_name = "khoản hoàn trả"
        verbose_name_plural = "khoản hoàn trả"
        ordering = ("paid_on", "pk")
        constraints = (
            *Cancellable.Meta.constraints,
            models.CheckConstraint(
                name="repayment_of_state_money",
                condition=Q(kind__in=STATE_KINDS),
                violation_error_message="Chỉ vốn nhà nước mới hoàn trả ngân sách.",
            ),
        )

    def __str__(self) -> str:
        return self.document
