"""What a request still lacks, in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date

from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.schemes.models import Scheme, Tier

from ..lifecycle import State
from ..models import Change, ChangeRequest, Kind, source_label
from .conflicts import Asked, meetings, stale
from .deciding import decision_on
from .standing import CHANGEABLE, Standing, source_of

_SO = AdjustmentDecider.Decider.PROVINCE_DEPARTMENT
NOTHING = "Chưa nêu nội dung nào thay đổi."


def missing_for_submission(
    request: ChangeRequest, standing: Standing, asked: Asked, *, on: date
) -> list[str]:
    """What it lacks to be submitted (khoản 1 Điều 11 TT 36/2013), each in a sentence.

    What the department itself decides (khoản 4, group schemes) needs no word of the department.
    """
    changes = asked.own
    if not changes:
        return [NOTHING]
    said = [*_of_scheme(standing.scheme), *of_values(changes, standing)]
    goes_up = standing.scheme.tier == Tier.NATIONAL and (
        decision_on(standing.scheme, changes, on=on).decider != _SO
    )
    if goes_up and not any(paper.is_endorsement for paper in request.papers.all()):
        said.append(
            "Còn thiếu văn bản xác nhận hoặc đề nghị của Sở Công Thương "
            "(khoản 1 Điều 11 Thông tư số 36/2013/TT-BCT)."
        )
    for meeting in meetings(asked, states=(State.SUBMITTED,)):
        said.append(
            f"{meeting.own.label}: đề nghị lần {meeting.other.request.number} đang "
            "chờ quyết định cũng thay đổi nội dung này; hãy chờ quyết định, hoặc rút đề nghị đó."
        )
    return said


def missing_for_decision(standing: Standing, changes: Sequence[Change]) -> list[str]:
    """What stands in the way of approving the changes today."""
    nothing = [] if changes else [NOTHING]
    return [*_of_scheme(standing.scheme), *nothing, *of_values(changes, standing)]


def _of_scheme(scheme: Scheme) -> Iterator[str]:
    if scheme.state not in CHANGEABLE:
        yield (
            f"Đề án đang ở tình trạng «{scheme.get_state_display()}»: chỉ điều chỉnh đề án đã giao "
            "kế hoạch và chưa nghiệm thu."
        )


def of_values(changes: Sequence[Change], standing: Standing) -> Iterator[str]:
    """What is wrong with the values that are asked for."""
    if len(changes) > 1 and any(change.kind == Kind.STOP for change in changes):
        yield "Đề nghị ngừng triển khai không đi cùng điều chỉnh khác."
    for change in changes:
        if change.conflict_id:
            yield (
                f"{change.label}: mâu thuẫn với điều chỉnh đã được duyệt; hãy sửa lại "
                "hoặc bỏ thay đổi này."
            )
    for one in stale(standing, [change for change in changes if not change.conflict_id]):
        yield (
            f"{one.change.label}: giá trị đang được duyệt nay là «{one.now.text}», "
            f"không còn là «{one.change.old_text}»; hãy cập nhật đề nghị."
        )
    for change in changes:
        if change.line_id is not None:
            yield from _of_line(change, standing)


def _of_line(change: Change, standing: Standing) -> Iterator[str]:
    line = standing.lines[change.line_id or 0]
    if standing.is_done(line):
        yield f"Dòng «{line}» đã có phần nghiệm thu hoặc quyết toán, không điều chỉnh được nữa."
    elif change.kind == Kind.YEAR and standing.is_begun(line):
        yield (
            f"Dòng «{line}» đã ký hợp đồng hoặc đã tạm ứng, không chuyển năm ngân sách được; hãy "
            "đề nghị gia hạn thời hạn hoàn thành."
        )
    elif change.kind == Kind.MONEY:
        signed = standing.contracted(line).get(source_of(change.source), 0)
        if int(change.new_key) < signed:
            yield (
                f"Dòng «{line}», {source_label(change.source).lower()}: hợp đồng đã ký nhiều hơn "
                "số đề nghị; hãy ký phụ lục giảm hợp đồng trước khi quyết định."
            )
