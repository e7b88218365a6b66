"""III. Who benefited and what came of it: establishments, SXSH, products, trade promotion."""

from collections.abc import Iterable, Sequence

from khuyencong.establishments.models import LegalForm
from khuyencong.figures.models import PublishedFigure
from khuyencong.indicators.address import Address
from khuyencong.lib.contents import Content
from khuyencong.schemes.models import CertifiedAt, ResultKind

from ..bases import PublishedBook
from ..bases.published import number_of
from ..content import Block, Chart, Column, Inline, Role, Row, Section, Table
from ..numbers import UNPUBLISHED, Number
from .frame import Frame
from .general import remarks
from .nouns import told
from .phrases import listed, schemes_and_money, sentence

FORMS_REMARK = (
    "Kinh phí theo loại hình chỉ gồm tiền gắn với một cơ sở cụ thể; phần chi chung của đề án nằm "
    "trong dòng tổng."
)


def outcomes(frame: Frame) -> Section:
    """Return chapter III."""
    parts = [
        Section("Cơ sở công nghiệp nông thôn thụ hưởng", tuple(_beneficiaries(frame))),
        Section("Sản xuất sạch hơn trong công nghiệp", tuple(_cleaner(frame))),
        Section("Sản phẩm công nghiệp nông thôn tiêu biểu", tuple(_products(frame))),
        Section("Xúc tiến thương mại, kết nối tiêu thụ sản phẩm", tuple(_trade(frame))),
    ]
    if isinstance(frame.book, PublishedBook) and (rest := frame.book.leftovers()):
        parts.append(Section("Số liệu khác đã công bố", (_others(rest),)))
    return Section("Đối tượng thụ hưởng và kết quả cụ thể", sections=tuple(parts))


def _beneficiaries(frame: Frame) -> list[Block]:
    whole = frame.number("beneficiaries")
    forms = [(form, frame.number("beneficiaries", legal_form=form)) for form in LegalForm]
    area = frame.number("beneficiaries", area="disadvantaged")
    if not any(number.is_positive for _, number in forms):
        if not whole.is_positive:
            word = f"{UNPUBLISHED}." if frame.is_published else "chưa có cơ sở nào thụ hưởng."
            return [sentence(f"số cơ sở công nghiệp nông thôn thụ hưởng: {word}")]
        return [sentence("có ", whole.counting("cơ sở công nghiệp nông thôn"), " thụ hưởng.")]
    return [*_forms_in_words(frame, whole), _forms_table(frame, forms, whole), *_area(frame, area)]


def _forms_in_words(frame: Frame, whole: Number) -> list[Block]:
    if whole.is_positive:
        counted = whole.counting("cơ sở công nghiệp nông thôn")
        return [sentence("có ", counted, " được thụ hưởng, mỗi cơ sở đếm một lần.")]
    return [
        sentence(
            "tổng số cơ sở thụ hưởng: ",
            whole,
            "; số theo loại hình như bảng dưới đây (không cộng thành tổng, vì không rõ có cơ sở "
            "nào được đếm hai lần hay không).",
        )
    ]


def _forms_table(frame: Frame, forms: Sequence[tuple[LegalForm, Number]], whole: Number) -> Table:
    shown = [(form, number) for form, number in forms if number.is_positive]
    rows = [
        Row((form.label, number, frame.number("support", legal_form=form)))
        for form, number in shown
    ]
    total = Row(("Tổng số cơ sở", whole, frame.number("support")), Role.TOTAL)
    columns: tuple[Column, ...] = (
        Column("Loại hình", width=5, is_number=False),
        Column("Số cơ sở thụ hưởng", "cơ sở"),
        Column("Kinh phí hỗ trợ", "triệu đồng"),
    )
    if frame.is_published:
        rows = [Row(row.cells[:2], row.role) for row in rows]
        columns, total = columns[:2], Row(total.cells[:2], Role.TOTAL)
    body = tuple(range(len(rows)))
    notes = () if frame.is_published else (FORMS_REMARK,)
    return Table(
        caption="Cơ sở công nghiệp nông thôn thụ hưởng theo loại hình",
        columns=columns,
        rows=(*rows, total),
        notes=notes + remarks((*rows, total)),
        chart=Chart("Cơ sở thụ hưởng theo loại hình", "bar", (1,), body, "cơ sở"),
    )


def _area(frame: Frame, area: Number) -> list[Block]:
    if not area.is_known:
        return [sentence("số cơ sở thuộc địa bàn khó khăn, đặc biệt khó khăn: ", area, ".")]
    doubtful = frame.book.parts(frame.at("beneficiaries"), "area").get("")
    if area.is_zero and doubtful:
        said = "chưa xác định được số cơ sở thuộc địa bàn khó khăn, đặc biệt khó khăn: "
        return [sentence(said, doubtful, " không rõ địa bàn.")]
    counted = area.counting("cơ sở thuộc địa bàn khó khăn, đặc biệt khó khăn")
    return [sentence("trong số các cơ sở thụ hưởng, ", "" if area.is_zero else "có ", counted, ".")]


