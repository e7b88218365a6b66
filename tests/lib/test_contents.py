from khuyencong.figures.reading.vocabulary import CONTENTS
from khuyencong.lib.contents import GROUPS, Content, group_of, is_local, possible_groups


def test_the_nine_groups_of_the_decree_are_numbered_one_to_nine() -> None:
    assert list(GROUPS) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_every_content_is_counted_under_one_group_or_under_none() -> None:
    assert {content.value: group_of(content) for content in Content} == {
        "vocational": 1,
        "management": 2,
        "training": None,
        "model": 3,
        "machine": 3,
        "sxsh": 3,
        "selection": 4,
        "fair": 4,
        "brand": 4,
        "design": 5,
        "consulting": 5,
        "info": 6,
        "cluster": 7,
        "environment": 7,
        "village": None,
        "capacity": 9,
        "admin": None,
        "ocop": None,
    }


def test_training_may_be_group_one_or_two_and_is_not_a_local_category() -> None:
    assert possible_groups(Content.TRAINING) == (1, 2)
    assert not is_local(Content.TRAINING)


def test_villages_management_fees_and_ocop_lie_outside_the_nine_groups() -> None:
    assert [content for content in Content if is_local(content)] == [
        Content.VILLAGE,
        Content.ADMIN,
        Content.OCOP,
    ]


def test_texts_are_read_with_the_same_codes_in_the_same_order() -> None:
    assert tuple(Content.values) == CONTENTS
