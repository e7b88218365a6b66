from datetime import UTC, date, datetime

import factory

from khuyencong.appraisals.models import (
    AgreedLine,
    Appraisal,
    Conclusion,
    Council,
    LineBasis,
    Member,
    Opinion,
    OpinionPoint,
    QuorumRule,
)

from .accounts import UserFactory
from .places import UnitFactory
from .schemes import LineFactory, SchemeFactory

AT = datetime(2026, 5, 25, 2, tzinfo=UTC)


class CouncilFactory(factory.django.DjangoModelFactory):
    """A council of a province's department, without members."""

    class Meta:
        model = Council

    class Params:
        ministry = factory.Trait(level="ministry", province=None)

    level = "base"
    province = factory.SubFactory(UnitFactory)
    name = "Hội đồng thẩm định đề án khuyến công"
    decision_number = factory.Sequence(lambda n: f"{n}/QĐ-SCT")
    decision_date = date(2026, 5, 4)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = AT


class MemberFactory(factory.django.DjangoModelFactory):
    """An ordinary member."""

    class Meta:
        model = Member

    class Params:
        chair = factory.Trait(seat="chair")

    council = factory.SubFactory(CouncilFactory)
    person = factory.SubFactory(UserFactory)
    seat = "member"
    joined_at = AT
    joined_by = factory.SelfAttribute("council.recorded_by")


class QuorumRuleFactory(factory.django.DjangoModelFactory):
    """Two thirds everywhere from 2020."""

    class Meta:
        model = QuorumRule

    level = "base"
    numerator = 2
    denominator = 3
    basis = "Quy chế làm việc của hội đồng"
    valid_from = date(2020, 1, 1)


class AppraisalFactory(factory.django.DjangoModelFactory):
    """A first appraisal at base by the staff, of a scheme just submitted."""

    class Meta:
        model = Appraisal

    scheme = factory.SubFactory(SchemeFactory, state="submitted", start_year=2027)
    level = "base"
    round = 1
    law_on = date(2026, 5, 25)
    opened_by = factory.SubFactory(UserFactory)
    opened_at = AT


class LineBasisFactory(factory.django.DjangoModelFactory):
    """A line for one unit, without priority."""

    class Meta:
        model = LineBasis

    appraisal = factory.SubFactory(AppraisalFactory)
    line = factory.SubFactory(LineFactory, scheme=factory.SelfAttribute("..appraisal.scheme"))
    by = factory.SubFactory(UserFactory)
    at = AT


class OpinionFactory(factory.django.DjangoModelFactory):
    """A draft; ``locked`` gives it 80 points and locks it."""

    class Meta:
        model = Opinion

    class Params:
        locked = factory.Trait(score=80, support_vnd=200_000_000, locked_at=AT)

    appraisal = factory.SubFactory(AppraisalFactory)
    person = factory.SubFactory(UserFactory)
    saved_at = AT


class OpinionPointFactory(factory.django.DjangoModelFactory):
    """A point met; give ``point``, a row of the law."""

    class Meta:
        model = OpinionPoint

    opinion = factory.SubFactory(OpinionFactory)
    verdict = "met"


class ConclusionFactory(factory.django.DjangoModelFactory):
    """A return; give ``step``, the step that was taken."""

    class Meta:
        model = Conclusion

    appraisal = factory.SubFactory(AppraisalFactory)
    outcome = "return"
    note = "Thiếu báo giá."
    score_sum = 0
    scores_count = 0
    by = factory.SubFactory(UserFactory)
    at = AT


class AgreedLineFactory(factory.django.DjangoModelFactory):
    """Two hundred million for a line."""

    class Meta:
        model = AgreedLine

    conclusion = factory.SubFactory(ConclusionFactory)
    line = factory.SubFactory(LineFactory)
    support_vnd = 200_000_000
