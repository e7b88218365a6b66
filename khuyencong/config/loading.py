"""What `make run` loads into the database, in order, and when it can be skipped."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands
from django.db import connection

NOT_INPUTS = {"static", "templates", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Load:
    """A step of `make run`: its name on the screen and the commands that carry it out."""

    name: str
    commands: tuple[str, ...]


LOADS = (
    Load("Dữ liệu tham chiếu", ("load_places", "load_regulations")),
    Load("Năm chương trình", ("load_published", "load_illustrative")),
    Load("Báo cáo", ("write_reports",)),
)


def is_loaded(command: str) -> bool:
    """Whether the command ran on this database since its app, or one below, last changed."""
    mark = _mark(command)
    return mark.exists() and mark.read_text() == _inputs(command)


def remember(command: str) -> None:
    """Note that the command has run on this database with today's inputs."""
    mark = _mark(command)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(_inputs(command))


def _mark(command: str) -> Path:
    return settings.VAR_DIR / "stamps" / command


def _inputs(command: str) -> str:
    """A digest of the code and data that the command depends on, and of which database it is."""
    digest = hashlib.sha256(_birth_of_database().encode())
    for path in _sources(command):
        digest.update(str(path.relative_to(settings.ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _birth_of_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied)::text FROM django_migrations")
        return str(cursor.fetchone()[0])


def _sources(command: str) -> Iterator[Path]:
    """The files of the command's app and of every app below it."""
    last = settings.LOCAL_APPS.index(get_commands()[command])
    packages = ["khuyencong.lib", *settings.LOCAL_APPS[: last + 1]]
    for package in packages:
        folder = settings.ROOT / package.replace(".", "/")
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not NOT_INPUTS.intersection(path.relative_to(folder).parts):
                yield path
