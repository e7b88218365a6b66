"""What all that is recorded of a scheme's delivery has in common."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

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


class StandingManager(models.Manager.from_queryset(DeedQuerySet)):  # type: ignore[misc]  # made here
    """The deeds that stand: those cancelled are only found where they are asked for."""

    def get_queryset(self) -> DeedQuerySet:
        found: DeedQuerySet = super().get_queryset().filter(cancelled_at__isnull=True)
        return found


class Cancellable(Deed):
    """A deed that may have been entered by mistake (việc có thể hủy khi ghi nhầm).

    Cancelling it keeps the row and its entries, which are reversed; the database lets it happen
    once.  ``objects`` are those that stand, ``everything`` also those cancelled.
    """

    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người hủy",
    )
    cancelled_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    cancellation = models.TextField("lý do hủy", blank=True)

    objects: ClassVar[Any] = StandingManager()
    everything = DeedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_cancellation_is_told",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancellation="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancellation=""),
                violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
            ),
        )


class StoredFile(models.Model):
    """A file kept under a name of our own (tệp đính kèm); empty where none was handed in."""

    file = models.FileField("tệp", upload_to="delivery/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField("tên tệp gốc", max_length=200, blank=True)
    media_type = models.CharField("loại tệp", max_length=100, blank=True)

    class Meta:
        abstract = True
