from datetime import date, timedelta

from django.db import transaction

from khuyencong.places.models import Unit

from .models import FormerName, Organisation


def add_organisation(
    *, code: str, name: str, kind: str, place: Unit | None, is_illustrative: bool = False
) -> Organisation:
    """Add an organisation, or return the one that bears this code already (thêm đơn vị)."""
    organisation, _ = Organisation.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind,
            "place": place,
            "is_illustrative": is_illustrative,
        },
    )
    return organisation


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, name: str, on: date, source: str
) -> Organisation:
    """Give an organisation a new name from that day and keep the old one (đổi tên đơn vị)."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    previous = organisation.former_names.last()
    FormerName.objects.create(
        organisation=organisation,
        name=organisation.name,
        valid_from=previous.valid_to + timedelta(days=1) if previous else None,
        valid_to=on - timedelta(days=1),
        source=source,
    )
    organisation.name = name
    organisation.save(update_fields=["name"])
    return organisation
