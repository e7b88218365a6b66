"""What prose counts, by kind of result: «biên bản ghi nhớ» where a table's unit is «biên bản»."""

from dataclasses import replace

from khuyencong.schemes.models import ResultKind

from ..content import Inline
from ..numbers import Number

NOUNS: dict[str, str] = {
    ResultKind.CLASS: "lớp đào tạo, tập huấn",
    ResultKind.PERSON: "người được đào tạo",
    ResultKind.TURN: "lượt người tham gia",
    ResultKind.TRAINEE: "học viên",
    ResultKind.DELEGATE: "đại biểu",
    ResultKind.JOB: "lao động có việc làm",
    ResultKind.MODEL: "mô hình",
    ResultKind.MACHINE: "máy móc, thiết bị",
    ResultKind.CERTIFIED_PRODUCT: "sản phẩm được công nhận",
    ResultKind.REGISTERED_PRODUCT: "sản phẩm đăng ký bình chọn",
    ResultKind.LISTED_PRODUCT: "sản phẩm được đưa lên sàn thương mại điện tử",
    ResultKind.WORKSHOP: "cuộc tập huấn, hội thảo",
    ResultKind.FAIR: "hội chợ, triển lãm",
    ResultKind.FESTIVAL: "lễ hội",
    ResultKind.SELECTION_ROUND: "đợt bình chọn",
    ResultKind.MEMORANDUM: "biên bản ghi nhớ",
    ResultKind.CONTRACT: "hợp đồng tiêu thụ",
    ResultKind.WEBSITE: "website thương mại điện tử",
    ResultKind.SALES_POINT: "điểm bán hàng Việt",
    ResultKind.ASSESSMENT: "cơ sở được đánh giá nhanh sản xuất sạch hơn",
    ResultKind.CLUSTER: "cụm công nghiệp",
}


def named(number: Number) -> Number:
    """Return the number with what it counts in words, also where it is not known."""
    is_beneficiary = number.address.measure == "beneficiaries"
    plain = "cơ sở thụ hưởng" if is_beneficiary else number.unit.removesuffix("/năm")
    noun = NOUNS.get(number.address.kind, plain)
    missing = f"{number.missing or 'không rõ'} số {noun}"
    return replace(number, noun=noun, missing="" if number.is_known else missing)


def told(number: Number, period_label: str) -> tuple[Inline, ...]:
    """Return the named number, with its own period where that is not the report's."""
    own = number.address.period
    if own is None or own.label == period_label:
        return (named(number),)
    return (named(number), f" ({own.label})")
