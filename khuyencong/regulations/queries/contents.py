"""The nine groups with their sub-contents, all of them, also those with nothing."""

from dataclasses import dataclass
from datetime import date

from ..models import ContentGroup, SubContent


@dataclass(frozen=True, slots=True)
class GroupWithContents:
    """A content group and its sub-contents, in the order of the decree."""

    group: ContentGroup
    sub_contents: tuple[SubContent, ...]


def groups(*, on: date) -> list[GroupWithContents]:
    """Return every content group valid that day with its sub-contents, in two queries."""
    by_group: dict[int, list[SubContent]] = {}
    for sub_content in SubContent.objects.valid_on(on).select_related("document"):
        by_group.setdefault(sub_content.group_id, []).append(sub_content)
    return [
        GroupWithContents(group, tuple(by_group.get(group.pk, ())))
        for group in ContentGroup.objects.valid_on(on).select_related("document")
    ]
