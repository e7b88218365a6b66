"""The texts around a body: the province's own of the day, else the system's."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from khuyencong.dossiers.queries import chain_of
from khuyencong.lib.vietnamese import lower_first
from khuyencong.papers.models import PaperTemplate
from khuyencong.regulations.models import LegalDocument, Verification
from khuyencong.schemes.models import Scheme

from .words import day_words

DATA = Path(__file__).parents[1] / "data" / "wordings.tsv"


@dataclass(frozen=True, slots=True)
class Wording:
    """Căn cứ, recipients and signer; an empty signer is the issuer's head."""

    bases: Sequence[str]
    recipients: Sequence[str]
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    template: PaperTemplate | None = None


@dataclass(frozen=True, slots=True)
class Default:
    """What the system says: codes of legal documents, and recipients."""

    documents: tuple[str, ...]
    recipients: tuple[str, ...]


@cache
def defaults() -> dict[tuple[str, str], Default]:
    """The system's wordings by kind and chain (``national``, ``local``)."""
    with DATA.open(encoding="utf-8", newline="") as rows:
        return {
            (row["kind"], row["tier"]): Default(
                tuple(filter(None, row["documents"].split("|"))),
                tuple(filter(None, (row["recipients"] or "").split("|"))),
            )
            for row in csv.DictReader(rows, delimiter="\t")
        }


def template_of(province_id: int, kind: str, *, on: date) -> PaperTemplate | None:
    """The province's wording of the day: the latest day, then the latest version."""
    return (
        PaperTemplate.objects.filter(province=province_id, kind=kind, valid_from__lte=on)
        .order_by("-valid_from", "-number")
        .first()
    )


def wording_of(scheme: Scheme, kind: str, *, on: date, dated_on: date | None = None) -> Wording:
    """The texts for a paper of a scheme on that day; of several, for one of them.

    A paper of a deed that was *dated_on* an earlier day rests on the law of that day.
    """
    default = defaults()[kind, str(chain_of(scheme))]
    template = template_of(scheme.province_id, kind, on=on)
    bases = _lines(template.bases) if template else []
    recipients = _lines(template.recipients) if template else []
    return Wording(
        bases=bases or cited(default.documents, on=dated_on or on),
        recipients=recipients or default.recipients,
        signer_authority=template.signer_authority if template else "",
        signer_title=template.signer_title if template else "",
        signer_name=template.signer_name if template else "",
        template=template,
    )


def _lines(text: str) -> list[str]:
    return [line for row in text.splitlines() if (line := " ".join(row.split()))]


def cited(codes: Sequence[str], *, on: date) -> list[str]:
    """«Căn cứ …;» for each document that is verified and in force on the day, in that order."""
    rows = LegalDocument.objects.in_force(on).filter(
        code__in=codes, verification=Verification.VERIFIED, issued_on__isnull=False
    )
    found = {row.code: row for row in rows.prefetch_related("amendments")}
    return [_cited(found[code], on) for code in codes if code in found]


def _cited(document: LegalDocument, on: date) -> str:
    title = lower_first(document.title)
    amended = [
        f"{one.full_number} {day_words(one.issued_on)}"
        for one in sorted(document.amendments.all(), key=lambda one: one.issued_on or date.max)
        if one.is_verified and one.issued_on is not None and one.issued_on <= on
    ]
    also = f" (được sửa đổi, bổ sung bởi {'; '.join(amended)})" if amended else ""
    said = f"Căn cứ {document.full_number} {day_words(document.issued_on)} của {document.issuer}"
    return f"{said} {title}{also};"
