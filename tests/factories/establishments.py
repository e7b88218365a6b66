import factory

from khuyencong.establishments.models import Establishment, LegalForm
from khuyencong.lib.vietnamese import fold, sort_key

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
