"""The proposal against every possible choice, and the sentences it gives."""

import time
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.planning.optimiser import Candidate, Rules, propose
from khuyencong.planning.optimiser.problem import points, turn
from tests.factories.planning import MILLION, candidate

NO_RULES = Rules(by_priority=False)


def fits(chosen, envelopes, rules):
    """Whether a choice keeps to everything, told without the optimiser's own code."""
    total = sum(one.total_vnd for one in chosen)
    contents, people = {}, {}
    for one in chosen:
        for content, amount in one.contents.items():
            contents[content] = contents.get(content, 0) + amount
        for person in one.establishments:
            people[person] = people.get(person, 0) + 1
    most, least = rules.max_content_percent, rules.min_disadvantaged_percent
    return (
        all(sum(o.needs.get(lv, 0) for o in chosen) <= left for lv, left in envelopes.items())
        and (most is None or all(100 * money <= most * total for money in contents.values()))
        and (least is None or 100 * sum(o.disadvantaged_vnd for o in chosen) >= least * total)
        and (rules.min_contents is None or len(contents) >= rules.min_contents)
        and (
            rules.max_per_establishment is None
            or all(count <= rules.max_per_establishment for count in people.values())
        )
    )


def choices(candidates):
    free = [one for one in candidates if one.fixed is None and points(one) and one.needs]
    kept = [one for one in candidates if one.fixed]
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            yield [*kept, *chosen]


def best_by_turns(candidates, envelopes, rules, included):
    """The most points each turn can have, given what the proposal chose in the turns before."""
    possible = [chosen for chosen in choices(candidates) if fits(chosen, envelopes, rules)]
    most = []
    for key in sorted({turn(one, rules) for one in candidates}):
        members = [one for one in candidates if turn(one, rules) == key]
        if not possible:
            return None
        most.append(max(sum(points(o) for o in chosen if o in members) for chosen in possible))
        of_turn = {one.key for one in members if one.key in included}
        possible = [
            chosen for chosen in possible if {o.key for o in chosen if o in members} == of_turn
        ]
    return most


def reached_by_turns(candidates, rules, included):
    return [
        sum(points(o) for o in candidates if turn(o, rules) == key and o.key in included)
        for key in sorted({turn(one, rules) for one in candidates})
    ]


@st.composite
def cases(draw):
    count = draw(st.integers(1, 8))
    candidates = []
    for number in range(count):
        millions = draw(st.integers(1, 30)) * 10
        needs = {draw(st.sampled_from(["province", "national"])): millions * MILLION}
        hard = draw(st.booleans())
        candidates.append(
            Candidate(
                key=str(number),
                score=draw(st.one_of(st.none(), st.decimals(50, 100, places=1))),
                needs=needs,
                contents={draw(st.sampled_from(["machine", "model", "brand"])): millions * MILLION},
                establishments={draw(st.sampled_from("ABC")): "Cơ sở"},
                disadvantaged_vnd=millions * MILLION if hard else 0,
                ranks=draw(
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "form": st.just(1),
                            "place": st.sampled_from([1, 2]),
                            "trade": st.sampled_from([1, 2]),
                            "body": st.just(1),
                        },
                    )
                ),
                is_apart=draw(st.integers(0, 9)) == 0,
                fixed=draw(st.sampled_from([None] * 6 + [True, False])),
            )
        )
    rules = Rules(
        max_content_percent=draw(st.sampled_from([None, 50, 70])),
        min_disadvantaged_percent=draw(st.sampled_from([None, 30, 60])),
        min_contents=draw(st.sampled_from([None, 2])),
        max_per_establishment=draw(st.sampled_from([None, 1, 2])),
        by_priority=draw(st.booleans()),
        is_apart_first=draw(st.booleans()),
    )
    envelopes = {"province": draw(st.integers(0, 60)) * 10 * MILLION}
    if draw(st.booleans()):
        envelopes["national"] = draw(st.integers(0, 60)) * 10 * MILLION
    return candidates, envelopes, rules


