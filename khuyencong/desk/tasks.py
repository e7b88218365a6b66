"""What `manage.py work` does every morning: the letters that say what waits."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions

MORNING = "*/15 0-3 * * *"
"""Every quarter of an hour from 7:00 to 10:45 in Việt Nam; the clock of the queue is UTC.

The first run sends, the others find the day finished: so a worker that starts late still sends.
"""


@app.periodic(cron=MORNING, periodic_id="nhac-viec")
@app.task(queue="nhac-viec", queueing_lock="nhac-viec", lock="nhac-viec")
def tell_what_waits(timestamp: int) -> None:
    """Send the letters of today, unless they are sent."""
    actions.send_digest(at=timezone.now(), site=settings.SITE_URL)
