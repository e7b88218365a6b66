from datetime import UTC, datetime

import factory

from khuyencong.accounts.roles import APPLICANT, CENTRE_OFFICER
from khuyencong.establishments.models import Establishment, LegalForm, Representative
from khuyencong.lib.vietnamese import fold, sort_key

from .accounts import UserFactory
from .places import UnitFactory


class EstablishmentFactory(factory.django.DjangoModelFactory):
    """A real small enterprise; a trait makes it a cooperative, a group or a household business."""

    class Meta:
        model = Establishment

    class Params:
        cooperative = factory.Trait(legal_form=LegalForm.COOPERATIVE)
        cooperative_group = factory.Trait(legal_form=LegalForm.COOPERATIVE_GROUP)
        household = factory.Trait(legal_form=LegalForm.HOUSEHOLD)
        illustrative = factory.Trait(is_illustrative=True)

    code = factory.Sequence(lambda n: f"CS-{n:06d}")
    name = factory.Sequence(lambda n: f"Cơ sở mẫu {n}")
    fold = factory.LazyAttribute(lambda it: fold(it.name))
    sort_key = factory.LazyAttribute(lambda it: sort_key(it.name))
    legal_form = LegalForm.ENTERPRISE
    province = factory.SubFactory(UnitFactory)


class RepresentativeFactory(factory.django.DjangoModelFactory):
    """An applicant to whom a centre officer has given the account of an establishment."""

    class Meta:
        model = Representative

    establishment = factory.SubFactory(EstablishmentFactory)
    person = factory.SubFactory(
        UserFactory,
        role=APPLICANT.code,
        is_illustrative=factory.SelfAttribute("..establishment.is_illustrative"),
    )
    given_by = factory.SubFactory(UserFactory, role=CENTRE_OFFICER.code)
    given_at = datetime(2026, 1, 5, 2, tzinfo=UTC)
