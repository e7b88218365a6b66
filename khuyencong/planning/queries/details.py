"""Who carries out a scheme, for whom, where, and with what of their own: the words of a plan."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Sum

from khuyencong.funding.models import Entry, Kind, Nature
from khuyencong.lib.contents import Content
from khuyencong.schemes.models import Line


@dataclass(frozen=True, slots=True)
class Details:
    """What a plan says of a scheme beside its money; ``counterpart_vnd`` is what it registered."""

    contents: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    counterpart_vnd: int = 0


NOTHING = Details()


def details_of(schemes: Collection[int], *, year: int) -> dict[int, Details]:
    """The details of each scheme by its id, of its lines of one budget year; two queries.

    A line without a place of its own is carried out at its beneficiary's.
    """
    lines: dict[int, list[Line]] = {}
    found = Line.objects.filter(scheme__in=schemes, account__year=year)
    for line in found.select_related("beneficiary__establishment__commune").order_by("pk"):
        lines.setdefault(line.scheme_id, []).append(line)
    own = dict(
        Entry.objects.filter(
            account__line__scheme__in=schemes,
            account__year=year,
            nature=Nature.REGISTERED,
            kind=Kind.COUNTERPART,
        )
        .order_by()
        .values_list("account__line__scheme")
        .annotate(Sum("amount_vnd"))
    )
    return {
        pk: Details(
            contents=_each(str(Content(it.content).label) for it in of_scheme if it.content),
            beneficiaries=_each(_beneficiary(it) for it in of_scheme),
            places=_each(_place(it) for it in of_scheme),
            counterpart_vnd=own.get(pk, 0),
        )
        for pk, of_scheme in lines.items()
    }


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _beneficiary(line: Line) -> str:
    return line.beneficiary.establishment.name if line.beneficiary else ""


def _place(line: Line) -> str:
    if line.place or line.beneficiary is None:
        return line.place
    commune = line.beneficiary.establishment.commune
    return commune.full_name if commune else ""
