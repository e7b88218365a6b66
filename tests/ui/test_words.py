import pytest
from django.urls import NoReverseMatch, reverse

from khuyencong.schemes.models import Scheme
from khuyencong.ui.addresses import address_of
from khuyencong.ui.words import label_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("schemes:scheme_detail", ["KCDP-2027-1"]),
        ("schemes:scheme_detail", ["MH Máy «sấy»; 50%?"]),
        ("dossiers:need_detail", [17]),
        ("dossiers:section_history", ["KCDP-2027-1", 3]),
        ("planning:year_detail", [2027]),
        ("dossiers:need_list", []),
    ],
)
def test_an_address_is_what_django_says(name, words):
    assert address_of(name, *words) == reverse(name, args=words)


def test_a_page_that_takes_no_word_has_no_such_address():
    with pytest.raises(NoReverseMatch):
        address_of("schemes:scheme_list", "KCDP-2027-1")


@pytest.mark.parametrize(("column", "code"), [("tier", "national"), ("state", "planned")])
def test_the_words_of_a_choice_are_those_of_the_model(column, code):
    scheme = Scheme(**{column: code})

    assert label_of(scheme, column) == getattr(scheme, f"get_{column}_display")()


def test_a_code_that_is_no_choice_stands_for_itself():
    assert label_of(Scheme(tier="khac"), "tier") == "khac"
