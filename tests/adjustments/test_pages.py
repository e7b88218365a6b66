"""The pages: a request from its reason to its decision, who opens what, what each page says."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.adjustments import actions
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.adjustments.queries import standing
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.models import Scheme
from tests.factories.adjustments import AT, RequestPaperFactory, approved_scheme, line_given
from tests.factories.delivery import ContractFactory
from tests.factories.establishments import EstablishmentFactory
from tests.factories.organisations import OrganisationFactory

from .asking import DECISION, asked, millions, state_of, submitted, words

pytestmark = pytest.mark.django_db
PROVINCE = "grant:province"


@pytest.fixture
def scheme(law, province):
    return approved_scheme(province)


def at(name, *args):
    return reverse(f"adjustments:{name}", args=args)


def write(centre, scheme, partner):
    """Ask on the pages for a new value of every field; the request, still a draft."""
    line = scheme.lines.get()
    answer = centre.post(at("request_add", scheme.code), {"reason": "Cơ sở đổi ý."})
    request = ChangeRequest.objects.get()
    assert answer.url == at("request_detail", request.pk)
    choose = centre.get(at("change_choose", request.pk)).content.decode()
    assert all(
        at("change_line", request.pk, line.pk, word) in choose
        for word in ("dia-diem", "thu-huong", "thiet-bi", "doi-ung", "kinh-phi", "noi-dung", "nam")
    )
    for word, typed in {
        "dia-diem": {"new": "xã Vinh Lộc"},
        "thu-huong": {"establishment": "CS-BM"},
        "thiet-bi": {"new": "Máy sấy lạnh 2 tấn"},
        "doi-ung": {"new": "300 triệu"},
        "kinh-phi": {"level": PROVINCE, "new": "150 triệu"},
        "noi-dung": {"content": "model"},
    }.items():
        page = at("change_line", request.pk, line.pk, word)
        assert centre.get(page).status_code == 200
        assert centre.post(page, typed).url == at("request_detail", request.pk)
    for word, typed in {
        "phoi-hop": {"new": [partner.pk]},
        "thoi-han": {"new": "31/3/2027"},
    }.items():
        page = at("change_scheme", request.pk, word)
        assert centre.get(page).status_code == 200
        assert centre.post(page, typed).url == at("request_detail", request.pk)
    return request


def test_a_request_is_written_submitted_and_approved_on_the_pages(
    scheme, province, centre_officer, leader, sign_in
):
    EstablishmentFactory(province=province, code="CS-BM", name="HTX Bình Minh")
    OrganisationFactory(place=province, name="Hội Nông dân")
    partner = OrganisationFactory(place=province, name="Liên minh Hợp tác xã")
    centre = sign_in(centre_officer)
    request = write(centre, scheme, partner)
    shown = centre.get(at("request_detail", request.pk)).content.decode()
    assert "<del" in shown
    assert "150.000.000 đồng" in shown
    assert "Chưa kiểm chứng. Chưa có quy định của tỉnh" in shown
    step = at("request_step", request.pk, "trinh")
    assert centre.get(step).status_code == 200
    assert centre.post(step, {"note": ""}).url == at("request_detail", request.pk)

    office = sign_in(leader)
    page = at("request_approve", request.pk)
    assert office.get(page).status_code == 200
    answer = office.post(page, {"number": "55/QĐ-UBND", "date": "1/1/2026"})
    assert answer.url == at("request_detail", request.pk)
    assert state_of(scheme) == [
        (
            2026,
            "model",
            "Máy sấy lạnh 2 tấn",
            "xã Vinh Lộc",
            "HTX Bình Minh",
            {"province": 150},
        )
    ]
    assert list(Scheme.objects.get().partners.all()) == [partner]
    decided = office.get(at("request_detail", request.pk)).content.decode()
    assert "55/QĐ-UBND ngày 01/01/2026" in decided
    assert "xã Vinh Lộc" in office.get(at("scheme_requests", scheme.code)).content.decode()
    assert (
        "tại xã Vinh Lộc"
        in office.get(reverse("schemes:scheme_detail", args=[scheme.code])).content.decode()
    )


def test_a_line_is_added_on_its_page_and_dropped(scheme, centre_officer, sign_in):
    request = asked(scheme, centre_officer)
    client = sign_in(centre_officer)
    page = at("line_add", request.pk)
    assert client.get(page).status_code == 200
    client.post(
        page,
        {
            "content": "fair",
            "year": "2027",
            "item": "Gian hàng",
            "place": "Vinh",
            "level": PROVINCE,
            "amount": "30 triệu",
            "counterpart": "10 triệu",
        },
    )

    assert list(request.changes.values_list("kind", "new_text")) == [
        ("add", "Hội chợ, triển lãm, xúc tiến thương mại"),
        ("year", "2027"),
        ("equipment", "Gian hàng"),
        ("place", "Vinh"),
        ("investment", "10.000.000 đồng"),
        ("money", "30.000.000 đồng"),
    ]
    assert "Dòng bổ sung 1" in client.get(at("request_detail", request.pk)).content.decode()
    client.post(at("change_drop", request.pk, request.changes.first().pk))
    assert not request.changes.exists()


@pytest.mark.parametrize(
    ("word", "typed", "said"),
    [
        ("dia-diem", {"new": ""}, "bắt buộc"),
        ("thu-huong", {"establishment": "không có"}, "Không thấy cơ sở"),
        ("thiet-bi", {"new": "Máy sấy"}, "giá trị mới trùng với giá trị đang được duyệt"),
        ("noi-dung", {"content": "fair", "sub_content": "{sub}"}, "Nội dung cụ thể này thuộc"),
        ("nam", {"new": "2026"}, "Năm mới phải sau năm 2026."),
        (
            "kinh-phi",
            {"level": "grant:district", "new": "1 triệu"},
            "không còn ngân sách cấp huyện",
        ),
        ("kinh-phi", {"level": PROVINCE, "new": "nhiều"}, "Không hiểu số tiền"),
    ],
)
def test_what_is_typed_wrong_is_told(word, typed, said, scheme, centre_officer, sign_in):
    request = asked(scheme, centre_officer)
    page = at("change_line", request.pk, scheme.lines.get().pk, word)
    sub_content = SubContent.objects.filter(content="machine").first()
    typed = {name: text.format(sub=sub_content.pk) for name, text in typed.items()}

    assert said in sign_in(centre_officer).post(page, typed).content.decode()


def test_a_later_year_and_a_stop_are_asked_for(scheme, centre_officer, sign_in):
    client = sign_in(centre_officer)
    later, stop = asked(scheme, centre_officer), asked(scheme, centre_officer)
    client.post(at("change_line", later.pk, scheme.lines.get().pk, "nam"), {"new": "2027"})
    client.post(at("change_scheme", stop.pk, "ngung"), {"sure": "on"})

    assert [
        request.changes.values_list("old_text", "new_text").get() for request in (later, stop)
    ] == [("2026", "2027"), ("đang triển khai", "Ngừng triển khai")]


def test_after_an_approval_the_contract_waits_for_its_appendix(
    scheme, centre_officer, leader, sign_in
):
    ContractFactory(scheme=scheme, ends_on=date(2026, 10, 31))
    request = submitted(scheme, centre_officer, ("end_date", standing.day(date(2026, 12, 1))))
    assert request.changes.get().old_text == "31/10/2026"
    actions.approve(request, DECISION, by=leader, at=AT)
    client = sign_in(centre_officer)
    waits = client.get(at("request_detail", request.pk)).content.decode()
    scheme.contract.appendices.create(
        number="1",
        signed_on=date(2026, 6, 1),
        reason="Gia hạn.",
        ends_on=date(2026, 12, 15),
        by=centre_officer,
        at=AT,
    )
    signed = client.get(at("request_detail", request.pk)).content.decode()

    assert ["ký phụ lục hợp đồng" in page for page in (waits, signed)] == [True, False]
    assert standing.standing_of(scheme).end == date(2026, 12, 15)


def test_other_fields_typed_wrong_are_told(scheme, centre_officer, sign_in):
    request = asked(scheme, centre_officer)
    client = sign_in(centre_officer)
    told = [
        client.post(at("change_scheme", request.pk, "thoi-han"), {"new": "1/1/2020"}),
        client.post(at("line_add", request.pk), {"content": "fair", "year": "2020"}),
        client.post(at("paper_add", request.pk), {"title": "Tờ trình"}),
    ]

    assert [
        sentence in answer.content.decode()
        for sentence, answer in zip(
            (
                "Đề án này thực hiện từ năm 2026.",
                "Đề án này thực hiện từ năm 2026.",
                "Ghi số văn bản hoặc chọn tệp.",
            ),
            told,
            strict=True,
        )
    ] == [True, True, True]


def test_papers_are_handed_in_read_and_taken_back(scheme, centre_officer, sign_in):
    request = asked(scheme, centre_officer)
    client = sign_in(centre_officer)
    file = SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.7")
    assert client.get(at("paper_add", request.pk)).status_code == 200
    client.post(at("paper_add", request.pk), {"title": "Tờ trình", "number": "1", "file": file})
    paper = request.papers.get()
    answer = client.get(at("paper_file", request.pk, paper.pk))

    assert (b"".join(answer.streaming_content), answer["Content-Disposition"]) == (
        b"%PDF-1.7",
        'attachment; filename="to-trinh.pdf"',
    )
    assert "Tờ trình" in client.get(at("request_detail", request.pk)).content.decode()
    client.post(at("paper_drop", request.pk, paper.pk))
    assert not request.papers.exists()


def test_the_reason_is_rewritten_and_values_are_read_anew(scheme, centre_officer, sign_in):
    request = asked(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
    client = sign_in(centre_officer)
    assert client.get(at("request_edit", request.pk)).status_code == 200
    client.post(at("request_edit", request.pk), {"reason": "Lý do khác."})
    client.post(at("request_refresh", request.pk))

    request.refresh_from_db()
    assert request.reason == "Lý do khác."


def test_a_refusal_is_shown_on_the_page(scheme, centre_officer, leader, sign_in):
    request = asked(scheme, centre_officer)
    client = sign_in(centre_officer)
    page = at("request_step", request.pk, "trinh")
    assert "Chưa nêu nội dung nào thay đổi." in client.post(page).content.decode()
    actions.put_change(request, "place", words("Vinh"), line=scheme.lines.get())
    actions.submit(request, by=centre_officer, at=AT)
    for deed in (
        lambda: client.post(at("request_edit", request.pk), {"reason": "Khác."}),
        lambda: client.post(
            at("change_line", request.pk, scheme.lines.get().pk, "dia-diem"), {"new": "Nơi khác"}
        ),
        lambda: client.post(
            at("line_add", request.pk),
            {"content": "fair", "year": "2026", "level": PROVINCE},
        ),
        lambda: client.post(at("paper_add", request.pk), {"title": "Giấy", "number": "1"}),
        lambda: client.post(at("request_refresh", request.pk), follow=True),
    ):
        assert "không sửa được" in deed().content.decode()
    office = sign_in(leader)
    approval = office.post(at("request_approve", request.pk), {"number": "1", "date": "1/1/2100"})
    assert "Ngày quyết định không được sau hôm nay." in approval.content.decode()
    back = at("request_step", request.pk, "tra-lai")
    assert "bắt buộc" in office.post(back, {"note": ""}).content.decode()
    office.post(back, {"note": "Thiếu."})

    request.refresh_from_db()
    assert request.state == "returned"


def test_a_scheme_that_is_not_approved_takes_no_request(law, province, centre_officer, sign_in):
    scheme = approved_scheme(province, recorded_as="settled")
    page = at("request_add", scheme.code)

    assert "chưa nghiệm thu" in sign_in(centre_officer).post(page, {"reason": "a"}).content.decode()


def test_a_conflict_is_shown_side_by_side(scheme, centre_officer, leader, sign_in):
    line = scheme.lines.get()
    mine = asked(scheme, centre_officer, ("place", words("Vinh"), line))
    rival = submitted(scheme, centre_officer, ("place", words("Vinh Lộc"), line))
    client = sign_in(leader)
    before = client.get(at("request_detail", mine.pk)).content.decode()
    actions.approve(rival, DECISION, by=leader, at=AT)
    after = client.get(at("request_detail", mine.pk)).content.decode()

    for page in (before, after):
        assert "Mâu thuẫn với đề nghị khác" in page
        assert "Vinh Lộc" in page


def test_the_filters_of_the_list(scheme, province, centre_officer, leader, sign_in):
    client = sign_in(leader)
    submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
    link = at("request_detail", ChangeRequest.objects.get().pk)

    assert {
        asked_for: link in client.get(f"{at('request_list')}?{asked_for}").content.decode()
        for asked_for in ("", "mine=on", "state=draft", "words=x", f"place={province.pk}")
    } == {
        "": True,
        "mine=on": True,
        "state=draft": False,
        "words=x": False,
        f"place={province.pk}": True,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_queries_for_one_and_for_three(
    count, law, province, centre_officer, leader, sign_in, django_assert_num_queries
):
    for number in range(count):
        asked(approved_scheme(province, f"KC-{number}"), centre_officer)
    client = sign_in(leader)

    with django_assert_num_queries(6):
        client.get(at("request_list"))


def test_a_page_of_lead_times(scheme, ministry_officer, sign_in):
    shown = sign_in(ministry_officer).get(at("lead_times"), {"group": "tinh", "days": "30"})

    assert "Chưa có đề án nào đi qua hai bước" in shown.content.decode()
    assert "trên 30 ngày" in shown.content.decode()


def test_the_scheme_shows_the_panel_and_the_step_that_stops_it(scheme, leader, sign_in):
    shown = sign_in(leader).get(reverse("schemes:scheme_detail", args=[scheme.code]))

    assert at("scheme_requests", scheme.code) in shown.content.decode()


def _every_page(request, line, change, paper):
    scheme = request.scheme.code
    return {
        "GET": [
            at("scheme_requests", scheme),
            at("request_add", scheme),
            at("request_detail", request.pk),
            at("request_edit", request.pk),
            at("change_choose", request.pk),
            at("change_scheme", request.pk, "ngung"),
            at("change_line", request.pk, line.pk, "nam"),
            at("line_add", request.pk),
            at("paper_add", request.pk),
            at("paper_file", request.pk, paper.pk),
            at("request_approve", request.pk),
            at("request_step", request.pk, "trinh"),
            at("request_step", request.pk, "rut"),
        ],
        "POST": [
            at("change_drop", request.pk, change.pk),
            at("request_refresh", request.pk),
            at("paper_drop", request.pk, paper.pk),
        ],
    }


@pytest.fixture
def drafted(scheme, centre_officer):
    request = asked(scheme, centre_officer, ("money", millions(150), scheme.lines.get(), PROVINCE))
    RequestPaperFactory(request=request, by=centre_officer)
    return request


def test_nobody_else_opens_a_page(
    drafted, stranger, applicant, deactivated, centre_officer, sign_in, client
):
    pages = _every_page(
        drafted, drafted.scheme.lines.get(), drafted.changes.get(), drafted.papers.get()
    )
    addresses = [(method, page) for method, found in pages.items() for page in found]
    stranger.role = "centre_officer"
    stranger.save()

    def status(one, method, page):
        return one.generic(method, page).status_code

    foreign, outside, closed = sign_in(stranger), sign_in(applicant), sign_in(deactivated)
    approve = at("request_approve", drafted.pk)
    assert {(page, status(foreign, method, page)) for method, page in addresses} == {
        (page, 403 if page == approve else 404) for _, page in addresses
    }
    assert {status(outside, method, page) for method, page in addresses} == {403}
    assert {status(one, *it) for one in (client, closed) for it in addresses} == {302}
    own = sign_in(centre_officer)
    assert [status(own, "GET", page) for page in pages["GET"]] == [
        200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 403, 200, 200,
    ]  # fmt: skip


def test_a_page_for_something_that_is_not_there_is_404(drafted, centre_officer, sign_in):
    client = sign_in(centre_officer)
    line = drafted.scheme.lines.get().pk

    assert [
        client.get(page).status_code
        for page in (
            at("change_scheme", drafted.pk, "khong-co"),
            at("change_scheme", drafted.pk, "dia-diem"),
            at("change_line", drafted.pk, line, "ngung"),
            at("change_line", drafted.pk, 0, "dia-diem"),
        )
    ] == [404, 404, 404, 404]


def test_whoever_only_reads_is_told_so(drafted, province_officer, sign_in):
    client = sign_in(province_officer)

    assert [
        client.get(page).status_code
        for page in (
            at("request_detail", drafted.pk),
            at("request_edit", drafted.pk),
            at("request_step", drafted.pk, "trinh"),
            at("request_add", drafted.scheme.code),
        )
    ] == [200, 403, 403, 403]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("state", "asks"), [("draft", 12), ("submitted", 12), ("approved", 9)])
def test_a_request_asks_the_same_queries_for_one_change_and_for_three(
    state, asks, count, law, province, centre_officer, leader, sign_in, django_assert_num_queries
):
    scheme = approved_scheme(
        province, lines=[line_given(province, province=200) for _ in range(count)]
    )
    ContractFactory(scheme=scheme)
    changes = [("place", words("xã Vinh Lộc"), line) for line in scheme.lines.order_by("pk")]
    changes.append(("end_date", standing.day(date(2026, 12, 1))))
    changes.append(("partners", standing.partners([OrganisationFactory()])))
    asked(scheme, leader, *changes)
    request = asked(scheme, centre_officer, *changes)
    RequestPaperFactory(request=request, by=centre_officer, at=AT)
    if state != "draft":
        actions.submit(request, by=centre_officer, at=AT)
    if state == "approved":
        actions.approve(request, DECISION, by=leader, at=AT)
    client = sign_in(centre_officer)
    page = at("request_detail", request.pk)
    client.get(page)

    with django_assert_num_queries(asks):
        client.get(page)
