from datetime import UTC, datetime

import factory

from khuyencong.lib.vietnamese import fold
from khuyencong.schemes.lifecycle import RECORD, State
from khuyencong.schemes.models import (
    Beneficiary,
    Form,
    Line,
    Result,
    ResultKind,
    Scheme,
    StepTaken,
    Tier,
)

from .establishments import EstablishmentFactory
from .funding import AccountFactory
from .places import UnitFactory

RECORDED_AT = datetime(2025, 1, 2, tzinfo=UTC)


class SchemeFactory(factory.django.DjangoModelFactory):
    """A real single scheme of the province, 2018, planned, without lines (``LineFactory``)."""

    class Meta:
        model = Scheme
        skip_postgeneration_save = True

    class Params:
        national = factory.Trait(tier=Tier.NATIONAL)
        group = factory.Trait(form=Form.GROUP)
        focal = factory.Trait(
            tier=Tier.NATIONAL,
            form=Form.FOCAL,
            end_year=factory.LazyAttribute(lambda it: it.start_year + 2),
        )
        illustrative = factory.Trait(is_illustrative=True)

    code = factory.Sequence(lambda n: f"KC-2018-{n:04d}")
    name = factory.Sequence(lambda n: f"Ứng dụng máy móc tiên tiến, đề án mẫu {n}")
    fold = factory.LazyAttribute(lambda it: fold(it.name))
    state = State.PLANNED
    tier = Tier.PROVINCE
    form = Form.SINGLE
    province = factory.SubFactory(UnitFactory)
    start_year = 2018
    end_year = factory.SelfAttribute("start_year")

    @factory.post_generation
    def entered(self, create, extracted, **kwargs):
        """Start the history, so that the scheme stands where its last step led."""
        if create:
            StepTaken.objects.create(
                scheme=self, number=1, name=RECORD, to_state=self.state, at=RECORDED_AT
            )


class BeneficiaryFactory(factory.django.DjangoModelFactory):
    """An establishment of the scheme's province that benefits from it."""

    class Meta:
        model = Beneficiary

    class Params:
        disadvantaged = factory.Trait(in_disadvantaged_area=True)

    scheme = factory.SubFactory(SchemeFactory)
    establishment = factory.SubFactory(
        EstablishmentFactory,
        province=factory.SelfAttribute("..scheme.province"),
        is_illustrative=factory.SelfAttribute("..scheme.is_illustrative"),
    )


class LineFactory(factory.django.DjangoModelFactory):
    """A machinery line of a scheme's first year, for no beneficiary.

    Its account follows the scheme; ``account__settled={"province": 100}`` gives it money.
    """

    class Meta:
        model = Line

    class Params:
        for_beneficiary = factory.Trait(
            beneficiary=factory.SubFactory(
                BeneficiaryFactory, scheme=factory.SelfAttribute("..scheme")
            )
        )

    scheme = factory.SubFactory(SchemeFactory)
    content = "machine"
    account = factory.SubFactory(
        AccountFactory,
        province=factory.SelfAttribute("..scheme.province"),
        content=factory.SelfAttribute("..content"),
        year=factory.SelfAttribute("..scheme.start_year"),
        dated_on=factory.SelfAttribute("..scheme.dated_on"),
        is_illustrative=factory.SelfAttribute("..scheme.is_illustrative"),
    )


class ResultFactory(factory.django.DjangoModelFactory):
    """Ten classes of 2018, of the programme and of no scheme."""

    class Meta:
        model = Result

    class Params:
        certified = factory.Trait(
            kind=ResultKind.CERTIFIED_PRODUCT, content="selection", certified_at="province"
        )
        illustrative = factory.Trait(is_illustrative=True)

    kind = ResultKind.CLASS
    province = factory.SubFactory(UnitFactory)
    quantity = 10
    year = 2018
