from django.conf import settings
from django.db import models

from khuyencong.lib.days import show_day


class Digest(models.Model):
    """A morning on which people are told by mail what waits (ngày gửi thư nhắc việc).

    One a day, whatever number of workers: ``finished_at`` says that everybody has been told.
    """

    day = models.DateField("ngày", unique=True)
    finished_at = models.DateTimeField("gửi xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "ngày gửi thư nhắc việc"
        verbose_name_plural = "ngày gửi thư nhắc việc"
        ordering = ("-day",)

    def __str__(self) -> str:
        return show_day(self.day)


class Letter(models.Model):
    """A letter that told a person what waits (thư nhắc việc); one a person and morning."""

    digest = models.ForeignKey(
        Digest, models.PROTECT, related_name="letters", verbose_name="ngày gửi"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhận"
    )
    tasks_count = models.PositiveIntegerField("số việc")
    late_count = models.PositiveIntegerField("số việc quá hạn")
    at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("digest", "person"), name="letter_once_a_morning"),
        )

    def __str__(self) -> str:
        return f"{self.tasks_count} việc"


class NoLetters(models.Model):
    """A person's word that no letters are wanted (không nhận thư nhắc việc)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="no_letters", verbose_name="người"
    )
    at = models.DateTimeField("từ lúc")

    class Meta:
        verbose_name = "người không nhận thư nhắc việc"
        verbose_name_plural = "người không nhận thư nhắc việc"

    def __str__(self) -> str:
        return show_day(self.at)
