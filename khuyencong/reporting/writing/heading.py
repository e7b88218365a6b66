"""The components of an administrative document around its contents (NĐ 30/2020/NĐ-CP Điều 8).

The Decree's appendix I, which draws the layout, is not among the project's sources: order and
content of the components are those of Điều 8; sizes and positions follow common practice and are
marked «chưa kiểm chứng» in docs/decisions.
"""

from collections.abc import Sequence
from datetime import date

from khuyencong.documents.content import Heading
from khuyencong.figures.models import PlaceStatus, SourceText
from khuyencong.places.models import Kind

from ..content import Paragraph, Signing
from .frame import Frame
from .phrases import note, on_the_ground, period_words, place_words, sentence, upper_first

NO_BREAK = "\N{NO-BREAK SPACE}"
NATIONAL_ISSUER = "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"

DECREE_45_IN_FORCE = date(2012, 7, 5)
DECREE_235_ISSUED = date(2025, 8, 27)


def heading(frame: Frame) -> Heading:
    """Return what stands above the contents; number and day are left for the registry to fill."""
    when = period_words(frame.period).replace(" ", NO_BREAK)
    read = " (theo ranh giới hiện nay)" if frame.boundaries else ""
    abstract = f"Tổng kết hoạt động khuyến công {on_the_ground(frame.place)}{read} {when}"
    if frame.place is None:
        return Heading(
            superior="BỘ CÔNG THƯƠNG",
            issuer=NATIONAL_ISSUER.upper(),
            symbol="Số:        /BC-ĐCK",
            place_and_date="Hà Nội, ngày      tháng      năm",
            kind="BÁO CÁO",
            abstract=abstract,
        )
    return Heading(
        superior=f"UBND {place_words(frame.place).upper()}",
        issuer="SỞ CÔNG THƯƠNG",
        symbol="Số:        /BC-SCT",
        place_and_date=f"{frame.place.name}, ngày      tháng      năm",
        kind="BÁO CÁO",
        abstract=abstract,
    )


def signing(frame: Frame) -> Signing:
    """Return what stands beneath the contents."""
    if frame.place is None:
        return Signing(("Bộ trưởng (để báo cáo);", "Các Sở Công Thương;", "Lưu: VT."), "CỤC TRƯỞNG")
    committee = "thành phố" if frame.place.kind == Kind.CENTRAL_CITY else "tỉnh"
    return Signing(
        recipients=(
            f"UBND {committee} (để báo cáo);",
            f"{NATIONAL_ISSUER}, Bộ Công Thương (để báo cáo);",
            "Giám đốc, các Phó Giám đốc Sở;",
            "Lưu: VT.",
        ),
        signer="GIÁM ĐỐC",
    )


def opening(frame: Frame, texts: Sequence[SourceText]) -> tuple[Paragraph, ...]:
    """Return the paragraphs before chapter I; a place that is only suggested is said first."""
    subject = f"hoạt động khuyến công {on_the_ground(frame.place)} {period_words(frame.period)}"
    if frame.is_published:
        return (
            sentence(
                f"báo cáo này tổng hợp các số liệu về {subject} đã được công bố (nguồn nêu tại "
                "Phụ lục 2). Nội dung nào văn bản không nêu thì ghi «không công bố»; số nào tính "
                "từ các số đã công bố thì ghi rõ là tính."
            ),
            *_doubts(frame, texts),
        )
    issuer = (
        NATIONAL_ISSUER if frame.place is None else f"Sở Công Thương {place_words(frame.place)}"
    )
    when = period_words(frame.period)
    said = f"{issuer} báo cáo tổng kết hoạt động khuyến công {when} như sau:"
    return (sentence(f"{_grounds(frame)}{said}"),)


def _doubts(frame: Frame, texts: Sequence[SourceText]) -> list[Paragraph]:
    if not any(text.place_status == PlaceStatus.SUGGESTED for text in texts):
        return []
    place = place_words(frame.place)
    return [
        note(
            f"lưu ý: văn bản nguồn không nêu tên tỉnh; địa bàn {place} là gợi ý, chờ xác nhận "
            "(lý do nêu tại Phụ lục 2)."
        )
    ]


def _grounds(frame: Frame) -> str:
    if frame.period.end < DECREE_45_IN_FORCE:
        return ""
    amended = (
        " (được sửa đổi, bổ sung bởi Nghị định số 235/2025/NĐ-CP ngày 27/08/2025)"
        if frame.period.end >= DECREE_235_ISSUED
        else ""
    )
    return (
        "thực hiện Nghị định số 45/2012/NĐ-CP ngày 21/05/2012 của Chính phủ về khuyến công"
        f"{amended} và Thông tư số 46/2012/TT-BCT ngày 28/12/2012 của Bộ Công Thương quy định "
        "chi tiết một số nội dung của Nghị định, "
    )


def closing(frame: Frame) -> tuple[Paragraph, ...]:
    """Return the last paragraph."""
    subject = f"tổng kết hoạt động khuyến công {on_the_ground(frame.place)}"
    start = upper_first(f"trên đây là báo cáo {subject} {period_words(frame.period)}")
    if frame.is_published:
        return (sentence(f"{start}, tổng hợp từ số liệu đã công bố./."),)
    issuer = NATIONAL_ISSUER if frame.place is None else "Sở Công Thương"
    return (sentence(f"{start}, {issuer} kính báo cáo./."),)
