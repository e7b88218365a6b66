"""Opening a dossier: a new one, one from a need, one copied from an earlier year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import (
    SOURCES,
    Dossier,
    EstimateItem,
    Section,
    SectionVersion,
)
from khuyencong.dossiers.queries import is_named_later, parts_for
from khuyencong.establishments.models import Establishment
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.regulations.models import SubContent
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import LineFacts, SchemeFacts
from khuyencong.schemes.models import Form, Line, Scheme, Tier

_PREFIXES = {Tier.NATIONAL: "KCQG", Tier.PROVINCE: "KCDP", Tier.COMMUNE: "KCX"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What a new dossier starts from; the line is for one establishment or none."""

    name: str
    tier: str
    form: str
    province: Unit
    year: int
    content: str
    sub_content: SubContent | None = None
    item: str = ""
    establishment: Establishment | None = None
    investment_vnd: int | None = None
    implementer: Organisation | None = None
    is_illustrative: bool = False

    def of_need(
        self, *, establishment: Establishment, item: str, investment_vnd: int | None
    ) -> "DraftFacts":
        """The same with what the need told."""
        return replace(self, establishment=establishment, item=item, investment_vnd=investment_vnd)


@transaction.atomic
def open_draft(facts: DraftFacts, *, by: User, at: datetime) -> Scheme:
    """Open the dossier of a new scheme (lập hồ sơ đề án), with all that is known filled in.

    A group scheme names nobody yet: its plan does, once the money is given (Mẫu số 11).
    """
    names_later = is_named_later(facts.form, facts.content)
    line = LineFacts(
        year=facts.year,
        content=facts.content,
        sub_content=facts.sub_content,
        establishment=None if names_later else facts.establishment,
        item=facts.item,
    )
    scheme = schemes.draft(
        SchemeFacts(
            code=_next_code(facts.tier, facts.year, facts.province),
            name=facts.name,
            tier=facts.tier,
            form=facts.form,
            province=facts.province,
            start_year=facts.year,
            end_year=facts.year,
            implementer=facts.implementer,
            is_illustrative=facts.is_illustrative,
            lines=(line,),
        ),
        by=by,
        at=at,
    )
    open_dossier(scheme, by=by, at=at)
    if facts.investment_vnd:
        add_investment(scheme.lines.get(), facts.item, facts.investment_vnd)
    return scheme


def add_investment(line: Line, item: str, amount_vnd: int) -> EstimateItem:
    """Put into the estimate what an establishment told that it would invest."""
    return EstimateItem.objects.create(
        line=line,
        order=line.estimate.count() + 1,
        name=item or "Vốn đầu tư dự kiến",
        unit="khoản",
        quantity=Decimal(1),
        unit_price_vnd=amount_vnd,
    )


@transaction.atomic
def open_dossier(scheme: Scheme, *, by: User, at: datetime) -> Dossier:
    """Give a scheme its dossier, with the parts of the law of that day; once (mở hồ sơ)."""
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    found = Dossier.objects.filter(scheme=scheme).first()
    if found:
        return found
    law_on = timezone.localdate(at)
    dossier = Dossier.objects.create(scheme=scheme, law_on=law_on, opened_by=by, opened_at=at)
    parts = parts_for(scheme, on=law_on)
    sections = [Section(scheme=scheme, part=part) for part in parts]
    if sections:  # the first part says who and where, which is known
        sections[0].number, sections[0].text = 1, _who_and_where(scheme)
    Section.objects.bulk_create(sections)
    _keep_versions(sections, by=by, at=at)
    return dossier


