"""Papers of the dossier: the scheme's text, its estimate, two annexes of certain kinds."""

from collections.abc import Iterable, Sequence

from khuyencong.documents.content import Block, Column, Row, Signature, Table
from khuyencong.dossiers.queries import SOURCE_LABELS, Estimate, LineEstimate, estimate_of
from khuyencong.dossiers.queries import law as rules
from khuyencong.lib.money import group
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

from . import issuers
from .frame import Body, Subject
from .life import Life
from .words import (
    BLANK,
    UNIT,
    body,
    bullet,
    general,
    heading,
    paragraphs,
    spelled,
)

_PREPARING = (State.DRAFT, State.RETURNED, State.SUBMITTED)
_TRAINING, _INFRASTRUCTURE = "vocational_training", "cluster_infrastructure"
_WHOLE_ROWS = 6  # blank rows of a table that people fill in
_SHORT = {
    "Khuyến công quốc gia": "KCQG",
    "Ngân sách huyện (trước 01/07/2025)": "NS huyện (trước 01/07/2025)",
    "Ngân sách tỉnh": "NS tỉnh",
    "Ngân sách xã": "NS xã",
}


def texts(life: Life) -> list[Subject]:
    """The scheme's text, once its dossier was opened; no new one after the appraisal."""
    return [Subject("dossier")] if life.has_dossier and _is_prepared(life) else []


def _is_prepared(life: Life) -> bool:
    return life.scheme.state in _PREPARING


def text(scheme: Scheme, subject: Subject) -> Body:
    """The scheme itself, in the parts of Điều 5 TT 36/2013, with its estimate."""
    blocks: list[Block] = [*general(scheme)]
    sections = {one.part_id: one.text for one in scheme.sections.all()}
    for part in rules.parts_for(scheme, on=scheme.dossier.law_on):
        blocks.append(heading(f"{part.number}. {part.name}"))
        said: list[Block] = [*paragraphs(sections.get(part.pk, ""))]
        if part.code == rules.ESTIMATE_PART:
            said += _estimate(estimate_of(scheme))
        blocks += said or [body("Chưa ghi.")]
    return Body("ĐỀ ÁN KHUYẾN CÔNG", f"«{scheme.name}»", blocks)


def estimates(life: Life) -> list[Subject]:
    """The estimate, once it has an item."""
    return [Subject("estimate")] if life.has_estimate and _is_prepared(life) else []


