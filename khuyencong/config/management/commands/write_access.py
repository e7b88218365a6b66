from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver

from khuyencong.accounts.checks import SELF_GUARDED
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import MINISTRY_LEADER, MINISTRY_OFFICER, ROLES
from khuyencong.adjustments.lifecycle import DECIDED_BY
from khuyencong.organisations.models import Organisation
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.papers.policy import writers_of
from khuyencong.places.models import Unit
from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.schemes.lifecycle import lifecycle_of, who_may

NAME = "ai-lam-gi.md"
MARK = "●"
_NATIONWIDE = {MINISTRY_LEADER.code, MINISTRY_OFFICER.code}
TIERS: Mapping[str, str] = {
    "national": "khuyến công quốc gia",
    "province": "khuyến công địa phương (tỉnh)",
    "commune": "khuyến công địa phương (xã)",
}
_SHORT = {
    "leader": "LĐ Sở",
    "province_officer": "Sở",
    "centre_officer": "TTKC",
    "commune_officer": "Xã",
    "collaborator": "CTV",
    "accountant": "Kế toán",
    "ministry_leader": "LĐ Bộ",
    "ministry_officer": "Cục",
    "council_member": "Hội đồng",
    "applicant": "Cơ sở",
    "administrator": "Quản trị",
}
Page = tuple[str, str, Any]
"""The app of a page, its address, and who may open it (``None``: everybody)."""


class Command(BaseCommand):
    """Write the table of who may do what into ``docs/lifecycles/``, from the code itself."""

    help = "Ghi bảng vai trò × bước × loại hồ sơ vào docs/lifecycles/ từ chính sách trong mã nguồn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.ROOT / "docs" / "lifecycles")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text(page(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {NAME}.")


def page() -> str:
    """Return the page: steps, papers and decisions by role, then every address of the site."""
    legend = "; ".join(f"{_SHORT[code]}: {role.display_name}" for code, role in ROLES.items())
    parts = [
        "# Ai làm gì, ai mở được gì",
        "Trang này do `make lifecycles` ghi từ `schemes/lifecycle.py`, `adjustments/lifecycle.py`, "
        "các `policy.py` và bảng địa chỉ của trang web; đừng sửa bằng tay. "
        "`tests/access/` giữ cho nút bấm, việc nhận yêu cầu và bảng này là một.",
        f"{legend}.",
        "Vai trò chỉ nói *việc gì*. *Của ai* thì luôn theo địa bàn của đơn vị: hồ sơ của nơi khác, "
        "hồ sơ đã khai báo xung đột lợi ích, và với tài khoản minh họa mọi hồ sơ thật, là không có "
        "(404). Tài khoản của cơ sở chỉ có hồ sơ, dòng kinh phí của cơ sở mình.",
        *(
            _table(f"Các bước của đề án {name}", "Bước", _steps(tier))
            for tier, name in TIERS.items()
        ),
        *(
            _table(f"Lập văn bản của đề án {name}", "Văn bản", _papers(tier))
            for tier, name in TIERS.items()
        ),
        _table("Quyết định điều chỉnh, bổ sung, ngừng (Điều 11)", "Thẩm quyền", _deciders()),
        "## Các trang",
        "Mỗi dòng là một quyền trong `policy.py` và những địa chỉ mà quyền ấy mở.",
        *(_table(title, "Quyền", rows, level=3) for title, rows in _pages()),
    ]
    return "\n\n".join(parts) + "\n"


def _table(
    title: str, head: str, rows: Iterator[tuple[str, frozenset[str]]], *, level: int = 2
) -> str:
    columns = " | ".join(_SHORT[code] for code in ROLES)
    lines = [
        f"{'#' * level} {title}\n",
        f"| {head} | {columns} |",
        f"|---|{':-:|' * len(ROLES)}",
    ]
    for label, allowed in rows:
        marks = " | ".join(MARK if code in allowed else "" for code in ROLES)
        lines.append(f"| {label} | {marks} |")
    return "\n".join(lines)


def _steps(tier: str) -> Iterator[tuple[str, frozenset[str]]]:
    for name, step in lifecycle_of(tier).steps.items():
        yield step.label, who_may(name, tier=tier)


def _papers(tier: str) -> Iterator[tuple[str, frozenset[str]]]:
    for kind in PaperKind:
        if writers := writers_of(kind, tier=tier):
            yield str(kind.label), writers


def _deciders() -> Iterator[tuple[str, frozenset[str]]]:
    for code, roles in DECIDED_BY.items():
        yield str(AdjustmentDecider.Decider(code).label), roles


def pages_of(resolver: URLResolver, prefix: str = "/") -> Iterator[Page]:
    """Every page of the site with who may open it, but for the back office."""
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            view: Any = pattern.callback
            app = view.__module__.split(".")[1]
            yield app, address, getattr(view, "may", None)
        elif pattern.app_name not in SELF_GUARDED:
            yield from pages_of(pattern, address)


def _pages() -> Iterator[tuple[str, Iterator[tuple[str, frozenset[str]]]]]:
    found = sorted(pages_of(get_resolver()), key=lambda page: page[0])
    for app, pages in groupby(found, key=lambda page: page[0]):
        title = str(apps.get_app_config(app).verbose_name)
        yield title, _predicates(list(pages))


def _predicates(pages: list[Page]) -> Iterator[tuple[str, frozenset[str]]]:
    by_predicate: dict[Callable[[User], bool] | None, list[str]] = {}
    for _, address, may in pages:
        by_predicate.setdefault(may, []).append(f"`{address}`")
    for may, addresses in by_predicate.items():
        name = f"`{may.__name__}`" if may else "*công khai*"
        yield f"{name}: {', '.join(addresses)}", roles_that(may)


def roles_that(may: Callable[[User], bool] | None) -> frozenset[str]:
    """The roles that *may*, somewhere; ``None``: all of them, signed in or not."""
    return frozenset(code for code in ROLES if may is None or may(_somebody(code)))


def _somebody(code: str) -> User:
    """A person of the role in a body of the usual kind: the Ministry's belong to no place."""
    place = None if code in _NATIONWIDE else Unit()
    return User(role=code, organisation=Organisation(place=place))
