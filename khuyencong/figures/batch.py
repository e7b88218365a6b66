"""Reading many files (đọc hàng loạt) on all cores: each file gives its reading or a sentence.

Plain Python without Django or a database, so that it runs in processes of its own.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .reading.extract import read
from .reading.figure import Reading
from .reading.load import Loaded, Unreadable, load

SUFFIXES = (".txt", ".docx", ".pdf", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a batch: what was read, or why it could not be (``refusal``)."""

    path: Path
    reading: Reading = Reading(())
    refusal: str = ""


def load_file(path: Path) -> Loaded:
    """Load the file at *path*; raise :class:`Unreadable` with a sentence that names it."""
    if path.is_dir():
        raise Unreadable(f"«{path}» là thư mục, không phải tệp.")
    try:
        return load(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise Unreadable(f"Không có tệp «{path}».") from error
    except OSError as error:
        raise Unreadable(f"Không mở được tệp «{path}»: {error.strerror}.") from error
    except Unreadable as error:
        raise Unreadable(f"«{path.name}»: {error}") from error


def texts_in(folder: Path) -> list[Path]:
    """Return the files of *folder*, at any depth, that may hold a text, in order of name."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def read_file(path: Path) -> FileRead:
    """Read one file; a file that cannot be read is told, not raised."""
    try:
        return FileRead(path, read(load_file(path).text))
    except Unreadable as error:
        return FileRead(path, refusal=str(error))


def read_files(paths: Sequence[Path], *, processes: int | None = None) -> Iterator[FileRead]:
    """Read *paths* in order, on every core unless *processes* says otherwise."""
    wanted = min(processes or os.cpu_count() or 1, max(1, len(paths) // 4))
    if wanted == 1:
        yield from map(read_file, paths)
        return
    with ProcessPoolExecutor(wanted) as pool:
        yield from pool.map(read_file, paths, chunksize=max(1, min(16, len(paths) // wanted // 4)))
