"""Lead times as an Excel workbook."""

from khuyencong.lib.spreadsheet import Sheet, workbook

from .queries import LeadTimes


def lead_times_book(
    told: LeadTimes, *, heading: str, days: int, is_illustrative: bool = False
) -> bytes:
    """Days between each two steps, the slowest cases, and what was adjusted after a long wait."""
    above = ["Thời gian giữa các bước của đề án"]
    if is_illustrative:
        above.append("DỮ LIỆU MINH HỌA, không phải số liệu của địa phương nào.")
    adjusted = told.adjusted
    return workbook(
        [
            Sheet(
                "Giữa hai bước",
                (heading, "Từ bước", "Đến bước", "Số lần", "Trung vị (ngày)", "Lâu nhất (ngày)"),
                [
                    (one.group, one.from_step, one.to_step, one.count, one.median, one.most)
                    for one in told.gaps
                ],
                above,
            ),
            Sheet(
                "Chờ lâu nhất",
                ("Mã đề án", "Tên đề án", "Từ bước", "Đến bước", "Số ngày"),
                [
                    (one.code, one.name, one.from_step, one.to_step, one.days)
                    for one in told.slowest
                ],
                above,
            ),
            Sheet(
                "Chờ lâu và điều chỉnh",
                ("Đề án", "Số đề án", "Có điều chỉnh", "Số đề nghị đã trình"),
                [
                    (
                        f"Chờ trên {days} ngày",
                        adjusted.long_count,
                        adjusted.long_adjusted,
                        adjusted.requests_after_long,
                    ),
                    (
                        f"Chờ từ {days} ngày trở xuống",
                        adjusted.short_count,
                        adjusted.short_adjusted,
                        adjusted.requests - adjusted.requests_after_long,
                    ),
                    (
                        "Người đề nghị nêu là vì chờ lâu",
                        None,
                        None,
                        adjusted.requests_because,
                    ),
                ],
                above,
            ),
        ]
    )
