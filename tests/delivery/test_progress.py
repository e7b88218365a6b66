"""Monthly reports, late ones, confirmation; visits, photos and papers with their scans."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import EvidenceFacts, NotReady, PhotoFacts, VisitFacts
from khuyencong.delivery.models import Evidence, Photo, ProgressLine, ProgressReport
from khuyencong.delivery.queries import Stage
from khuyencong.dossiers.actions import FileFacts
from tests.delivery.conftest import SIGNED, at, fresh, line_of, plan_scheme, report, said
from tests.factories.delivery import ContractFactory

pytestmark = pytest.mark.django_db

PICTURE = FileFacts(content=b"\xff\xd8\xff", name="a.jpg", media_type="image/jpeg", extension="jpg")


@pytest.mark.parametrize(
    ("today", "sentences"),
    [
        (date(2026, 3, 15), []),
        (date(2026, 3, 18), ["Báo cáo tiến độ tháng 03/2026 sắp đến hạn (trước 25/03/2026)."]),
        (date(2026, 3, 24), ["Báo cáo tiến độ tháng 03/2026 sắp đến hạn (trước 25/03/2026)."]),
        (date(2026, 3, 25), ["Báo cáo tiến độ tháng 03/2026 đã quá hạn (trước 25/03/2026)."]),
        (
            date(2026, 5, 1),
            [
                "Báo cáo tiến độ tháng 03/2026 đã quá hạn (trước 25/03/2026).",
                "Báo cáo tiến độ tháng 04/2026 đã quá hạn (trước 25/04/2026).",
            ],
        ),
    ],
)
def test_a_report_is_due_before_the_25th_of_each_month(under_way, today, sentences):
    due = queries.due_reports(under_way, [], today=today)

    assert [one.sentence for one in due] == sentences


def test_a_report_that_has_come_is_due_no_more(under_way, centre_officer):
    report(under_way, "20", centre_officer, at(3, 20))

    due = queries.due_reports(under_way, {date(2026, 3, 1)}, today=date(2026, 4, 26))

    assert [(one.month, one.is_late) for one in due] == [(date(2026, 4, 1), True)]


def test_a_province_without_the_deadline_and_a_scheme_not_begun_have_none(
    law, province, centre_officer, planned
):
    ContractFactory(scheme__state="under_way", scheme__tier="province")
    local = ContractFactory(scheme__state="under_way", scheme__tier="province").scheme

    assert queries.due_reports(local, [], today=date(2026, 9, 1)) == []
    assert queries.due_reports(planned, [], today=date(2026, 9, 1)) == []


def test_a_report_is_replaced_until_it_is_confirmed_and_then_stays(
    under_way, centre_officer, province_officer
):
    report(under_way, "20", centre_officer, at(3, 20))
    one = report(under_way, "25", centre_officer, at(3, 21))
    actions.confirm_progress(one, opinion="Đã kiểm tra.", by=province_officer, at=at(3, 22))

    with pytest.raises(NotReady) as caught:
        report(under_way, "30", centre_officer, at(3, 23))
    with pytest.raises(IntegrityError, match="xác nhận"), transaction.atomic():
        ProgressLine.objects.update(done_percent=99)

    assert said(caught) == [
        "Báo cáo tháng 03/2026 đã được Sở xác nhận: ghi tiếp vào báo cáo tháng sau."
    ]
    assert [
        (one.month, one.confirmed_by, one.confirmation, [line.shown for line in one.lines.all()])
        for one in ProgressReport.objects.all()
    ] == [(date(2026, 3, 1), province_officer, "Đã kiểm tra.", ["25"])]


def test_a_report_is_confirmed_once_and_by_somebody_else(
    under_way, centre_officer, province_officer
):
    one = report(under_way, "20", centre_officer, at(3, 20))
    with pytest.raises(NotReady) as own:
        actions.confirm_progress(one, opinion="Đúng.", by=centre_officer, at=at(3, 22))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(3, 22))
    with pytest.raises(NotReady) as twice:
        actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(3, 22))

    assert (said(own), said(twice)) == (
        ["Người lập báo cáo không tự xác nhận báo cáo của mình."],
        ["Báo cáo tháng 03/2026 đã được xác nhận."],
    )


def test_a_month_ahead_cannot_be_reported(under_way, centre_officer):
    with pytest.raises(NotReady) as caught:
        actions.report_progress(
            under_way,
            actions.ReportFacts(month=date(2026, 4, 2), lines=[]),
            by=centre_officer,
            at=at(3, 20),
        )

    assert said(caught) == ["Tháng 04/2026 chưa tới."]


def test_a_visit_and_a_report_have_photos_with_place_and_time(
    under_way, centre_officer, province_officer
):
    visit = actions.record_visit(
        under_way,
        VisitFacts(visited_on=SIGNED, place="Xã A", people="Sở", findings="Đã lắp máy."),
        by=province_officer,
        at=at(3, 20),
    )
    one = report(under_way, "20", centre_officer, at(3, 20))
    taken = at(3, 10)
    for subject in (visit, one):
        facts = PhotoFacts(file=PICTURE, taken_at=taken, place="Xưởng sấy", caption="Máy")
        actions.add_photo(subject, facts, by=province_officer, at=at(3, 20))

    assert [(one.visit, one.report, one.taken_at, one.place) for one in Photo.objects.all()] == [
        (visit, None, taken, "Xưởng sấy"),
        (None, one, taken, "Xưởng sấy"),
    ]
    assert not Photo.objects.first().file.name.endswith("/a.jpg")


def test_a_paper_is_ticked_with_its_number_and_again_takes_the_place_of_the_former(
    signed, centre_officer
):
    line = line_of(signed)
    item = queries.papers_asked(signed, line, Stage.FIRST_ADVANCE, on=SIGNED)[0].item
    for number in ("1", "2"):
        facts = EvidenceFacts(item=item, line=line, number=number, dated_on=SIGNED, file=PICTURE)
        actions.file_evidence(signed, facts, by=centre_officer, at=at(3, 20))
    facts = EvidenceFacts(item=item, line=line, number="3", dated_on=date(2026, 4, 1))
    with pytest.raises(NotReady) as caught:
        actions.file_evidence(signed, facts, by=centre_officer, at=at(3, 20))

    assert [(one.number, one.file_name) for one in Evidence.objects.all()] == [("2", "a.jpg")]
    assert said(caught) == ["Ngày tài liệu 01/04/2026 ở tương lai."]


def test_the_contract_of_an_unplanned_state_is_told(law, province, centre_officer):
    scheme = plan_scheme(province, centre_officer.organisation)

    with pytest.raises(NotReady) as caught:
        report(scheme, "20", centre_officer, at(3, 20))

    assert said(caught) == [
        "Đề án đang ở tình trạng «Đã giao kế hoạch»; việc này chỉ làm khi «Đã ký hợp đồng», "
        "«Đang thực hiện»."
    ]
    assert fresh(scheme).state == "planned"
