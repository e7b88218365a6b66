import factory

from khuyencong.lib.vietnamese import fold, sort_key
from khuyencong.places.models import Kind, Level, Unit, full_name

# Codes that no real unit has had, so that these can stand beside the official list.
FREE_CODES = [
    f"{n:02d}"
    for n in (
        *(3, 5, 7, 9, 13, 16, 18, 21, 23, 28, 29, 32, 39, 41, 43, 47, 50, 53, 55, 57, 59, 61),
        *(63, 65, 69, 71, 73, 76, 78, 81, 85, 88, 90, 97, 98, 99),
    )
]


class UnitFactory(factory.django.DjangoModelFactory):
    """A province of today; give ``parent`` and ``province`` for a unit below."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: FREE_CODES[n % len(FREE_CODES)])
    level = Level.PROVINCE
    kind = Kind.PROVINCE
    name = factory.Sequence(lambda n: f"Mẫu {n}")
    full_name = factory.LazyAttribute(lambda unit: full_name(unit.kind, unit.name))
    fold = factory.LazyAttribute(lambda unit: fold(unit.name))
    sort_key = factory.LazyAttribute(lambda unit: sort_key(unit.name))


class CommuneFactory(UnitFactory):
    code = factory.Sequence(lambda n: f"{90_000 + n % 10_000}")
    level = Level.COMMUNE
    kind = Kind.RURAL_COMMUNE
    name = factory.Sequence(lambda n: f"Mẫu {n}")
    province = factory.SubFactory(UnitFactory)
    parent = factory.SelfAttribute("province")
