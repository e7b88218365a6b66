import pytest
from django.utils import timezone

from khuyencong.schemes.models import Scheme
from tests.factories.places import UnitFactory
from tests.factories.schemes import SchemeFactory


@pytest.fixture
def typed(province):
    """What an officer of Nghệ An fills in."""
    return {
        "code": "KCQG-2026-017",
        "name": "Hỗ trợ  máy sấy chè",
        "province": province.pk,
        "tier": "national",
        "form": "single",
        "recorded_as": "planned",
        "start_year": "2026",
        "end_year": "2026",
        "dated_on": "15/3/2026",
    }


def errors(response):
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def test_an_accountant_enters_no_scheme(sign_in, accountant):
    assert sign_in(accountant).get("/de-an/them/").status_code == 403


def test_the_province_of_the_officer_and_this_year_are_filled_in(
    sign_in, province_officer, province
):
    form = sign_in(province_officer).get("/de-an/them/").context["form"]

    assert (form["province"].value(), form["start_year"].value()) == (
        province.pk,
        timezone.localdate().year,
    )


def test_a_scheme_is_entered_and_its_lines_come_next(sign_in, province_officer, typed):
    response = sign_in(province_officer).post("/de-an/them/", typed)

    scheme = Scheme.objects.get()
    assert response.url == "/de-an/KCQG-2026-017/them-dong/"
    assert (scheme.name, scheme.state, scheme.is_illustrative, f"{scheme.dated_on:%d/%m/%Y}") == (
        "Hỗ trợ máy sấy chè",
        "planned",
        False,
        "15/03/2026",
    )
    assert [(step.to_state, step.by) for step in scheme.history.all()] == [
        ("planned", province_officer)
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": ""}, {"code": ["Trường này là bắt buộc."]}),
        (
            {"code": "KC/17"},
            {
                "code": [
                    "Mã chỉ gồm chữ không dấu, số, dấu chấm và gạch ngang, ví dụ KCQG-2026-017."
                ]
            },
        ),
        ({"code": "them"}, {"code": ["Mã phải có ít nhất một chữ số, ví dụ KCQG-2026-017."]}),
        (
            {"end_year": "2025"},
            {"end_year": ["Năm kết thúc không được trước năm bắt đầu (2026)."]},
        ),
        (
            {"dated_on": "15/3/2025"},
            {"dated_on": ["Ngày giao kế hoạch phải nằm trong năm bắt đầu (2026)."]},
        ),
        (
            {"dated_on": "31/2/2026"},
            {"dated_on": ["Ngày phải viết như 15/03/2026 và có trong lịch."]},
        ),
    ],
)
def test_an_error_says_how_to_mend_it_and_keeps_what_was_typed(
    sign_in, province_officer, typed, change, said
):
    response = sign_in(province_officer).post("/de-an/them/", {**typed, **change})

    assert errors(response) == said
    assert response.context["form"]["name"].value() == typed["name"]
    assert Scheme.objects.count() == 0


def test_a_code_is_used_once_in_the_whole_country(sign_in, province_officer, typed, other_province):
    SchemeFactory(code="KCQG-2026-017", province=other_province)

    response = sign_in(province_officer).post("/de-an/them/", typed)

    assert errors(response) == {"code": ["Mã «KCQG-2026-017» đã có ở một đề án khác."]}


def test_no_scheme_is_entered_for_another_province(sign_in, province_officer, typed):
    response = sign_in(province_officer).post(
        "/de-an/them/", {**typed, "province": UnitFactory().pk}
    )

    assert list(errors(response)) == ["province"]


def edit(client, scheme, **changes):
    initial = client.get(f"/de-an/{scheme.code}/sua/").context["form"].initial
    typed = {name: value for name, value in initial.items() if value not in (None, "", [])}
    return client.post(f"/de-an/{scheme.code}/sua/", {**typed, **changes})


def test_a_correction_is_saved(sign_in, province_officer, province):
    scheme = SchemeFactory(code="NA-1", province=province)

    response = edit(sign_in(province_officer), scheme, name="Tên mới")

    scheme.refresh_from_db()
    assert (response.status_code, scheme.name, scheme.fold) == (302, "Tên mới", "ten moi")


def test_a_stale_edit_does_not_overwrite_what_another_person_wrote(
    sign_in, province_officer, centre_officer, province
):
    scheme = SchemeFactory(code="NA-1", province=province)
    slow, quick = sign_in(province_officer), sign_in(centre_officer)
    seen = slow.get("/de-an/NA-1/sua/").context["form"].initial["seen"]
    edit(quick, scheme, name="Tên của người nhanh")

    response = edit(slow, scheme, name="Tên của người chậm", seen=seen)

    scheme.refresh_from_db()
    assert scheme.name == "Tên của người nhanh"
    assert errors(response) == {
        "__all__": [
            "Đề án này vừa được người khác sửa. Những gì bạn gõ vẫn ở đây và chưa được lưu: hãy "
            "mở lại hồ sơ ở một thẻ khác để so, rồi sửa lại từ bản mới."
        ]
    }
    assert response.context["form"]["name"].value() == "Tên của người chậm"


@pytest.mark.parametrize("page", ["sua/", "them-dong/"])
def test_a_stranger_edits_nothing(sign_in, stranger, province, page):
    SchemeFactory(code="NA-1", province=province)

    assert sign_in(stranger).post(f"/de-an/NA-1/{page}", {}).status_code == 404
