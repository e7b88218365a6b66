from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.group_plans.lifecycle import LABELS, LIFECYCLE, OPENED, State
from khuyencong.lib.lifecycle import Step
from khuyencong.regulations.models import DossierPaper
from khuyencong.schemes.models import Line, Scheme

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class GroupPlanQuerySet(models.QuerySet["GroupPlan"]):
    def visible_to(self, user: "User") -> "GroupPlanQuerySet":
        """Return the plans of the schemes that the person sees."""
        return self.filter(scheme__in=Scheme.objects.visible_to(user))


class GroupPlan(models.Model):
    """A plan of a group scheme (kế hoạch đề án lập theo nhóm, Mẫu số 11 TT 36/2013/TT-BCT).

    A scheme may have several, one after another: what one leaves without a beneficiary the next
    may name.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="group_plans", verbose_name="đề án"
    )
    number = models.PositiveSmallIntegerField("đợt")
    state = models.CharField(
        "tình trạng", max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    opened_at = models.DateTimeField("lập lúc")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người phê duyệt",
    )
    decided_at = models.DateTimeField("phê duyệt lúc", null=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True)

    objects = GroupPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch đề án nhóm"
        verbose_name_plural = "kế hoạch đề án nhóm"
        ordering = ("scheme", "number")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "number"), name="group_plan_in_order"),
            models.UniqueConstraint(
                fields=("scheme",),
                condition=~Q(state=State.APPROVED),
                name="group_plan_one_at_a_time",
                violation_error_message="Đề án đang có một kế hoạch chưa được phê duyệt.",
            ),
            models.CheckConstraint(
                name="group_plan_approved_by_a_paper",
                condition=Q(
                    state=State.APPROVED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    decision_date__isnull=False,
                )
                & ~Q(decision_number="")
                | Q(
                    state__in=(State.DRAFT, State.SUBMITTED, State.RETURNED),
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    decision_date__isnull=True,
                    decision_number="",
                ),
                violation_error_message="Kế hoạch được phê duyệt bằng một quyết định.",
            ),
        )

    def __str__(self) -> str:
        return f"Kế hoạch đề án nhóm {self.scheme.code}, đợt {self.number}"

    @property
    def steps_ahead(self) -> dict[str, Step]:
        """The steps that the table allows now, whoever takes them."""
        return LIFECYCLE.steps_from(self.state)


class PlanPart(models.Model):
    """A beneficiary that a plan names (đơn vị thụ hưởng trong kế hoạch), with its money in đồng.

    ``support_vnd`` is state money of the line, of each of its sources in their proportion.
    """

    plan = models.ForeignKey(
        GroupPlan, models.CASCADE, related_name="parts", verbose_name="kế hoạch"
    )
    line = models.ForeignKey(
        Line, models.PROTECT, related_name="+", verbose_name="dòng nội dung được giao"
    )
    establishment = models.ForeignKey(
        "establishments.Establishment",
        models.PROTECT,
        related_name="+",
        verbose_name="đơn vị thụ hưởng",
    )
    item = models.CharField("hạng mục, thiết bị và thông số", max_length=300, blank=True)
    place = models.CharField(
        "địa điểm thực hiện",
        max_length=300,
        blank=True,
        help_text="Để trống khi thực hiện tại cơ sở thụ hưởng.",
    )
    support_vnd = models.BigIntegerField("kinh phí hỗ trợ (đồng)")
    counterpart_vnd = models.BigIntegerField("vốn đối ứng (đồng)", default=0)

    class Meta:
        verbose_name = "đơn vị thụ hưởng trong kế hoạch"
        verbose_name_plural = "đơn vị thụ hưởng trong kế hoạch"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "line", "establishment"),
                name="plan_part_once",
                violation_error_message="Kế hoạch đã có cơ sở này ở dòng này.",
            ),
            models.CheckConstraint(
                name="plan_part_amounts",
                condition=Q(support_vnd__gt=0, counterpart_vnd__gte=0),
                violation_error_message="Kinh phí hỗ trợ phải lớn hơn 0.",
            ),
        )

    def __str__(self) -> str:
        return str(self.establishment)


class PartPaper(models.Model):
    """A paper of a beneficiary, by where it is kept (tài liệu lưu tại Sở và đơn vị thực hiện).

    Điểm a khoản 2 Điều 21 TT 36/2013: the department and the implementer keep it, so that its
    number, day and keeper are told, and no copy is asked for.
    """

    part = models.ForeignKey(
        PlanPart, models.CASCADE, related_name="papers", verbose_name="đơn vị thụ hưởng"
    )
    requirement = models.ForeignKey(
        DossierPaper, models.PROTECT, related_name="+", verbose_name="giấy tờ"
    )
    told = models.CharField("số, ngày, nơi lưu", max_length=200)

    class Meta:
        verbose_name = "tài liệu của đơn vị thụ hưởng"
        verbose_name_plural = "tài liệu của đơn vị thụ hưởng"
        constraints = (
            models.UniqueConstraint(fields=("part", "requirement"), name="part_paper_once"),
            models.CheckConstraint(
                name="part_paper_is_told",
                condition=~Q(told=""),
                violation_error_message="Phải ghi số, ngày hoặc nơi lưu.",
            ),
        )

    def __str__(self) -> str:
        return self.told


_NEED_NOTE = sorted(name for name, step in LIFECYCLE.steps.items() if step.needs_note)


class PlanStep(models.Model):
    """A step that a plan has taken (bước của kế hoạch nhóm), never changed and never deleted."""

    plan = models.ForeignKey(
        GroupPlan, models.PROTECT, related_name="history", verbose_name="kế hoạch"
    )
    number = models.PositiveSmallIntegerField("bước thứ")
    name = models.CharField("bước", max_length=10)
    to_state = models.CharField("đến", max_length=10, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thực hiện"
    )
    at = models.DateTimeField("thời điểm")
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "bước của kế hoạch nhóm"
        verbose_name_plural = "bước của kế hoạch nhóm"
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plan_step_in_order"),
            models.CheckConstraint(
                name="plan_step_with_its_note",
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
