"""What every deed of delivery begins with: the lock, the state, days that make sense."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NoReturn

from django.utils import timezone

from khuyencong.dossiers.queries import Missing
from khuyencong.funding.actions import Posting
from khuyencong.lib.days import show_day
from khuyencong.schemes.models import Line, Scheme

from ..lifecycle import WHEN
from ..models import Contract, Settlement
from ..queries import Cell, url_of


class NotReady(Exception):
    """A deed cannot be done yet; ``missing`` says why and where it is put right."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(" ".join(one.sentence for one in missing))
        self.missing = tuple(missing)


def refuse_if(missing: Sequence[Missing]) -> None:
    """Raise :class:`NotReady` where anything is missing."""
    if missing:
        raise NotReady(missing)


def lock(scheme: Scheme, deed: str = "") -> Scheme:
    """Lock the scheme until the transaction ends.

    Raise :class:`NotReady` where its state is not one of the deed's, in the table of states.
    """
    scheme = (
        Scheme.objects.select_for_update(of=("self",))
        .select_related("province", "implementer")
        .get(pk=scheme.pk)
    )
    if deed and scheme.state not in WHEN[deed]:
        wanted = ", ".join(f"«{state.label}»" for state in WHEN[deed])
        said = f"Đề án đang ở tình trạng «{scheme.get_state_display()}»; việc này chỉ làm khi "
        refuse(scheme, f"{said}{wanted}.")
    return scheme


def refuse(scheme: Scheme, sentence: str) -> NoReturn:
    """Raise :class:`NotReady` with one sentence that leads to the scheme's delivery."""
    raise NotReady([Missing(sentence, url_of("delivery_detail", scheme))])


def check_day(
    scheme: Scheme, day: date, *, what: str, at: datetime, not_before: date | None = None
) -> None:
    """Refuse a day of the future, or one before what it must follow."""
    if day > timezone.localdate(at):
        refuse(scheme, f"{what} {show_day(day)} ở tương lai.")
    if not_before is not None and day < not_before:
        refuse(scheme, f"{what} {show_day(day)} trước ngày ký hợp đồng {show_day(not_before)}.")


def line_of(scheme: Scheme, line: Line) -> Line:
    """The line as the locked scheme has it."""
    rows = scheme.lines.select_related("account", "sub_content__kind", "beneficiary__establishment")
    found = rows.get(pk=line.pk)
    found.scheme = scheme
    return found


def contract_document(number: str) -> str:
    """What an entry of a contract's amounts says it rests on."""
    return str(Contract(number=number))


def appendix_document(number: str, contract: str) -> str:
    """As :func:`contract_document`, of an appendix."""
    return f"Phụ lục số {number} hợp đồng số {contract}"


def acceptance_document(number: str) -> str:
    """As :func:`contract_document`, of the minutes of acceptance."""
    return f"Biên bản nghiệm thu số {number}"


def settlement_document(number: str) -> str:
    """As :func:`contract_document`, of the minutes of liquidation."""
    return str(Settlement(number=number))


def posting(cell: Cell, amount_vnd: int, *, nature: str, on: date, document: str) -> Posting:
    """An amount for the source of a cell."""
    return Posting(
        amount_vnd=amount_vnd,
        nature=nature,
        kind=cell.kind,
        level=cell.level,
        booked_on=on,
        document=document,
    )


def check_known(scheme: Scheme, keys: Iterable[str], cells: Iterable[Cell]) -> None:
    """Refuse an amount for a source that the scheme does not have."""
    if set(keys) - {cell.key for cell in cells}:
        refuse(scheme, "Có số tiền ghi cho nguồn mà đề án không có.")
