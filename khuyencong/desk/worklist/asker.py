from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.delivery.policy import who_does
from khuyencong.group_plans.models import GroupPlan
from khuyencong.group_plans.policy import make_plan_of
from khuyencong.group_plans.queries import plans_proposed
from khuyencong.regulations.queries import Calendar
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Scheme, SchemeQuerySet, Tier

from .rows import Row, lines_of

_OF_TIER: Mapping[str, Scheme] = {tier: Scheme(tier=tier) for tier in Tier.values}
"""A scheme of each programme: who does what depends on nothing else of it."""


@dataclass
class Asker:
    """Who asks what waits, on which day; what several sources need is found once."""

    user: User
    today: date
    deeds: dict[tuple[str, str], bool] = field(default_factory=dict)

    @cached_property
    def law(self) -> Calendar:
        return Calendar()

    @cached_property
    def schemes(self) -> SchemeQuerySet:
        """Those that may wait for the person; synthetic ones only for a synthetic account."""
        found = Scheme.objects.visible_to(self.user)
        return found if self.user.is_illustrative else found.filter(is_illustrative=False)

    @cached_property
    def lines(self) -> Sequence[Row]:
        """Their lines, for who pays, carries out or accepts; two queries, or none."""
        works = self.user.may(Permission.POST_ENTRIES) or self.tiers("contract")
        return lines_of(self.schemes) if works or self.tiers("accept") else []

    @cached_property
    def proposed(self) -> Sequence[GroupPlan]:
        """Their plans for groups that were submitted and are not approved; one query."""
        return list(plans_proposed(self.schemes))

    def takes(self, step: str, tier: str) -> bool:
        """Whether the person's role takes a step of the programme's schemes."""
        return self.user.role in who_may(step, tier=tier)

    def tiers(self, step: str) -> list[str]:
        """The programmes in which the person's role takes the step."""
        return [tier for tier in Tier.values if self.takes(step, tier)]

    def does(self, deed: str, tier: str) -> bool:
        """Whether a deed of delivery in the programme is the person's."""
        if (deed, tier) not in self.deeds:
            self.deeds[deed, tier] = who_does(deed)(self.user, _OF_TIER[tier])
        return self.deeds[deed, tier]

    def makes_plan_of(self, tier: str) -> bool:
        """Whether the plans of the programme's groups are the person's to make."""
        return make_plan_of(self.user, _OF_TIER[tier])