@transaction.atomic
def copy_dossier(scheme: Scheme, *, year: int, by: User, at: datetime) -> Scheme:
    """Open a dossier for *year* that begins as that of *scheme* (chép hồ sơ năm trước).

    Names, lines, texts and estimate are copied; papers and money are not.
    """
    shift = year - scheme.start_year
    lines = list(
        scheme.lines.select_related("account", "beneficiary__establishment", "sub_content")
    )
    copy = schemes.draft(
        SchemeFacts(
            code=_next_code(scheme.tier, year, scheme.province),
            name=scheme.name,
            tier=scheme.tier,
            form=scheme.form,
            province=scheme.province,
            start_year=year,
            end_year=scheme.end_year + shift,
            implementer=scheme.implementer,
            partners=tuple(scheme.partners.all()),
            is_illustrative=scheme.is_illustrative,
            lines=tuple(_line_again(line, shift) for line in lines),
        ),
        by=by,
        at=at,
    )
    dossier = open_dossier(copy, by=by, at=at)
    dossier.copied_from = scheme
    dossier.save(update_fields=["copied_from"])
    _copy_texts(scheme, copy, by=by, at=at)
    _copy_estimate(lines, copy.lines.order_by("pk"))
    return copy


def _next_code(tier: str, year: int, province: Unit) -> str:
    """The next free code of the province's year: ``KCQG-2027-40-001``."""
    Unit.objects.select_for_update(of=("self",)).get(pk=province.pk)  # one numbering at a time
    prefix = f"{_PREFIXES.get(Tier(tier), 'KC')}-{year}-{province.code}-"
    taken = Scheme.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(code.removeprefix(prefix)) for code in taken if code[len(prefix) :].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def _who_and_where(scheme: Scheme) -> str:
    named = [
        beneficiary.establishment
        for beneficiary in scheme.beneficiaries.select_related("establishment__commune")
    ]
    places = dict.fromkeys(str(one.commune) for one in named if one.commune)
    where = "; ".join([*places, str(scheme.province)])
    partners = "; ".join(str(partner) for partner in scheme.partners.all())
    benefits = "; ".join(one.name for one in named)
    if scheme.form == Form.GROUP and not named:
        benefits = "xác định theo kế hoạch (Mẫu số 11) sau khi được giao kế hoạch"
    return "\n".join(
        [
            f"Đơn vị thực hiện: {scheme.implementer or 'chưa xác định'}.",
            f"Đơn vị phối hợp: {partners or 'không có'}.",
            f"Đơn vị thụ hưởng: {benefits or 'chưa xác định'}.",
            f"Địa điểm thực hiện: {where}.",
        ]
    )


def _keep_versions(sections: Iterable[Section], *, by: User, at: datetime) -> None:
    SectionVersion.objects.bulk_create(
        SectionVersion(section=section, number=section.number, text=section.text, by=by, at=at)
        for section in sections
        if section.number
    )


def _line_again(line: Line, shift: int) -> LineFacts:
    return LineFacts(
        year=line.account.year + shift,
        content=line.content,
        sub_content=line.sub_content,
        establishment=line.beneficiary.establishment if line.beneficiary else None,
        item=line.item,
    )


def _copy_texts(old: Scheme, new: Scheme, *, by: User, at: datetime) -> None:
    texts = dict(old.sections.exclude(text="").values_list("part__number", "text"))
    changed = []
    for section in new.sections.select_related("part"):
        text = texts.get(section.part.number, section.text)
        if text != section.text:
            section.text, section.number = text, section.number + 1
            changed.append(section)
    Section.objects.bulk_update(changed, ["text", "number"])
    _keep_versions(changed, by=by, at=at)


def _copy_estimate(old: Iterable[Line], new: Iterable[Line]) -> None:
    fields = ("order", "name", "unit", "quantity", "unit_price_vnd", *SOURCES, "is_recoverable")
    pairs = dict(zip(sorted(line.pk for line in old), new, strict=True))
    EstimateItem.objects.bulk_create(
        EstimateItem(line=pairs[item.line_id], **{name: getattr(item, name) for name in fields})
        for item in EstimateItem.objects.filter(line__in=pairs).order_by("pk")
    )
