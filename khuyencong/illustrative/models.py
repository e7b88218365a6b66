from django.db import models


class Loading(models.Model):
    """A loading of one programme's synthetic records (lần nạp dữ liệu minh họa).

    ``digest`` tells the plan they were drawn from.  The ledger only grows, so records of another
    plan are kept as they are, never replaced.
    """

    term = models.CharField("mã kỳ trong kế hoạch", max_length=50, unique=True)
    programme = models.OneToOneField(
        "programmes.Programme", models.PROTECT, related_name="+", verbose_name="chương trình"
    )
    digest = models.CharField("dấu băm kế hoạch", max_length=64)
    loaded_at = models.DateTimeField("nạp lúc")

    class Meta:
        verbose_name = "lần nạp dữ liệu minh họa"
        verbose_name_plural = "lần nạp dữ liệu minh họa"

    def __str__(self) -> str:
        return self.term
