"""Coverage, and the estimate of a dossier (Mẫu số 1), as Excel workbooks."""

from collections.abc import Iterator, Sequence

from khuyencong.accounts.models import User
from khuyencong.lib.contents import Content
from khuyencong.lib.spreadsheet import Cell, Sheet, workbook
from khuyencong.schemes.models import Scheme

from .queries import (
    SILENT,
    SOURCE_LABELS,
    Coverage,
    Estimate,
    Reached,
    coverage_by_content,
    coverage_of,
    establishments_reached,
)

MOST_NAMES = 50_000
"""How many establishments a workbook names."""


def coverage_book(user: User, reached: Reached) -> bytes:
    """Who was reached by place and by content, and the names of who never got anything."""
    silent = establishments_reached(user, reached).filter(SILENT)
    above = list(_about(reached))
    return workbook(
        [
            Sheet(
                "Theo địa bàn",
                (
                    "Địa bàn",
                    "Cơ sở trong sổ",
                    "Đợt tuyên truyền",
                    "Lượt người nghe",
                    "Cơ sở được nghe (có tên)",
                    "Cơ sở nêu nhu cầu",
                    "Ngoài sổ nêu nhu cầu",
                    "Đã được hỗ trợ",
                    "Chưa được hỗ trợ",
                    "Chưa từng được gì",
                ),
                list(_places(coverage_of(user, reached))),
                above,
            ),
            Sheet(
                "Theo nội dung",
                (
                    "Nội dung",
                    "Phiếu nhu cầu",
                    "Cơ sở trong sổ nêu nhu cầu",
                    "Ngoài sổ nêu nhu cầu",
                    "Đã được hỗ trợ",
                    "Trong sổ, nêu mà chưa được",
                ),
                [(row.label, *row.numbers) for row in coverage_by_content(user, reached)],
                above,
            ),
            Sheet(
                "Chưa từng được gì",
                ("Mã cơ sở", "Tên cơ sở", "Xã, phường", "Điện thoại"),
                (
                    (one.code, one.name, str(one.commune or ""), one.phone)
                    for one in silent.select_related("commune").order_by("code")[:MOST_NAMES]
                ),
                above,
            ),
        ]
    )


def _about(reached: Reached) -> Iterator[str]:
    yield "Độ phủ của chương trình khuyến công"
    yield f"Phạm vi: {reached.place or 'cả nước'}"
    yield f"Năm tuyên truyền, khảo sát: {reached.year or 'tất cả'}"
    if reached.content:
        yield f"Nội dung hỗ trợ: {Content(reached.content).label}"
    if reached.is_illustrative:
        yield "DỮ LIỆU MINH HỌA, không phải số liệu của địa phương nào."


def _places(coverage: Coverage) -> Iterator[Sequence[Cell]]:
    for row in coverage.rows:
        yield (row.label, *row.numbers)
    yield ("Cộng", *coverage.total.numbers)


def estimate_book(scheme: Scheme, estimate: Estimate) -> bytes:
    """The estimate by item and source (Mẫu số 1 TT 36/2013), in đồng; the layout is ours."""
    above = [
        "DỰ TOÁN KINH PHÍ ĐỀ ÁN KHUYẾN CÔNG (Mẫu số 1)",
        f"Đề án: {scheme.code} – {scheme.name}",
        f"Đơn vị thực hiện: {scheme.implementer or ''}",
        "Đơn vị tính: đồng. Bố cục của hệ thống; chưa có bản mẫu gốc để đối chiếu.",
    ]
    if scheme.is_illustrative:
        above.append("DỮ LIỆU MINH HỌA.")
    head = ("TT", "Nội dung chi", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền")
    return workbook(
        [Sheet("Dự toán", (*head, *SOURCE_LABELS), list(_estimate_rows(estimate)), above)]
    )


def _estimate_rows(estimate: Estimate) -> Iterator[Sequence[Cell]]:
    for number, one in enumerate(estimate.lines, start=1):
        yield (str(number), str(one.line), None, None, None, one.amount_vnd, *one.sources)
        for order, item in enumerate(one.items, start=1):
            name = f"{item.name} (có thu hồi)" if item.is_recoverable else item.name
            yield (
                f"{number}.{order}",
                name,
                item.unit,
                float(item.quantity),
                item.unit_price_vnd,
                item.amount_vnd,
                *item.sources,
            )
    yield (None, "Cộng", None, None, None, estimate.amount_vnd, *estimate.sources)
