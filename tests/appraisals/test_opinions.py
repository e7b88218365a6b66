import pytest
from django.db import IntegrityError, transaction

from khuyencong.appraisals import actions
from khuyencong.appraisals.actions import (
    AppraisalClosed,
    CouncilFacts,
    CouncilRefused,
    NotReady,
    OpinionFacts,
    OpinionLocked,
    PointFacts,
)
from khuyencong.appraisals.models import Council, Opinion
from khuyencong.appraisals.queries import councils_for, members_of, missing_for_lock, points_for
from khuyencong.regulations.models import AppraisalPoint
from tests.appraisals.conftest import facts, locked, scheme_waiting
from tests.factories.appraisals import AT, CouncilFactory, MemberFactory, OpinionFactory

pytestmark = pytest.mark.django_db


def test_the_points_are_the_five_of_the_law_or_the_provinces_own(by_staff, province):
    assert [str(point) for point in points_for(by_staff)] == [
        "1. Sự phù hợp",
        "2. Mục tiêu, sự cần thiết, hiệu quả",
        "3. Năng lực",
        "4. Kết hợp, lồng ghép",
        "5. Hồ sơ, tài liệu",
    ]

    first = points_for(by_staff)[0]
    own = AppraisalPoint.objects.create(
        code="own",
        number=1,
        name="Theo quy chế của tỉnh",
        wording="…",
        applies_to="local",
        jurisdiction=province,
        document=first.document,
        article="Điều 1",
        valid_from="2026-01-01",
    )

    assert points_for(by_staff) == [own]


def test_a_draft_may_lack_anything_and_says_what(by_staff, province_officer):
    first, second, *_ = points_for(by_staff)
    typed = OpinionFacts(points={first.pk: PointFacts("remark"), second.pk: PointFacts("met")})

    opinion = actions.save_opinion(by_staff, typed, by=province_officer, at=AT)

    assert missing_for_lock(opinion) == [
        "Nội dung 1 «Sự phù hợp» phải ghi nhận xét.",
        "Chưa đánh giá nội dung 3 «Năng lực».",
        "Chưa đánh giá nội dung 4 «Kết hợp, lồng ghép».",
        "Chưa đánh giá nội dung 5 «Hồ sơ, tài liệu».",
        "Chưa cho điểm.",
        "Chưa ghi mức hỗ trợ đề xuất.",
    ]
    with pytest.raises(NotReady):
        actions.lock_opinion(opinion, at=AT)


def test_without_the_points_of_the_law_nothing_is_locked(by_staff):
    AppraisalPoint.objects.all().delete()

    assert missing_for_lock(OpinionFactory(appraisal=by_staff, score=1, support_vnd=1)) == [
        "Chưa nạp quy định về nội dung thẩm định."
    ]


def test_a_locked_opinion_stays(by_staff, province_officer):
    opinion = locked(by_staff, province_officer, score=75)

    with pytest.raises(OpinionLocked):
        actions.save_opinion(by_staff, facts(by_staff), by=province_officer, at=AT)
    with pytest.raises(OpinionLocked):
        actions.lock_opinion(opinion, at=AT)

    assert (str(opinion), Opinion.objects.get().score) == ("Ý kiến của Trần Cán Bộ", 75)


@pytest.mark.parametrize("wrong", [{"score": 101}, {"support_vnd": -1}, {"locked_at": AT}])
def test_the_database_refuses(by_staff, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpinionFactory(appraisal=by_staff, **wrong)


def test_an_appraisal_goes_to_a_council_until_an_opinion_is_locked(
    by_staff, council, province_officer
):
    given = actions.appoint_council(by_staff, council)
    assert given.council == council
    actions.appoint_council(by_staff, None)
    locked(by_staff, province_officer)

    with pytest.raises(AppraisalClosed, match="không đổi cách thẩm định"):
        actions.appoint_council(by_staff, council)


def test_only_a_council_of_the_level_and_the_place_appraises(
    scheme, council, province_officer, other_province
):
    elsewhere = CouncilFactory(province=other_province)
    above = CouncilFactory(ministry=True)

    assert (councils_for(scheme, "base"), councils_for(scheme, "ministry")) == ([council], [above])
    for wrong in (elsewhere, above):
        with pytest.raises(AppraisalClosed, match="không thẩm định đề án"):
            actions.open_appraisal(scheme, council=wrong, by=province_officer, at=AT)


def test_a_council_is_set_up_once_by_its_decision_with_its_chair(province, leader, council):
    typed = CouncilFacts(
        level="base",
        province=province,
        name="Hội đồng",
        decision_number="9/QĐ-SCT",
        decision_date=AT.date(),
        chair=leader,
    )

    made = actions.set_up(typed, by=leader, at=AT)

    assert [str(member) for member in made.members.all()] == ["Lê Lãnh Đạo, chủ tịch"]
    assert str(made) == "Hội đồng (9/QĐ-SCT, 25/05/2026)"
    with pytest.raises(CouncilRefused, match="đã được ghi"):
        actions.set_up(typed, by=leader, at=AT)


def test_one_person_one_seat_and_one_chair(council, leader, colleague):
    with pytest.raises(CouncilRefused, match="Lê Lãnh Đạo đã là thành viên"):
        actions.seat(council, leader, as_="secretary", by=leader, at=AT)
    with pytest.raises(CouncilRefused, match="đã có chủ tịch"):
        actions.seat(council, colleague, as_="chair", by=leader, at=AT)

    assert actions.seat(council, colleague, as_="secretary", by=leader, at=AT).seat == "secretary"


def test_who_leaves_stays_in_the_record_and_may_come_back(council, leader, expert):
    member = council.members.get(person=expert)

    actions.dismiss(member, by=leader, at=AT)

    with pytest.raises(CouncilRefused, match="đã thôi tham gia"):
        actions.dismiss(member, by=leader, at=AT)
    actions.seat(council, expert, as_="member", by=leader, at=AT)
    assert [one.person for one in members_of(council)][-2:] == [expert, expert]


def test_who_has_locked_an_opinion_stays_until_the_conclusion(by_council, council, leader, expert):
    locked(by_council, expert)

    with pytest.raises(CouncilRefused, match="chưa kết luận"):
        actions.dismiss(council.members.get(person=expert), by=leader, at=AT)


def test_a_council_is_seen_in_its_place_and_by_its_members(
    council, leader, expert, stranger, ministry_officer
):
    MemberFactory(council=CouncilFactory(ministry=True, name="Bộ"), person=leader)

    def seen(person):
        return sorted(str(one.level) for one in Council.objects.visible_to(person))

    assert [seen(one) for one in (leader, expert, stranger, ministry_officer)] == [
        ["base", "ministry"],
        ["base"],
        [],
        ["base", "ministry"],
    ]


def test_only_what_waits_is_opened(province, province_officer):
    drafted = scheme_waiting(province, state="draft")

    with pytest.raises(AppraisalClosed, match="không ở bước chờ thẩm định"):
        actions.open_appraisal(drafted, by=province_officer, at=AT)
