"""The papers that go over all schemes of a year: of which groups there are, and who issues each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from khuyencong.appraisals.lifecycle import Level, Outcome
from khuyencong.appraisals.models import Conclusion
from khuyencong.funding.models import Entry, Nature
from khuyencong.organisations.models import Kind as BodyKind
from khuyencong.organisations.models import Organisation
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.schemes.lifecycle import CARRIED_OUT, State
from khuyencong.schemes.models import Line, Scheme, Tier

from . import issuers, reconciling, registering
from .frame import Body, Draft, Group
from .issuers import Issuer

_REGISTERED = (
    State.APPRAISED,
    State.REGISTERED,
    State.MINISTRY_APPRAISED,
    *CARRIED_OUT,
    State.STOPPED,
    State.TERMINATED,
)
"""The states after the base appraisal, without what was sent back, withdrawn or refused since."""


@dataclass(frozen=True, slots=True)
class YearKind:
    """A kind of paper over a year: its schemes, by what they fall apart, who issues it, and how.

    ``by`` names what the key of a group is made of, the last one whether it is illustrative.
    """

    schemes: Callable[[int], QuerySet[Scheme]]
    by: tuple[str, ...]
    name: str
    issuer: Callable[[Group], Issuer]
    build: Callable[[Group], Body]


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper over a year that can be written.

    ``is_whole``: the person may read all its schemes, and so write it.
    """

    kind: PaperKind
    year: int
    values: Mapping[str, Any]
    name: str
    count: int
    is_whole: bool

    @property
    def key(self) -> str:
        """What the subject of the paper is called by."""
        return "-".join(str(_plain(value)) for value in self.values.values())

    @property
    def tier(self) -> str:
        """The programme of its schemes."""
        return str(self.values.get("tier", Tier.NATIONAL))

    @property
    def label(self) -> str:
        """«Trung tâm Khuyến công, khuyến công quốc gia (3 đề án, minh họa)»."""
        programme = str(Tier(self.tier).label)
        told = [f"{self.count} đề án"] if self.is_whole else []
        told += ["minh họa"] if self.values["is_illustrative"] else []
        more = f" ({', '.join(told)})" if told else ""
        return f"{self.name}, {programme[0].lower()}{programme[1:]}{more}"

    def group(self) -> Group:
        """The schemes themselves."""
        rows = YEARLY[self.kind].schemes(self.year).filter(**self.values)
        rows = rows.select_related("province", "implementer__place").order_by("code")
        return Group(self.year, self.key, self.label, list(rows))


def _plain(value: Any) -> Any:
    return int(value or 0) if isinstance(value, bool | None) else value


def _registered(year: int) -> QuerySet[Scheme]:
    """National schemes that ask for money of the year and that the base appraisal agreed to."""
    agreed = Conclusion.objects.filter(
        appraisal__scheme=OuterRef("pk"), appraisal__level=Level.BASE, outcome=Outcome.APPROVE
    )
    lines = Line.objects.filter(scheme=OuterRef("pk"), account__year=year)
    return Scheme.objects.filter(
        Exists(lines), Exists(agreed), tier=Tier.NATIONAL, state__in=_REGISTERED
    )


def _contracted(year: int) -> QuerySet[Scheme]:
    """Schemes with money of the year under contract with whoever carries them out.

    ``carrier`` is the province's centre where nobody is named; ``at`` the province whose
    department pays.  A commune that pays what it carries out itself has nobody to agree with.
    """
    money = Entry.objects.filter(
        account__line__scheme=OuterRef("pk"), account__year=year, nature=Nature.CONTRACTED
    )
    centres = Organisation.objects.filter(
        kind=BodyKind.PROMOTION_CENTRE,
        place=OuterRef("province"),
        is_illustrative__lte=OuterRef("is_illustrative"),
    ).order_by("-is_illustrative", "pk")
    whole = BigIntegerField()
    return (
        Scheme.objects.filter(Exists(money), contract__isnull=False)
        .exclude(tier=Tier.COMMUNE)
        .annotate(
            carrier=Coalesce("implementer", Subquery(centres.values("pk")[:1])),
            carrier_name=Coalesce("implementer__name", Subquery(centres.values("name")[:1])),
            at=Case(When(tier=Tier.NATIONAL, then=0), default=F("province"), output_field=whole),
        )
        .filter(carrier__isnull=False)
    )


YEARLY: Mapping[PaperKind, YearKind] = {
    PaperKind.REGISTRATION_TABLE: YearKind(
        _registered,
        ("province", "is_illustrative"),
        "province__full_name",
        lambda group: issuers.department(group.first),
        registering.registration_table,
    ),
    PaperKind.YEAR_RECONCILIATION: YearKind(
        _contracted,
        ("tier", "carrier", "at", "is_illustrative"),
        "carrier_name",
        lambda group: issuers.implementer(group.first),
        reconciling.year_reconciliation,
    ),
}


def offers_of(kind: PaperKind, year: int, seen: QuerySet[Scheme]) -> list[Offer]:
    """The papers of that kind with at least one scheme that is seen; one query."""
    rule = YEARLY[kind]
    rows = (
        rule.schemes(year)
        .order_by()
        .values(*rule.by, rule.name)
        .annotate(
            count=Count("pk"), seen_count=Count("pk", filter=Q(pk__in=seen.order_by().values("pk")))
        )
        .filter(seen_count__gt=0)
        .order_by(rule.name, *rule.by)
    )
    return [
        Offer(
            kind,
            year,
            {name: row[name] for name in rule.by},
            row[rule.name],
            row["count"],
            row["count"] == row["seen_count"],
        )
        for row in rows
    ]


def draft_of_year(kind: PaperKind, group: Group) -> Draft:
    """What the paper over a year says."""
    rule = YEARLY[kind]
    issuer = rule.issuer(group)
    facts = {
        "ten_de_an": f"Các đề án khuyến công năm {group.year}",
        "ma_de_an": "",
        "don_vi_thuc_hien": issuer.name,
        "don_vi_thu_huong": "",
        "dia_ban": str(group.first.province),
        "nam_thuc_hien": str(group.year),
    }
    return Draft(kind, issuer, rule.build(group), facts, group.first.is_illustrative)
