"""Recording what establishments need, and who was told of the programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Need, NeedDraft, Outreach
from khuyencong.establishments import actions as establishments
from khuyencong.establishments.actions import EstablishmentFacts
from khuyencong.establishments.models import Establishment
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.schemes.models import Scheme

from .dossier import DraftFacts, add_investment, open_draft
from .editing import lock

ON_ITS_WAY = timedelta(seconds=10)
"""How long after its form was recorded an autosave, or the same form again, may still arrive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """What an establishment told; ``None`` and empty text mean «không rõ»."""

    commune: Unit
    name: str
    content: str
    year: int
    establishment: Establishment | None = None
    phone: str = ""
    item: str = ""
    investment_vnd: int | None = None
    quarter: int | None = None
    heard_from: str = ""
    note: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachFacts:
    """Who was told, where, when and how; counts ``None`` mean «không rõ»."""

    commune: Unit
    held_on: date
    channel: str
    told_by: Organisation
    establishments_count: int | None = None
    people_count: int | None = None
    establishments: tuple[Establishment, ...] = ()
    note: str = ""
    is_illustrative: bool = False


class NeedWithdrawn(Exception):
    """The need has been withdrawn: nothing is made from it."""


@transaction.atomic
def record_need(facts: NeedFacts, *, by: User, at: datetime) -> Need:
    """Record a need (ghi nhận nhu cầu); what the person had typed so far is cleared.

    The same facts again a moment later are the button pressed twice: one need.
    """
    User.objects.select_for_update().get(pk=by.pk)
    need = Need(recorded_by=by, recorded_at=at, is_illustrative=facts.is_illustrative)
    fill_need(need, facts)
    again = _just_recorded(need)
    if again is not None:
        return again
    need.save()
    NeedDraft.objects.filter(by=by).delete()
    return need


def _just_recorded(need: Need) -> Need | None:
    unsaid = {"id", "recorded_at"}
    fields = [field.name for field in Need._meta.concrete_fields if field.name not in unsaid]
    same = Need.objects.filter(**{name: getattr(need, name) for name in fields})
    found: Need | None = same.filter(recorded_at__gte=need.recorded_at - ON_ITS_WAY).first()
    return found


def fill_need(need: Need, facts: NeedFacts) -> None:
    """Set what an establishment told; who recorded it and when is set by the caller."""
    need.province_id = facts.commune.province_id or facts.commune.pk
    need.commune = facts.commune
    need.establishment = facts.establishment
    need.phone = facts.phone
    need.content = facts.content
    need.item = facts.item
    need.investment_vnd = facts.investment_vnd
    need.year = facts.year
    need.quarter = facts.quarter
    need.heard_from = facts.heard_from
    need.note = facts.note
    need.set_name(facts.name)


@transaction.atomic
def keep_need_draft(typed: Mapping[str, str], *, by: User, at: datetime) -> NeedDraft:
    """Keep what is being typed of a need, in whatever state it is (giữ phiếu đang ghi dở).

    A save that was still on its way when the same need was recorded leaves no draft behind.
    """
    values = {"typed": dict(typed), "at": at}
    draft = NeedDraft.objects.update_or_create(by=by, defaults=values)[0]
    recorded = Need.objects.filter(recorded_by=by, recorded_at__gte=at - ON_ITS_WAY)
    if recorded.filter(name=typed.get("name", "")).exists():
        NeedDraft.objects.filter(by=by).delete()
    return draft


@transaction.atomic
def drop_need_draft(*, by: User) -> None:
    """Begin the form anew, because the person asks for it (bỏ phiếu đang ghi dở)."""
    NeedDraft.objects.filter(by=by).delete()


@transaction.atomic
def record_outreach(facts: OutreachFacts, *, by: User, at: datetime) -> Outreach:
    """Record an occasion on which people were told (ghi đợt tuyên truyền)."""
    outreach = Outreach(
        told_by=facts.told_by,
        recorded_by=by,
        recorded_at=at,
        is_illustrative=facts.is_illustrative,
    )
    fill_outreach(outreach, facts)
    outreach.save()
    outreach.establishments.set(facts.establishments)
    return outreach


def fill_outreach(outreach: Outreach, facts: OutreachFacts) -> None:
    """Set where, when, how and how many; the establishments named are set after it is saved."""
    outreach.province_id = facts.commune.province_id or facts.commune.pk
    outreach.commune = facts.commune
    outreach.held_on = facts.held_on
    outreach.channel = facts.channel
    outreach.establishments_count = facts.establishments_count
    outreach.people_count = facts.people_count
    outreach.note = facts.note


@transaction.atomic
def draft_from_need(
    need: Need, facts: DraftFacts, *, legal_form: str, by: User, at: datetime
) -> Scheme:
    """Open a dossier from a need (lập hồ sơ từ nhu cầu), or return the one it has become.

    An establishment that is not in the register yet enters it, as a *legal_form*.  Raise
    :class:`NeedWithdrawn`.
    """
    need = _lock(need)
    if need.scheme is not None:
        return need.scheme
    need.establishment = need.establishment or _register(need, legal_form)
    need.scheme = open_draft(
        facts.of_need(
            establishment=need.establishment,
            item=need.item,
            investment_vnd=need.investment_vnd,
        ),
        by=by,
        at=at,
    )
    need.save(update_fields=["establishment", "scheme"])
    return need.scheme


@transaction.atomic
def join_group(need: Need, scheme: Scheme, *, legal_form: str) -> Scheme:
    """Put a need into a group scheme that is being prepared (đưa nhu cầu vào đề án nhóm).

    What the establishment would invest enters the estimate; it is named by the plan later.  Raise
    ``DossierClosed`` or :class:`NeedWithdrawn`.
    """
    scheme = lock(scheme)
    need = _lock(need)
    if need.scheme is not None:
        return need.scheme
    need.establishment = need.establishment or _register(need, legal_form)
    need.scheme = scheme
    need.save(update_fields=["establishment", "scheme"])
    line = scheme.lines.filter(content=need.content).order_by("pk").first()
    if need.investment_vnd and line is not None:
        add_investment(line, need.item, need.investment_vnd)
    return scheme


def _lock(need: Need) -> Need:
    found: Need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if found.withdrawn_at is not None:
        raise NeedWithdrawn(f"Phiếu nhu cầu của {found.name} đã được rút.")
    return found


def _register(need: Need, legal_form: str) -> Establishment:
    return establishments.register(
        EstablishmentFacts(
            name=need.name,
            legal_form=legal_form,
            province=need.province,
            commune=need.commune,
            phone=need.phone,
        )
    )
