"""How much may be advanced; which papers a dossier, an advance and an acceptance must hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ..models import AdvanceRule, AppliesTo, DossierPaper, EvidenceItem


@dataclass(frozen=True, slots=True)
class AdvanceAnswer:
    """The rule of a kind of scheme, the overall ceiling, and how people are told of them.

    ``rule`` is ``None`` where the law leaves it to the head of the department (khoản 2 Điều 16).
    """

    rule: AdvanceRule | None
    ceiling: AdvanceRule | None
    explanation: tuple[str, ...]

    def amount_vnd(self, support_vnd: int) -> int | None:
        """Return the largest first advance on a support of that many đồng, or ``None``."""
        return support_vnd * self.rule.percent // 100 if self.rule else None


_OF_RULE = (
    "kind__code",
    "percent",
    "progress_over_percent",
    "progress_of",
    "needs_department",
    "condition",
)


def advance_for(
    kind: str, *, on: date, chain: str = AppliesTo.NATIONAL, province: str | None = None
) -> AdvanceAnswer:
    """Return the first advance allowed to a kind of scheme (tạm ứng kinh phí lần một)."""
    return advances_for([kind], on=on, chain=chain, province=province)[kind]


def advances_for(
    kinds: Collection[str],
    *,
    on: date,
    chain: str = AppliesTo.NATIONAL,
    province: str | None = None,
) -> dict[str, AdvanceAnswer]:
    """Return the same of several kinds; two queries however many."""
    rows = (
        AdvanceRule.objects.governing(chain, on=on, province=province)
        .filter(Q(kind__isnull=True) | Q(kind__code__in=kinds))
        .select_related("kind")
        .cited(*_OF_RULE)
        .order_by("jurisdiction_id", "valid_from", "pk")
    )
    rules = {row.kind.code if row.kind else None: row for row in rows}
    ceiling = rules.get(None)
    return {
        kind: AdvanceAnswer(
            rules.get(kind), ceiling, tuple(_explain(rules.get(kind), ceiling, on, chain))
        )
        for kind in kinds
    }


def evidence_for(
    kind: str, *, stage: str, on: date, chain: str = AppliesTo.NATIONAL, province: str | None = None
) -> list[EvidenceItem]:
    """Return the papers asked of a kind of scheme at a stage, those of every kind first."""
    rows = (
        EvidenceItem.objects.governing(chain, on=on, province=province)
        .filter(Q(kind__isnull=True) | Q(kind__code=kind), stage=stage)
        .select_related("document", "jurisdiction", "kind")
        .prefetch_related("document__amendments")
    )
    return sorted(rows, key=lambda row: (row.kind_id is not None, row.order, row.code))


def papers_for(
    kinds: Collection[str],
    *,
    stage: str,
    on: date,
    chain: str = AppliesTo.NATIONAL,
    province: str | None = None,
) -> list[DossierPaper]:
    """Return the checklist of a dossier for the kinds it has, in order; settings included."""
    rows = (
        DossierPaper.objects.governing(chain, on=on, province=province)
        .filter(Q(kind__isnull=True) | Q(kind__code__in=kinds), stage=stage)
        .select_related("document", "jurisdiction", "kind")
        .prefetch_related("document__amendments")
    )
    return sorted(rows, key=lambda row: (row.order, row.code))


def _explain(
    rule: AdvanceRule | None, ceiling: AdvanceRule | None, on: date, chain: str
) -> list[str]:
    said = []
    if rule is None:
        said.append(_nobody(chain))
    else:
        said.append(
            f"Tạm ứng lần một {rule.percent}% kinh phí hỗ trợ ({rule.citation}; "
            f"{rule.standing(on)})."
        )
        said += _conditions(rule)
    if ceiling and (rule is None or rule.percent > ceiling.percent):
        said.append(
            f"Lưu ý: {ceiling.condition.rstrip('.')} ({ceiling.citation}; {ceiling.standing(on)})."
        )
    return said


def _conditions(rule: AdvanceRule) -> list[str]:
    said = [f"Điều kiện: {rule.condition}"] if rule.condition else []
    if rule.progress_over_percent is not None:
        said.append(
            f"Điều kiện: báo cáo tiến độ xác định đã thực hiện trên {rule.progress_over_percent}% "
            f"{rule.progress_of}."
        )
    if rule.needs_department:
        said.append(
            "Báo cáo tiến độ phải được Sở Công Thương nơi thực hiện đề án kiểm tra, xác nhận."
        )
    return said


def _nobody(chain: str) -> str:
    if chain == AppliesTo.LOCAL:
        return (
            "Mức tạm ứng khuyến công địa phương do Ủy ban nhân dân cấp tỉnh quy định "
            "(điểm b khoản 3 Điều 8 Thông tư số 46/2012/TT-BCT); chưa có quy định của tỉnh."
        )
    return (
        "Dạng đề án này do Cục trưởng quyết định tỷ lệ và hồ sơ tạm ứng "
        "(khoản 2 Điều 16 Thông tư số 36/2013/TT-BCT)."
    )
