from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khuyencong.adjustments.lifecycle import LABELS, LIFECYCLE, OPENED, State
from khuyencong.funding.models import Kind as Capital
from khuyencong.funding.models import Level
from khuyencong.lib.lifecycle import Step
from khuyencong.planning.models import PlanEdition
from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.schemes.models import Line, Scheme

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

_DECIDED = (State.APPROVED, State.REJECTED)
_WITHOUT_SUBMISSION = (State.DRAFT, State.WITHDRAWN)


class Kind(models.TextChoices):
    """What a change changes."""

    PLACE = "place", "Địa điểm thực hiện"
    BENEFICIARY = "beneficiary", "Đơn vị thụ hưởng"
    EQUIPMENT = "equipment", "Hạng mục, thiết bị và thông số"
    INVESTMENT = "investment", "Vốn đối ứng"
    MONEY = "money", "Kinh phí hỗ trợ"
    YEAR = "year", "Năm ngân sách"
    CONTENT = "content", "Nội dung hoạt động"
    PARTNERS = "partners", "Đơn vị phối hợp"
    END_DATE = "end_date", "Thời hạn hoàn thành"
    ADD = "add", "Bổ sung dòng nội dung"
    STOP = "stop", "Ngừng triển khai đề án"


OF_LINE = (
    Kind.PLACE,
    Kind.BENEFICIARY,
    Kind.EQUIPMENT,
    Kind.INVESTMENT,
    Kind.MONEY,
    Kind.YEAR,
    Kind.CONTENT,
)
"""The kinds that change one line, or a line that is still to be added (``slot``)."""

OF_SCHEME = (Kind.PARTNERS, Kind.END_DATE, Kind.STOP)
"""The kinds that change the scheme itself."""


class RequestQuerySet(models.QuerySet["ChangeRequest"]):
    def visible_to(self, user: "User") -> "RequestQuerySet":
        """Return the requests on the schemes that the person sees."""
        return self.filter(scheme__in=Scheme.objects.visible_to(user))


