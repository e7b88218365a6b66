"""What a deed still lacks, sentence by sentence, each with the page where it is put right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.urls import reverse

from khuyencong.dossiers.queries import Missing
from khuyencong.funding.models import Kind
from khuyencong.group_plans.queries import missing_beneficiaries
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_exact
from khuyencong.regulations.models import EvidenceItem
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from ..models import Acceptance, ProgressReport, Round
from .followups import due_on, follow_ups_of, is_final
from .law import Asked, Stage, advance_rule, lacking_of, papers_asked
from .money import Cell, Listed, Source, cells_of, name_of
from .progress import progress_lacking
from .years import is_next_advance


def url_of(name: str, scheme: Scheme, *rest: object) -> str:
    """The address of a page of the scheme's delivery."""
    return reverse(f"delivery:{name}", args=[scheme.code, *rest])


def missing_for_contract(scheme: Scheme, cells: Sequence[Cell]) -> list[Missing]:
    """A contract needs an implementer, money that the plan gave, and who benefits of it."""
    page = reverse("schemes:scheme_detail", args=[scheme.code])
    missing = []
    if hasattr(scheme, "contract"):
        there = url_of("appendix_add", scheme)
        missing.append(Missing("Đề án đã có hợp đồng: thay đổi thì lập phụ lục.", there))
    if scheme.implementer_id is None:
        missing.append(Missing("Đề án chưa ghi đơn vị thực hiện.", page))
    if not any(cell.is_state and cell.plan_vnd for cell in cells):
        missing.append(Missing("Kế hoạch chưa phân bổ kinh phí cho đề án.", page))
    return missing + missing_beneficiaries(scheme)


def missing_contract(scheme: Scheme) -> list[Missing]:
    """Nearly every deed needs the contract."""
    if hasattr(scheme, "contract"):
        return []
    return [Missing("Chưa ghi hợp đồng thực hiện đề án.", url_of("contract_sign", scheme))]


def missing_for_advance(line: Line, *, today: date) -> list[Missing]:
    """The contract, the progress and the papers of Điều 13, or after acceptance of Điều 14."""
    scheme = line.scheme
    if lacking := missing_contract(scheme):
        return lacking
    on = scheme.contract.signed_on
    if Acceptance.objects.filter(line=line).exists():
        return _papers(scheme, line, papers_asked(scheme, line, Stage.REMAINING, on=on))
    if is_next_advance(line):
        return _progress_confirmed(scheme)
    missing = []
    rule = advance_rule(line, on=on).rule
    if rule and (why := progress_lacking(line, rule)):
        missing.append(Missing(why, url_of("progress_list", scheme)))
    return missing + _papers(scheme, line, papers_asked(scheme, line, Stage.FIRST_ADVANCE, on=on))


def _progress_confirmed(scheme: Scheme) -> list[Missing]:
    """A next advance rests on the progress, the estimate and the contract (điểm b khoản 2 Điều 15).

    A report that an advance is asked on is confirmed by the department (điểm a khoản 3 Điều 23).
    """
    if ProgressReport.objects.filter(scheme=scheme, confirmed_at__isnull=False).exists():
        return []
    said = "Tạm ứng lần tiếp theo căn cứ tiến độ: chưa có báo cáo tiến độ được Sở xác nhận."
    return [Missing(said, url_of("progress_list", scheme))]


def missing_for_acceptance(line: Line) -> list[Missing]:
    """The contract, and the list of the kind of scheme (Điều 14); see :func:`missing_on_lines`."""
    return missing_on_lines(line.scheme, [line])[line.pk]


def missing_on_lines(scheme: Scheme, lines: Sequence[Line]) -> dict[int, list[Missing]]:
    """What the acceptance of each line lacks; at most two queries.

    What the list asks of every kind (minutes, reports on the whole) comes after, for the advance.
    A stopped scheme has its work confirmed with the papers of its settlement.
    """
    lacking = missing_contract(scheme)
    if lacking or scheme.state == State.STOPPED or not lines:
        return {line.pk: lacking for line in lines}
    papers = lacking_of(scheme, lines, Stage.REMAINING, on=scheme.contract.signed_on)
    return {line.pk: _lacking(scheme, line, papers.get(line.pk, ())) for line in lines}


