from datetime import date
from decimal import Decimal

import factory

from khuyencong.figures.models import FigureKind, PlaceStatus, PublishedFigure, SourceText

from .places import UnitFactory


class SourceTextFactory(factory.django.DjangoModelFactory):
    """A text of the department about its province, 2016–2020; its place may be a suggestion."""

    class Meta:
        model = SourceText

    class Params:
        suggested = factory.Trait(
            place_status=PlaceStatus.SUGGESTED, place_note="Gợi ý theo tên người được nêu."
        )

    code = factory.Sequence(lambda n: f"van-ban-{n}")
    title = factory.Sequence(lambda n: f"Kết quả khuyến công, văn bản mẫu {n}")
    publisher = "Sở Công Thương"
    published_on = date(2021, 1, 15)
    place = factory.SubFactory(UnitFactory)
    place_status = PlaceStatus.STATED
    start_date = date(2016, 1, 1)
    end_date = date(2020, 12, 31)
    period_label = factory.LazyAttribute(lambda it: f"{it.start_date.year}–{it.end_date.year}")


class PublishedFigureFactory(factory.django.DjangoModelFactory):
    """A result: ten schemes, all contents and sources, in the place and period of its text."""

    class Meta:
        model = PublishedFigure

    class Params:
        target = factory.Trait(kind=FigureKind.TARGET)
        money = factory.Trait(
            measure="support",
            unit="VND",
            value=Decimal(2_500_000_000),
            step=Decimal(100_000_000),
            surface="2,5 tỷ đồng",
        )

    text = factory.SubFactory(SourceTextFactory)
    number = factory.Sequence(lambda n: n + 1)
    kind = FigureKind.RESULT
    surface = "10 đề án"
    value = Decimal(10)
    step = Decimal(1)
    unit = "đề án"
    measure = "schemes"
    place = factory.SelfAttribute("text.place")
    start_date = factory.SelfAttribute("text.start_date")
    end_date = factory.SelfAttribute("text.end_date")
    period_label = factory.SelfAttribute("text.period_label")
