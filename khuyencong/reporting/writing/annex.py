"""Annexes: what the words mean, where the numbers come from, what is «không rõ», what agrees."""

from collections.abc import Sequence

from khuyencong.figures.findings import Finding
from khuyencong.figures.models import FigureKind, PlaceStatus, PublishedFigure, SourceText
from khuyencong.figures.queries import period_of
from khuyencong.figures.reconciliation import Reconciliation
from khuyencong.figures.reconciliation import Row as Compared
from khuyencong.lib.money import group
from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.models import ResultKind

from ..bases import RecordBook
from ..bases.published import number_of
from ..content import Block, Column, Paragraph, Row, Section, Table
from ..numbers import GAP, Number
from .frame import Frame
from .nouns import NOUNS
from .phrases import bullet, listed, sentence

SHOWN = (FigureKind.RESULT, FigureKind.PLAN, FigureKind.TARGET, FigureKind.CLAIM)
"""What a text says of the programme; the rest is its background or the page around it."""

DEFINITIONS = (
    ("Đề án khuyến công", "Đề án thuộc kế hoạch khuyến công được phê duyệt (Điều 2 Nghị định "
     "45/2012/NĐ-CP). Đếm một lần, theo chương trình đã phê duyệt đề án; đề án có tiền của hai cấp "
     "vẫn là một đề án."),
    ("Kinh phí hỗ trợ", "Tiền ngân sách nhà nước (quốc gia, tỉnh, huyện, xã) hỗ trợ không thu hồi; "
     "không gồm vốn đối ứng của cơ sở."),
    ("Tổng kinh phí thực hiện", "Kinh phí hỗ trợ cộng vốn đối ứng."),
    ("Vốn đối ứng", "Phần vốn cơ sở thụ hưởng tự bỏ ra để thực hiện đề án."),
    ("Đã thực hiện", "Số quyết toán; dòng nào chưa quyết toán thì lấy số nghiệm thu, chưa nghiệm "
     "thu thì lấy số phân bổ."),
    ("Cơ sở thụ hưởng", "Doanh nghiệp nhỏ và vừa, hợp tác xã, tổ hợp tác, hộ kinh doanh được hỗ "
     "trợ (Điều 1 Nghị định 45/2012/NĐ-CP). Mỗi cơ sở đếm một lần, không cộng dồn các phần."),
    ("Người và lượt người", "Một người học nhiều lớp là một người nhưng nhiều lượt người; số người "
     "của nhiều lớp không cộng với nhau."),
    ("Sản phẩm được công nhận", "Sản phẩm công nghiệp nông thôn tiêu biểu theo cấp huyện, tỉnh, "
     "khu vực, quốc gia; các cấp lồng nhau, không cộng."),
    ("Tỷ trọng", "Phần trăm trong kinh phí hỗ trợ của toàn kỳ."),
    ("So với kỳ trước", "Phần trăm tăng hoặc giảm kinh phí hỗ trợ so với kỳ liền trước có cùng độ "
     "dài."),
    ("Không rõ", "Hồ sơ không ghi; không được suy đoán và không tính vào phần nào."),
    ("Không công bố", "Văn bản đã công bố không nêu; không có nghĩa là bằng không."),
)  # fmt: skip


def annexes(
    frame: Frame, texts: Sequence[SourceText], compared: Sequence[Reconciliation]
) -> tuple[Section, ...]:
    """Return the annexes; *compared* are the published figures set against the records."""
    figures = [it.figure for one in compared for it in one.rows if it.figure.kind in SHOWN]
    found = [
        Section("Định nghĩa dùng trong báo cáo", (_definitions(),)),
        Section("Nguồn số liệu", tuple(_sources(frame, texts, figures))),
        Section("Những điều không rõ", tuple(_unknown(frame, figures))),
    ]
    if findings := [it for one in compared for it in one.findings]:
        found.append(Section("Kiểm tra số học của văn bản đã công bố", tuple(_findings(findings))))
    if not frame.is_published and compared:
        found.append(Section("Đối chiếu với số liệu đã công bố", tuple(_compared(frame, compared))))
    return tuple(found)


def _definitions() -> Table:
    return Table(
        caption="Định nghĩa",
        columns=(
            Column("Từ ngữ", width=3, is_number=False),
            Column("Cách hiểu trong báo cáo", width=10, is_number=False),
        ),
        rows=tuple(Row(pair) for pair in DEFINITIONS),
    )


def _sources(
    frame: Frame, texts: Sequence[SourceText], figures: Sequence[PublishedFigure]
) -> list[Block]:
    if frame.is_published:
        cited = [bullet(cite(text)) for text in texts]
        places = [it for it in texts if it.place_status == PlaceStatus.SUGGESTED]
        caveats = [sentence(f"lưu ý về địa bàn: {lower_first(it.place_note)}") for it in places]
        return [sentence("số liệu lấy từ:"), *cited, *caveats, _figures(figures)]
    schemes, money = frame.number("schemes"), frame.number("support")
    kind = "dữ liệu minh họa" if frame.records == "illustrative" else "sổ đề án và sổ kinh phí"
    said = [
        sentence(
            f"số liệu được tính từ {kind} của hệ thống: ",
            schemes,
            f", {group(money.rows)} bút toán kinh phí hỗ trợ đã thực hiện.",
        )
    ]
    if frame.records == "illustrative":
        said.append(
            sentence(
                "dữ liệu minh họa là hồ sơ tổng hợp do hệ thống sinh ra để mỗi con số có hồ sơ mở "
                "ra được; không phải số liệu thật của địa phương và không được dùng để báo cáo."
            )
        )
    if texts:
        said += [
            sentence("mục tiêu và số liệu đối chiếu lấy từ:"),
            *(bullet(cite(it)) for it in texts),
        ]
    return list(said)