@settings(max_examples=120, deadline=None)
@given(cases())
def test_no_choice_is_better_and_the_rules_hold(case):
    candidates, envelopes, rules = case
    proposal = propose(candidates, envelopes, rules, seconds=30)
    best = best_by_turns(candidates, envelopes, rules, proposal.included)

    if best is None:  # nothing keeps to the rules
        assert proposal.problems
        assert proposal.included == frozenset()
    else:
        chosen = [one for one in candidates if one.key in proposal.included]
        assert fits(chosen, envelopes, rules)
        assert reached_by_turns(candidates, rules, proposal.included) == best
        assert proposal.is_proven
    assert set(proposal.verdicts) == {one.key for one in candidates}
    assert all(verdict.reason.endswith(".") for verdict in proposal.verdicts.values())


def reasons(candidates, envelopes, rules=NO_RULES):
    verdicts = propose(candidates, envelopes, rules).verdicts
    return {key: verdict.reason for key, verdict in verdicts.items()}


def test_the_best_score_of_one_source_is_taken_and_the_rest_told_what_was_short():
    told = reasons(
        [
            candidate("A", 90, province=300),
            candidate("B", 80, province=200),
            candidate("C", "85.5", province=550),
        ],
        {"province": 450 * MILLION},
    )

    assert told == {
        "A": "Được chọn vì có điểm thẩm định 90 và các nguồn đủ 300 triệu đồng.",
        "B": "Bị loại vì nguồn tỉnh chỉ còn 150 triệu đồng, đề án cần 200 triệu đồng.",
        "C": "Bị loại vì nguồn tỉnh chỉ có 450 triệu đồng, đề án cần 550 triệu đồng.",
    }


def test_a_source_without_an_envelope_has_no_limit():
    told = propose([candidate("A", 90, province=300)], {}, NO_RULES)

    assert told.included == {"A"}


def test_places_come_first_then_trades_whatever_the_score():
    told = propose(
        [
            candidate("giỏi nhất", 99, province=100),
            candidate("ngành", 70, province=100, ranks={"trade": 2}),
            candidate("ngành trước", 60, province=100, ranks={"trade": 1}),
            candidate("địa bàn", 50, province=100, ranks={"place": 4}),
        ],
        {"province": 300 * MILLION},
        Rules(),
    )

    assert {key: (v.is_included, v.reason) for key, v in told.verdicts.items()} == {
        "giỏi nhất": (
            False,
            "Bị loại vì nguồn tỉnh đã dành hết cho các đề án được chọn, đề án cần 100 triệu đồng.",
        ),
        "ngành": (
            True,
            "Được chọn vì thuộc ngành nghề ưu tiên thứ 2, có điểm thẩm định 70 và các nguồn đủ "
            "100 triệu đồng.",
        ),
        "ngành trước": (
            True,
            "Được chọn vì thuộc ngành nghề ưu tiên thứ 1, có điểm thẩm định 60 và các nguồn đủ "
            "100 triệu đồng.",
        ),
        "địa bàn": (
            True,
            "Được chọn vì thuộc địa bàn ưu tiên thứ 4, có điểm thẩm định 50 và các nguồn đủ "
            "100 triệu đồng.",
        ),
    }


@pytest.mark.parametrize(("first", "included"), [(True, {"sạch"}), (False, {"địa bàn"})])
def test_cleaner_production_stands_where_the_agency_puts_it(first, included):
    told = propose(
        [
            candidate("sạch", 60, province=100, is_apart=True),
            candidate("địa bàn", 90, province=100, ranks={"place": 1}),
        ],
        {"province": 100 * MILLION},
        Rules(is_apart_first=first),
    )

    assert told.included == included


def test_one_content_has_at_most_its_share():
    told = reasons(
        [
            candidate("A", 90, province=100),
            candidate("B", 80, province=100),
            candidate("C", 70, province=100, content="brand"),
        ],
        {"province": 1000 * MILLION},
        Rules(by_priority=False, max_content_percent=60),
    )

    assert told["B"] == (
        "Bị loại vì nội dung «Ứng dụng máy móc tiên tiến, chuyển giao công nghệ» khi đó chiếm "
        "66,6% kinh phí, một nội dung không quá 60%."
    )


def test_disadvantaged_places_have_at_least_their_share():
    told = reasons(
        [
            candidate("A", 90, province=100),
            candidate("B", 60, province=50, disadvantaged_vnd=50 * MILLION),
            candidate("C", 55, province=100),
        ],
        {"province": 1000 * MILLION},
        Rules(by_priority=False, min_disadvantaged_percent=30),
    )

    assert told == {
        "A": "Được chọn vì có điểm thẩm định 90 và các nguồn đủ 100 triệu đồng.",
        "B": "Được chọn vì có điểm thẩm định 60, cần để địa bàn khó khăn đạt ít nhất 30% kinh phí "
        "và các nguồn đủ 50 triệu đồng.",
        "C": "Bị loại vì kinh phí cho địa bàn khó khăn khi đó chỉ còn 20%, phải đạt ít nhất 30%.",
    }


