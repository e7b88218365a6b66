"""The gaps that a template may have, and what goes into them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..content import AdministrativeDocument

GAP = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A gap: what people read about it; a block stands alone in its paragraph."""

    label: str
    is_block: bool = False


FIELDS: Mapping[str, Field] = {
    "noi_dung": Field("toàn bộ nội dung (kính gửi, căn cứ, các mục, bảng)", is_block=True),
    "co_quan_chu_quan": Field("tên cơ quan chủ quản"),
    "co_quan_ban_hanh": Field("tên cơ quan ban hành"),
    "so_ky_hieu": Field("dòng số, ký hiệu"),
    "dia_danh_ngay_thang": Field("địa danh và thời gian ban hành"),
    "ten_loai": Field("tên loại văn bản"),
    "trich_yeu": Field("trích yếu nội dung"),
    "noi_nhan": Field("các nơi nhận, mỗi nơi một dòng", is_block=True),
    "chu_ky": Field("toàn bộ khối chữ ký (một hoặc nhiều bên)", is_block=True),
    "quyen_han_ky": Field("TM., KT., TL. … của người ký"),
    "chuc_vu_ky": Field("chức vụ người ký"),
    "nguoi_ky": Field("họ tên người ký"),
    "ma_van_ban": Field("mã văn bản (VB-…)"),
    "ma_qr": Field("mã QR để xếp lại bản ký", is_block=True),
    "ghi_chu_mau": Field("ghi chú về nguồn của mẫu"),
    "ten_de_an": Field("tên đề án"),
    "ma_de_an": Field("mã đề án"),
    "don_vi_thuc_hien": Field("đơn vị thực hiện"),
    "don_vi_thu_huong": Field("các đơn vị thụ hưởng"),
    "dia_ban": Field("tỉnh, thành phố"),
    "nam_thuc_hien": Field("năm thực hiện"),
}
"""Name in the file → what it is."""

REQUIRED = ("noi_dung", "ma_qr")


def values_of(document: AdministrativeDocument) -> dict[str, str]:
    """What goes into the gaps that are words within a sentence."""
    heading = document.heading
    first = document.signatures[0]
    return {
        "co_quan_chu_quan": heading.superior,
        "co_quan_ban_hanh": heading.issuer,
        "so_ky_hieu": heading.symbol,
        "dia_danh_ngay_thang": heading.place_and_date,
        "ten_loai": heading.kind,
        "trich_yeu": heading.abstract,
        "quyen_han_ky": first.authority,
        "chuc_vu_ky": first.title,
        "nguoi_ky": first.name,
        "ma_van_ban": document.code,
        "ghi_chu_mau": document.foot,
        **dict.fromkeys(_FACTS, ""),
        **document.facts,
    }


_FACTS = (
    "ten_de_an", "ma_de_an", "don_vi_thuc_hien", "don_vi_thu_huong", "dia_ban", "nam_thuc_hien",
)  # fmt: skip
