"""Where each table keeps each dimension of an address, and how it says «không rõ»."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable

from khuyencong.funding.models import Level
from khuyencong.schemes.models import Beneficiary, Line

from .measures import Measure, Rows


class NoSuchDimension(ValueError):
    """The measure's rows do not keep this dimension; the message is a Vietnamese sentence."""


NOTHING = Q(pk__in=())
UNSAID = "?"
"""The word of rows of which a dimension told in words is «không rõ»."""

_AREA_WORDS = {True: "disadvantaged", False: "other"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """A path of lookups, the lookups that mean «không rõ», and the table between, if any.

    ``unsaid`` is the key of the rows that these lookups find.  Where one row may have several
    values (``through``), it is asked with EXISTS, so that no row is counted twice.
    """

    path: str
    unknown: Mapping[str, Any] = field(default_factory=dict)
    unsaid: str | None = UNSAID
    through: tuple[type[Model], str, str] | None = None
    words: Mapping[bool, str] = field(default_factory=dict)

    def among(self, values: object) -> Q:
        """Rows that have one of *values*."""
        return self._where({f"{self._name}__in": values})

    def key(self) -> Combinable | ArraySubquery:
        """The value of a row, or its word; an array of them where it may have several."""
        if self.through is None:
            return self._said(self.path)
        model, owner, name = self.through
        rows = model._default_manager.filter(**{owner: OuterRef("pk")}).order_by()
        return ArraySubquery(rows.values(said=self._said(name)).distinct())

    def _said(self, path: str) -> Combinable:
        if not self.words:
            return F(path)
        told = [When(**{path: value}, then=Value(word)) for value, word in self.words.items()]
        unsaid = When(**self.unknown, then=Value(self.unsaid))
        return Case(*told, unsaid, default=Value(""), output_field=CharField())

    def not_known(self) -> Q:
        """Rows of which this is «không rõ»."""
        return self._where(self.unknown) if self.unknown else NOTHING

    @property
    def _name(self) -> str:
        return self.through[2] if self.through else self.path

    def _where(self, lookups: Mapping[str, Any]) -> Q:
        if self.through is None:
            return Q(**lookups)
        model, owner, _ = self.through
        rows = model._default_manager.filter(**{owner: OuterRef("pk")}, **lookups)
        return Q(Exists(rows))


_MONEY = {
    "illustrative": Dimension("account__is_illustrative"),
    "place": Dimension("account__province"),
    "year": Dimension("account__year"),
    "day": Dimension("account__dated_on", {"account__dated_on__isnull": True}),
    "source": Dimension("level", {"level": Level.UNKNOWN}, unsaid=Level.UNKNOWN),
    "content": Dimension("account__content", {"account__content": ""}, unsaid=""),
    "legal_form": Dimension("account__line__beneficiary__establishment__legal_form"),
    "area": Dimension(
        "account__line__beneficiary__in_disadvantaged_area",
        {
            "account__line__beneficiary__isnull": False,
            "account__line__beneficiary__in_disadvantaged_area__isnull": True,
        },
        words=_AREA_WORDS,
    ),
    "nature": Dimension("nature"),
}
_SCHEMES = {
    "illustrative": Dimension("is_illustrative"),
    "place": Dimension("province"),
    "year": Dimension("start_year"),
    "day": Dimension("dated_on", {"dated_on__isnull": True}),
    "source": Dimension("tier"),
    "content": Dimension(
        "lines__content", {"content": ""}, unsaid="", through=(Line, "scheme", "content")
    ),
    "legal_form": Dimension(
        "beneficiaries__establishment__legal_form",
        through=(Beneficiary, "scheme", "establishment__legal_form"),
    ),
    "area": Dimension(
        "beneficiaries__in_disadvantaged_area",
        {"in_disadvantaged_area__isnull": True},
        through=(Beneficiary, "scheme", "in_disadvantaged_area"),
        words=_AREA_WORDS,
    ),
}
_BENEFICIARIES = {
    "illustrative": Dimension("scheme__is_illustrative"),
    "place": Dimension("scheme__province"),
    "year": Dimension("scheme__start_year"),
    "day": Dimension("scheme__dated_on", {"scheme__dated_on__isnull": True}),
    "source": Dimension("scheme__tier"),
    "content": Dimension(
        "lines__content", {"content": ""}, unsaid="", through=(Line, "beneficiary", "content")
    ),
    "legal_form": Dimension("establishment__legal_form"),
    "area": Dimension(
        "in_disadvantaged_area", {"in_disadvantaged_area__isnull": True}, words=_AREA_WORDS
    ),
}
_RESULTS = {
    "illustrative": Dimension("is_illustrative"),
    "place": Dimension("province"),
    "year": Dimension("year", {"year__isnull": True}),
    "day": Dimension("dated_on", {"dated_on__isnull": True}),
    "source": Dimension("scheme__tier", {"scheme__isnull": True}, unsaid=None),
    "content": Dimension("content", {"content": ""}, unsaid=""),
    "legal_form": Dimension(
        "establishment__legal_form", {"establishment__isnull": True}, unsaid=None
    ),
    "item": Dimension("kind"),
    "certified_at": Dimension("certified_at"),
}
_DIMENSIONS: Mapping[Rows, Mapping[str, Dimension]] = {
    Rows.MONEY: _MONEY,
    Rows.SCHEMES: _SCHEMES,
    Rows.BENEFICIARIES: _BENEFICIARIES,
    Rows.RESULTS: _RESULTS,
}

SPLITS: Mapping[str, str] = {
    "content": "nội dung",
    "source": "nguồn kinh phí",
    "year": "năm",
    "place": "địa bàn",
    "legal_form": "loại hình cơ sở",
    "area": "địa bàn khó khăn",
    "item": "loại kết quả",
    "certified_at": "cấp công nhận",
    "nature": "mức thực hiện",
}
"""What a figure may be split by, where its rows keep it → Vietnamese name."""


def dimension(measure: Measure, name: str) -> Dimension:
    """Return where *measure*'s rows keep *name*; raise :class:`NoSuchDimension`."""
    if found := _DIMENSIONS[measure.rows].get(name):
        return found
    raise NoSuchDimension(f"«{measure.name}» không có chiều «{SPLITS.get(name, name)}» trong sổ.")


def splits_of(measure: Measure) -> list[str]:
    """Return the dimensions that *measure* may be split by."""
    return [name for name in SPLITS if name in _DIMENSIONS[measure.rows]]
