from django.conf import settings
from django.db import models
from django.db.models import Q

from .scheme import Scheme


class Recusal(models.Model):
    """A declared conflict of interest of a person in a scheme (khai báo xung đột lợi ích).

    From then on the scheme does not exist for that person: ``visible_to`` leaves it out.  Never
    changed and never deleted.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="recusals", verbose_name="đề án"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="recusals",
        verbose_name="người khai báo",
    )
    reason = models.CharField("lý do", max_length=300)
    declared_at = models.DateTimeField("thời điểm khai báo")

    class Meta:
        verbose_name = "khai báo xung đột lợi ích"
        verbose_name_plural = "khai báo xung đột lợi ích"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "scheme"),
                name="recusal_once",
                violation_error_message="Người này đã khai báo xung đột lợi ích ở đề án này.",
            ),
            models.CheckConstraint(
                name="recusal_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return self.reason
