import factory

from khuyencong.organisations.models import Kind, Organisation

from .places import UnitFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    """The department of a province."""

    class Meta:
        model = Organisation

    class Params:
        ministry = factory.Trait(kind=Kind.MINISTRY_DEPARTMENT, place=None)
        centre = factory.Trait(kind=Kind.PROMOTION_CENTRE)

    code = factory.Sequence(lambda n: f"don-vi-{n}")
    name = factory.Sequence(lambda n: f"Sở Công Thương mẫu {n}")
    kind = Kind.PROVINCE_DEPARTMENT
    place = factory.SubFactory(UnitFactory)
