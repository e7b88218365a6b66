"""Putting right what was recorded of a need or of an outreach, and withdrawing it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Need, Outreach, SurveyChange
from khuyencong.dossiers.queries import told_of_need, told_of_outreach

from .editing import ChangedMeanwhile
from .needs import NeedFacts, OutreachFacts, fill_need, fill_outreach


class NeedInUse(Exception):
    """A dossier has been made from the need: it is the dossier that is withdrawn."""


class NoReason(Exception):
    """Whoever withdraws says why."""


Row = TypeVar("Row", Need, Outreach)
_CHANGED = "Phiếu này vừa được người khác sửa hoặc rút: hãy xem bản mới rồi sửa lại."


@transaction.atomic
def correct_need(need: Need, facts: NeedFacts, *, seen: str, by: User, at: datetime) -> Need:
    """Put right what was recorded of a need (sửa phiếu nhu cầu); the old values stay readable.

    ``seen`` is the fingerprint of what the person saw.  Raise ``ChangedMeanwhile``.
    """
    need = _locked_need(need)
    _refuse_changed(need, seen)
    before = told_of_need(need)
    fill_need(need, facts)
    need.save()
    _keep(before, told_of_need(need), by=by, at=at, need=need)
    return need


@transaction.atomic
def withdraw_need(need: Need, *, reason: str, by: User, at: datetime) -> Need:
    """Withdraw a need recorded by mistake (rút phiếu nhu cầu); it stays readable.

    Raise :class:`NoReason`, or :class:`NeedInUse` where a dossier was made from it.
    """
    need = _locked_need(need)
    if need.scheme_id is not None:
        raise NeedInUse("Đã lập hồ sơ đề án từ nhu cầu này: hãy rút hồ sơ đề án.")
    return _withdraw(need, reason=reason, by=by, at=at)


@transaction.atomic
def correct_outreach(
    outreach: Outreach, facts: OutreachFacts, *, seen: str, by: User, at: datetime
) -> Outreach:
    """Put right what was recorded of an outreach (sửa đợt tuyên truyền); as a need is.

    Who told it and when it was recorded stay.  Raise ``ChangedMeanwhile``.
    """
    outreach = _locked_outreach(outreach)
    _refuse_changed(outreach, seen)
    before = told_of_outreach(outreach)
    fill_outreach(outreach, facts)
    outreach.save()
    outreach.establishments.set(facts.establishments)
    _keep(before, told_of_outreach(outreach), by=by, at=at, outreach=outreach)
    return outreach


@transaction.atomic
def withdraw_outreach(outreach: Outreach, *, reason: str, by: User, at: datetime) -> Outreach:
    """Withdraw an outreach recorded by mistake (rút đợt tuyên truyền); raise :class:`NoReason`."""
    outreach = _locked_outreach(outreach)
    return _withdraw(outreach, reason=reason, by=by, at=at)


def _locked_need(need: Need) -> Need:
    found: Need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    return found


def _locked_outreach(outreach: Outreach) -> Outreach:
    found: Outreach = Outreach.objects.select_for_update(of=("self",)).get(pk=outreach.pk)
    return found


def _refuse_changed(row: Need | Outreach, seen: str) -> None:
    if row.fingerprint != seen or row.withdrawn_at is not None:
        raise ChangedMeanwhile(_CHANGED)


def _withdraw(row: Row, *, reason: str, by: User, at: datetime) -> Row:
    if not reason.strip():
        raise NoReason("Rút phiếu phải ghi lý do.")
    if row.withdrawn_at is None:
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, at, reason.strip()
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    return row


def _keep(
    before: Mapping[str, str], after: Mapping[str, str], *, by: User, at: datetime, **of: Any
) -> None:
    SurveyChange.objects.bulk_create(
        SurveyChange(label=label, old_text=before[label], new_text=text, by=by, at=at, **of)
        for label, text in after.items()
        if text != before[label]
    )
