import logging
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.lib.working_days import is_working_day

from .letters import Words, letters_of
from .models import Digest, Letter, NoLetters

logger = logging.getLogger(__name__)


def send_digest(*, at: datetime, site: str) -> int:
    """Tell everybody once that day what waits (gửi thư nhắc việc); return the letters sent.

    Nothing is sent when the day's are finished, nor on a day that offices are closed.  Each letter
    stands or falls with its row, so that two workers, or one that was stopped half-way, write
    nobody twice; one that the mail server refused is tried again by the next run.
    """
    day = timezone.localdate(at)
    if not is_working_day(day):
        return 0
    digest, _ = Digest.objects.get_or_create(day=day)
    if digest.finished_at is not None:
        return 0
    sent = failed = 0
    for person, words in letters_of(day, site=site):
        try:
            sent += _send(digest, person, words, at=at)
        except (SMTPException, OSError) as error:
            failed += 1
            logger.warning("Thư nhắc việc cho tài khoản %s chưa gửi được: %s", person.pk, error)
    if not failed:
        digest.finished_at = at
        digest.save(update_fields=["finished_at"])
    return sent


@transaction.atomic
def _send(digest: Digest, person: User, words: Words, *, at: datetime) -> bool:
    """Send one letter; another worker's row makes this one wait, and then send nothing."""
    counts = {"tasks_count": words.tasks_count, "late_count": words.late_count, "at": at}
    _, is_new = Letter.objects.get_or_create(digest=digest, person=person, defaults=counts)
    if is_new:
        send_mail(words.subject, words.body, None, [person.email])
    return is_new


@transaction.atomic
def stop_letters(*, by: User, at: datetime) -> None:
    """Send the person no letters any more (tắt thư nhắc việc)."""
    NoLetters.objects.get_or_create(person=by, defaults={"at": at})


@transaction.atomic
def resume_letters(*, by: User) -> None:
    """Send the person letters again (bật thư nhắc việc)."""
    NoLetters.objects.filter(person=by).delete()
