"""What Nghệ An might have ruled for its own money: made up, so that a local scheme has rules."""

from datetime import date
from typing import Any

from khuyencong.places.models import Unit
from khuyencong.regulations.models import (
    AdjustmentDecider,
    AdvanceRule,
    CostNorm,
    Deadline,
    EvidenceItem,
    LegalDocument,
    SchemeKind,
    Verification,
)

FROM = date(2025, 1, 1)
_EVIDENCE = {
    "first_advance": ("Hợp đồng thực hiện đề án", "Hợp đồng mua máy móc, thiết bị"),
    "remaining": ("Biên bản nghiệm thu và thanh lý hợp đồng mua máy móc",),
    "force_majeure": (
        "Văn bản giải trình của đơn vị thực hiện đề án",
        "Biên bản xác nhận khối lượng đã thực hiện",
        "Xác nhận thiệt hại do thiên tai của Ủy ban nhân dân cấp xã",
    ),
}


def rule(province: Unit) -> None:
    """Enter the province's norm, advance, papers, deadlines and who decides a stop."""
    document = LegalDocument.objects.create(
        code="qd-40-2024-na",
        number="40/2024/QĐ-UBND",
        title="Quy chế quản lý kinh phí khuyến công địa phương",
        issuer="Ủy ban nhân dân tỉnh Nghệ An",
        issued_on=date(2024, 12, 16),
        in_force_from=FROM,
        text_held="full",
        verification=Verification.VERIFIED,
        found_in="dữ liệu kiểm thử",
    )
    machinery = SchemeKind.objects.get(code="machinery")

    def put(model: Any, code: str, article: str, **values: Any) -> None:
        model.objects.create(
            code=f"na.{code}",
            document=document,
            article=article,
            valid_from=FROM,
            verification=Verification.VERIFIED,
            applies_to="local",
            jurisdiction=province,
            **values,
        )

    put(
        CostNorm,
        "machinery",
        "khoản 3 Điều 6",
        item="machinery",
        name="Ứng dụng máy móc thiết bị tiên tiến",
        content="machine",
        percent=50,
        base_cost="máy móc thiết bị",
        ceiling_vnd=250_000_000,
        unit="establishment",
    )
    put(AdvanceRule, "machinery", "khoản 1 Điều 12", kind=machinery, percent=60)
    put(AdjustmentDecider, "stop", "Điều 15", change="stop", decider="province")
    put(AdjustmentDecider, "add", "Điều 15", change="add", decider="province")
    for stage, names in _EVIDENCE.items():
        kind = None if stage == "force_majeure" else machinery
        for order, name in enumerate(names, start=1):
            code = f"{stage}.{order}"
            put(EvidenceItem, code, "Điều 13", stage=stage, kind=kind, order=order, name=name)
    put(
        Deadline,
        "progress",
        "Điều 17",
        every="month",
        name="Báo cáo tiến độ",
        who="Đơn vị thực hiện đề án",
        to_whom="Sở Công Thương",
        day=25,
    )
