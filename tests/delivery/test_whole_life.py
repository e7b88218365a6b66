"""From the plan to the evaluation, page by page, each by the person whose work it is."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from khuyencong.delivery import queries
from khuyencong.delivery.models import Evidence, Photo, ProgressReport, Visit, Voucher
from khuyencong.delivery.queries import Stage
from tests.delivery.conftest import SIGNED, fresh, key, ledger, line_of

pytestmark = pytest.mark.django_db


def visit(client, path, day, data=None):
    """Open a page, or send its form, on a day; return what it says."""
    with time_machine.travel(f"{day} 09:00+07:00", tick=False):
        if data is None:
            return client.get(path)
        return client.post(path, data, follow=True)


def errors(response):
    form = response.context["form"] if "form" in (response.context or {}) else None
    return form.errors.as_text() if form is not None else ""


@pytest.fixture
def step(planned, sign_in):
    """Open a page as the person on a day, send its form, and see what is said."""
    base = f"/thuc-hien/{planned.code}/"

    def done(person, path, day, data, then):
        with time_machine.travel(f"{day} 09:00+07:00", tick=False):
            client = sign_in(person)
            assert client.get(base + path).status_code == 200
        response = visit(client, base + path, day, data)
        said = [str(message) for message in response.context["messages"]]
        assert (said, errors(response)) == ([then], "")

    return done


def begin(planned, step, centre_officer):
    """Contract and start."""
    line = line_of(planned)
    grant = key(planned)
    counterpart = key(planned, "counterpart")
    step(
        centre_officer,
        "hop-dong/",
        "2026-03-10",
        {
            "number": "12/HĐ-KC",
            "signed_on": "10/3/2026",
            "party": "Trung tâm Khuyến công",
            "starts_on": "10/3/2026",
            "ends_on": "31/12/2026",
            grant: "200 triệu",
            counterpart: "300 triệu",
            f"percent-{line.pk}": "70",
        },
        "Đã ghi hợp đồng số 12/HĐ-KC.",
    )
    step(
        centre_officer,
        "bat-dau/",
        "2026-03-12",
        {"note": ""},
        "Đề án bắt đầu thực hiện; báo cáo tiến độ hằng tháng.",
    )


def report_and_hand_in(planned, step, centre_officer, province_officer):
    """Progress, a visit with a photo, the papers."""
    line = line_of(planned)
    step(
        centre_officer,
        "tien-do/bao-cao/",
        "2026-05-02",
        {
            "month": "5/2026",
            f"percent-{line.pk}": "72,5",
            f"state-{line.pk}": "",
            f"counterpart-{line.pk}": "300 triệu",
        },
        "Đã gửi báo cáo tháng 05/2026.",
    )
    report = ProgressReport.objects.get()
    step(
        province_officer,
        f"tien-do/{report.pk}/",
        "2026-05-03",
        {"opinion": "Đã kiểm tra."},
        "Đã xác nhận báo cáo tháng 05/2026.",
    )
    step(
        province_officer,
        "kiem-tra/",
        "2026-05-03",
        {"visited_on": "3/5/2026", "place": "Xã A", "people": "Sở", "findings": "Đã lắp máy."},
        "Đã ghi lần kiểm tra.",
    )
    picture = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff")
    step(
        province_officer,
        f"kiem-tra/{Visit.objects.get().pk}/anh/",
        "2026-05-03",
        {"file": picture, "taken_at": "3/5/2026 08:30", "place": "Xưởng sấy"},
        "Đã lưu ảnh.",
    )
    for stage in (Stage.FIRST_ADVANCE, Stage.REMAINING):
        for one in queries.papers_asked(planned, line, stage, on=SIGNED):
            prefix = f"giay-{one.item.pk}"
            scan = SimpleUploadedFile("ban-quet.pdf", b"%PDF-1.7")
            step(
                centre_officer,
                f"giay-to/{line.pk}/",
                "2026-05-03",
                {
                    "item": one.item.pk,
                    f"{prefix}-number": "01/2026",
                    f"{prefix}-dated_on": "2/5/2026",
                    f"{prefix}-file": scan,
                },
                f"Đã ghi «{one.item.name}».",
            )


def pay_and_accept(planned, step, province_officer, accountant):
    """The first advance, acceptance, the remaining one."""
    line = line_of(planned)
    grant = key(planned)
    counterpart = key(planned, "counterpart")
    step(
        accountant,
        f"tam-ung/{line.pk}/",
        "2026-05-04",
        {"document": "UNC 01", "paid_on": "4/5/2026", grant: "140 triệu"},
        "Đã ghi tạm ứng lần một: 140.000.000 đồng.",
    )
    step(
        province_officer,
        f"nghiem-thu/{line.pk}/",
        "2026-09-01",
        {
            "form": "5a",
            "number": "05/BB-NT",
            "accepted_on": "1/9/2026",
            "place": "Xã Vinh Lộc",
            "summary": "Máy chạy ổn định.",
            grant: "200 triệu",
            counterpart: "300 triệu",
        },
        "Đã ghi biên bản nghiệm thu số 05/BB-NT.",
    )
    step(
        accountant,
        f"tam-ung/{line.pk}/",
        "2026-09-05",
        {"document": "UNC 02", "paid_on": "5/9/2026", grant: "60 triệu"},
        "Đã ghi tạm ứng kinh phí còn lại: 60.000.000 đồng.",
    )


def settle(planned, step, centre_officer, accountant):
    """Vouchers, settlement, what comes back."""
    grant = key(planned)
    step(
        centre_officer,
        "quyet-toan/chung-tu/",
        "2026-09-09",
        {
            "source": grant,
            "item": "Mua máy",
            "number": "HĐ 1",
            "dated_on": "1/8/2026",
            "amount_vnd": "200 triệu",
            "disallowed_vnd": "",
            "reason": "",
        },
        "Đã kê chứng từ.",
    )
    step(
        accountant,
        f"quyet-toan/chung-tu/{Voucher.objects.get().pk}/",
        "2026-09-10",
        {
            "source": grant,
            "item": "Mua máy",
            "number": "HĐ 1",
            "dated_on": "1/8/2026",
            "amount_vnd": "200 triệu",
            "disallowed_vnd": "15 triệu",
            "reason": "Vượt giá trúng thầu",
        },
        "Đã lưu chứng từ.",
    )
    step(
        accountant,
        "quyet-toan/",
        "2026-10-01",
        {"number": "09/BB-TL", "settled_on": "1/10/2026", "reason": ""},
        "Đã thanh lý, quyết toán theo biên bản số 09/BB-TL.",
    )
    step(
        accountant,
        "hoan-tra/",
        "2026-10-09",
        {
            "source": grant,
            "amount_vnd": "15 triệu",
            "document": "GNT 01",
            "paid_on": "9/10/2026",
        },
        "Đã ghi hoàn trả 15.000.000 đồng.",
    )


def look_back(planned, step, centre_officer, province_officer):
    """Twelve and thirty-six months."""
    line = line_of(planned)
    for months, day in ((12, "2027-09-02"), (36, "2029-09-03")):
        year, month, date_of = day.split("-")
        step(
            centre_officer,
            f"danh-gia/{line.pk}/",
            day,
            {
                "round": months,
                "visited_on": f"{date_of}/{month}/{year}",
                "is_running": "on",
                "actual-revenue": "1.200",
                "promised-revenue": "1.000",
                "unit-revenue": "triệu đồng/năm",
            },
            f"Đã ghi đánh giá sau {months} tháng.",
        )
    step(
        province_officer,
        "danh-gia/",
        "2029-09-04",
        {"note": "Đạt."},
        "Đề án đã đánh giá xong sau hỗ trợ.",
    )


def test_the_whole_life_of_a_machine(
    planned, step, sign_in, centre_officer, province_officer, accountant
):
    begin(planned, step, centre_officer)
    report_and_hand_in(planned, step, centre_officer, province_officer)
    pay_and_accept(planned, step, province_officer, accountant)
    settle(planned, step, centre_officer, accountant)
    look_back(planned, step, centre_officer, province_officer)

    scheme = fresh(planned)
    assert (scheme.state, [one.name for one in scheme.history.order_by("number")]) == (
        "evaluated",
        ["record", "contract", "start", "accept", "settle", "evaluate"],
    )
    assert ledger(scheme) == [
        ("allocated", "grant", "national", 200),
        ("registered", "counterpart", "", 300),
        ("contracted", "grant", "national", 200),
        ("contracted", "counterpart", "", 300),
        ("advanced", "grant", "national", 140),
        ("disbursed", "grant", "national", 140),
        ("accepted", "grant", "national", 200),
        ("accepted", "counterpart", "", 300),
        ("advanced", "grant", "national", 60),
        ("disbursed", "grant", "national", 60),
        ("settled", "grant", "national", 185),
        ("settled", "counterpart", "", 300),
        ("repaid", "grant", "national", 15),
    ]
    todos = list(queries.overview_of(scheme, today=date(2029, 9, 4)).todos)
    totals = queries.closing_of(scheme).totals
    assert (todos, [one.difference_vnd for one in totals]) == ([], [0, 0])
    with time_machine.travel("2029-09-05 09:00+07:00", tick=False):
        client = sign_in(province_officer)
        pages = [
            client.get(f"/thuc-hien/{scheme.code}/{tab}").content.decode()
            for tab in ("", "tien-do/", "nghiem-thu/", "sau-ho-tro/")
        ]
        paper = client.get(f"/thuc-hien/{scheme.code}/giay-to/tep/{Evidence.objects.first().pk}/")
        photo = client.get(f"/thuc-hien/{scheme.code}/anh/{Photo.objects.get().pk}/")
    told = [
        ("Không còn việc nào.", "12/HĐ-KC", ">185.000.000<", "UNC 02", "GNT 01"),
        ("72,5%", "300.000.000 đồng vốn đối ứng", "Đã kiểm tra.", "Xưởng sấy, 08:30, 03/05/2026"),
        ("05/BB-NT", "Máy chạy ổn định.", "09/BB-TL", "Bảng kê chứng từ (1)"),
        ("Sau 12 tháng", "Sau 36 tháng", "còn hoạt động", "bằng 120%"),
    ]
    for page, words in zip(pages, told, strict=True):
        assert [one for one in words if one not in page] == []
    assert b"".join(paper.streaming_content) == b"%PDF-1.7"
    assert b"".join(photo.streaming_content) == b"\xff\xd8\xff"
    assert photo["Content-Disposition"].startswith("attachment")
    paper.close()
    photo.close()
