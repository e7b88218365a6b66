"""What a dossier promises, line by line."""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from khuyencong.dossiers.models import Promise
from khuyencong.schemes.models import Line


def promises_of(lines: Sequence[Line]) -> list[tuple[Line, list[Promise]]]:
    """Every line, as the estimate has read them, with what is promised of it; one query."""
    promises = defaultdict(list)
    read = Promise.objects.filter(line__in=lines).order_by()
    for one in sorted(read, key=attrgetter("pk")):
        promises[one.line_id].append(one)
    return [(line, promises[line.pk]) for line in lines]
