"""What is typed into the forms of a dossier: kept while it is typed, and each state once saved."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from khuyencong.schemes.models import Scheme

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def visible_to(self, user: "User") -> "FormDraftQuerySet":
        """Return the person's own."""
        return self.filter(by=user)


class FormDraft(models.Model):
    """A form of a dossier that a person has begun and not saved (bản gõ dở của một biểu mẫu).

    ``key`` is the form («general», «line-3», «item-12», «item-of-3»); ``base`` the values that the
    person saw when typing began, by which another's edit meanwhile is recognised.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="form_drafts", verbose_name="đề án"
    )
    key = models.CharField("biểu mẫu", max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gõ"
    )
    base = models.JSONField("giá trị lúc mở")
    typed = models.JSONField("nội dung đã gõ")
    at = models.DateTimeField("thời điểm")

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "bản gõ dở của biểu mẫu"
        verbose_name_plural = "bản gõ dở của biểu mẫu"
        constraints = (
            models.UniqueConstraint(fields=("scheme", "key", "by"), name="form_draft_once"),
        )

    def __str__(self) -> str:
        return self.key


class FormVersion(models.Model):
    """A saved state of a form of a dossier (bản đã lưu), never changed and never deleted.

    ``values`` are what a person reads, by the label of the field; empty where a row was taken out.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="form_versions", verbose_name="đề án"
    )
    key = models.CharField("biểu mẫu", max_length=40)
    values = models.JSONField("giá trị")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "bản đã lưu của biểu mẫu"
        verbose_name_plural = "bản đã lưu của biểu mẫu"
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("scheme", "key", "-at"), name="form_version_of_key"),)

    def __str__(self) -> str:
        return self.key
