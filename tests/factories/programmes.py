from datetime import date

import factory

from khuyencong.programmes.models import Programme

from .places import UnitFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A province's term 2016–2020; ``national=True`` is one of the whole country."""

    class Meta:
        model = Programme

    class Params:
        national = factory.Trait(province=None, name="Chương trình khuyến công quốc gia")
        illustrative = factory.Trait(is_illustrative=True)

    code = factory.Sequence(lambda n: f"chuong-trinh-{n}")
    name = factory.LazyAttribute(lambda it: f"Chương trình khuyến công {it.period_label}")
    province = factory.SubFactory(UnitFactory)
    start_date = date(2016, 1, 1)
    end_date = date(2020, 12, 31)
    period_label = factory.LazyAttribute(lambda it: f"{it.start_date.year}–{it.end_date.year}")
