from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.establishments.models import Establishment
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Account
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.programmes.models import Programme
from khuyencong.regulations.models import SubContent

from .lifecycle import RECORD, State, lifecycle_of
from .models import Beneficiary, Correction, Line, Recusal, Result, Scheme, StepTaken


class StepIncomplete(Exception):
    """The step lacks what it must be taken with; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The number and date of the paper a step rests on."""

    number: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A step of a history that is recorded afterwards; ``by`` empty is whoever records it.

    A first step ``RECORD`` says when the dossier was opened and by whom.
    """

    name: str
    at: datetime
    note: str = ""
    decision: Decision | None = None
    by: User | None = None


class ChangedMeanwhile(Exception):
    """Somebody else has changed the record since the person opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One content of a scheme in one budget year, for one beneficiary or none, with its money."""

    year: int
    content: str
    establishment: Establishment | None = None
    in_disadvantaged_area: bool | None = None
    sub_content: SubContent | None = None
    item: str = ""
    dated_on: date | None = None
    postings: tuple[Posting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFacts:
    """What is recorded of a scheme; empty text and ``None`` mean «không rõ».

    A scheme approved elsewhere is entered in the state ``recorded_as``; one with a ``history``
    starts as a draft and takes its steps.
    """

    code: str
    name: str
    tier: str
    form: str
    province: Unit
    start_year: int
    end_year: int
    programme: Programme | None = None
    implementer: Organisation | None = None
    partners: tuple[Organisation, ...] = ()
    approval: str = ""
    dated_on: date | None = None
    is_illustrative: bool = False
    lines: tuple[LineFacts, ...] = ()
    recorded_as: str = State.PLANNED
    history: tuple[StepFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """A counted result; ``quantity`` ``None`` is «không rõ»."""

    kind: str
    province: Unit
    quantity: int | None
    year: int | None
    content: str = ""
    certified_at: str = ""
    dated_on: date | None = None
    scheme: Scheme | None = None
    programme: Programme | None = None
    establishment: Establishment | None = None
    note: str = ""
    is_illustrative: bool = False


def record(facts: SchemeFacts, *, by: User | None, at: datetime) -> Scheme:
    """Enter an approved scheme with its lines and money (ghi sổ đề án)."""
    return record_all([facts], by=by, at=at)[0]


@transaction.atomic
def record_all(schemes: Sequence[SchemeFacts], *, by: User | None, at: datetime) -> list[Scheme]:
    """Enter many schemes at once, in the order given, with a fixed number of statements."""
    recorded = Scheme.objects.bulk_create([_scheme(facts) for facts in schemes])
    pairs = list(zip(recorded, schemes, strict=True))
    StepTaken.objects.bulk_create(
        taken for scheme, facts in pairs for taken in _history(scheme, facts, by=by, at=at)
    )
    Scheme.partners.through.objects.bulk_create(
        Scheme.partners.through(scheme_id=scheme.pk, organisation_id=partner.pk)
        for scheme, facts in pairs
        for partner in facts.partners
    )
    lines = [(scheme, line) for scheme, facts in pairs for line in facts.lines]
    beneficiaries = _add_beneficiaries(lines)
    accounts = Account.objects.bulk_create(
        Account(
            province_id=scheme.province_id,
            content=line.content,
            year=line.year,
            dated_on=line.dated_on,
            is_illustrative=scheme.is_illustrative,
        )
        for scheme, line in lines
    )
    Line.objects.bulk_create(
        Line(
            scheme=scheme,
            beneficiary=beneficiaries.get((scheme.pk, _pk(line.establishment))),
            content=line.content,
            sub_content=line.sub_content,
            item=line.item,
            account=account,
        )
        for (scheme, line), account in zip(lines, accounts, strict=True)
    )
    funding.post_all(
        (
            (account, posting)
            for (_, line), account in zip(lines, accounts, strict=True)
            for posting in line.postings
        ),
        by=by,
        at=at,
    )
    return recorded


@transaction.atomic
def draft(facts: SchemeFacts, *, by: User | None, at: datetime) -> Scheme:
    """Open the dossier of a scheme that is still to be approved (lập hồ sơ đề án)."""
    return record_all([replace(facts, recorded_as=State.DRAFT)], by=by, at=at)[0]


@transaction.atomic
def take_step(
    scheme: Scheme,
    name: str,
    *,
    by: User,
    at: datetime,
    note: str = "",
    decision: Decision | None = None,
) -> StepTaken:
    """Take one step of the lifecycle (thực hiện một bước của đề án).

    Raise ``StepNotAllowed`` where the table has no such step from the present state, and
    :class:`StepIncomplete` where a note or a decision is missing.
    """
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    to_state = lifecycle_of(scheme.tier).target(name, state=scheme.state)
    step = lifecycle_of(scheme.tier).steps[name]
    if step.needs_note and not note.strip():
        raise StepIncomplete(f"Bước «{step.label}» phải ghi rõ lý do.")
    if step.needs_decision and decision is None:
        raise StepIncomplete(f"Bước «{step.label}» phải có số và ngày văn bản.")
    taken = StepTaken.objects.create(
        scheme=scheme,
        number=scheme.history.count() + 1,
        name=name,
        from_state=scheme.state,
        to_state=to_state,
        by=by,
        at=at,
        note=note.strip(),
        decision_number=decision.number if decision else "",
        decision_date=decision.date if decision else None,
    )
    scheme.state = to_state
    scheme.save(update_fields=["state"])
    return taken


@transaction.atomic
def add_lines(
    scheme: Scheme, lines: Sequence[LineFacts], *, by: User | None, at: datetime
) -> list[Line]:
    """Add lines with their money to a scheme (bổ sung dòng nội dung)."""
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    added = []
    for line in lines:
        account = Account.objects.create(
            province_id=scheme.province_id,
            content=line.content,
            year=line.year,
            dated_on=line.dated_on,
            is_illustrative=scheme.is_illustrative,
        )
        added.append(
            Line.objects.create(
                scheme=scheme,
                beneficiary=_beneficiary(scheme, line),
                content=line.content,
                sub_content=line.sub_content,
                item=line.item,
                account=account,
            )
        )
        funding.post(account, line.postings, by=by, at=at)
    return added


@transaction.atomic
def correct(
    scheme: Scheme, facts: SchemeFacts, *, by: User, at: datetime, seen: str = ""
) -> Scheme:
    """Correct what is recorded of a scheme itself (sửa thông tin đề án); its money stays.

    What changes is kept for ever, before and after.  ``seen`` is the fingerprint of what the person
    saw: raise :class:`ChangedMeanwhile` when somebody has corrected it since.
    """
    current = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    if seen and seen != current.fingerprint:
        raise ChangedMeanwhile("Đề án này vừa được người khác sửa.")
    before = current.in_words()
    corrected = _scheme(facts)
    corrected.pk, corrected.is_illustrative = current.pk, current.is_illustrative
    corrected.state = current.state
    corrected.save(force_update=True)
    corrected.partners.set(facts.partners)
    Correction.objects.bulk_create(
        Correction(scheme=current, field=name, before=before[name], after=words, by=by, at=at)
        for name, words in corrected.in_words().items()
        if words != before[name]
    )
    return corrected


def recuse(scheme: Scheme, *, person: User, reason: str, at: datetime) -> Recusal:
    """Declare a conflict of interest (khai báo xung đột lợi ích); once, for good.

    Raise :class:`StepIncomplete` without a reason.
    """
    if not reason.strip():
        raise StepIncomplete("Khai báo xung đột lợi ích phải ghi rõ lý do.")
    return Recusal.objects.get_or_create(
        scheme=scheme,
        person=person,
        defaults={"reason": reason.strip(), "declared_at": at},
    )[0]


@transaction.atomic
def record_results(results: Sequence[ResultFacts]) -> list[Result]:
    """Enter counted results (ghi nhận kết quả)."""
    return Result.objects.bulk_create(
        Result(
            kind=facts.kind,
            province=facts.province,
            quantity=facts.quantity,
            year=facts.year,
            content=facts.content,
            certified_at=facts.certified_at,
            dated_on=facts.dated_on,
            scheme=facts.scheme,
            programme=facts.programme,
            establishment=facts.establishment,
            note=facts.note,
            is_illustrative=facts.is_illustrative,
        )
        for facts in results
    )


def _scheme(facts: SchemeFacts) -> Scheme:
    scheme = Scheme(
        code=facts.code,
        state=_last_state(facts),
        tier=facts.tier,
        form=facts.form,
        programme=facts.programme,
        province=facts.province,
        implementer=facts.implementer,
        start_year=facts.start_year,
        end_year=facts.end_year,
        approval=facts.approval,
        dated_on=facts.dated_on,
        is_illustrative=facts.is_illustrative,
    )
    scheme.set_name(facts.name)
    return scheme


def _last_state(facts: SchemeFacts) -> str:
    if not facts.history:
        return facts.recorded_as
    state: str = State.DRAFT
    for step in _opened(facts.history)[1]:
        state = lifecycle_of(facts.tier).target(step.name, state=state)
    return state


def _opened(history: Sequence[StepFacts]) -> tuple[StepFacts | None, Sequence[StepFacts]]:
    """Return the step that opened the dossier, if it is told, and the steps that followed."""
    is_told = bool(history) and history[0].name == RECORD
    return (history[0], history[1:]) if is_told else (None, history)


def _history(
    scheme: Scheme, facts: SchemeFacts, *, by: User | None, at: datetime
) -> Iterator[StepTaken]:
    first = State.DRAFT if facts.history else facts.recorded_as
    opened, steps = _opened(facts.history)
    yield StepTaken(
        scheme_id=scheme.pk,
        number=1,
        name=RECORD,
        to_state=first,
        by_id=_pk((opened and opened.by) or by),
        at=opened.at if opened else at,
    )
    state: str = first
    for number, step in enumerate(steps, 2):
        to_state = lifecycle_of(facts.tier).target(step.name, state=state)
        yield StepTaken(
            scheme_id=scheme.pk,
            number=number,
            name=step.name,
            from_state=state,
            to_state=to_state,
            by_id=_pk(step.by or by),
            at=step.at,
            note=step.note,
            decision_number=step.decision.number if step.decision else "",
            decision_date=step.decision.date if step.decision else None,
        )
        state = to_state


def _add_beneficiaries(
    lines: Sequence[tuple[Scheme, LineFacts]],
) -> dict[tuple[int, int | None], Beneficiary]:
    wanted = {
        (scheme.pk, line.establishment.pk): Beneficiary(
            scheme=scheme,
            establishment=line.establishment,
            in_disadvantaged_area=line.in_disadvantaged_area,
        )
        for scheme, line in lines
        if line.establishment
    }
    created = Beneficiary.objects.bulk_create(wanted.values())
    return dict(zip(wanted, created, strict=True))


def _beneficiary(scheme: Scheme, line: LineFacts) -> Beneficiary | None:
    if line.establishment is None:
        return None
    return Beneficiary.objects.get_or_create(
        scheme=scheme,
        establishment=line.establishment,
        defaults={"in_disadvantaged_area": line.in_disadvantaged_area},
    )[0]


def _pk(one: Establishment | User | None) -> int | None:
    return one.pk if one else None
