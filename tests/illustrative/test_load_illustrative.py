from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from khuyencong.places.models import Unit
from khuyencong.regulations.models import Trade


def screen():
    out = StringIO()
    call_command("load_illustrative", stdout=out)
    return out.getvalue().splitlines()


def test_the_first_loading_says_what_it_entered_in_a_few_statements_whatever_their_number(
    catalogues, db, django_assert_max_num_queries
):
    programmes, deeds_of_a_scheme = 5 * 120, 18  # what stands at a step is done deed by deed

    with django_assert_max_num_queries(programmes + 16 * deeds_of_a_scheme):
        said = screen()

    assert said[3:] == [
        "Chương trình khuyến công tỉnh Thanh Hóa năm 2017 và 6 tháng đầu năm 2018 (minh họa):"
        " đã nạp, 39 đề án, 0 bút toán.",
        "Chương trình khuyến công tỉnh Hải Dương giai đoạn 2014–2018 (minh họa):"
        " đã nạp, 68 đề án, 724 bút toán.",
    ]


def test_without_the_places_it_says_what_to_run_first(catalogues, db):
    Unit.objects.filter(level="province").update(fold="khong con", aliases=[])

    with pytest.raises(
        CommandError, match="^Chưa có danh mục địa danh: hãy chạy load_places trước"
    ):
        screen()


def test_without_the_law_it_says_what_to_run_first(catalogues, db):
    Trade.objects.all().delete()

    with pytest.raises(CommandError, match="^Chưa có danh mục ngành nghề: hãy chạy load_regulatio"):
        screen()
