from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.places.models import Unit

from ..models import PaperTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingFacts:
    """A wording of one kind of paper; an empty text leaves that of the system."""

    valid_from: date
    bases: str = ""
    recipients: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""


@transaction.atomic
def save_wording(
    province: Unit, kind: str, facts: WordingFacts, *, by: User, at: datetime
) -> PaperTemplate:
    """Word a kind of paper of a province from a day on (sửa mẫu văn bản); earlier ones stay."""
    Unit.objects.select_for_update(of=("self",)).get(pk=province.pk)  # one editor at a time
    versions = PaperTemplate.objects.filter(province=province, kind=kind)
    latest = versions.order_by("-number").values_list("number", flat=True).first() or 0
    return PaperTemplate.objects.create(
        province=province,
        kind=kind,
        number=latest + 1,
        valid_from=facts.valid_from,
        bases=facts.bases,
        recipients=facts.recipients,
        signer_authority=facts.signer_authority,
        signer_title=facts.signer_title,
        signer_name=facts.signer_name,
        by=by,
        at=at,
    )