def _cleaner(frame: Frame) -> list[Block]:
    contents = (Content.SXSH.value,)
    asked = [
        frame.at("events", contents, item=ResultKind.WORKSHOP),
        *(frame.at("people", contents, item=it) for it in (ResultKind.TURN, ResultKind.TRAINEE)),
        frame.at("establishments", item=ResultKind.ASSESSMENT),
        frame.at("models", contents),
    ]
    schemes, money = frame.number("schemes", contents), frame.number("support", contents)
    clauses = _told(frame, asked)
    if schemes.is_positive or money.is_positive:
        clauses.append(schemes_and_money(schemes, money))
    return _activity(frame, "sản xuất sạch hơn", clauses)


_LEVELS = (CertifiedAt.DISTRICT, CertifiedAt.PROVINCE, CertifiedAt.REGION, CertifiedAt.NATION)


def _products(frame: Frame) -> list[Block]:
    asked = [
        frame.at("events", item=ResultKind.SELECTION_ROUND),
        frame.at("products", item=ResultKind.REGISTERED_PRODUCT),
    ]
    certified = [(it, frame.book.told(_certified(frame, it))) for it in _LEVELS]
    rows = [Row((level.label, numbers[0])) for level, numbers in certified if numbers]
    blocks = _activity(
        frame,
        "bình chọn sản phẩm công nghiệp nông thôn tiêu biểu",
        _told(frame, asked),
        is_empty=not rows,
    )
    if len(rows) == 1:
        level, numbers = next(pair for pair in certified if pair[1])
        product = numbers[0].counting(f"sản phẩm được công nhận {level.label.lower()}")
        blocks.append(sentence("kết quả: ", product, "."))
    if len(rows) > 1:
        blocks.append(_levels_table(rows))
    return blocks


def _certified(frame: Frame, level: CertifiedAt) -> Address:
    return frame.at("products", item=ResultKind.CERTIFIED_PRODUCT, certified_at=level)


_LEVEL_COLUMNS = (
    Column("Cấp công nhận", width=5, is_number=False),
    Column("Số sản phẩm", "sản phẩm"),
)


def _levels_table(rows: Sequence[Row]) -> Table:
    return Table(
        caption="Sản phẩm công nghiệp nông thôn tiêu biểu được công nhận",
        columns=(
            Column("Cấp công nhận", width=5, is_number=False),
            Column("Số sản phẩm", "sản phẩm"),
        ),
        rows=tuple(rows),
        notes=(
            "Các cấp lồng nhau: sản phẩm được công nhận ở cấp trên đã được công nhận ở cấp dưới, "
            "vì vậy không cộng các dòng.",
        ),
    )


def _trade(frame: Frame) -> list[Block]:
    asked = [
        frame.at("events", item=ResultKind.FAIR),
        frame.at("events", item=ResultKind.FESTIVAL),
        frame.at("agreements", item=ResultKind.MEMORANDUM),
        frame.at("agreements", item=ResultKind.CONTRACT),
        frame.at("count", item=ResultKind.SALES_POINT),
        frame.at("count", item=ResultKind.WEBSITE),
        frame.at("products", item=ResultKind.LISTED_PRODUCT),
    ]
    return _activity(frame, "xúc tiến thương mại", _told(frame, asked))


def _told(frame: Frame, asked: Iterable[Address]) -> list[tuple[Inline, ...]]:
    label = frame.period.label
    return [told(number, label) for address in asked for number in frame.book.told(address)]


def _activity(
    frame: Frame, name: str, clauses: Sequence[Sequence[Inline]], *, is_empty: bool = True
) -> list[Block]:
    if clauses:
        return [sentence("trong kỳ có ", listed(clauses), ".")]
    if not is_empty:
        return []
    said = "không công bố số liệu" if frame.is_published else "chưa có kết quả nào được ghi nhận"
    return [sentence(f"{said} về {name} trong kỳ.")]


def _others(figures: Sequence[PublishedFigure]) -> Table:
    return Table(
        caption="Số liệu đã công bố không thuộc các mục trên",
        columns=(
            Column("Nguyên văn", width=4, is_number=False),
            Column("Giá trị", width=2, is_number=False),
            Column("Hiểu là", width=5, is_number=False),
            Column("Kỳ", width=3, is_number=False),
            Column("Điều chưa rõ", width=6, is_number=False),
        ),
        rows=tuple(
            Row((f"«{it.surface}»", number_of(it), it.subject, _period(it), it.ambiguity or "–"))
            for it in figures
        ),
    )


def _period(figure: PublishedFigure) -> str:
    return figure.period_label or "không nêu"
