from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from khuyencong.places.models import Unit
from khuyencong.regulations.models import Trade

from .models import Establishment


class ChangedMeanwhile(Exception):
    """Somebody else has changed the record since the person opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentFacts:
    """What is recorded of an establishment; empty text and ``None`` mean «không rõ»."""

    name: str
    legal_form: str
    province: Unit
    commune: Unit | None = None
    trade: Trade | None = None
    address: str = ""
    tax_code: str = ""
    phone: str = ""
    workers_count: int | None = None
    is_illustrative: bool = False


def _fill(establishment: Establishment, facts: EstablishmentFacts) -> Establishment:
    establishment.set_name(facts.name)
    establishment.legal_form = facts.legal_form
    establishment.province = facts.province
    establishment.commune = facts.commune
    establishment.trade = facts.trade
    establishment.address = facts.address
    establishment.tax_code = facts.tax_code
    establishment.phone = facts.phone
    establishment.workers_count = facts.workers_count
    return establishment


@transaction.atomic
def register(facts: EstablishmentFacts) -> Establishment:
    """Enter an establishment in the register (đăng ký cơ sở CNNT); its code follows its number."""
    establishment = _fill(Establishment(code="", is_illustrative=facts.is_illustrative), facts)
    establishment.save()
    establishment.code = f"CS-{establishment.pk:06d}"
    establishment.save(update_fields=["code"])
    return establishment


@transaction.atomic
def correct(
    establishment: Establishment, facts: EstablishmentFacts, *, seen: str = ""
) -> Establishment:
    """Correct what is recorded of an establishment (sửa thông tin cơ sở).

    ``seen`` is the fingerprint of what the person saw: raise :class:`ChangedMeanwhile` when
    somebody has corrected it since.
    """
    current = Establishment.objects.select_for_update(of=("self",)).get(pk=establishment.pk)
    if seen and seen != current.fingerprint:
        raise ChangedMeanwhile("Cơ sở này vừa được người khác sửa.")
    _fill(current, facts).save()
    return current


@transaction.atomic
def register_illustrative(rows: Iterable[tuple[str, EstablishmentFacts]]) -> list[Establishment]:
    """Enter many synthetic establishments, each with its code, labelled «dữ liệu minh họa»."""
    return Establishment.objects.bulk_create(
        [_fill(Establishment(code=code, is_illustrative=True), facts) for code, facts in rows]
    )
