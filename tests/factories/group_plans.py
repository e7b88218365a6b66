from datetime import UTC, datetime

import factory

from khuyencong.group_plans.lifecycle import OPENED
from khuyencong.group_plans.models import GroupPlan, PartPaper, PlanPart, PlanStep

from .accounts import UserFactory
from .establishments import EstablishmentFactory
from .schemes import LineFactory, SchemeFactory

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


class GroupPlanFactory(factory.django.DjangoModelFactory):
    """A draft of the first plan of a group scheme, naming nobody."""

    class Meta:
        model = GroupPlan

    scheme = factory.SubFactory(SchemeFactory, form="group")
    number = 1
    opened_by = factory.SubFactory(UserFactory)
    opened_at = AT


class PlanPartFactory(factory.django.DjangoModelFactory):
    """An establishment that is to get 200 million."""

    class Meta:
        model = PlanPart

    plan = factory.SubFactory(GroupPlanFactory)
    line = factory.SubFactory(LineFactory, scheme=factory.SelfAttribute("..plan.scheme"))
    establishment = factory.SubFactory(EstablishmentFactory)
    support_vnd = 200_000_000


class PartPaperFactory(factory.django.DjangoModelFactory):
    """A certificate kept at the centre; give ``requirement``, a row of the law."""

    class Meta:
        model = PartPaper

    part = factory.SubFactory(PlanPartFactory)
    told = "số 27A8001234, lưu tại Trung tâm"


class PlanStepFactory(factory.django.DjangoModelFactory):
    """The beginning of a plan's history."""

    class Meta:
        model = PlanStep

    plan = factory.SubFactory(GroupPlanFactory)
    number = 1
    name = OPENED
    to_state = "draft"
    by = factory.SubFactory(UserFactory)
    at = AT
