"""A register of documents as a PDF to be printed and bound (sổ đăng ký văn bản)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..content import Column, plain
from .typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "register.typ"


@dataclass(frozen=True, slots=True)
class Register:
    """A register: what its cover says, its columns, its rows in words.

    Source: Phụ lục IV NĐ 30/2020/NĐ-CP, as provinces' sites print it; the annex itself is not held.
    """

    title: str
    superior: str
    issuer: str
    cover: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    foot: str = ""
    mark: str = ""


def render(register: Register) -> bytes:
    """Return the register as a tagged PDF."""
    data = asdict(register)
    data["rows"] = [[plain(words) for words in row] for row in register.rows]
    return typeset(TEMPLATE, {"register": data})
