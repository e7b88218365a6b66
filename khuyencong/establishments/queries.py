import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, When, prefetch_related_objects

from khuyencong.accounts.models import User
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Level, Unit
from khuyencong.places.queries import disadvantaged_among, find_units, units_within

from .models import Establishment, EstablishmentQuerySet, Representative, RepresentativeQuerySet

# Words of the legal form, which two spellings of one name may have or leave out.
_FORM_WORDS = re.compile(
    r"^(?:(?:cong ty|tnhh|trach nhiem huu han|co phan|cp|mot thanh vien|mtv|hai thanh vien|htx|hop"
    r" tac xa|hkd|ho kinh doanh|to hop tac|tht|doanh nghiep tu nhan|dntn|co so) )+"
)
SORTS: Mapping[str, tuple[str, ...]] = {
    "ten": ("sort_key", "code"),
    "-ten": ("-sort_key", "-code"),
    "ma": ("code",),
    "-ma": ("-code",),
    "lao-dong": ("workers_count", "code"),
    "-lao-dong": ("-workers_count", "code"),
}
_SHOWN = (
    "code",
    "name",
    "legal_form",
    "workers_count",
    "is_illustrative",
    "province__full_name",
    "commune__full_name",
    "trade__short_name",
)
"""What the list shows of each; another column would be asked row by row, and the tests count."""
_FILTERS = {
    "place": "province",
    "legal_form": "legal_form",
    "trade": "trade",
    "records": "is_illustrative",
}


def search(user: User, words: Mapping[str, Any], *, sort: str = "") -> EstablishmentQuerySet:
    """The establishments that *user* may see and that fit the cleaned filters of the list."""
    found = Establishment.objects.visible_to(user).select_related("province", "commune", "trade")
    found = found.only(*_SHOWN)
    if text := words.get("words"):
        found = found.matching(text)
    for name, lookup in _FILTERS.items():
        if (value := words.get(name)) not in (None, ""):
            found = found.filter(**{lookup: value})
    return found.order_by(*SORTS.get(sort, SORTS["ten"]))


def provinces_open_to(user: User) -> Iterable[int] | None:
    """Keys of the provinces that *user* may enter records of; ``None`` is every province."""
    scope = user.scope_unit
    if scope is None:
        return None
    if scope.level == Level.COMMUNE:
        return frozenset({scope.province_id}) if scope.province_id else frozenset()
    return units_within(scope)


def communes_called(text: str, province: Unit) -> list[Unit]:
    """The communes of *province* that *text* may mean, the likeliest first."""
    found = find_units(f"{text}, {province.name}", level=Level.COMMUNE)
    return [unit for unit in found if unit.province_id == province.pk]


def likely_duplicates(
    user: User, *, name: str, tax_code: str, province: Unit, besides: Establishment | None
) -> list[Establishment]:
    """Establishments that may be the same: one tax code, or one name in one province."""
    key = _FORM_WORDS.sub("", fold(name))
    seen = Establishment.objects.visible_to(user).select_related("province", "commune")
    same_place = seen.filter(province=province, fold__endswith=key)[:20]
    found = {one.pk: one for one in same_place if _FORM_WORDS.sub("", one.fold) == key}
    if tax_code:
        found |= {one.pk: one for one in seen.filter(tax_code=tax_code)[:5]}
    return [one for one in found.values() if besides is None or one.pk != besides.pk]


def in_disadvantaged_area(establishment: Establishment, *, on: date) -> bool | None:
    """Whether it lay in a disadvantaged area that day; ``None`` is «không rõ».

    It is not known where the commune is not, nor on a day for which no list has been entered.
    """
    return in_disadvantaged_areas([establishment], on=on)[establishment.pk]


def in_disadvantaged_areas(
    establishments: Sequence[Establishment], *, on: date
) -> dict[int, bool | None]:
    """The same of several by their ids, all real or all illustrative.

    One query for establishments read with their communes, two for others.
    """
    found: dict[int, bool | None] = dict.fromkeys(one.pk for one in establishments)
    prefetch_related_objects(establishments, "commune")
    communes = {one.pk: one.commune for one in establishments if one.commune}
    if not communes:
        return found
    listed = disadvantaged_among(
        communes.values(), on=on, illustrative=establishments[0].is_illustrative
    )
    if listed is not None:
        found |= {key: commune.pk in listed for key, commune in communes.items()}
    return found


def accounts_within(user: User, code: str = "") -> RepresentativeQuerySet:
    """The accounts of the establishments that *user* sees, those in use first, by name.

    *code*: of the establishment of that code only.
    """
    found = Representative.objects.visible_to(user)
    if code.strip():
        found = found.filter(establishment__code__iexact=code.strip())
    ended = Case(When(ended_at__isnull=True, then=0), default=1)
    return found.select_related(
        "establishment__province", "person__organisation", "given_by", "ended_by"
    ).order_by(ended, "establishment__sort_key", "person__full_name", "-pk")


def is_free(given: Representative) -> bool:
    """Whether the person of an account that was taken back acts for no establishment since."""
    return not Representative.objects.current().filter(person=given.person).exists()