class ChangeRequest(models.Model):
    """A change request (đề nghị điều chỉnh đề án, TT 36/2013/TT-BCT Điều 11).

    ``decider`` is whose decision it awaits, or whose it was: reckoned when it was submitted and
    again on the day of the decision; empty where no rule is held.  ``is_after_wait``: the proposer
    says that it is needed because the scheme waited long for its plan.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="change_requests", verbose_name="đề án"
    )
    number = models.PositiveSmallIntegerField("lần điều chỉnh")
    state = models.CharField(
        "tình trạng", max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    reason = models.TextField("lý do điều chỉnh")
    is_after_wait = models.BooleanField("do chờ phê duyệt, giao kế hoạch lâu", default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    opened_at = models.DateTimeField("lập lúc")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người trình",
    )
    submitted_at = models.DateTimeField("trình lúc", null=True)
    decider = models.CharField(
        "cấp quyết định", max_length=20, choices=AdjustmentDecider.Decider, blank=True
    )
    decider_basis = models.TextField("căn cứ về cấp quyết định", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người quyết định",
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True)
    editions = models.ManyToManyField(
        PlanEdition, related_name="change_requests", verbose_name="lần điều chỉnh kế hoạch"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị điều chỉnh"
        verbose_name_plural = "đề nghị điều chỉnh"
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=("state", "decider"), name="change_request_waiting"),)
        constraints = (
            models.UniqueConstraint(fields=("scheme", "number"), name="change_request_in_order"),
            models.CheckConstraint(
                name="change_request_words_known",
                condition=Q(state__in=State.values) & ~Q(reason=""),
                violation_error_message="Đề nghị phải có lý do và tình trạng trong danh mục.",
            ),
            models.CheckConstraint(
                name="change_request_submitted_by_somebody",
                condition=Q(submitted_by__isnull=False, submitted_at__isnull=False)
                | Q(
                    submitted_by__isnull=True,
                    submitted_at__isnull=True,
                    state__in=_WITHOUT_SUBMISSION,
                ),
                violation_error_message="Đề nghị đã trình phải có người trình và thời điểm.",
            ),
            models.CheckConstraint(
                name="change_request_decided_by_somebody",
                condition=Q(state__in=_DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (Q(decided_by__isnull=True, decided_at__isnull=True) & ~Q(state__in=_DECIDED)),
                violation_error_message="Quyết định phải có người quyết định và thời điểm.",
            ),
            models.CheckConstraint(
                name="change_request_approved_by_a_paper",
                condition=Q(decision_date__isnull=True, decision_number="")
                & ~Q(state=State.APPROVED)
                | Q(state__in=_DECIDED, decision_date__isnull=False) & ~Q(decision_number=""),
                violation_error_message="Phê duyệt điều chỉnh phải có số và ngày quyết định.",
            ),
        )

    def __str__(self) -> str:
        return f"Điều chỉnh lần {self.number}, đề án {self.scheme.code}"

    @property
    def steps_ahead(self) -> dict[str, Step]:
        """The steps that the table allows now, whoever takes them."""
        return LIFECYCLE.steps_from(self.state)


class Change(models.Model):
    """A new value asked for in place of an approved one (nội dung điều chỉnh).

    Its target is a ``line``, or the scheme itself, or (``slot``) a line that the request adds.  A
    key is what a machine compares, a text what a person reads: of money whole đồng, of days
    2026-12-31, of establishments and partners their ids.  ``source`` of money is «kind:level».
    ``conflict`` is the approved change that has touched the same since.
    """

    request = models.ForeignKey(
        ChangeRequest, models.PROTECT, related_name="changes", verbose_name="đề nghị"
    )
    kind = models.CharField("thay đổi", max_length=12, choices=Kind)
    line = models.ForeignKey(
        Line,
        models.PROTECT,
        null=True,
        related_name="changes",
        verbose_name="dòng nội dung",
    )
    slot = models.PositiveSmallIntegerField("dòng bổ sung thứ", null=True)
    source = models.CharField("nguồn", max_length=30, blank=True)
    old_key = models.CharField("giá trị cũ (mã)", max_length=300, blank=True)
    old_text = models.CharField("giá trị cũ", max_length=1000)
    new_key = models.CharField("giá trị mới (mã)", max_length=300, blank=True)
    new_text = models.CharField("giá trị mới", max_length=1000)
    conflict = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="mâu thuẫn với"
    )

    class Meta:
        verbose_name = "nội dung điều chỉnh"
        verbose_name_plural = "nội dung điều chỉnh"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("request", "kind", "line", "slot", "source"),
                name="change_once_a_field",
                nulls_distinct=False,
                violation_error_message="Đề nghị đã có thay đổi này.",
            ),
            models.CheckConstraint(
                name="change_has_its_target",
                condition=Q(kind__in=OF_LINE, line__isnull=False, slot__isnull=True)
                | Q(kind__in=(*OF_LINE, Kind.ADD), line__isnull=True, slot__isnull=False)
                | Q(kind__in=OF_SCHEME, line__isnull=True, slot__isnull=True),
                violation_error_message="Thay đổi phải nói rõ của dòng nào hoặc của đề án.",
            ),
            models.CheckConstraint(
                name="change_of_money_has_a_source",
                condition=(Q(kind=Kind.MONEY) & ~Q(source=""))
                | (~Q(kind=Kind.MONEY) & Q(source="")),
                violation_error_message="Thay đổi kinh phí phải ghi nguồn.",
            ),
            models.CheckConstraint(
                name="change_changes_something",
                condition=~Q(old_key=F("new_key")),
                violation_error_message="Giá trị mới phải khác giá trị đang được duyệt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.old_text} → {self.new_text}"

    @property
    def label(self) -> str:
        """«Kinh phí hỗ trợ (hỗ trợ không thu hồi, nguồn tỉnh)»."""
        label = str(self.get_kind_display())
        return f"{label} ({source_label(self.source).lower()})" if self.source else label


def source_label(word: str) -> str:
    """«Hỗ trợ không thu hồi, nguồn tỉnh» of «grant:province»."""
    kind, _, level = word.partition(":")
    return f"{Capital(kind).label}, nguồn {str(Level(level).label).lower()}"


class RequestPaper(models.Model):
    """A paper with a change request (tài liệu kèm đề nghị): its number, day and file.

    ``is_endorsement``: the department's confirmation or request, without which the Ministry's
    department does not consider a change (khoản 1 Điều 11 TT 36/2013).
    """

    request = models.ForeignKey(
        ChangeRequest, models.PROTECT, related_name="papers", verbose_name="đề nghị"
    )
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True, blank=True)
    is_endorsement = models.BooleanField("xác nhận của Sở Công Thương", default=False)
    file = models.FileField("tệp", upload_to="adjustments/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField("tên tệp gốc", max_length=200, blank=True)
    media_type = models.CharField("loại tệp", max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    at = models.DateTimeField("nộp lúc")

    class Meta:
        verbose_name = "tài liệu kèm đề nghị"
        verbose_name_plural = "tài liệu kèm đề nghị"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="request_paper_can_be_found",
                condition=~Q(number="") | ~Q(file=""),
                violation_error_message="Tài liệu phải có số văn bản hoặc tệp.",
            ),
        )

    def __str__(self) -> str:
        return self.title


_NEED_NOTE = sorted(name for name, step in LIFECYCLE.steps.items() if step.needs_note)


class RequestStep(models.Model):
    """A step that a change request has taken (bước của đề nghị), never changed, never deleted."""

    request = models.ForeignKey(
        ChangeRequest, models.PROTECT, related_name="history", verbose_name="đề nghị"
    )
    number = models.PositiveSmallIntegerField("bước thứ")
    name = models.CharField("bước", max_length=10)
    from_state = models.CharField("từ", max_length=10, choices=State, blank=True)
    to_state = models.CharField("đến", max_length=10, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thực hiện"
    )
    at = models.DateTimeField("thời điểm")
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "bước của đề nghị"
        verbose_name_plural = "bước của đề nghị"
        ordering = ("request", "number")
        constraints = (
            models.UniqueConstraint(fields=("request", "number"), name="request_step_in_order"),
            models.CheckConstraint(
                name="request_step_with_its_note",
                condition=Q(name__in=sorted({OPENED, *LIFECYCLE.steps}))
                & (~Q(name__in=_NEED_NOTE) | ~Q(note="")),
                violation_error_message="Bước này phải ghi rõ lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def label(self) -> str:
        """The Vietnamese name of the step."""
        return LABELS[self.name]
