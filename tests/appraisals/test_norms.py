import pytest

from khuyencong.appraisals import actions, queries
from khuyencong.appraisals.actions import BasisFacts, ConclusionFacts, NotReady
from khuyencong.regulations.models import CostNorm, LegalDocument
from tests.appraisals.conftest import add_line, locked, scheme_waiting
from tests.factories.appraisals import AT
from tests.factories.schemes import BeneficiaryFactory

pytestmark = pytest.mark.django_db


def opened(scheme, by):
    return actions.open_appraisal(scheme, by=by, at=AT)


def verdicts(appraisal, agreed=None):
    return [
        (one.label, one.check.label, one.check.allowed_vnd, one.tone)
        for one in queries.check_norms(appraisal, agreed)
    ]


@pytest.fixture
def read_norm(law):
    """The national norm of machinery as an officer has read it: 300 triệu a machine."""
    CostNorm.objects.filter(item="machinery").update(valid_to="2026-05-24")
    return CostNorm.objects.create(
        code="machinery.read",
        item="machinery",
        name="Ứng dụng máy móc thiết bị tiên tiến",
        content="machine",
        percent=50,
        base_cost="ứng dụng máy móc thiết bị tiên tiến",
        ceiling_vnd=300_000_000,
        unit="establishment",
        line_multiplier="1.5",
        applies_to="national",
        document=LegalDocument.objects.get(code="qd-05-2021-thanh-hoa"),
        article="Điều kiểm thử",
        valid_from="2026-05-25",
        verification="verified",
    )


def test_a_line_is_explained_with_its_version_and_mark(national, province_officer):
    (one,) = queries.check_norms(opened(national, province_officer))

    assert (one.check.label, one.tone, one.check.norm.code, one.basis.units) == (
        "trong định mức (chưa kiểm chứng)",
        "success",
        "machinery.tt-28-2018",
        1,
    )
    assert one.check.explanation[0].startswith("Định mức: tối đa 50% chi phí")
    mark = one.check.norm.standing(AT.date())
    assert f"Định mức áp dụng từ 15/05/2018 đến nay, {mark}." in one.check.explanation


def test_two_establishments_may_have_six_hundred_million(province, read_norm, province_officer):
    scheme = scheme_waiting(province, national=True, group=True, asked=300_000_000)
    add_line(scheme, beneficiary=BeneficiaryFactory(scheme=scheme), asked=300_000_000)
    unnamed = add_line(scheme, asked=600_000_000, cost=1_200_000_000)
    appraisal = opened(scheme, province_officer)

    assert verdicts(appraisal) == [
        ("Máy sấy lạnh", "trong định mức", 300_000_000, "success"),
        ("Máy sấy lạnh", "trong định mức", 300_000_000, "success"),
        ("Máy sấy lạnh", "vượt định mức", 300_000_000, "danger"),
    ]

    two = {unnamed.pk: BasisFacts(units=2, is_priority=False, is_line=False)}
    actions.set_bases(appraisal, two, by=province_officer, at=AT)

    assert verdicts(appraisal)[2] == ("Máy sấy lạnh", "trong định mức", 600_000_000, "success")


def test_one_establishment_does_not_get_twice_by_two_lines(province, read_norm, province_officer):
    scheme = scheme_waiting(province, national=True, asked=300_000_000)
    add_line(scheme, beneficiary=scheme.beneficiaries.get(), asked=300_000_000)

    assert verdicts(opened(scheme, province_officer)) == [
        ("Máy sấy lạnh; Máy sấy lạnh", "vượt định mức", 300_000_000, "danger")
    ]


def test_a_production_line_raises_the_level(province, read_norm, province_officer):
    scheme = scheme_waiting(province, national=True, asked=450_000_000, code="DC-1")
    appraisal = opened(scheme, province_officer)
    chain = {scheme.lines.get().pk: BasisFacts(units=1, is_priority=False, is_line=True)}
    actions.set_bases(appraisal, chain, by=province_officer, at=AT)

    assert verdicts(appraisal) == [("Máy sấy lạnh", "trong định mức", 450_000_000, "success")]


def test_the_place_of_the_beneficiary_suggests_the_priority(province, national, province_officer):
    national.beneficiaries.update(in_disadvantaged_area=True)

    appraisal, lines = opened(national, province_officer), list(national.lines.all())
    assert list(queries.bases_of(appraisal, lines).values()) == [
        queries.Basis(units=1, is_priority=True, is_line=False, is_known=True)
    ]


def test_above_a_norm_that_binds_no_approval_but_below_it(province, read_norm, province_officer):
    scheme = scheme_waiting(province, national=True, asked=400_000_000)
    appraisal = opened(scheme, province_officer)
    locked(appraisal, province_officer)
    line = scheme.lines.get().pk

    with pytest.raises(NotReady) as refused:
        actions.conclude(
            appraisal,
            ConclusionFacts(outcome="approve", agreed={line: 400_000_000}),
            by=province_officer,
            at=AT,
        )
    assert refused.value.missing == ("«Máy sấy lạnh» vượt định mức: không quá 300.000.000 đồng.",)

    done = actions.conclude(
        appraisal,
        ConclusionFacts(outcome="approve", agreed={line: 300_000_000}),
        by=province_officer,
        at=AT,
    )
    assert done.support_vnd == 300_000_000


def test_above_a_norm_nobody_has_read_is_only_a_warning(province, law, province_officer):
    scheme = scheme_waiting(province, national=True, asked=500_000_000)
    appraisal = opened(scheme, province_officer)
    locked(appraisal, province_officer)

    assert [(label, tone) for _, label, _, tone in verdicts(appraisal)] == [
        ("vượt định mức (chưa kiểm chứng)", "warning")
    ]
    agreed = {scheme.lines.get().pk: 500_000_000}
    facts = ConclusionFacts(outcome="approve", agreed=agreed)
    assert actions.conclude(appraisal, facts, by=province_officer, at=AT).support_vnd == 500_000_000


def test_a_line_without_a_norm_is_not_checked(scheme, province_officer):
    scheme.lines.update(sub_content=None)

    assert verdicts(opened(scheme, province_officer)) == [
        ("Máy sấy lạnh", "chưa đối chiếu được", None, "neutral")
    ]
