"""What a dossier promises, line by line."""

from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects

from khuyencong.dossiers.models import Promise
from khuyencong.schemes.models import Line


def promises_of(lines: Sequence[Line]) -> list[tuple[Line, list[Promise]]]:
    """Every line, as the estimate has read them, with what is promised of it; one query."""
    promises = Promise.objects.order_by("pk")
    prefetch_related_objects(lines, Prefetch("promises", promises))
    return [(line, list(line.promises.all())) for line in lines]
