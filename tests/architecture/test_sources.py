"""What can be read off the source without running it."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.ROOT
PACKAGE = ROOT / "khuyencong"
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update",
    "get_or_create", "update_or_create",
}  # fmt: skip
# Who may write although not `actions`, each with its reason.
MAY_WRITE = {
    "khuyencong/accounts/models.py",  # `createsuperuser` asks the manager to create
}
WAYS_TO_ROWS = {"visible_to", "published"}
# Published law and lists, the same for everybody: no scope to ask about.
OPEN_TO_ALL = {"Unit", "Trade", "LegalDocument", "Document"}


def _names(paths: list[Path]) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in paths}


def _python(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _is_of(path: Path, module: str) -> bool:
    """Whether the file is `module.py` of an app or belongs to its package `module/`."""
    inside = path.relative_to(PACKAGE).parts[1:]
    return bool(inside) and inside[0].removesuffix(".py") == module


def _app_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@cache
def _layers() -> list[set[str]]:
    """The layers of import-linter, highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    lines = contracts["contracts"][0]["layers"]
    return [{name.strip(" ()") for name in line.split("|")} for line in lines]


@cache
def _height(app: str) -> int:
    """How high an app stands; a missing app stands nowhere and fails the test."""
    return next(-depth for depth, layer in enumerate(_layers()) if app in layer)


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [(PACKAGE, "*.py", 400), (ROOT / "tests", "*.py", 600), (PACKAGE, "*.html", 200)],
)
def test_a_file_fits_in_the_head(folder, pattern, most):
    files = [path for path in folder.rglob(pattern) if "migrations" not in path.parts]

    long = [path for path in files if len(path.read_text().splitlines()) > most]

    assert _names(long) == set()


def _written_rows(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that write rows: by keyword or with nothing, as the ORM is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            many = node.func.attr.startswith("bulk_")
            if node.func.attr in WRITES and (many or not node.args):
                yield node


def test_only_actions_write():
    found = {
        f"{path.relative_to(ROOT)}:{call.lineno} .{call.func.attr}"
        for path in _python(PACKAGE)
        if not _is_of(path, "actions") and str(path.relative_to(ROOT)) not in MAY_WRITE
        for call in _written_rows(_tree(path))
    }

    assert found == set()


def test_views_reach_rows_only_through_what_the_person_may_see():
    found = set()
    for path in _python(PACKAGE):
        if not _is_of(path, "views"):
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Attribute) and node.attr not in WAYS_TO_ROWS:
                rows = node.value
                if not isinstance(rows, ast.Attribute) or rows.attr != "objects":
                    continue
                if not (isinstance(rows.value, ast.Name) and rows.value.id in OPEN_TO_ALL):
                    found.add(f"{path.relative_to(ROOT)}:{node.lineno} .{node.attr}")

    assert found == set()


def test_every_package_begins_with_a_paragraph():
    silent = []
    for path in sorted(PACKAGE.glob("*/__init__.py")):
        said = ast.get_docstring(_tree(path)) or ""
        if len(said.split()) < 12:
            silent.append(path)

    assert _names(silent) == set()


def test_the_apps_of_settings_stand_in_the_order_of_the_layers():
    heights = [_height(name.removeprefix("khuyencong.")) for name in settings.LOCAL_APPS]

    assert heights == sorted(heights)


def test_links_between_pages_point_down():
    """Templates by `{% url %}`, Python by `reverse` and `redirect`."""
    link = re.compile(r"""(?:\{% url |reverse\(|redirect\(|resolve_url\()\s*["'](\w+):""")
    apps = {name.removeprefix("khuyencong.") for name in settings.LOCAL_APPS}

    up = {
        f"{path.relative_to(ROOT)} → {app}"
        for path in [*PACKAGE.rglob("*.html"), *_python(PACKAGE)]
        for app in link.findall(path.read_text())
        if app in apps and _height(app) > _height(_app_of(path))
    }

    assert up == set()


def _committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("words", ["/work" + "/shared", "/work" + "/main", "/root" + "/."])
def test_no_file_names_a_place_of_one_machine(words):
    named = [path for path in _committed() if words.encode() in path.read_bytes()]

    assert _names(named) == set()


def test_lock_files_carry_no_addresses():
    locks = sorted(ROOT.glob("requirements*.lock"))

    assert [path.name for path in locks if "://" in path.read_text()] == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
