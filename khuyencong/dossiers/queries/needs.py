"""Needs by year, and whose they may be."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Dossier, Need
from khuyencong.establishments.models import Establishment, EstablishmentQuerySet
from khuyencong.lib.contents import Content
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Level, Unit, UnitQuerySet
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Form, Scheme

_USUAL: Mapping[str, str] = {Content.MACHINE: "machinery"}
_SHOWN = (
    "year",
    "quarter",
    "name",
    "phone",
    "establishment",
    "content",
    "item",
    "investment_vnd",
    "recorded_at",
    "withdrawn_at",
    "is_illustrative",
    "commune__full_name",
    "recorded_by__full_name",
    "scheme__code",
)
"""What the list shows of each; another column would be asked row by row, and the tests count."""
_FILTERS = {"year": "year", "content": "content", "records": "is_illustrative"}


def needs_of(user: User, words: Mapping[str, Any]) -> Any:
    """The needs that *user* may see and that fit the cleaned filters, the newest first."""
    found = Need.objects.visible_to(user).select_related("commune", "recorded_by", "scheme")
    found = found.only(*_SHOWN)
    for name, lookup in _FILTERS.items():
        if (value := words.get(name)) not in (None, ""):
            found = found.filter(**{lookup: value})
    if words.get("state") == "withdrawn":
        found = found.filter(withdrawn_at__isnull=False)
    else:
        found = found.in_force()
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


def last_commune(user: User) -> int | None:
    """The commune of which the person recorded last: the next need is mostly of the same."""
    rows = Need.objects.filter(recorded_by=user).order_by("-recorded_at", "-pk")
    return rows.values_list("commune", flat=True).first()


def establishments_called(user: User, words: str) -> EstablishmentQuerySet:
    """The establishments in the register, real for a real account, whose name holds *words*."""
    found = Establishment.objects.visible_to(user).filter(is_illustrative=user.is_illustrative)
    return found.matching(words).select_related("commune") if words.strip() else found.none()


def usual_sub_content(content: str) -> SubContent | None:
    """The first sub-content of the decree that is counted under *content*.

    Who asks for a machine asks for the machine: the transfer of technology, which the decree names
    first, has papers of its own.
    """
    found = SubContent.objects.filter(content=content).order_by("group__number", "order")
    return found.filter(kind__code=_USUAL.get(content, "")).first() or found.first()


def groups_open_to(user: User, need: Need) -> list[Scheme]:
    """The group schemes being prepared that one more need can join: of its year and content."""
    seen = Dossier.objects.visible_to(user).filter(
        scheme__state__in=(State.DRAFT, State.RETURNED),
        scheme__form=Form.GROUP,
        scheme__province=need.province,
        scheme__start_year=need.year,
        scheme__is_illustrative=need.is_illustrative,
        scheme__lines__content=need.content,
    )
    found = Scheme.objects.filter(pk__in=seen.order_by().values("scheme"))
    return list(found.select_related("province").order_by("code"))