def estimate(scheme: Scheme, subject: Subject) -> Body:
    """The estimate by item and source (dự toán kinh phí, Mẫu số 1, Điều 5 TT 36/2013)."""
    blocks: list[Block] = [*general(scheme), *_estimate(estimate_of(scheme))]
    return Body(
        "DỰ TOÁN KINH PHÍ",
        f"Đề án «{scheme.name}»",
        blocks,
        signatures=(Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG ĐƠN VỊ")),
        form="Mẫu số 1",
        is_wide=True,
    )


def _estimate(found: Estimate) -> list[Block]:
    if not found.items:
        return [bullet("Chưa lập dự toán.")]
    return [
        _estimate_table(found),
        bullet(f"Tổng dự toán: {spelled(found.amount_vnd)}."),
        bullet(f"Đề nghị nhà nước hỗ trợ: {spelled(found.support_vnd)}."),
    ]


def _estimate_table(found: Estimate) -> Table:
    used = [index for index, sum_ in enumerate(found.sources) if sum_]
    columns = (
        Column("TT", 2),
        Column("Nội dung chi", 8),
        Column("Đơn vị tính", 3),
        Column("Số lượng", 3, True),
        Column("Đơn giá", 5, True),
        Column("Thành tiền", 5, True),
        *(Column(_SHORT.get(SOURCE_LABELS[one], SOURCE_LABELS[one]), 5, True) for one in used),
    )
    rows: list[Row] = []
    for number, line in enumerate(found.lines, start=1):
        rows += _line_rows(number, line, used)
    total = ("", "Tổng cộng", "", "", "", group(found.amount_vnd), *_picked(found.sources, used))
    return Table(columns, (*rows, Row(total, is_strong=True)), unit=UNIT)


def _line_rows(number: int, told: LineEstimate, used: Sequence[int]) -> Iterable[Row]:
    name = f"{told.line}, {told.line.beneficiary}" if told.line.beneficiary else str(told.line)
    sums = (group(told.amount_vnd), *_picked(told.sources, used))
    yield Row((str(number), name, "", "", "", *sums), is_strong=True)
    for order, item in enumerate(told.items, start=1):
        yield Row(
            (
                f"{number}.{order}",
                item.name + (" (có thu hồi)" if item.is_recoverable else ""),
                item.unit,
                item.quantity_shown,
                group(item.unit_price_vnd),
                group(item.amount_vnd),
                *_picked(item.sources, used),
            )
        )


def _picked(amounts: Sequence[int], used: Sequence[int]) -> tuple[str, ...]:
    return tuple(group(amounts[one]) for one in used)


def programmes(life: Life) -> list[Subject]:
    """The training programme, for a scheme that trains."""
    return _annex(life, _TRAINING)


def infrastructures(life: Life) -> list[Subject]:
    """The state of investment, for a scheme that builds infrastructure of a cluster."""
    return _annex(life, _INFRASTRUCTURE)


def _annex(life: Life, kind: str) -> list[Subject]:
    if not _is_prepared(life):
        return []
    return [Subject(f"line-{line.pk}", str(line)) for line in life.lines_of_kind(kind)]


def programme(scheme: Scheme, subject: Subject) -> Body:
    """The programme of a trade to be taught (Mẫu số 12, Điều 10 TT 36/2013)."""
    line = scheme.lines.select_related("beneficiary__establishment").get(pk=subject.pk)
    columns = (
        Column("TT", 1),
        Column("Nội dung, mô-đun đào tạo", 7),
        Column("Lý thuyết (giờ)", 2, True),
        Column("Thực hành (giờ)", 2, True),
        Column("Tổng (giờ)", 2, True),
    )
    blocks: list[Block] = [
        heading("1. Thông tin chung"),
        *general(scheme),
        bullet(f"Nghề đào tạo: {line.item or BLANK}."),
        bullet(f"Địa điểm: {line.place or line.beneficiary or BLANK}."),
        bullet(f"Đối tượng: {BLANK}; số học viên: {BLANK}; thời gian: {BLANK}."),
        heading("2. Mục tiêu đào tạo"),
        body(BLANK * 3),
        heading("3. Chương trình"),
        Table(columns, _blanks(columns)),
        heading("4. Điều kiện thực hiện (giáo viên, cơ sở vật chất, tài liệu)"),
        body(BLANK * 3),
        heading("5. Chứng chỉ, chứng nhận; sử dụng lao động sau đào tạo"),
        body(BLANK * 3),
    ]
    return Body("CHƯƠNG TRÌNH ĐÀO TẠO NGHỀ", f"Đề án «{scheme.name}»", blocks, form="Mẫu số 12")


def infrastructure(scheme: Scheme, subject: Subject) -> Body:
    """How far a cluster's infrastructure has come (Mẫu số 13, Điều 10 TT 36/2013)."""
    line = scheme.lines.select_related("beneficiary__establishment").get(pk=subject.pk)
    columns = (
        Column("TT", 1),
        Column("Hạng mục", 6),
        Column("Tổng mức đầu tư", 3, True),
        Column("Đã thực hiện", 3, True),
        Column("Đề nghị hỗ trợ", 3, True),
    )
    blocks: list[Block] = [
        heading("1. Thông tin chung"),
        *general(scheme),
        bullet(f"Cụm công nghiệp, hạng mục: {line}."),
        bullet(f"Chủ đầu tư: {line.beneficiary or BLANK}."),
        bullet(f"Quyết định thành lập; quy hoạch chi tiết: {BLANK}."),
        bullet(f"Diện tích: {BLANK}; tỷ lệ lấp đầy: {BLANK}; số cơ sở hoạt động: {BLANK}."),
        heading("2. Tình hình đầu tư hạ tầng"),
        Table(columns, _blanks(columns), unit=UNIT),
        heading("3. Khó khăn, kiến nghị"),
        body(BLANK * 3),
    ]
    return Body(
        "BÁO CÁO",
        f"Tình hình đầu tư hạ tầng cụm công nghiệp, đề án «{scheme.name}»",
        blocks,
        addressees=(issuers.department(scheme).name,),
        form="Mẫu số 13",
    )


def _blanks(columns: Sequence[Column]) -> tuple[Row, ...]:
    empty = ("",) * (len(columns) - 1)
    return tuple(Row((str(number), *empty)) for number in range(1, _WHOLE_ROWS + 1))
