"""What waits for a beneficiary, what a plan lacks, and a plan as its page shows it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.urls import reverse

from khuyencong.appraisals.models import LineBasis
from khuyencong.dossiers.models import Need
from khuyencong.dossiers.queries import Missing, chain_of
from khuyencong.dossiers.queries.missing import FOR_AN_ESTABLISHMENT
from khuyencong.establishments.queries import in_disadvantaged_area
from khuyencong.funding.models import STATE_KINDS, Entry, Kind, Nature
from khuyencong.lib.money import show_exact
from khuyencong.regulations.models import DossierPaper
from khuyencong.regulations.queries import NormCheck, SupportLine, check_support
from khuyencong.schemes.lifecycle import State as SchemeState
from khuyencong.schemes.models import Form, Line, Scheme

from .lifecycle import EDITABLE, State
from .models import GroupPlan, PartPaper, PlanPart

Source = tuple[str, str]
MADE_HERE = "group_plan"
"""The paper that this system itself makes: the plan (Mẫu số 11)."""

OPEN_TO_PLANS = (SchemeState.PLANNED, SchemeState.CONTRACTED, SchemeState.UNDER_WAY)


_OF_PROPOSED = ("state", "scheme__code", "scheme__name", "scheme__tier")


def unnamed_lines(scheme: Scheme) -> QuerySet[Line]:
    """The lines of a group scheme that an establishment is to benefit from, still without one."""
    found = Line.objects.filter(
        scheme=scheme,
        scheme__form=Form.GROUP,
        beneficiary__isnull=True,
        content__in=FOR_AN_ESTABLISHMENT,
    )
    return found.select_related("account", "sub_content").order_by("account__year", "pk")


def missing_beneficiaries(scheme: Scheme) -> list[Missing]:
    """What a contract lacks: the plan by which the department names who benefits."""
    if scheme.form != Form.GROUP:
        return []
    page = reverse("group_plans:scheme_plans", args=[scheme.code])
    return [
        Missing(
            f"Dòng «{line}» chưa có đơn vị thụ hưởng: lập kế hoạch (Mẫu số 11) để Sở Công Thương "
            "phê duyệt (khoản 3 Điều 23 Thông tư 36/2013/TT-BCT).",
            page,
        )
        for line in unnamed_lines(scheme)
    ]


def plans_proposed(schemes: QuerySet[Scheme]) -> QuerySet[GroupPlan]:
    """The plans of *schemes* that were submitted and are not approved, each with its scheme."""
    found = GroupPlan.objects.filter(
        scheme__in=schemes, state__in=(State.SUBMITTED, State.RETURNED)
    )
    return found.select_related("scheme").only(*_OF_PROPOSED).order_by("pk")


def papers_asked(scheme: Scheme, *, on: date) -> list[DossierPaper]:
    """What the law of the day asks to be kept of every beneficiary, in order."""
    rows = DossierPaper.objects.governing(chain_of(scheme), on=on, province=scheme.province.code)
    of_plan = rows.filter(stage=DossierPaper.Stage.GROUP_PLAN, kind__isnull=True)
    return list(of_plan.exclude(code__startswith=MADE_HERE).order_by("order"))


def allocated_of(line: Line) -> dict[Source, int]:
    """What the plan of the year gave the line, by kind and budget, in đồng."""
    return _sums(line, Nature.ALLOCATED)


def registered_of(line: Line) -> dict[Source, int]:
    """What the dossier asked for the line, by kind and budget, in đồng."""
    return _sums(line, Nature.REGISTERED, kinds=Kind.values)


def counterpart_of(line: Line) -> int:
    """What establishments are to put into the line: as planned, else as registered (đồng)."""
    planned = _sums(line, Nature.ALLOCATED, kinds=(Kind.COUNTERPART,))
    found = planned or _sums(line, Nature.REGISTERED, kinds=(Kind.COUNTERPART,))
    return sum(found.values())


def is_contracted(line: Line) -> bool:
    """Whether something of the line was contracted, paid or accepted already."""
    natures = (Nature.CONTRACTED, Nature.ADVANCED, Nature.DISBURSED, Nature.ACCEPTED)
    return Entry.objects.filter(account=line.account_id, nature__in=natures).exists()


def _sums(line: Line, nature: str, *, kinds: Sequence[str] = STATE_KINDS) -> dict[Source, int]:
    rows = (
        Entry.objects.filter(account=line.account_id, nature=nature, kind__in=kinds)
        .order_by()
        .values_list("kind", "level")
        .annotate(total=Sum("amount_vnd"))
    )
    return {(kind, level): total for kind, level, total in sorted(rows) if total}


def asked_for(line: Line) -> list[Need]:
    """The needs that the scheme was made from and that this line may meet."""
    needs = Need.objects.filter(
        scheme=line.scheme_id, content=line.content, establishment__isnull=False
    )
    return list(needs.select_related("establishment").order_by("pk"))


@dataclass(frozen=True, slots=True)
class PartRow:
    """A beneficiary with where its papers are kept, and its norm."""

    part: PlanPart
    papers: Sequence[PartPaper]
    check: NormCheck


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with what it was given (đồng), and the beneficiaries that the plan names for it."""

    line: Line
    given_vnd: int
    rows: Sequence[PartRow]

    @property
    def named_vnd(self) -> int:
        return sum(row.part.support_vnd for row in self.rows)

    @property
    def left_vnd(self) -> int:
        return self.given_vnd - self.named_vnd


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as its page shows it."""

    plan: GroupPlan
    lines: Sequence[LineRow]
    missing: Sequence[Missing]

    @property
    def support_vnd(self) -> int:
        return sum(line.named_vnd for line in self.lines)

    @property
    def counterpart_vnd(self) -> int:
        return sum(row.part.counterpart_vnd for line in self.lines for row in line.rows)


def page_of(plan: GroupPlan, *, on: date) -> PlanPage:
    """The plan with its norms and, until it is approved, what it lacks."""
    lines = _lines_of(plan, on=on)
    open_ = plan.state in (*EDITABLE, State.SUBMITTED)
    return PlanPage(plan, lines, list(_missing(plan, lines, on)) if open_ else [])


def missing_for_submission(plan: GroupPlan, *, on: date) -> list[Missing]:
    """What a plan lacks to be submitted and approved, each with where it is put right."""
    return list(_missing(plan, _lines_of(plan, on=on), on))


def _lines_of(plan: GroupPlan, *, on: date) -> list[LineRow]:
    parts = list(
        plan.parts.select_related(
            "line__account", "line__sub_content", "establishment__commune"
        ).prefetch_related("papers__requirement")
    )
    checks = _checks(plan, parts, on)
    by_line: dict[int, list[PartRow]] = defaultdict(list)
    for part, check in zip(parts, checks, strict=True):
        by_line[part.line_id].append(PartRow(part, list(part.papers.all()), check))
    if plan.state == State.APPROVED:
        lines = list({part.line_id: part.line for part in parts}.values())
        return [
            LineRow(line, sum(row.part.support_vnd for row in by_line[line.pk]), by_line[line.pk])
            for line in lines
        ]
    return [
        LineRow(line, sum(allocated_of(line).values()), by_line[line.pk])
        for line in unnamed_lines(plan.scheme)
    ]


def _checks(plan: GroupPlan, parts: Sequence[PlanPart], on: date) -> Sequence[NormCheck]:
    """Each beneficiary by itself: a norm's ceiling is for one establishment."""
    scheme = plan.scheme
    bases = _bases(parts)
    asked = [
        SupportLine(
            item=part.line.sub_content.norm_item if part.line.sub_content else "",
            requested_vnd=part.support_vnd,
            base_cost_vnd=part.support_vnd + part.counterpart_vnd,
            is_priority=_is_priority(part, bases, on),
            is_line=part.line_id in bases and bases[part.line_id].is_line,
            name=part.item or str(part.line),
        )
        for part in parts
    ]
    chain, province = chain_of(scheme), scheme.province.code
    return check_support(asked, on=on, chain=chain, province=province).checks


