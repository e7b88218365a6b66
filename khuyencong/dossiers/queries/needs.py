"""Needs by year, and whose they may be."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Need
from khuyencong.establishments.models import Establishment, EstablishmentQuerySet
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Level, Unit, UnitQuerySet
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import SubContent

_FILTERS = {"year": "year", "content": "content", "records": "is_illustrative"}


def needs_of(user: User, words: Mapping[str, Any]) -> Any:
    """The needs that *user* may see and that fit the cleaned filters, the newest first."""
    found = Need.objects.visible_to(user).select_related(
        "commune", "establishment", "recorded_by", "scheme"
    )
    for name, lookup in _FILTERS.items():
        if (value := words.get(name)) not in (None, ""):
            found = found.filter(**{lookup: value})
    if words.get("state") == "open":
        found = found.filter(scheme__isnull=True)
    if words.get("state") == "used":
        found = found.filter(scheme__isnull=False)
    if text := words.get("words"):
        found = found.filter(Q(fold__contains=fold(text)) | Q(phone__contains=text.strip()))
    return found


def communes_for(user: User) -> UnitQuerySet:
    """Today's communes that the person may record of, in alphabetical order."""
    communes = Unit.objects.communes().current().select_related("province")
    scope = user.scope_unit
    if scope is not None and scope.level == Level.COMMUNE:
        communes = communes.filter(pk=scope.pk)
    elif scope is not None:
        communes = communes.filter(province_id__in=units_within(scope))
    return communes.in_name_order()


def establishments_called(user: User, words: str) -> EstablishmentQuerySet:
    """The establishments in the register, real for a real account, whose name holds *words*."""
    found = Establishment.objects.visible_to(user).filter(is_illustrative=user.is_illustrative)
    return found.matching(words).select_related("commune") if words.strip() else found.none()


def usual_sub_content(content: str) -> SubContent | None:
    """The first sub-content of the decree that is counted under *content*."""
    return SubContent.objects.filter(content=content).order_by("group__number", "order").first()
