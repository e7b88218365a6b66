"""An establishment with its account, and what it is told of its own schemes."""

from datetime import date

import pytest

from khuyencong.desk import own
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.models import Line
from tests.factories.establishments import RepresentativeFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory
from tests.papers.conftest import (
    _files,
    accepted,
    planned,
    signed,
    under_way,
    waiting,
)

__all__ = ["_files", "accepted", "planned", "signed", "under_way", "waiting"]
TODAY = date(2026, 5, 13)
MILLION = 1_000_000


@pytest.fixture
def given(province):
    """The owner of HTX Vinh Lộc."""
    return RepresentativeFactory(
        establishment__province=province, establishment__name="HTX Vinh Lộc"
    )


@pytest.fixture
def neighbour(province):
    """The owner of another establishment of the province."""
    return RepresentativeFactory(
        establishment__province=province, establishment__name="Cơ sở Nam Đàn"
    )


def scheme_of(*people, state="under_way", **more):
    """A scheme from which the establishments of the accounts benefit, a line each."""
    province = people[0].establishment.province
    scheme = SchemeFactory(province=province, state=state, start_year=2026, **more)
    for one in people:
        beneficiary = BeneficiaryFactory(scheme=scheme, establishment=one.establishment)
        LineFactory(
            scheme=scheme, beneficiary=beneficiary, item=f"Máy của {one.establishment.name}"
        )
    return scheme


def line_of(scheme, given):
    return Line.objects.get(scheme=scheme, beneficiary__establishment=given.establishment)


def read(given, *, today=TODAY, code=""):
    return own.schemes_of(given.person, given.establishment, today=today, code=code)


def told(given, **more):
    (found,) = read(given, **more)
    return found


def kind_of(code):
    return SubContent.objects.select_related("kind").get(code=code)


def machine(scheme, given, sub_content="machinery"):
    Line.objects.filter(pk=line_of(scheme, given).pk).update(sub_content=kind_of(sub_content))
