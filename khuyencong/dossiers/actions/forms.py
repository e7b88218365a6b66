"""Saving the forms of a dossier so that two people never lose a word."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import FormDraft, FormVersion
from khuyencong.dossiers.queries import GENERAL, told, values_of_general
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import SchemeFacts
from khuyencong.schemes.models import Scheme

from .editing import lock

ON_ITS_WAY = timedelta(seconds=10)
Typed = Mapping[str, str | list[str]]


@transaction.atomic
def keep_form(
    scheme: Scheme, key: str, typed: Typed, *, base: Mapping[str, str], by: User, at: datetime
) -> FormDraft:
    """Keep what is being typed into a form, in whatever state it is (giữ bản gõ dở).

    ``base`` is what the person saw when typing began.  What was still on its way when the person
    saved the same form leaves no draft behind.  Raise ``DossierClosed``.
    """
    values = {"typed": dict(typed), "base": dict(base), "at": at}
    scheme = lock(scheme)
    draft = FormDraft.objects.update_or_create(scheme=scheme, key=key, by=by, defaults=values)[0]
    own = FormVersion.objects.filter(scheme=scheme, key=key, by=by, at__gte=at - ON_ITS_WAY)
    saved = own.last()
    if saved is not None and saved.values != told(base):  # typed before the person saved
        FormDraft.objects.filter(scheme=scheme, key=key, by=by).delete()
    return draft


@transaction.atomic
def drop_form(scheme: Scheme, key: str, *, by: User) -> None:
    """Begin a form anew from what is saved, because the person asks for it (bỏ bản gõ dở)."""
    FormDraft.objects.filter(scheme=scheme, key=key, by=by).delete()


@transaction.atomic
def save_general(
    scheme: Scheme, facts: SchemeFacts, *, seen: str, by: User, at: datetime
) -> Scheme:
    """Save what the scheme is called and who carries it out (lưu thông tin chung).

    ``seen`` is the fingerprint that was compared with.  Raise ``DossierClosed`` or
    ``schemes.actions.ChangedMeanwhile``.
    """
    saved = schemes.correct(lock(scheme), facts, by=by, at=at, seen=seen)
    keep_version(saved, GENERAL, told(values_of_general(saved)), by=by, at=at)
    return saved


def keep_version(
    scheme: Scheme, key: str, values: Mapping[str, str], *, by: User, at: datetime
) -> None:
    """Keep a saved state of a form for ever, and drop what its author had typed so far."""
    FormVersion.objects.create(scheme=scheme, key=key, values=dict(values), by=by, at=at)
    FormDraft.objects.filter(scheme=scheme, key=key, by=by).delete()
