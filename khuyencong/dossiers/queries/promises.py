"""What a dossier promises, line by line."""

from khuyencong.dossiers.models import Promise
from khuyencong.schemes.models import Line, Scheme


def promises_of(scheme: Scheme) -> list[tuple[Line, list[Promise]]]:
    """Every line of the scheme with what is promised of it; two queries."""
    lines = scheme.lines.select_related("beneficiary__establishment").prefetch_related("promises")
    return [(line, list(line.promises.all())) for line in lines.order_by("account__year", "pk")]
