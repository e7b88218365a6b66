from collections.abc import Sequence

from khuyencong.figures.models import PublishedFigure, SourceText
from khuyencong.figures.reconciliation import Reconciliation

from ..content import Report
from .annex import annexes
from .contents import content_results
from .frame import Frame
from .general import general_results
from .heading import closing, heading, opening, signing
from .imbalances import imbalances
from .outcomes import outcomes
from .provinces import with_provinces
from .targets import targets

ILLUSTRATIVE = "DỮ LIỆU MINH HỌA – không phải số liệu của địa phương"
PUBLISHED = "Theo công bố – tổng hợp từ số liệu đã công bố, không thay văn bản của cơ quan"
REAL = "Theo sổ – dự thảo do hệ thống lập từ hồ sơ, chưa ban hành"


def write(
    frame: Frame,
    texts: Sequence[SourceText],
    figures: Sequence[PublishedFigure],
    compared: Sequence[Reconciliation],
) -> Report:
    """Write the report of a frame until its book has read all that the chapters ask.

    *texts* and *figures* are what has been published of the place and period, *compared* the same
    figures beside what the records evaluate to.
    """
    report = _write(frame, texts, figures, compared)
    while frame.book.read():
        report = _write(frame, texts, figures, compared)
    return report


def _write(
    frame: Frame,
    texts: Sequence[SourceText],
    figures: Sequence[PublishedFigure],
    compared: Sequence[Reconciliation],
) -> Report:
    chapters = (
        with_provinces(general_results(frame), frame),
        content_results(frame),
        outcomes(frame),
        imbalances(frame),
        targets(frame, figures),
    )
    illustrative = frame.records == "illustrative"
    return Report(
        place=frame.place,
        period=frame.period,
        basis=frame.book.basis,
        label=PUBLISHED if frame.is_published else ILLUSTRATIVE if illustrative else REAL,
        is_illustrative=illustrative,
        heading=heading(frame),
        opening=opening(frame, texts),
        sections=chapters,
        closing=closing(frame),
        signing=signing(frame),
        annexes=annexes(frame, texts, compared),
    )
