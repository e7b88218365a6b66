"""What an administrative document is, whatever the file: plain data, frozen, no numbers computed.

Source: NĐ 30/2020/NĐ-CP Điều 8. Its appendix I, which draws the layout, is not among the project's
sources: sizes and positions follow common practice (docs/decisions/0010).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """The components before the contents; without an ``issuer`` only the nation stands above."""

    superior: str
    issuer: str
    symbol: str
    place_and_date: str
    kind: str
    abstract: str


class Role(StrEnum):
    """What a paragraph is among its neighbours."""

    BODY = "body"
    BASIS = "basis"
    BULLET = "bullet"
    HEADING = "heading"
    CENTRE = "centre"
    ADDRESS = "address"
    NOTE = "note"


_LONG = 20  # letters


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; ``lead`` stands bold before them («Điều 1.»)."""

    text: str
    role: Role = Role.BODY
    lead: str = ""
    kind: str = "paragraph"

    @property
    def is_ragged(self) -> bool:
        """Whether a word of it, or a blank to fill in, is so long that a full line would be torn.

        Justified, the line before it would have gaps between its few words.
        """
        return any(len(word) >= _LONG for word in self.text.replace("…", "...").split())


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; ``width`` is relative to the others."""

    title: str
    width: int = 2
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, already in words."""

    cells: tuple[str, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``unit`` of its numbers stands above it on the right."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit: str = ""
    kind: str = "table"


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Where one person signs: office in capitals, «KT.» or «TM.» above it, name below."""

    title: str
    authority: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class AdministrativeDocument:
    """A document with all the components that Điều 8 names.

    ``code`` and ``address`` go into the QR code on every page; ``mark`` says on every page that the
    data are illustrative; ``foot`` says whose layout this is; ``is_wide`` lies the sheet on its
    side, for wide tables.  ``facts`` are words for the gaps of a template that a province made.
    """

    code: str
    address: str
    heading: Heading
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()
    foot: str = ""
    mark: str = ""
    is_wide: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """One line: «Tờ trình. Về việc …»."""
        return f"{self.heading.kind.capitalize()}. {self.heading.abstract}".strip(". ")


def plain(text: str) -> str:
    """Return *text* without what no file of words can hold; line breaks stay, tabs are spaces."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNPRINTABLE.sub("", broken)


def printable(document: AdministrativeDocument) -> AdministrativeDocument:
    """Return the document with every text as :func:`plain` leaves it."""
    return from_data(_plain(to_data(document)))


def _plain(data: Any) -> Any:
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, Mapping):
        return {name: _plain(value) for name, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, list | tuple) else data


def to_data(document: AdministrativeDocument) -> dict[str, Any]:
    """Return the document as what JSON can hold."""
    return asdict(document)


def from_data(data: Mapping[str, Any]) -> AdministrativeDocument:
    """Return the document that :func:`to_data` wrote."""
    return AdministrativeDocument(
        code=data["code"],
        address=data["address"],
        heading=Heading(**data["heading"]),
        blocks=tuple(_block(block) for block in data["blocks"]),
        signatures=tuple(Signature(**one) for one in data["signatures"]),
        recipients=tuple(data["recipients"]),
        foot=data["foot"],
        mark=data["mark"],
        is_wide=data.get("is_wide", False),
        facts=data.get("facts", {}),
    )


def _block(data: Mapping[str, Any]) -> Block:
    if data["kind"] == "paragraph":
        return Paragraph(data["text"], Role(data["role"]), data["lead"])
    return Table(
        columns=tuple(Column(**column) for column in data["columns"]),
        rows=tuple(Row(tuple(row["cells"]), row["is_strong"]) for row in data["rows"]),
        caption=data["caption"],
        unit=data["unit"],
    )
