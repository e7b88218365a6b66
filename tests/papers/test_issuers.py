"""Who a paper says contracts with whom."""

import pytest

from khuyencong.organisations.models import Kind
from khuyencong.papers.building import issuers
from khuyencong.schemes.models import Tier
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import BeneficiaryFactory, SchemeFactory

pytestmark = pytest.mark.django_db


def test_a_commune_contracts_with_who_benefits_and_nobody_contracts_with_himself():
    commune = OrganisationFactory(
        name="Ủy ban nhân dân xã Kỳ Đông", kind=Kind.COMMUNE_COMMITTEE, place=CommuneFactory()
    )
    scheme = SchemeFactory(tier=Tier.COMMUNE, implementer=commune)
    for name in ("HTX Đan lát Kỳ Đông", "Công ty TNHH Gỗ Kỳ Đông"):
        BeneficiaryFactory(scheme=scheme, establishment__name=name)

    assert (issuers.payer(scheme).name, issuers.other_party(scheme)) == (
        "Ủy ban nhân dân xã Kỳ Đông",
        "HTX Đan lát Kỳ Đông; Công ty TNHH Gỗ Kỳ Đông",
    )


def test_a_province_contracts_with_who_carries_out():
    centre = OrganisationFactory(name="Trung tâm Khuyến công mẫu", centre=True)
    scheme = SchemeFactory(tier=Tier.PROVINCE, implementer=centre)

    assert (issuers.payer(scheme).name, issuers.other_party(scheme)) == (
        issuers.department(scheme).name,
        "Trung tâm Khuyến công mẫu",
    )
