"""V. Targets of the next term, as they were published and in their own words."""

from collections.abc import Sequence

from khuyencong.figures.models import FigureKind, PublishedFigure
from khuyencong.figures.queries import period_of

from ..bases.published import number_of
from ..content import Block, Column, Row, Section, Table
from .frame import Frame
from .phrases import period_words, sentence


def targets(frame: Frame, figures: Sequence[PublishedFigure]) -> Section:
    """Return chapter V from the figures published about the place."""
    goals = [
        it
        for it in figures
        if it.kind == FigureKind.TARGET and period_of(it).start > frame.period.start
    ]
    return Section("Mục tiêu giai đoạn tiếp theo", tuple(_blocks(frame, goals)))


def _blocks(frame: Frame, goals: Sequence[PublishedFigure]) -> list[Block]:
    if not goals:
        return [sentence("chưa có mục tiêu nào của giai đoạn tiếp theo được công bố.")]
    period = period_of(goals[0])
    return [
        sentence(
            f"các mục tiêu của {period_words(period)} sau đây được dẫn nguyên văn từ văn bản đã "
            "công bố; kết quả thực hiện chưa được đánh giá trong báo cáo này."
        ),
        Table(
            caption=f"Mục tiêu {period_words(period)}",
            columns=(
                Column("Nguyên văn", width=5, is_number=False),
                Column("Giá trị", width=3, is_number=False),
                Column("Chỉ tiêu", width=6, is_number=False),
                Column("Điều chưa rõ", width=6, is_number=False),
            ),
            rows=tuple(
                Row((f"«{it.surface}»", number_of(it), it.subject, it.ambiguity or "–"))
                for it in goals
            ),
        ),
    ]
