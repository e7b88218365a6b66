import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.merging import ADDED, KEPT, REMOVED, Piece, compare, merge

WORDS = st.sampled_from(["máy", "sấy", "lạnh", "cà phê", "đào tạo", "3", "", "xã", "Hạnh  Phúc."])
LINES = st.lists(WORDS, max_size=4).map(" ".join)
TEXTS = st.lists(LINES, max_size=7).map("\n".join)


def words(text):
    return Counter(re.findall(r"\w+", text))


def removed(pieces):
    return words(" ".join(piece.text for piece in pieces if piece.mark == REMOVED))


@pytest.mark.parametrize(
    ("theirs", "mine", "text"),
    [
        ("một\nhai\nba", "một\nhai\nba", "một\nhai\nba"),
        ("MỘT\nhai\nba", "một\nhai\nBA", "MỘT\nhai\nBA"),
        ("một\nhai\nba\nbốn", "không\nmột\nhai\nba", "không\nmột\nhai\nba\nbốn"),
        ("một\nHAI\nba", "một\n2\nba", "một\nHAI\n2\nba"),
        ("một\nba", "một\nhai\nba\nbốn", "một\nba\nbốn"),
        ("một\nba", "một\nhai thêm\nba", "một\nhai thêm\nba"),
        ("một\nHAI\nba", "một\nHAI\nba", "một\nHAI\nba"),
        ("", "một\nhai\nba", ""),
        ("một\r\nhai\r\nba", "một\nhai\nba", "một\nhai\nba"),
    ],
)
def test_edits_of_different_lines_are_both_kept(theirs, mine, text):
    assert merge("một\nhai\nba", theirs, mine).text == text


def test_what_both_changed_is_told():
    merged = merge("một\nhai", "một\nhai máy", "một\nhai nhà\nba")

    assert merged.has_conflict
    assert [(c.theirs_changed, c.mine_changed) for c in merged.changed] == [
        (
            [Piece("hai", KEPT), Piece(" máy", ADDED)],
            [Piece("hai", KEPT), Piece(" nhà\nba", ADDED)],
        )
    ]


def test_a_change_is_told_by_words():
    assert compare("mua máy sấy lạnh", "mua hai máy sấy") == [
        Piece("mua", KEPT),
        Piece(" hai", ADDED),
        Piece(" máy sấy", KEPT),
        Piece(" lạnh", REMOVED),
    ]


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_comparison_join_to_both_texts(old, new):
    pieces = compare(old, new)

    assert "".join(piece.text for piece in pieces if piece.mark != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.mark != REMOVED) == new


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_of_either_side_is_dropped_unseen(base, theirs, mine):
    merged = merge(base, theirs, mine)

    shown = words(merged.text)
    for chunk in merged.changed:
        shown += removed(chunk.theirs_changed) + removed(chunk.mine_changed)
    assert (words(theirs) - shown, words(mine) - shown) == (Counter(), Counter())


@given(TEXTS, TEXTS, TEXTS)
def test_a_word_that_a_person_wrote_is_in_the_merged_text(base, theirs, mine):
    text = words(merge(base, theirs, mine).text)

    for written in (words(theirs) - words(base), words(mine) - words(base)):
        assert set(written) <= set(text)


@given(TEXTS, TEXTS)
def test_who_changed_nothing_gets_the_other_text(base, other):
    assert merge(base, other, base).text == merge(base, base, other).text == other


@given(TEXTS, TEXTS, TEXTS)
def test_the_chunks_hold_the_three_texts_whole(base, theirs, mine):
    chunks = merge(base, theirs, mine).chunks

    def joined(side):
        return "\n".join(line for chunk in chunks for line in getattr(chunk, side))

    assert (joined("base"), joined("theirs"), joined("mine")) == (base, theirs, mine)
