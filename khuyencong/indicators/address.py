"""An address: the one spelling of a figure, for URLs, the command line, reports and claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import quote_plus

from khuyencong.establishments.models import LegalForm
from khuyencong.funding.models import Level, Nature
from khuyencong.lib.contents import Content
from khuyencong.lib.period import Period
from khuyencong.lib.vietnamese import fold, quoted
from khuyencong.places.models import Unit
from khuyencong.places.queries import resolve_province
from khuyencong.schemes.models import CertifiedAt, ResultKind

from .measures import MEASURES, NAMES

LOCAL = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
SOURCES: Mapping[str, tuple[str, ...]] = {
    "": (),
    "national": (Level.NATIONAL,),
    "local": tuple(LOCAL),
    "province": (Level.PROVINCE,),
    "district": (Level.DISTRICT,),
    "commune": (Level.COMMUNE,),
}
"""Source of funds → the budget levels it stands for; none means every state source."""

SOURCE_LABELS: Mapping[str, str] = {
    "": "các nguồn nhà nước",
    "national": "nguồn quốc gia",
    "local": "nguồn địa phương",
    "province": "nguồn tỉnh",
    "district": "nguồn huyện",
    "commune": "nguồn xã",
}

_SOURCE_WORDS = {
    **{name: name for name in SOURCES if name},
    "all": "",
    "tat ca": "",
    "tong": "total",
    "total": "total",
    "quoc gia": "national",
    "dia phuong": "local",
    "tinh": "province",
    "huyen": "district",
    "xa": "commune",
    "counterpart": "counterpart",
    "doi ung": "counterpart",
}
_WHOLE_COUNTRY = frozenset({"ca nuoc", "viet nam", "toan quoc"})
_BOUNDARIES = ("then", "now")
_RECORDS = ("real", "illustrative")
_PER = ("year",)
_AREAS = ("disadvantaged", "other")
WORDS: Mapping[str, tuple[str, ...]] = {
    "legal_form": tuple(LegalForm.values),
    "area": _AREAS,
    "item": tuple(ResultKind.values),
    "certified_at": tuple(CertifiedAt.values),
    "nature": tuple(Nature.values),
    "per": _PER,
    "boundaries": _BOUNDARIES,
    "records": _RECORDS,
}
"""The refinements of an address and the words each may take."""

PARAMETERS = ("measure", "content", "source", "place", "period", *WORDS)


class AddressError(ValueError):
    """The words do not make an address; the message is a Vietnamese sentence."""


_quoted = lru_cache(maxsize=4096)(quote_plus)  # a report writes few words many times


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a figure is about.

    ``contents`` empty is all contents; ``source`` empty is all state sources; ``place`` ``None`` is
    the whole country; ``period`` ``None`` is all time.  ``boundaries`` «now» reads a place as it
    is today.  ``records`` empty lets the evaluator take the real records where a place has any,
    and the illustrative ones otherwise; the two are never in one sum.
    """

    measure: str
    contents: tuple[str, ...] = ()
    source: str = ""
    place: Unit | None = None
    period: Period | None = None
    legal_form: str = ""
    area: str = ""
    item: str = ""
    certified_at: str = ""
    nature: str = ""
    per: str = ""
    boundaries: str = ""
    records: str = ""

    def __hash__(self) -> int:
        """Of what tells the addresses of one report apart; a place and a period hash slowly."""
        start = self.period.start if self.period else None
        return hash((self.measure, self.contents, self.source, self.item, self.legal_form, start))

    def narrowed(self, **changes: object) -> "Address":
        """Return the same address with some of its parts changed."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        return Address(**{**parts, **changes})

    def params(self) -> dict[str, str]:
        """Return the address as URL and command-line parameters, empty parts left out."""
        words = {name: str(getattr(self, name)) for name in WORDS}
        spelled = {
            "measure": self.measure,
            "content": ",".join(self.contents),
            "source": self.source,
            "place": self.place.name if self.place else "",
            "period": self.period.code if self.period else "",
            **words,
        }
        return {name: word for name, word in spelled.items() if word}

    def query(self) -> str:
        """Return the address as the query string of a URL."""
        return "&".join(f"{name}={_quoted(word)}" for name, word in self.params().items())

    @property
    def kind(self) -> str:
        """The kind of result asked for, also where the measure has only one."""
        measure = MEASURES.get(self.measure)
        return self.item or (measure.items[0] if measure and len(measure.items) == 1 else "")


def parse(params: Mapping[str, str], *, today: date | None = None) -> Address:
    """Read an address from its parameters; raise :class:`AddressError` or ``PeriodError``.

    A plain place name means the unit as it was in the period; ``boundaries=now`` means today's.
    An unknown word is answered with the nearest known ones.
    """
    for name in params:
        if name not in PARAMETERS:
            raise AddressError(_unknown("tham số", name, PARAMETERS))
    measure = _one_of("chỉ tiêu", params.get("measure", ""), NAMES)
    source = _source(params.get("source", ""))
    if source in ("counterpart", "total"):
        measure, source = _by_counterpart(measure, source), ""
    address = Address(
        measure=measure,
        contents=_contents(params.get("content", "")),
        source=source,
        period=Period.parse(text) if (text := params.get("period", "")) else None,
    )
    words = {
        name: _one_of(name, word, known)
        for name, known in WORDS.items()
        if (word := params.get(name, ""))
    }
    address = address.narrowed(**words)
    return address.narrowed(place=_place(params.get("place", ""), address, today))


def _by_counterpart(measure: str, source: str) -> str:
    if measure not in ("support", "total", "counterpart"):
        raise AddressError("Nguồn «đối ứng», «tổng» chỉ dùng với chỉ tiêu kinh phí.")
    return source


def _place(name: str, address: Address, today: date | None) -> Unit | None:
    if not name.strip() or fold(name) in _WHOLE_COUNTRY:
        return None
    on = address.period.end if address.period else today
    if address.boundaries == "now":
        return resolve_province(name, on, boundaries="now")
    return resolve_province(name, on)


def _contents(text: str) -> tuple[str, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()] or text.split()
    return tuple(sorted({_one_of("nội dung", word, Content.values) for word in words}))


def _source(word: str) -> str:
    key = fold(word)
    if word.strip() and key not in _SOURCE_WORDS:
        raise AddressError(_unknown("nguồn", word, _SOURCE_WORDS))
    return _SOURCE_WORDS.get(key, "")


def _one_of(what: str, word: str, known: Iterable[str]) -> str:
    if word.strip().lower() not in known:
        raise AddressError(_unknown(what, word, known))
    return word.strip().lower()


def _unknown(what: str, word: str, known: Iterable[str]) -> str:
    names = [name for name in known if name]
    near = get_close_matches(word.strip().lower(), names, n=3, cutoff=0.4) or names[:6]
    return f"Không có {what} {quoted(word)}. Gần nhất: {', '.join(near)}."


def describe(address: Address) -> str:
    """Return the address in words: «Kinh phí hỗ trợ – … – Hải Dương – 2014–2018»."""
    parts = [
        NAMES[address.measure],
        ResultKind(address.item).label if address.item else "",
        ", ".join(Content(content).label for content in address.contents),
        SOURCE_LABELS[address.source] if address.source else "",
        LegalForm(address.legal_form).label if address.legal_form else "",
        _AREA_LABELS.get(address.area, ""),
        CertifiedAt(address.certified_at).label if address.certified_at else "",
        Nature(address.nature).label if address.nature else "",
        "bình quân mỗi năm" if address.per else "",
        place_name(address),
        address.period.label if address.period else "",
    ]
    return " – ".join(part for part in parts if part)


def place_name(address: Address) -> str:
    """Return the name of the place, marked where it is read in today's boundaries."""
    if address.place is None:
        return "cả nước"
    mark = " (ranh giới hiện nay)" if address.boundaries == "now" else ""
    return f"{address.place.name}{mark}"


_AREA_LABELS = {"disadvantaged": "địa bàn khó khăn", "other": "ngoài địa bàn khó khăn"}
