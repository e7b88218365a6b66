from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from khuyencong.regulations.models import DossierPaper, DossierPart
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import Scheme, Tier

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


def readable_by(user: "User") -> models.QuerySet[Scheme]:
    """The schemes whose dossier the person may open: who prepares it always, others once sent.

    An applicant opens none: what a dossier lacks of the establishment is told at its own desk.
    """
    if user.is_applicant:
        return Scheme.objects.none()
    seen = Scheme.objects.visible_to(user)
    prepared = [tier for tier in Tier.values if user.role in who_may("submit", tier=tier)]
    if prepared == Tier.values:
        return seen
    return seen.filter(Q(tier__in=prepared) | ~Q(state=State.DRAFT))


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: "User") -> "DossierQuerySet":
        """Return the dossiers that the person may open, each with its scheme."""
        return self.filter(scheme__in=readable_by(user)).select_related("scheme__province")


class Dossier(models.Model):
    """A dossier of a scheme (hồ sơ đề án, TT 36/2013 Điều 10).

    ``law_on`` is the day whose law says which parts and papers it has; ``copied_from`` the dossier
    of an earlier year it began as.
    """

    scheme = models.OneToOneField(
        Scheme, models.PROTECT, related_name="dossier", verbose_name="đề án"
    )
    law_on = models.DateField("theo quy định ngày")
    copied_from = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chép từ đề án",
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    opened_at = models.DateTimeField("thời điểm lập")

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đề án"
        verbose_name_plural = "hồ sơ đề án"

    def __str__(self) -> str:
        return f"Hồ sơ {self.scheme_id}"


class Section(models.Model):
    """A part of a dossier as it stands (phần của đề án, TT 36/2013 Điều 5).

    ``number`` counts its versions; who saves says which number was on the screen.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="sections", verbose_name="đề án"
    )
    part = models.ForeignKey(
        DossierPart, models.PROTECT, related_name="+", verbose_name="phần theo quy định"
    )
    number = models.PositiveIntegerField("bản số", default=0)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "phần của hồ sơ"
        verbose_name_plural = "phần của hồ sơ"
        ordering = ("scheme", "part__number")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "part"), name="section_once_in_dossier"),
        )

    def __str__(self) -> str:
        return f"Phần {self.part_id}, bản {self.number}"


class SectionVersion(models.Model):
    """A version of a part of a dossier (bản đã lưu), never changed and never deleted."""

    section = models.ForeignKey(
        Section, models.PROTECT, related_name="versions", verbose_name="phần"
    )
    number = models.PositiveIntegerField("bản số")
    text = models.TextField("nội dung", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "bản của phần hồ sơ"
        verbose_name_plural = "bản của phần hồ sơ"
        ordering = ("section", "number")
        constraints = (
            models.UniqueConstraint(fields=("section", "number"), name="section_version_once"),
        )

    def __str__(self) -> str:
        return f"Bản {self.number}"


class SideText(models.Model):
    """A text typed over a version that somebody else had replaced (bản gõ chưa gộp).

    Kept until the person merges it: ``base_number`` is the version that the person saw, ``page``
    the open page it was typed on, so that two pages never overwrite each other.
    """

    section = models.ForeignKey(
        Section, models.PROTECT, related_name="side_texts", verbose_name="phần"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gõ"
    )
    page = models.CharField("trang đang mở", max_length=40)
    base_number = models.PositiveIntegerField("gõ trên bản số")
    text = models.TextField("nội dung", blank=True)
    at = models.DateTimeField("thời điểm")
    settled_at = models.DateTimeField("đã gộp lúc", null=True, blank=True)

    class Meta:
        verbose_name = "bản gõ chưa gộp"
        verbose_name_plural = "bản gõ chưa gộp"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("section", "by", "page"), name="side_text_once_for_a_page"
            ),
        )

    def __str__(self) -> str:
        return f"Bản gõ trên bản {self.base_number}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: "User") -> "AttachmentQuerySet":
        """Return the papers of the dossiers that the person may open."""
        return self.filter(scheme__in=readable_by(user))

    def in_force(self) -> "AttachmentQuerySet":
        """Return those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Attachment(models.Model):
    """A paper handed in with a dossier (tài liệu kèm hồ sơ, TT 36/2013 Điều 10).

    Never deleted: a wrong one is withdrawn.  ``requirement`` empty: handed in besides the list.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="attachments", verbose_name="đề án"
    )
    requirement = models.ForeignKey(
        DossierPaper,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="theo danh mục",
    )
    title = models.CharField("tên tài liệu", max_length=400)
    file = models.FileField("tệp", upload_to="dossiers/%Y/%m", max_length=200)
    file_name = models.CharField("tên tệp gốc", max_length=200)
    media_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    digest = models.CharField("dấu SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    uploaded_at = models.DateTimeField("thời điểm nộp")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người rút",
    )
    withdrawn_at = models.DateTimeField("thời điểm rút", null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu kèm hồ sơ"
        verbose_name_plural = "tài liệu kèm hồ sơ"
        ordering = ("uploaded_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="attachment_withdrawal_is_told",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="Rút tài liệu phải ghi người rút và thời điểm.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Waiver(models.Model):
    """A paper of the list that this dossier needs not have, and why (giấy tờ không áp dụng)."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="waivers", verbose_name="đề án")
    requirement = models.ForeignKey(
        DossierPaper, models.PROTECT, related_name="+", verbose_name="giấy tờ"
    )
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "giấy tờ không áp dụng"
        verbose_name_plural = "giấy tờ không áp dụng"
        constraints = (
            models.UniqueConstraint(fields=("scheme", "requirement"), name="waiver_once"),
            models.CheckConstraint(
                name="waiver_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Phải ghi lý do không áp dụng.",
            ),
        )

    def __str__(self) -> str:
        return self.reason
