import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.figures.models import SourceText
from khuyencong.places.models import Unit
from khuyencong.reporting.content import Basis, numbers_of
from khuyencong.reporting.queries import report_of
from tests.reporting.conftest import TERM, YEAR

SignIn = Callable[[User], Client]
PUBLISHED = "/bao-cao/nghe-an/2016-2020/cong-bo/"
RECORDS = "/bao-cao/nghe-an/2018/so/"


def test_the_list_offers_every_published_programme(published: SourceText) -> None:
    page = Client().get(reverse("reporting:report_list")).content.decode()

    assert f'href="{PUBLISHED}"' in page
    assert f'href="{PUBLISHED}bao-cao.docx"' in page
    assert 'href="/bao-cao/nghe-an/2016-2020/so/"' in page


def test_the_list_without_programmes_says_so(db: None) -> None:
    page = Client().get(reverse("reporting:report_list")).content.decode()

    assert "Chưa có chương trình nào có số liệu công bố." in page


def test_every_number_of_a_report_links_to_its_address(
    province: Unit, published: SourceText
) -> None:
    page = Client().get(PUBLISHED).content.decode()

    links = re.findall(r'<a class="figure" href="/so-lieu/\?[^"]+">', page)
    assert len(links) == len(numbers_of(report_of(province, TERM, Basis.PUBLISHED)))
    assert "measure=support&amp;source=national" in page


def test_published_figures_are_for_everybody(published: SourceText) -> None:
    page = Client().get(PUBLISHED)

    assert page.status_code == 200
    assert "hơn 4 tỷ đồng" in page.content.decode()


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("docx", "wordprocessingml"), ("xlsx", "spreadsheetml"), ("pdf", "application/pdf")],
)
def test_a_report_is_downloaded_in_every_format(
    published: SourceText, ending: str, kind: str
) -> None:
    file = Client().get(f"{PUBLISHED}bao-cao.{ending}")

    assert kind in file["Content-Type"]
    assert file["Content-Disposition"] == (
        f'attachment; filename="bao-cao-nghe-an-2016-2020-cong-bo.{ending}"'
    )


@pytest.mark.parametrize(
    "path",
    [
        f"{PUBLISHED}bao-cao.exe",
        "/bao-cao/khong-co/2018/cong-bo/",
        "/bao-cao/nghe-an/2020-2016/cong-bo/",
        "/bao-cao/nghe-an/2018/cong-bo/",
        "/bao-cao/nghe-an/2018/khac/",
    ],
)
def test_what_is_not_there_is_not_found(published: SourceText, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_visitor_is_asked_to_sign_in_before_reading_records(one_scheme: None) -> None:
    assert Client().get(RECORDS).status_code == 302


def test_an_officer_of_the_place_reads_its_records(
    sign_in: SignIn, province_officer: User, one_scheme: None
) -> None:
    page = sign_in(province_officer).get(RECORDS)

    assert page.status_code == 200
    assert "100 triệu đồng" in page.content.decode()


def test_a_stranger_does_not_find_real_records(
    sign_in: SignIn, stranger: User, applicant: User, one_scheme: None
) -> None:
    assert sign_in(stranger).get(RECORDS).status_code == 404
    assert sign_in(stranger).get(f"{RECORDS}bao-cao.pdf").status_code == 404
    assert sign_in(applicant).get(RECORDS).status_code == 404


def test_illustrative_records_are_shown_labelled_to_whoever_signed_in(
    sign_in: SignIn, stranger: User, illustrative_scheme: None
) -> None:
    page = sign_in(stranger).get(RECORDS).content.decode()

    assert "DỮ LIỆU MINH HỌA – không phải số liệu của địa phương" in page
    assert "records=illustrative" in page


def test_the_ministry_reads_the_whole_country(
    sign_in: SignIn, ministry_officer: User, province_officer: User, one_scheme: None
) -> None:
    path = f"/bao-cao/ca-nuoc/{YEAR.code}/so/"

    page = sign_in(ministry_officer).get(path)

    assert page.status_code == 200
    assert "trên phạm vi cả nước" in page.content.decode()
    assert sign_in(province_officer).get(path).status_code == 404
