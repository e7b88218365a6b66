"""What all that is recorded of a scheme's delivery has in common."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models

from khuyencong.schemes.models import Scheme

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class DeedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Return what is recorded of the schemes that the person sees."""
        return self.filter(scheme__in=Scheme.objects.visible_to(user))


class Deed(models.Model):
    """A deed of delivery (việc đã ghi): of which scheme, by whom, when."""

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="%(class)s_rows", verbose_name="đề án"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("thời điểm ghi")

    objects = DeedQuerySet.as_manager()

    class Meta:
        abstract = True


class StoredFile(models.Model):
    """A file kept under a name of our own (tệp đính kèm); empty where none was handed in."""

    file = models.FileField("tệp", upload_to="delivery/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField("tên tệp gốc", max_length=200, blank=True)
    media_type = models.CharField("loại tệp", max_length=100, blank=True)

    class Meta:
        abstract = True
