"""What a dossier promises, line by line."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from khuyencong.dossiers.models import Promise
from khuyencong.schemes.models import Line


def promises_of(lines: Sequence[Line]) -> list[tuple[Line, list[Promise]]]:
    """Every line, as the estimate has read them, with what is promised of it; one query."""
    prefetch_related_objects(lines, "promises")
    return [(line, list(line.promises.all())) for line in lines]
