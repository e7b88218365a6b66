from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.actions import FileFacts
from khuyencong.places.models import Unit

from ..models import PaperTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingFacts:
    """A wording of one kind of paper; an empty text leaves that of the system.

    ``layout`` is a Word file that was checked; without one the latest version's stays, unless
    ``drops_layout``.
    """

    valid_from: date
    bases: str = ""
    recipients: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    layout: FileFacts | None = None
    drops_layout: bool = False


@transaction.atomic
def save_wording(
    province: Unit, kind: str, facts: WordingFacts, *, by: User, at: datetime
) -> PaperTemplate:
    """Word a kind of paper of a province from a day on (sửa mẫu văn bản); earlier ones stay."""
    Unit.objects.select_for_update(of=("self",)).get(pk=province.pk)  # one editor at a time
    versions = PaperTemplate.objects.filter(province=province, kind=kind)
    latest = versions.order_by("-number").first()
    template = PaperTemplate(
        province=province,
        kind=kind,
        number=latest.number + 1 if latest else 1,
        valid_from=facts.valid_from,
        bases=facts.bases,
        recipients=facts.recipients,
        signer_authority=facts.signer_authority,
        signer_title=facts.signer_title,
        signer_name=facts.signer_name,
        by=by,
        at=at,
    )
    if facts.layout is not None:
        template.layout_name = facts.layout.name
        content = ContentFile(facts.layout.content)
        template.layout.save(f"{uuid4().hex}.docx", content, save=False)
    elif latest is not None and not facts.drops_layout:
        template.layout, template.layout_name = latest.layout, latest.layout_name
    template.save()
    return template
