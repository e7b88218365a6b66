import factory

from khuyencong.lib.vietnamese import fold, sort_key
from khuyencong.places.models import Kind, Level, Unit


class UnitFactory(factory.django.DjangoModelFactory):
    """A province of today; give ``parent`` and ``province`` for a unit below."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"{n % 100:02d}")
    level = Level.PROVINCE
    kind = Kind.PROVINCE
    name = factory.Sequence(lambda n: f"Mẫu {n}")
    full_name = factory.LazyAttribute(lambda unit: f"{Kind(unit.kind).label} {unit.name}")
    fold = factory.LazyAttribute(lambda unit: fold(unit.name))
    sort_key = factory.LazyAttribute(lambda unit: sort_key(unit.name))


class CommuneFactory(UnitFactory):
    code = factory.Sequence(lambda n: f"{n % 100_000:05d}")
    level = Level.COMMUNE
    kind = Kind.RURAL_COMMUNE
    name = factory.Sequence(lambda n: f"Mẫu {n}")
    province = factory.SubFactory(UnitFactory)
    parent = factory.SelfAttribute("province")
