"""Who decides a change to an approved scheme: Điều 11 Thông tư 36/2013/TT-BCT."""

from datetime import date

import pytest

from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.regulations.queries import UnknownChange, decider_for

pytestmark = pytest.mark.usefixtures("law")

IN_2016, IN_2020 = date(2016, 6, 1), date(2020, 6, 1)

TRUTH = {
    # đề án đơn lẻ, lập theo nhóm, điểm
    "raise_money": ("ministry", "ministry", "ministry"),
    "content": ("ministry", "ministry", "ministry"),
    "next_year": ("ministry", "ministry", "ministry"),
    "add": ("ministry", "ministry", "ministry"),
    "stop": ("ministry", "ministry", "ministry"),
    "place": ("department", "province_department", "department"),
    "beneficiary": ("department", "province_department", "department"),
    "partner": ("department", "province_department", "department"),
    "time": ("department", "department", "department"),
    "lower_money": ("department", "department", "department"),
    "other": ("department", "department", "department"),
}


@pytest.mark.parametrize("change", AdjustmentDecider.Change.values)
def test_each_change_alone_has_one_decider_for_each_form_of_scheme(change: str) -> None:
    forms = ("single", "group", "focal")

    deciders = [decider_for({change}, on=IN_2016, form=form).decider for form in forms]

    assert tuple(deciders) == TRUTH[change]


@pytest.mark.parametrize(
    ("changes", "form", "decider"),
    [
        ({"beneficiary", "partner"}, "group", "province_department"),
        ({"beneficiary", "time"}, "group", "department"),
        ({"beneficiary", "time"}, "single", "department"),
        ({"beneficiary", "raise_money"}, "group", "ministry"),
        ({"lower_money", "next_year"}, "single", "ministry"),
        (set(TRUTH), "group", "ministry"),
    ],
)
def test_of_several_changes_the_strictest_decider_decides_all(
    changes: set[str], form: str, decider: str
) -> None:
    assert decider_for(changes, on=IN_2016, form=form).decider == decider


def test_the_decision_explains_each_change_with_its_article() -> None:
    decision = decider_for({"raise_money", "beneficiary"}, on=IN_2016, form="group")

    assert decision.label == "Bộ Công Thương"
    assert decision.explanation == (
        "Tăng tổng mức kinh phí hỗ trợ: Bộ Công Thương quyết định "
        "(điểm a khoản 2 Điều 11 Thông tư số 36/2013/TT-BCT).",
        "Thay đổi đơn vị thụ hưởng: Sở Công Thương quyết định đối với đề án lập theo nhóm "
        "(khoản 4 Điều 11 Thông tư số 36/2013/TT-BCT).",
        "Thẩm quyền cao nhất: Bộ Công Thương.",
        "Quy định đã kiểm chứng.",
    )


def test_after_the_amendment_of_2018_the_decision_says_what_was_not_read() -> None:
    decision = decider_for({"time"}, on=IN_2020, form="single")

    assert decision.explanation[-1] == (
        "Quy định đã kiểm chứng theo bản gốc, chưa đối chiếu nội dung sửa đổi tại "
        "Thông tư số 17/2018/TT-BCT."
    )


def test_a_local_scheme_is_the_provinces_to_rule_and_nobody_is_invented() -> None:
    decision = decider_for({"place"}, on=IN_2016, form="single", chain="local", province="30")

    assert (decision.decider, decision.label) == (None, "chưa xác định")
    assert decision.explanation == (
        "Chưa có quy định của tỉnh về thẩm quyền điều chỉnh: thay đổi địa điểm.",
        "Quy trình của khuyến công địa phương do Ủy ban nhân dân cấp tỉnh quy định "
        "(điểm b khoản 3 Điều 8 Thông tư số 46/2012/TT-BCT).",
    )


def test_a_national_scheme_before_the_circular_has_no_decider() -> None:
    decision = decider_for({"place"}, on=date(2013, 1, 1), form="single")

    assert decision.explanation == (
        "Chưa có quy định còn hiệu lực về thẩm quyền điều chỉnh: thay đổi địa điểm.",
    )


def test_no_change_and_an_unknown_change_are_refused_in_a_sentence() -> None:
    with pytest.raises(UnknownChange, match="Chưa nêu nội dung nào thay đổi"):
        decider_for(set(), on=IN_2016, form="single")
    with pytest.raises(UnknownChange, match="«director»"):
        decider_for({"director", "place"}, on=IN_2016, form="single")
