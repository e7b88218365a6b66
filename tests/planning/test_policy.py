import pytest

from khuyencong.planning import policy
from khuyencong.planning.models import Plan

EVERYBODY = (
    "leader",
    "province_officer",
    "centre_officer",
    "commune_officer",
    "accountant",
    "ministry_leader",
    "ministry_officer",
    "stranger",
    "applicant",
    "administrator",
    "deactivated",
)


@pytest.mark.django_db
def test_who_may_make_and_give_what(request, province, other_province):
    people = {name: request.getfixturevalue(name) for name in EVERYBODY}
    questions = {
        "make_plans": policy.make_plans,
        "give_plans": policy.give_plans,
        "local": lambda user: policy.make_plan_of(user, "province", province),
        "commune": lambda user: policy.make_plan_of(user, "commune", province),
        "elsewhere": lambda user: policy.make_plan_of(user, "province", other_province),
        "national": lambda user: policy.make_plan_of(user, "national", None),
        "change_local": lambda user: policy.change_plan(
            user, Plan(tier="province", place=province)
        ),
        "decide_local": lambda user: policy.decide_plan(
            user, Plan(tier="province", place=province)
        ),
        "decide_national": lambda user: policy.decide_plan(user, Plan(tier="national")),
        "province_money": lambda user: policy.give_envelope(user, "province", province),
        "national_money": lambda user: policy.give_envelope(user, "national", province),
        "close": lambda user: policy.close_year(user, province),
    }

    assert {
        name: {who for who, user in people.items() if asks(user)}
        for name, asks in questions.items()
    } == {
        "make_plans": {
            "leader",
            "province_officer",
            "stranger",
            "ministry_leader",
            "ministry_officer",
        },
        "give_plans": {"leader", "ministry_leader"},
        "local": {"leader", "province_officer"},
        "commune": {"leader", "province_officer"},
        "elsewhere": {"stranger"},
        "national": {"ministry_leader", "ministry_officer"},
        "change_local": {"leader", "province_officer"},
        "decide_local": {"leader"},
        "decide_national": {"ministry_leader"},
        "province_money": {"leader"},
        "national_money": {"ministry_leader"},
        "close": {"leader"},
    }
