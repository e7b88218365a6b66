"""What every builder is given and gives back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.documents.content import Block, Signature
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.schemes.models import Scheme

from .issuers import Issuer
from .life import Life


@dataclass(frozen=True, slots=True)
class Subject:
    """A deed that a paper can be written about: its key, and what people call it."""

    key: str
    label: str = ""

    @property
    def pk(self) -> int:
        """The id at the end of the key: «line-12» → 12."""
        return int(self.key.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class Body:
    """What a builder writes; everything around it is the issuer's and the province's.

    ``symbol`` and ``dated_on`` are those that the deed already has.  ``form`` is the form of the
    law whose place it takes.  ``bases`` follow the laws.  Without ``signatures``
    the issuer's head signs.  ``is_wide`` lies the sheet on its side.  ``mark`` says on every page
    why the paper is not the last of its kind.
    """

    title: str
    abstract: str
    blocks: Sequence[Block]
    bases: Sequence[str] = ()
    addressees: Sequence[str] = ()
    enacts: str = ""
    signatures: Sequence[Signature] = ()
    symbol: str = ""
    dated_on: date | None = None
    form: str = ""
    is_wide: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: who issues it, of which deeds it can be written now, and how.

    ``tells_scheme``: it says something of the scheme itself.
    """

    issuer: Callable[[Scheme, Subject], Issuer]
    subjects: Callable[[Life], Sequence[Subject]]
    build: Callable[[Scheme, Subject], Body]
    has_letterhead: bool = True
    tells_scheme: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Schemes of a year that one paper goes over: of one programme, all real or all illustrative.

    ``key`` is the subject of the paper, ``label`` what people call it.  Never empty.
    """

    year: int
    key: str
    label: str
    schemes: Sequence[Scheme]

    @property
    def first(self) -> Scheme:
        """One of them, for what they all share."""
        return self.schemes[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that its builder has written, before the words around it.

    ``facts`` is what a province's template may name; ``note`` stands at the foot of every page.
    """

    kind: PaperKind
    issuer: Issuer
    body: Body
    facts: Mapping[str, str]
    is_illustrative: bool
    has_letterhead: bool = True
    note: str = ""
