from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from khuyencong.accounts.roles import ROLES
from khuyencong.lib.lifecycle import Lifecycle
from khuyencong.schemes.lifecycle import LOCAL, NATIONAL, State, who_may

PAGES = {
    "de-an-quoc-gia.md": ("Đề án khuyến công quốc gia", "national", NATIONAL),
    "de-an-dia-phuong.md": ("Đề án khuyến công địa phương", "province", LOCAL),
    "de-an-xa-quan-ly.md": ("Đề án khuyến công địa phương do xã quản lý", "commune", LOCAL),
}


class Command(BaseCommand):
    """Write ``docs/lifecycles/`` from the tables in the code."""

    help = "Ghi sơ đồ vòng đời đề án vào docs/lifecycles/ từ bảng bước trong mã nguồn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.ROOT / "docs" / "lifecycles")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (title, tier, lifecycle) in PAGES.items():
            (folder / name).write_text(page(title, tier, lifecycle), encoding="utf-8")
            self.stdout.write(f"Đã ghi {name}.")


def page(title: str, tier: str, lifecycle: Lifecycle) -> str:
    """Return one page: the diagram, and every step with who may take it and what it needs."""
    reachable = lifecycle.reachable()
    labels = {state.value: state.label for state in State if state in reachable}
    rows = [
        f"| {taken.label} | {_states(taken.sources)} | {State(taken.to).label} "
        f"| {_roles(name, tier)} | {_needs(taken.needs_note, taken.needs_decision)} |"
        for name, taken in lifecycle.steps.items()
    ]
    table = "\n".join(
        ["| Bước | Từ | Đến | Ai thực hiện | Phải có |", "|---|---|---|---|---|", *rows]
    )
    return (
        f"# {title}\n\nTrang này do `make lifecycles` ghi từ `khuyencong/schemes/lifecycle.py`; "
        f"đừng sửa bằng tay.\n\n```mermaid\n{lifecycle.mermaid(labels)}```\n\n{table}\n"
    )


def _states(sources: frozenset[str]) -> str:
    return "; ".join(state.label for state in State if state in sources)


def _roles(name: str, tier: str) -> str:
    allowed = who_may(name, tier=tier)
    return "; ".join(role.display_name for role in ROLES.values() if role.code in allowed)


def _needs(note: bool, decision: bool) -> str:
    return "; ".join(
        word for word, needed in (("lý do", note), ("số và ngày văn bản", decision)) if needed
    )