def _bases(parts: Sequence[PlanPart]) -> Mapping[int, LineBasis]:
    """What the norm of each line was measured on, the latest appraisal's word."""
    rows = LineBasis.objects.filter(line__in={part.line_id for part in parts}).order_by("pk")
    return {row.line_id: row for row in rows}


def _is_priority(part: PlanPart, bases: Mapping[int, LineBasis], on: date) -> bool:
    if part.line_id in bases and bases[part.line_id].is_priority:
        return True
    return bool(in_disadvantaged_area(part.establishment, on=on))


def _missing(plan: GroupPlan, lines: Sequence[LineRow], on: date) -> Iterator[Missing]:
    here = reverse("group_plans:plan_detail", args=[plan.pk])
    if not any(line.rows for line in lines):
        yield Missing("Kế hoạch chưa ghi đơn vị thụ hưởng nào.", here)
    asked = papers_asked(plan.scheme, on=on)
    for line in lines:
        if line.left_vnd < 0:
            yield Missing(
                f"Dòng «{line.line}»: các cơ sở cộng lại {show_exact(line.named_vnd)}, vượt kinh "
                f"phí được giao {show_exact(line.given_vnd)}.",
                here,
            )
        if len(line.rows) > 1 and is_contracted(line.line):
            yield Missing(
                f"Dòng «{line.line}» đã ký hợp đồng: chỉ ghi được một đơn vị thụ hưởng.", here
            )
        for row in line.rows:
            yield from _of_part(row, asked)


def _of_part(row: PartRow, asked: Sequence[DossierPaper]) -> Iterator[Missing]:
    part = row.part
    page = reverse("group_plans:part_edit", args=[part.plan_id, part.pk])
    told = {paper.requirement_id for paper in row.papers}
    for paper in asked:
        if paper.pk not in told and not paper.is_setting:
            yield Missing(f"{part}: chưa ghi «{paper.name}».", page)
    if row.check.must_stop:
        allowed = show_exact(row.check.allowed_vnd or 0)
        yield Missing(f"{part}: kinh phí hỗ trợ vượt định mức, không quá {allowed}.", page)
