"""The lines of a dossier and the items of its estimate."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import EstimateItem
from khuyencong.dossiers.queries import (
    key_of_item,
    key_of_line,
    key_of_new_item,
    told,
    values_of_item,
    values_of_line,
)
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import LineFacts
from khuyencong.schemes.models import Beneficiary, Line, Scheme

from .editing import ChangedMeanwhile, lock
from .forms import drop_form, keep_version


class LineInUse(Exception):
    """The line has money in the ledger, or it is the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """An item of the estimate: whole đồng of each source; the rest is the counterpart."""

    name: str
    unit: str
    quantity: Decimal
    unit_price_vnd: int
    national_vnd: int = 0
    province_vnd: int = 0
    district_vnd: int = 0
    commune_vnd: int = 0
    other_vnd: int = 0
    is_recoverable: bool = False


@transaction.atomic
def add_item(line: Line, facts: ItemFacts, *, by: User, at: datetime) -> EstimateItem:
    """Add an item to the estimate of a line (thêm khoản mục); raise ``DossierClosed``."""
    scheme = lock(line.scheme)
    last = EstimateItem.objects.filter(line=line).aggregate(last=Max("order"))["last"] or 0
    item = EstimateItem.objects.create(line=line, order=last + 1, **asdict(facts))
    keep_version(scheme, key_of_item(item), told(values_of_item(item)), by=by, at=at)
    drop_form(scheme, key_of_new_item(line), by=by)
    return item


@transaction.atomic
def change_item(
    item: EstimateItem, facts: ItemFacts, *, seen: str, by: User, at: datetime
) -> EstimateItem:
    """Change an item (sửa khoản mục); raise ``DossierClosed`` or :class:`ChangedMeanwhile`.

    ``seen`` is the fingerprint of what the person saw.
    """
    item = _lock(item, seen)
    for name, value in asdict(facts).items():
        setattr(item, name, value)
    item.save()
    keep_version(item.line.scheme, key_of_item(item), told(values_of_item(item)), by=by, at=at)
    return item


@transaction.atomic
def remove_item(item: EstimateItem, *, seen: str, by: User, at: datetime) -> None:
    """Take an item out of the estimate (bỏ khoản mục); raise as :func:`change_item`."""
    item = _lock(item, seen)
    keep_version(item.line.scheme, key_of_item(item), {}, by=by, at=at)
    item.delete()


@transaction.atomic
def add_line(scheme: Scheme, facts: LineFacts, *, by: User, at: datetime) -> Line:
    """Add a line of content to the dossier (thêm dòng nội dung); raise ``DossierClosed``."""
    return schemes.add_lines(lock(scheme), [facts], by=by, at=at)[0]


@transaction.atomic
def change_line(
    line: Line, facts: LineFacts, *, seen: Mapping[str, str], by: User, at: datetime
) -> Line:
    """Change what a line is for and for whom (sửa dòng nội dung).

    Its year stays: an account belongs to one budget year.  ``seen`` are the values that were
    compared with.  Raise ``DossierClosed`` or :class:`ChangedMeanwhile`.
    """
    scheme = lock(line.scheme)
    rows = Line.objects.select_for_update(of=("self",)).filter(pk=line.pk)
    found = rows.select_related("account", "sub_content", "beneficiary__establishment").first()
    if found is None or values_of_line(found) != dict(seen):
        raise ChangedMeanwhile("Dòng nội dung này vừa được người khác sửa hoặc bỏ.")
    line = found
    line.content, line.sub_content, line.item = facts.content, facts.sub_content, facts.item
    line.beneficiary = None
    if facts.establishment is not None:
        line.beneficiary, _ = Beneficiary.objects.get_or_create(
            scheme=scheme, establishment=facts.establishment
        )
    line.save()
    line.account.content = facts.content
    line.account.save(update_fields=["content"])
    _drop_idle_beneficiaries(scheme)
    keep_version(scheme, key_of_line(line), told(values_of_line(line)), by=by, at=at)
    return line


@transaction.atomic
def remove_line(line: Line, *, by: User, at: datetime) -> None:
    """Take a line out with its items (bỏ dòng nội dung); raise ``DossierClosed``.

    Raise :class:`LineInUse` for the last line, and where the ledger holds money of it.
    """
    scheme = lock(line.scheme)
    if scheme.lines.count() == 1:
        raise LineInUse("Đề án phải còn ít nhất một dòng nội dung.")
    if line.account.entries.exists():
        raise LineInUse(
            "Dòng này đã có bút toán đăng ký nên không bỏ được: hãy bỏ các khoản mục của nó."
        )
    account = line.account
    for item in line.estimate.all():
        keep_version(scheme, key_of_item(item), {}, by=by, at=at)
    keep_version(scheme, key_of_line(line), {}, by=by, at=at)
    line.estimate.all().delete()
    line.delete()
    account.delete()
    _drop_idle_beneficiaries(scheme)


def _lock(item: EstimateItem, seen: str) -> EstimateItem:
    lock(item.line.scheme)
    rows = EstimateItem.objects.select_for_update(of=("self",)).select_related("line__scheme")
    found = rows.filter(pk=item.pk).first()
    if found is None or found.fingerprint != seen:
        raise ChangedMeanwhile("Khoản mục này vừa được người khác sửa hoặc bỏ.")
    return found


def _drop_idle_beneficiaries(scheme: Scheme) -> None:
    scheme.beneficiaries.filter(lines__isnull=True).delete()
