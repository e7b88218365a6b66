"""IV. Imbalances that the numbers themselves show; nothing here is a judgement of a person."""

from khuyencong.lib.contents import GROUPS

from ..content import Paragraph, Section
from .frame import Frame
from .phrases import bullet, sentence

MACHINES = ("machine", "model")


def imbalances(frame: Frame) -> Section:
    """Return chapter IV."""
    points = [*_machines(frame), *_empty_groups(frame), *_local(frame), *_areas(frame)]
    if not points:
        return Section(
            "Tồn tại, hạn chế rút ra từ số liệu",
            (sentence("số liệu trong kỳ chưa đủ để rút ra nhận xét về cơ cấu."),),
        )
    source = "đã công bố" if frame.is_published else "trong sổ"
    opening = sentence(f"từ số liệu {source}, có thể thấy:")
    return Section("Tồn tại, hạn chế rút ra từ số liệu", (opening, *points))


def _machines(frame: Frame) -> list[Paragraph]:
    for contents, name in (
        (MACHINES, "mô hình trình diễn kỹ thuật và ứng dụng máy móc"),
        (MACHINES[:1], "ứng dụng máy móc"),
    ):
        share = frame.number("share", contents)
        if share.is_positive:
            money = frame.number("support", contents)
            amount = (" (", money, ")") if money.is_known else ()
            derived = "; tỷ trọng này tính từ số đã công bố" if share.is_derived else ""
            said = (f"kinh phí dành cho {name} chiếm ", share, " kinh phí hỗ trợ")
            return [bullet(*said, *amount, derived, ".")]
    return []


def _empty_groups(frame: Frame) -> list[Paragraph]:
    empty = frame.empty_groups()
    if not empty:
        return []
    verb = "không có số liệu công bố" if frame.is_published else "chưa ghi nhận đề án, kinh phí"
    groups = ", ".join(str(number) for number in empty)
    return [bullet(f"{len(empty)}/{len(GROUPS)} nhóm nội dung {verb} trong kỳ (nhóm {groups}).")]


def _local(frame: Frame) -> list[Paragraph]:
    points = []
    share = frame.number("share", source="local")
    if share.is_positive:
        points.append(bullet("nguồn địa phương chiếm ", share, " kinh phí hỗ trợ."))
    each = frame.counterpart_per_dong()
    if each is not None and each.is_positive:
        text = (" vốn đối ứng đi cùng một đồng ngân sách nhà nước hỗ trợ.",)
        points.append(bullet("bình quân có ", each, *text))
    return points


def _areas(frame: Frame) -> list[Paragraph]:
    whole = frame.number("beneficiaries")
    area = frame.number("beneficiaries", area="disadvantaged")
    is_unsure = not area.is_known or area.is_zero and area.unknown
    if is_unsure or not (whole.is_positive or area.is_positive):
        return []
    counted = area.counting("cơ sở thụ hưởng thuộc địa bàn khó khăn, đặc biệt khó khăn")
    return [bullet("trong kỳ ", "" if area.is_zero else "có ", counted, ".")]
