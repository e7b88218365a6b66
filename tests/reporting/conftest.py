from datetime import date
from decimal import Decimal

import pytest

from khuyencong.figures.models import SourceText
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.reporting.content import Basis, Report
from khuyencong.reporting.queries import report_of
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, ResultFactory, SchemeFactory

YEAR = Period.parse("2018")
TERM = Period.parse("2016-2020")


@pytest.fixture
def one_scheme(province: Unit) -> None:
    """One provincial scheme of 2018: machinery for a cooperative, 100 triệu and 250 of its own."""
    scheme = SchemeFactory(province=province)
    benefit = BeneficiaryFactory(
        scheme=scheme,
        establishment__cooperative=True,
        establishment__province=province,
        disadvantaged=True,
    )
    LineFactory(
        scheme=scheme,
        beneficiary=benefit,
        account__settled={"province": 100_000_000, "counterpart": 250_000_000},
    )


@pytest.fixture
def many_schemes(province: Unit, one_scheme: None) -> None:
    """Also a national scheme of no content, and one class whose number of people is not known."""
    national = SchemeFactory(province=province, national=True)
    LineFactory(scheme=national, content="", account__settled={"national": 300_000_000})
    ResultFactory(province=province, kind="turn", content="sxsh", quantity=None)
    ResultFactory(province=province, kind="workshop", content="sxsh", quantity=2)


@pytest.fixture
def illustrative_scheme(province: Unit) -> None:
    """One scheme that is synthetic."""
    scheme = SchemeFactory(province=province, illustrative=True)
    LineFactory(scheme=scheme, account__settled={"province": 100_000_000})


@pytest.fixture
def published(province: Unit) -> SourceText:
    """A text about 2016–2020 with five results and a target of the next term."""
    text = SourceTextFactory(title="Tổng kết khuyến công", publisher="Báo Mẫu", place=province)
    PublishedFigureFactory(text=text, number=1, surface="12 đề án", value=12)
    money = {"text": text, "measure": "support", "unit": "VND"}
    PublishedFigureFactory(
        **money, number=2, surface="hơn 4 tỷ đồng", value=4_000_000_000, qualifier="hơn"
    )
    PublishedFigureFactory(
        **money, number=3, surface="1 tỷ đồng", value=1_000_000_000, source="national"
    )
    PublishedFigureFactory(
        text=text,
        number=4,
        surface="3 lớp",
        value=3,
        unit="lớp",
        measure="classes",
        contents=["management"],
        ambiguity="Không nêu năm.",
    )
    PublishedFigureFactory(
        text=text,
        number=5,
        surface="20% lượng chất thải",
        value=20,
        unit="%",
        measure="percent",
        label="Mức giảm chất thải",
    )
    PublishedFigureFactory(
        text=text,
        number=9,
        target=True,
        surface="20 - 30 mô hình",
        value=None,
        low=Decimal(20),
        high=Decimal(30),
        unit="mô hình",
        measure="models",
        contents=["model"],
        start_date=date(2021, 1, 1),
        end_date=date(2025, 12, 31),
        period_label="2021–2025",
    )
    return text


@pytest.fixture
def published_report(province: Unit, published: SourceText) -> Report:
    return report_of(province, TERM, Basis.PUBLISHED)


@pytest.fixture
def illustrative_report(province: Unit, illustrative_scheme: None) -> Report:
    return report_of(province, YEAR, Basis.RECORDS)
