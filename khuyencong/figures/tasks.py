"""What is done in the background: reading large files (`manage.py work` does it)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .models import Document


@app.task(queue="van-ban")
def read_text(document_pk: int) -> None:
    """Read a text that waits; one that was read meanwhile is left alone."""
    actions.read_document(Document.objects.get(pk=document_pk), at=timezone.now())


def read_later(document: Document) -> None:
    """Put the reading of *document* into the queue, within the transaction that keeps it."""
    read_text.defer(document_pk=document.pk)
