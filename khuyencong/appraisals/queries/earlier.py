"""Earlier state support of the same beneficiaries for the same content (TTLT 26/2014 Điều 7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import F, Q, Sum, TextChoices

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import EstimateItem
from khuyencong.funding.models import STATE_KINDS
from khuyencong.lib.vietnamese import fold
from khuyencong.schemes.models import Line, Scheme


class Likeness(TextChoices):
    """Whether an earlier line was for the same item."""

    SAME = "same", "trùng hạng mục"
    UNKNOWN = "unknown", "chưa rõ"
    OTHER = "other", "hạng mục khác"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier line with the state support that was carried out on it, in đồng."""

    line: Line
    support_vnd: int
    likeness: Likeness

    @property
    def tone(self) -> str:
        tones = {Likeness.SAME: "danger", Likeness.UNKNOWN: "warning", Likeness.OTHER: "neutral"}
        return tones[self.likeness]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A line of the scheme at hand and the earlier ones of its beneficiary."""

    line: Line
    earlier: Sequence[Earlier]


def cross_check(scheme: Scheme, user: User) -> list[CrossCheck]:
    """Put beside each line with a beneficiary the support it has had; three queries.

    Only of schemes that *user* may see.  What was carried out is settled, else accepted, else
    allocated money, grants and recoverable alike: «bất kỳ nguồn kinh phí nào của nhà nước».
    """
    own = sorted(
        Line.objects.filter(scheme=scheme, beneficiary__isnull=False)
        .select_related("beneficiary__establishment", "account")
        .only("content", "item", "account__year", "beneficiary__establishment__name")
        .order_by(),
        key=attrgetter("account.year", "pk"),
    )
    whose = {line.beneficiary.establishment_id for line in own if line.beneficiary}
    carried = Q(
        account__entries__nature=F("account__stage"), account__entries__kind__in=STATE_KINDS
    )
    before = list(
        Line.objects.filter(
            beneficiary__establishment__in=whose,
            content__in={line.content for line in own},
            scheme__in=Scheme.objects.visible_to(user).exclude(pk=scheme.pk),
        )
        .select_related("scheme", "beneficiary", "account")
        .only("content", "item", "account__year", "beneficiary__establishment", "scheme__code")
        .annotate(support_vnd=Sum("account__entries__amount_vnd", filter=carried))
        .filter(support_vnd__gt=0)
        .order_by("-account__year", "pk")
    )
    words = _words([*own, *before])
    return [
        CrossCheck(
            line,
            [
                Earlier(one, one.support_vnd, _likeness(words[line.pk], words[one.pk]))
                for one in before
                if _same_subject(one, line)
            ],
        )
        for line in own
    ]


def _same_subject(one: Line, line: Line) -> bool:
    if one.beneficiary is None or line.beneficiary is None or one.content != line.content:
        return False
    is_later = one.account.year > line.account.year  # told when an old scheme is read again
    return one.beneficiary.establishment_id == line.beneficiary.establishment_id and not is_later


def _words(lines: Iterable[Line]) -> dict[int, set[str]]:
    """The items of each line, folded: its own and those of its estimate."""
    words = {line.pk: {fold(line.item)} if line.item else set() for line in lines}
    for line, name in EstimateItem.objects.filter(line__in=words).values_list("line", "name"):
        words[line].add(fold(name))
    return words


def _likeness(these: set[str], those: set[str]) -> Likeness:
    if not these or not those:
        return Likeness.UNKNOWN
    return Likeness.SAME if these & those else Likeness.OTHER