def missing_for_settlement(
    scheme: Scheme,
    cells: Iterable[Cell],
    listed: Mapping[Source, Listed],
    *,
    is_force_majeure: bool,
    today: date,
) -> list[Missing]:
    """Vouchers for what was accepted; when stopped, the reason and papers of khoản 4 Điều 18."""
    vouchers = url_of("voucher_list", scheme)
    own = {cell.source: cell for cell in cells}
    listed = {source: found for source, found in listed.items() if source in own}
    missing = []
    for cell in own.values():
        found = listed.get(cell.source, Listed())
        if cell.is_state and cell.accepted_vnd and not found.amount_vnd:
            said = f"{name_of(cell.line)}, {cell.label.lower()}: chưa có chứng từ nào."
            missing.append(Missing(said, vouchers))
        if found.settled_vnd > cell.accepted_vnd and cell.is_state:
            over = found.settled_vnd - cell.accepted_vnd
            said = (
                f"{name_of(cell.line)}, {cell.label.lower()}: chứng từ vượt số nghiệm thu "
                f"{show_exact(over)}; ghi phần vượt vào số không được quyết toán."
            )
            missing.append(Missing(said, vouchers))
    if scheme.state != State.STOPPED:
        return missing
    return missing + _stopped(scheme, listed, is_force_majeure=is_force_majeure, today=today)


def _stopped(
    scheme: Scheme, listed: Mapping[Source, Listed], *, is_force_majeure: bool, today: date
) -> list[Missing]:
    if is_force_majeure:
        on = scheme.contract.signed_on if hasattr(scheme, "contract") else today
        return _papers(scheme, None, papers_asked(scheme, None, Stage.FORCE_MAJEURE, on=on))
    if any(
        found.settled_vnd and kind in (Kind.GRANT, Kind.RECOVERABLE)
        for (_, kind, _), found in listed.items()
    ):
        return [
            Missing(
                "Đề án ngừng không do bất khả kháng thì không quyết toán theo khối lượng đã làm "
                "(khoản 4 Điều 18 Thông tư 36/2013): ghi mọi chứng từ là không được quyết toán.",
                url_of("voucher_list", scheme),
            )
        ]
    return []


def missing_for_evaluation(scheme: Scheme) -> list[Missing]:
    """Every đồng paid or come back, and every beneficiary evaluated at 36 months or closed."""
    missing = list(_not_square(scheme))
    for line, told in follow_ups_of(scheme).items():
        if not is_final(told):
            due = due_on(line, Round.LAST)
            when = f", đến hạn {show_day(due)}" if due else ""
            said = f"{name_of(line)}: chưa đánh giá sau 36 tháng{when}."
            missing.append(Missing(said, url_of("follow_up_add", scheme, line.pk)))
    return missing


def _not_square(scheme: Scheme) -> Iterator[Missing]:
    for cell in cells_of(scheme):
        name = f"{name_of(cell.line)}, {cell.label.lower()}"
        if cell.to_come_back_vnd:
            said = f"{name}: còn phải thu hồi {show_exact(cell.to_come_back_vnd)}."
            yield Missing(said, url_of("repayment_add", scheme))
        if cell.unpaid_vnd:
            said = f"{name}: còn phải chi {show_exact(cell.unpaid_vnd)} đã quyết toán."
            yield Missing(said, url_of("advance_add", scheme, cell.line.pk))


def _papers(scheme: Scheme, line: Line | None, asked: Iterable[Asked]) -> list[Missing]:
    return _lacking(scheme, line, [one.item for one in asked if one.is_missing])


def _lacking(scheme: Scheme, line: Line | None, items: Iterable[EvidenceItem]) -> list[Missing]:
    address = url_of("evidence", scheme, *([line.pk] if line else []))
    return [Missing(f"Thiếu «{one.name}».", f"{address}#giay-{one.pk}") for one in items]