def test_an_establishment_has_no_more_than_its_number():
    told = reasons(
        [
            candidate("A", 90, province=100, establishments={"1": "Hợp tác xã Chè"}),
            candidate("B", 80, province=100, establishments={"1": "Hợp tác xã Chè"}),
        ],
        {"province": 1000 * MILLION},
        Rules(by_priority=False, max_per_establishment=1),
    )

    assert told["B"] == (
        "Bị loại vì Hợp tác xã Chè đã có 1 đề án trong phương án, mỗi cơ sở không quá 1."
    )


def test_what_an_officer_fixed_stays_and_what_is_not_appraised_is_out():
    told = reasons(
        [
            candidate("giữ", None, province=100, fixed=True),
            candidate("bỏ", 99, province=100, fixed=False),
            candidate("chưa", None, province=100),
            candidate("không", 0, province=100),
            candidate("không tiền", 90, contents={}),
        ],
        {"province": 1000 * MILLION},
    )

    assert told == {
        "giữ": "Cán bộ đã giữ đề án trong phương án.",
        "bỏ": "Cán bộ đã đưa đề án ra khỏi phương án.",
        "chưa": "Bị loại vì chưa có điểm thẩm định.",
        "không": "Bị loại vì điểm thẩm định là 0.",
        "không tiền": "Bị loại vì chưa có kinh phí trong phương án.",
    }


@pytest.mark.parametrize(
    ("candidates", "rules", "problems"),
    [
        (
            [candidate("A", 90, province=2000, fixed=True)],
            NO_RULES,
            (
                "Các đề án được giữ trong phương án cần 2 tỷ đồng nguồn tỉnh, "
                "hạn mức chỉ còn 1 tỷ đồng.",
            ),
        ),
        (
            [
                candidate("A", 90, province=1, fixed=True, establishments={"1": "HTX Chè"}),
                candidate("B", 90, province=1, fixed=True, establishments={"1": "HTX Chè"}),
            ],
            Rules(max_per_establishment=1),
            ("HTX Chè có 2 đề án được giữ trong phương án, mỗi cơ sở không quá 1.",),
        ),
        (
            [candidate("A", 90, province=100)],
            Rules(min_contents=3),
            ("Phải có ít nhất 3 nội dung, nhưng các đề án xét chọn chỉ thuộc 1 nội dung.",),
        ),
        (
            [candidate("A", 90, province=100)],
            Rules(max_content_percent=60),
            (
                "Một nội dung không quá 60% kinh phí, nhưng các đề án xét chọn chỉ thuộc "
                "1 nội dung (1 × 60% < 100%).",
            ),
        ),
        (
            [candidate("A", 90, province=100)],
            Rules(min_disadvantaged_percent=30),
            (
                "Phải dành ít nhất 30% kinh phí cho địa bàn khó khăn, nhưng không đề án nào "
                "thuộc địa bàn khó khăn.",
            ),
        ),
        (
            [candidate("A", 90, province=3000)],
            NO_RULES,
            ("Không đề án nào vừa với hạn mức còn lại.",),
        ),
        (
            [
                candidate("A", 90, province=900),
                candidate("B", 90, province=100, disadvantaged_vnd=100 * MILLION, fixed=False),
                candidate("C", 90, province=800, fixed=True),
                candidate("D", 90, province=300, content="brand", disadvantaged_vnd=300 * MILLION),
            ],
            Rules(min_disadvantaged_percent=20),
            (
                "Không phương án nào đạt mọi quy tắc; bỏ hoặc nới tỷ lệ tối thiểu cho địa bàn "
                "khó khăn thì có.",
            ),
        ),
    ],
)
def test_rules_that_cannot_be_met_are_named(candidates, rules, problems):
    proposal = propose(candidates, {"province": 1000 * MILLION}, rules)

    assert (proposal.problems, proposal.included) == (problems, frozenset())


