from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from khuyencong.accounts.roles import ROLES
from khuyencong.adjustments.lifecycle import BY_DECIDER, DECIDED_BY, LIFECYCLE, State, proposers
from khuyencong.lib.lifecycle import Step
from khuyencong.regulations.models import AdjustmentDecider

NAME = "de-nghi-dieu-chinh.md"


class Command(BaseCommand):
    """Write the page of the change request in ``docs/lifecycles/`` from the table in the code."""

    help = "Ghi sơ đồ vòng đời đề nghị điều chỉnh vào docs/lifecycles/ từ bảng bước trong mã nguồn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.ROOT / "docs" / "lifecycles")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text(page(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {NAME}.")


def page() -> str:
    """Return the page: the diagram, every step, and who records whose decision."""
    labels = {state.value: str(state.label) for state in State}
    steps = "\n".join(
        f"| {step.label} | {_states(step)} | {State(step.to).label} | {_who(name)} "
        f"| {_needs(step)} |"
        for name, step in LIFECYCLE.steps.items()
    )
    deciders = "\n".join(
        f"| {AdjustmentDecider.Decider(code).label} | {_names(roles)} |"
        for code, roles in DECIDED_BY.items()
    )
    return (
        "# Đề nghị điều chỉnh đề án\n\n"
        "Trang này do `make lifecycles` ghi từ `khuyencong/adjustments/lifecycle.py`; đừng sửa "
        f"bằng tay.\n\n```mermaid\n{LIFECYCLE.mermaid(labels)}```\n\n"
        f"| Bước | Từ | Đến | Ai thực hiện | Phải có |\n|---|---|---|---|---|\n{steps}\n\n"
        "Người có thẩm quyền tùy theo nội dung thay đổi (Điều 11 Thông tư 36/2013/TT-BCT; đề án "
        "địa phương: quy định của tỉnh, chưa có thì theo người giao kế hoạch):\n\n"
        f"| Thẩm quyền | Vai trò ghi quyết định |\n|---|---|\n{deciders}\n"
    )


def _states(step: Step) -> str:
    return "; ".join(str(state.label) for state in State if state in step.sources)


def _who(name: str) -> str:
    return "Người có thẩm quyền" if name in BY_DECIDER else _names(proposers("national"))


def _names(roles: frozenset[str]) -> str:
    return "; ".join(role.display_name for role in ROLES.values() if role.code in roles)


def _needs(step: Step) -> str:
    needed = (("lý do", step.needs_note), ("số và ngày văn bản", step.needs_decision))
    return "; ".join(word for word, is_needed in needed if is_needed)
