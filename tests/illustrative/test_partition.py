import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khuyencong.illustrative.partition import CannotPartition, partition

WEIGHTS = st.lists(st.integers(1, 200), min_size=1, max_size=60)


@given(st.integers(0, 10**13), WEIGHTS, st.integers(1, 10**7))
def test_parts_sum_to_the_whole_to_the_dong(total, weights, step):
    assert sum(partition(total, weights, step=step)) == total


@given(st.data(), WEIGHTS, st.integers(1, 500), st.integers(0, 3), st.integers(3, 5000))
def test_no_part_is_outside_its_bounds(data, weights, step, least, most):
    total = data.draw(st.integers(least * len(weights), most * len(weights)))

    parts = partition(total, weights, step=step, least=least, most=most)

    assert sum(parts) == total
    assert [part for part in parts if not least <= part <= most] == []


@given(st.integers(0, 10**6), st.integers(1, 60))
def test_equal_weights_give_parts_that_differ_by_one_at_most(total, count):
    parts = partition(total, [7] * count)

    assert max(parts) - min(parts) <= 1


@given(st.integers(1, 10**6), WEIGHTS, st.integers(1, 20))
def test_what_is_not_a_step_goes_to_one_part(total, weights, step):
    assume(total % step)

    parts = partition(total, weights, step=step)

    assert [part % step for part in parts[:-1]] == [0] * (len(parts) - 1)


def test_what_exceeds_the_ceiling_goes_to_those_with_room():
    assert partition(590, [5, 1, 1], most=200) == [200, 190, 200]


@pytest.mark.parametrize(
    ("total", "weights", "bounds"),
    [(601, [1, 1, 1], {"most": 200}), (2, [1, 1, 1], {"least": 1}), (5, [], {})],
)
def test_bounds_that_leave_no_way_are_refused_in_a_sentence(total, weights, bounds):
    with pytest.raises(CannotPartition, match=f"Không chia được {total} thành {len(weights)} phần"):
        partition(total, weights, **bounds)
