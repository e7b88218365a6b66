"""What is done in the background: reading piles of scans (`manage.py work` does it)."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .models import ScanBatch

QUEUE = "ban-ky"
LEFT_ALONE = timedelta(minutes=2)


@app.task(queue=QUEUE)
def read_pile(batch_pk: int) -> None:
    """Read what waits of a pile."""
    actions.read_batch(ScanBatch.objects.get(pk=batch_pk), at=timezone.now())


def read_later(batch: ScanBatch) -> None:
    """Put the reading of a pile into the queue, within the transaction that keeps it."""
    read_pile.defer(batch_pk=batch.pk)


@app.periodic(cron="*/2 * * * *", periodic_id="ban-ky")
@app.task(queue=QUEUE, queueing_lock="ban-ky", lock="ban-ky")
def read_what_was_left(timestamp: int) -> None:
    """Go on with piles whose reader died half-way."""
    now = timezone.now()
    for batch in ScanBatch.objects.filter(read_at__isnull=True, at__lt=now - LEFT_ALONE):
        actions.read_batch(batch, at=now)