def test_of_equal_points_the_cheaper_is_taken():
    told = propose(
        [candidate("đắt", 90, province=300), candidate("rẻ", 90, province=200)],
        {"province": 300 * MILLION},
        NO_RULES,
    )

    assert told.included == {"rẻ"}


def test_nobody_to_choose_from_is_no_problem():
    assert propose([], {"province": 1}, Rules()).problems == ()


def many(count, seed):
    random = Random(seed)  # noqa: S311 -- made-up candidates, the same every time
    contents = ["machine"] * 5 + ["model", "vocational", "fair", "brand", "sxsh", "info"]
    found = []
    for number in range(count):
        hard = random.random() < 0.3
        money = random.randrange(30, 300)
        content = random.choice(contents)
        found.append(
            candidate(
                str(number),
                random.randrange(500, 1000) / 10,
                province=money,
                national=random.choice([0, 0, random.randrange(50, 500)]),
                content=content,
                establishments={str(random.randrange(count * 2 // 3)): "Cơ sở"},
                disadvantaged_vnd=money * MILLION if hard else 0,
                ranks=random.choice([{}, {"trade": 1}, {"trade": 2}])
                | ({"place": random.choice([1, 2, 3, 4])} if hard else {}),
                is_apart=content == "sxsh",
            )
        )
    return found


@pytest.mark.parametrize("by_priority", [True, False])
def test_2000_candidates_are_solved_and_every_one_is_told_why(by_priority, record_property):
    candidates = many(2000, seed=1)
    envelopes = {"province": 60_000 * MILLION, "national": 40_000 * MILLION}
    rules = Rules(
        max_content_percent=40,
        min_disadvantaged_percent=20,
        min_contents=5,
        max_per_establishment=1,
        by_priority=by_priority,
    )

    began = time.process_time()
    proposal = propose(candidates, envelopes, rules)
    record_property("seconds", round(time.process_time() - began, 2))

    chosen = [one for one in candidates if one.key in proposal.included]
    assert fits(chosen, envelopes, rules)
    assert len(proposal.verdicts) == 2000
    assert proposal.problems == ()
    out = [one for one in candidates if one.key not in proposal.included]
    assert all("Bị loại vì" in proposal.verdicts[one.key].reason for one in out)
    assert not any(fits([*chosen, one], envelopes, rules) for one in out[::20])
    used = sum(one.needs["province"] for one in chosen)
    assert used > envelopes["province"] * 95 // 100


def test_focal_schemes_come_first_and_the_better_implementer_among_equals():
    rows = [
        candidate("điểm", 50, province=100, ranks={"form": 1}, names={"form": "Đề án điểm"}),
        candidate("địa bàn", 60, province=100, ranks={"place": 1}),
        candidate("giỏi", 60, province=100, ranks={"trade": 2, "body": 1}),
        candidate("cao hơn", 99, province=100, ranks={"trade": 2}),
    ]
    order = []
    for millions in (100, 200, 300, 400):
        included = propose(rows, {"province": millions * MILLION}, Rules()).included
        order.append(included.difference(*order))

    assert order == [{"điểm"}, {"địa bàn"}, {"giỏi"}, {"cao hơn"}]
    assert propose(rows, {}, Rules()).verdicts["điểm"].reason == (
        "Được chọn vì là đề án được xét trước (đề án điểm), có điểm thẩm định 50 và các nguồn đủ "
        "100 triệu đồng."
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 9_999_999_999), min_size=1, max_size=8),
    st.integers(0, 40_000_000_000),
)
def test_not_one_dong_too_many(amounts, left):
    rows = [
        Candidate(key=str(index), score=Decimal(50 + index), needs={"province": amount})
        for index, amount in enumerate(amounts)
    ]
    proposal = propose(rows, {"province": left}, NO_RULES)
    chosen = [one for one in rows if one.key in proposal.included]
    best = max(
        sum(points(one) for one in some)
        for some in choices(rows)
        if sum(one.total_vnd for one in some) <= left
    )

    assert sum(one.total_vnd for one in chosen) <= left
    assert sum(points(one) for one in chosen) == best


def test_who_no_rule_names_is_served_after_those_it_names():
    verdict = propose([candidate("A", 90, province=100)], {}, Rules()).verdicts["A"]

    assert verdict.reason == (
        "Được chọn vì có điểm thẩm định 90 và các nguồn đủ 100 triệu đồng sau khi xét các đề án "
        "ưu tiên."
    )
