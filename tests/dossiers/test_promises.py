"""What a dossier promises in figures, and how the evaluation reads it."""

from datetime import date
from decimal import Decimal

import pytest

from khuyencong.delivery.models import FollowUp
from khuyencong.dossiers import actions
from khuyencong.dossiers.actions import DossierClosed, PromiseFacts
from khuyencong.dossiers.models import Promise
from tests.delivery.conftest import at
from tests.factories.delivery import AcceptanceFactory
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db

JOBS = PromiseFacts("jobs", "người", Decimal(8), Decimal(12))
OUTPUT = PromiseFacts("output", "tấn/năm", None, Decimal("1200.5"))


@pytest.fixture
def line(province, centre_officer):
    scheme = SchemeFactory(
        state="draft", province=province, implementer=centre_officer.organisation, start_year=2026
    )
    return LineFactory(scheme=scheme, item="Máy sấy", for_beneficiary=True)


def test_promises_are_written_anew_until_the_dossier_is_submitted(line, centre_officer):
    for promises in ([JOBS], [JOBS, OUTPUT]):
        actions.set_promises(line, promises, by=centre_officer, at=at(1, 5))
    sent = LineFactory(scheme=SchemeFactory(state="submitted"))
    with pytest.raises(DossierClosed):
        actions.set_promises(sent, [JOBS], by=centre_officer, at=at(1, 5))

    assert [str(one) for one in Promise.objects.all()] == [
        "Lao động: 8 → 12 người",
        "Sản lượng: 1.200,5 tấn/năm",
    ]


def test_they_are_typed_on_a_page_of_the_line(line, centre_officer, sign_in, stranger):
    client = sign_in(centre_officer)
    client.post(f"/ho-so/{line.scheme.code}/")
    address = f"/ho-so/{line.scheme.code}/cam-ket/{line.pk}/"
    half = client.post(address, {"before-jobs": "8"})
    data = {"before-jobs": "8", "promised-jobs": "12", "unit-jobs": "lao động"}
    page = client.post(address, data, follow=True).content.decode()

    assert half.context["form"].errors == {"promised-jobs": ["Hãy ghi mức cam kết sau hỗ trợ."]}
    assert "Lao động: 8 → 12 lao động" in page
    assert client.get(address).context["form"]["promised-jobs"].initial == "12"
    assert sign_in(stranger).get(address).status_code in {403, 404}


def test_the_evaluation_reads_the_promise_and_shows_it_beside_the_fact(
    line, centre_officer, province_officer, sign_in
):
    settled = LineFactory(
        scheme=SchemeFactory(state="settled", province=line.scheme.province, start_year=2026),
        item="Máy sấy",
        for_beneficiary=True,
    )
    AcceptanceFactory(line=settled, accepted_on=date(2020, 9, 1))
    actions.set_promises(line, [JOBS], by=centre_officer, at=at(1, 5))
    Promise.objects.update(line=settled)
    base = f"/thuc-hien/{settled.scheme.code}/"
    client = sign_in(province_officer)
    form = client.get(f"{base}danh-gia/{settled.pk}/").context["form"]
    data = {"round": "12", "visited_on": "5/10/2021", "is_running": "on", "actual-jobs": "15"}
    page = client.post(f"{base}danh-gia/{settled.pk}/", data, follow=True).content.decode()

    assert "promised-jobs" not in form.fields
    assert form.fields["actual-jobs"].help_text == "Hồ sơ cam kết – Lao động: 8 → 12 người."
    figure = FollowUp.objects.get().figures.get()
    assert (figure.unit, figure.promised, figure.actual) == ("người", 12, 15)
    assert "Lao động: 15 người; hồ sơ nêu 12, bằng 125%" in page
