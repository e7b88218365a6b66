"""Words with which the tests ask for changes."""

from datetime import date

from khuyencong.adjustments import actions
from khuyencong.adjustments.queries import standing
from khuyencong.schemes.actions import Decision
from tests.factories.adjustments import AT, MILLION, RequestPaperFactory

DECISION = Decision("55/QĐ-UBND", date(2026, 5, 30))


def asked(scheme, by, *changes, reason="Cơ sở đổi phương án đầu tư."):
    """A request with changes, each (kind, value) or (kind, value, line) or with a source too."""
    request = actions.open_request(scheme, reason=reason, by=by, at=AT)
    for kind, new, *target in changes:
        line, source = [*target, None, ""][:2] if target else (None, "")
        actions.put_change(request, kind, new, line=line, source=source or "")
    return request


def submitted(scheme, by, *changes):
    """The same, submitted; a national one with the department's confirmation."""
    request = asked(scheme, by, *changes)
    if scheme.tier == "national":
        RequestPaperFactory(request=request, by=by)
    actions.submit(request, by=by, at=AT)
    request.refresh_from_db()
    return request


def millions(number):
    return standing.money(number * MILLION)


def words(text):
    return standing.text(text)


def state_of(scheme):
    """Lines as (year, content, item, place, establishment, million đồng by source), and the end."""
    found = standing.standing_of(scheme)
    return [
        (
            line.account.year,
            line.content,
            line.item,
            line.place,
            line.beneficiary.establishment.name if line.beneficiary else None,
            {level: amount // MILLION for (_, level), amount in found.allocated(line).items()},
        )
        for line in found.lines.values()
    ]
