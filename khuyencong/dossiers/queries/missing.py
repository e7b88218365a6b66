"""What a dossier still lacks before it can be submitted, sentence by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from khuyencong.dossiers.models import Dossier
from khuyencong.lib.contents import Content
from khuyencong.schemes.models import Form, Scheme, Tier

from .checklist import Checklist, short_checklist_of
from .law import ESTIMATE_PART
from .read import Estimate, PartRead, estimate_of, sections_of

FOR_AN_ESTABLISHMENT = (
    Content.MODEL,
    Content.MACHINE,
    Content.BRAND,
    Content.DESIGN,
    Content.CONSULTING,
)
"""Contents that an establishment benefits from; only a group scheme may name it later."""


def is_named_later(form: str, content: str) -> bool:
    """Whether who benefits of such a line is named by the plan of the group (Mẫu số 11)."""
    return form == Form.GROUP and content in FOR_AN_ESTABLISHMENT


@dataclass(frozen=True, slots=True)
class Missing:
    """Something missing: a Vietnamese sentence, and the address where it is put right."""

    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A dossier with all its parts, read once."""

    dossier: Dossier
    sections: Sequence[PartRead]
    estimate: Estimate
    checklist: Checklist


_OF_LINE = (
    "content",
    "item",
    "account__year",
    "sub_content__kind",
    "beneficiary__establishment__name",
)


def whole_of(scheme: Scheme) -> Whole | None:
    """The whole dossier of a scheme; ``None`` where it has none."""
    dossier: Dossier | None = getattr(scheme, "dossier", None)
    if dossier is None:
        return None
    estimate = estimate_of(scheme, *_OF_LINE)
    checklist = short_checklist_of(dossier, [one.line for one in estimate.lines])
    return Whole(dossier, sections_of(scheme), estimate, checklist)


def missing_for_submission(scheme: Scheme) -> list[Missing]:
    """Return all that the dossier lacks for «Trình thẩm định», in the order of the dossier.

    Điều 5 and 10 TT 36/2013/TT-BCT: the parts, the estimate and the papers.
    """
    whole = whole_of(scheme)
    if whole is None:
        return [Missing("Đề án chưa có hồ sơ trên hệ thống.", _url("dossier_detail", scheme.code))]
    return missing_in(whole)


def missing_in(whole: Whole) -> list[Missing]:
    """The same, of a dossier that has been read."""
    scheme = whole.dossier.scheme
    return [
        *_of_scheme(scheme),
        *_of_parts(scheme, whole.sections),
        *_of_lines(scheme, whole.estimate),
        *_of_estimate(scheme, whole.estimate),
        *_of_papers(scheme, whole.checklist),
    ]


def _url(name: str, *args: object) -> str:
    return reverse(f"dossiers:{name}", args=args)


def _of_scheme(scheme: Scheme) -> Iterator[Missing]:
    if scheme.implementer_id is None:
        yield Missing("Chưa ghi đơn vị thực hiện đề án.", _url("dossier_general", scheme.code))


def _of_parts(scheme: Scheme, sections: Sequence[PartRead]) -> Iterator[Missing]:
    if not sections:
        yield Missing(
            "Chưa có quy định về các phần của hồ sơ: cần nạp quy định trước.",
            _url("dossier_detail", scheme.code),
        )
    for part in sections:
        if part.waiting:
            yield Missing(
                f"Phần {part.number} «{part.name}» còn bản gõ chưa gộp.",
                _url("section_history", scheme.code, part.number),
            )
        if not part.text.strip() and part.code != ESTIMATE_PART:
            yield Missing(
                f"Phần {part.number} «{part.name}» chưa có nội dung.",
                _url("section_edit", scheme.code, part.number),
            )


def _of_lines(scheme: Scheme, estimate: Estimate) -> Iterator[Missing]:
    if not estimate.lines:
        yield Missing("Đề án chưa có dòng nội dung nào.", _url("estimate_add_line", scheme.code))
    for one in estimate.lines:
        line = one.line
        here = _url("estimate_edit_line", scheme.code, line.pk)
        if line.sub_content is None:
            yield Missing(f"Dòng «{line}» chưa chọn nội dung cụ thể.", here)
        needs_beneficiary = line.content in FOR_AN_ESTABLISHMENT and scheme.form != Form.GROUP
        if needs_beneficiary and line.beneficiary is None:
            yield Missing(f"Dòng «{line}» chưa có đơn vị thụ hưởng.", here)


def _of_estimate(scheme: Scheme, estimate: Estimate) -> Iterator[Missing]:
    here = _url("estimate_detail", scheme.code)
    for one in estimate.lines:
        if not one.items:
            there = _url("estimate_add_item", scheme.code, one.line.pk)
            yield Missing(f"Dòng «{one.line}» chưa có khoản mục dự toán.", there)
    if not estimate.items:
        return
    if not estimate.support_vnd:
        yield Missing("Dự toán chưa có kinh phí đề nghị nhà nước hỗ trợ.", here)
    elif scheme.tier == Tier.NATIONAL and not any(i.national_vnd for i in estimate.items):
        yield Missing("Dự toán chưa có kinh phí từ khuyến công quốc gia.", here)


def _of_papers(scheme: Scheme, checklist: Checklist) -> Iterator[Missing]:
    here = _url("attachment_list", scheme.code)
    for one in checklist.requirements:
        if not one.is_met:
            yield Missing(f"Thiếu «{one.asked.name}».", f"{here}#giay-to-{one.asked.pk}")