def cite(text: SourceText) -> str:
    """Return title, publisher, day, address: how a published text is cited everywhere."""
    return f"{text.citation}. {text.url}".strip()


def _figures(figures: Sequence[PublishedFigure]) -> Table:
    return Table(
        caption="Toàn bộ số liệu đã đọc từ văn bản",
        columns=(
            Column("Nguyên văn", width=5, is_number=False),
            Column("Giá trị", width=4, is_number=False),
            Column("Hiểu là", width=7, is_number=False),
            Column("Kỳ", width=3, is_number=False),
            Column("Loại", width=2, is_number=False),
        ),
        rows=tuple(
            Row(
                (
                    f"«{it.surface}»",
                    number_of(it),
                    it.subject,
                    period_of(it).label,
                    f"{it.get_kind_display()}{' (kể lại)' if it.told_again_id else ''}",
                )
            )
            for it in figures
        ),
    )


def _unknown(frame: Frame, figures: Sequence[PublishedFigure]) -> list[Block]:
    if frame.is_published:
        unclear = [it for it in figures if it.ambiguity]
        if not unclear:
            return [sentence("văn bản không có điểm nào không rõ.")]
        points = [bullet(f"«{it.surface}» ({it.subject}): {it.ambiguity}") for it in unclear]
        return [sentence("các điểm mơ hồ của văn bản, được giữ nguyên và không suy đoán:"), *points]
    points = [*_unknown_parts(frame), *_unknown_rows(frame)]
    if not points:
        return [sentence("không có bản ghi nào ghi «không rõ» trong kỳ này.")]
    return [sentence("các phần hồ sơ không ghi, được đếm riêng:"), *points]


def _unknown_parts(frame: Frame) -> list[Paragraph]:
    asked = (
        ("support", "content", "kinh phí hỗ trợ không rõ nội dung"),
        ("schemes", "content", "đề án không rõ nội dung"),
        ("support", "source", "kinh phí hỗ trợ không rõ nguồn"),
        ("beneficiaries", "area", "cơ sở không rõ có thuộc địa bàn khó khăn hay không"),
    )
    found = [(frame.book.parts(frame.at(it), cut).get(""), label) for it, cut, label in asked]
    return [bullet(f"{label}: ", number, ".") for number, label in found if number]


def _unknown_rows(frame: Frame) -> list[Paragraph]:
    """Results whose quantity, or the money whose day, is not known."""
    book = frame.book
    if not isinstance(book, RecordBook):
        return []
    asked = [(frame.at("schemes"), "đề án"), (frame.at("support"), "bút toán kinh phí hỗ trợ")]
    asked += [
        (frame.at(measure, item=item), f"kết quả «{NOUNS[item]}»")
        for measure, item in (
            ("people", ResultKind.PERSON),
            ("people", ResultKind.TURN),
            ("people", ResultKind.TRAINEE),
            ("classes", ResultKind.CLASS),
            ("establishments", ResultKind.ASSESSMENT),
        )
    ]
    numbers: list[tuple[Number, str]] = [(book.number(address), label) for address, label in asked]
    return [
        bullet(f"{label}: {group(count)} bản ghi không rõ số lượng hoặc ngày.")
        for number, label in numbers
        if (count := number.unknown)
    ]


def _findings(findings: Sequence[Finding]) -> list[Block]:
    opening = sentence("các số của cùng một văn bản được so với nhau, không sửa số nào:")
    return [opening, *(_finding(it) for it in findings)]


def _finding(finding: Finding) -> Paragraph:
    """The sentence, and the figures it rests on, each of which opens."""
    figures = [(number_of(it),) for it in finding.figures]
    said = f"{finding.weight.value}: {finding.message}"
    return bullet(said, " [", listed(figures), "]") if figures else bullet(said)


def _compared(frame: Frame, compared: Sequence[Reconciliation]) -> list[Block]:
    illustrative = frame.records == "illustrative"
    said = (
        "số tính được lấy từ dữ liệu minh họa: khớp nghĩa là cách tính đúng, không chứng minh số "
        "liệu của địa phương."
        if illustrative
        else "số tính được lấy từ sổ của hệ thống."
    )
    rows = [_compared_row(row) for one in compared for row in one.rows if row.figure.kind in SHOWN]
    return [
        sentence(said),
        Table(
            caption="Đối chiếu số công bố với số tính được",
            columns=(
                Column("Nguyên văn", width=5, is_number=False),
                Column("Hiểu là", width=7, is_number=False),
                Column("Số tính được", width=4, is_number=False),
                Column("Kết luận", width=3, is_number=False),
            ),
            rows=tuple(rows),
        ),
    ]


def _compared_row(row: Compared) -> Row:
    """A computed number links to the published figure's address, where both stand side by side."""
    number = Number(row.figure.address, row.unit, value=row.computed, missing=GAP)
    return Row((f"«{row.figure.surface}»", row.figure.subject, number, row.verdict.outcome.value))
