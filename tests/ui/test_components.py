from fractions import Fraction

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template

from khuyencong.ui.fields import OfficeForm


def _render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ value|vnd }}", 23_290_000_000, "23,29 tỷ đồng"),
        ("{{ value|vnd }}", 98_000_000, "98 triệu đồng"),
        ("{{ value|vnd }}", None, "không rõ"),
        ("{{ value|dong }}", 23_292_200_000, "23.292.200.000 đồng"),
        ("{{ value|dong }}", None, "không rõ"),
        ('{{ value|count:"lượt người" }}', 2000, "2.000 lượt người"),
        ("{{ value|count }}", 2000, "2.000"),
        ('{{ value|count:"lớp" }}', None, "không rõ"),
        ("{{ value|percent }}", Fraction(577, 100), "5,77%"),
        ("{{ value|percent:1 }}", Fraction(577, 100), "5,8%"),
        ("{{ value|percent }}", None, "không rõ"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(source, value, expected):
    assert _render(source, value=value) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% badge "khớp" "success" %}', '<span class="label label-success">khớp</span>'),
        ("{% badge value %}", '<span class="label label-neutral">&lt;b&gt;</span>'),
        (
            "{% illustrative %}",
            '<span class="label label-illustrative">dữ liệu minh họa</span>',
        ),
        ("{% as_published %}", '<span class="label label-info">theo công bố</span>'),
        ('{% empty "Chưa có." %}', '<p class="empty-note">Chưa có.</p>'),
        ('{% figure "66" "/x/" %}', '<a class="figure" href="/x/">66</a>'),
        (
            '{% figure "66" "/x/" "đề án" %}',
            '<a class="figure" href="/x/">66<span class="visually-hidden"> (đề án)</span></a>',
        ),
    ],
)
def test_a_component_is_a_line_of_html(source, expected):
    assert _render(source, value="<b>").strip() == expected


def _pages(rf, number, address="/"):
    page = Paginator(range(95), 10).page(number)
    return _render("{% pagination page %}", page=page, request=rf.get(address))


def test_pagination_keeps_the_other_words_of_the_address(rf):
    html = _pages(rf, 2, "/de-an/?trang=2&nguon=quoc+gia")

    assert 'rel="prev" href="?trang=1&amp;nguon=quoc+gia"' in html
    assert 'rel="next" href="?trang=3&amp;nguon=quoc+gia"' in html
    assert 'href="?trang=2&amp;nguon=quoc+gia" aria-current="page"' in html
    assert "95 mục" in html


def test_the_first_page_has_no_previous_and_the_last_no_next(rf):
    assert 'rel="prev"' not in _pages(rf, 1)
    assert 'rel="next"' not in _pages(rf, 10)


def test_one_page_needs_no_links(rf):
    page = Paginator(["một"], 10).page(1)

    html = _render("{% pagination page %}", page=page, request=rf.get("/"))

    assert "<nav" not in html
    assert "1 mục" in html


class _Form(forms.Form):
    name = forms.CharField(label="Tên cơ sở", help_text="Như trên giấy phép.")
    agreed = forms.BooleanField(label="Đồng ý", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect)


def test_a_field_ties_label_help_and_error_together():
    html = _render("{% field form.name %}", form=_Form({}))

    assert '<label class="form-label" for="id_name">Tên cơ sở' in html
    assert 'id="id_name_helptext">Như trên giấy phép.' in html
    assert 'id="id_name_error">Trường này là bắt buộc.' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_check_box_stands_before_its_label_and_radios_in_a_fieldset():
    form = _Form()

    assert "form-check-label" in _render("{% field form.agreed %}", form=form)
    assert '<legend class="form-label">Loại</legend>' in _render("{% field form.kind %}", form=form)


HOSTILE = '"><script>'
TOLD = "&#34;&gt;&lt;script&gt;"


class _Chosen(forms.Form):
    place = forms.ChoiceField(
        label=HOSTILE,
        help_text=HOSTILE,
        choices=[("", "Tất cả"), ("Nay", [(34, "Hải Phòng")]), (HOSTILE, [(HOSTILE, HOSTILE)])],
    )


def test_a_select_groups_its_options_marks_the_chosen_one_and_escapes_their_words():
    select = str(_Chosen({"place": "34"})["place"])

    assert "".join(line.strip() for line in select.splitlines()) == (
        '<select name="place" required aria-describedby="id_place_helptext" id="id_place">'
        '<option value="">Tất cả</option>'
        '<optgroup label="Nay"><option value="34" selected>Hải Phòng</option></optgroup>'
        f'<optgroup label="{TOLD}"><option value="{TOLD}">{TOLD}</option></optgroup>'
        "</select>"
    )


def test_a_field_escapes_its_label_help_and_errors():
    html = _render("{% field form.place %}", form=_Chosen({"place": HOSTILE * 2}))

    # once each in the label and the help, twice in the error, three times in the list of choices
    assert (html.count("<script>"), html.count(TOLD)) == (0, 7)


def test_the_counts_of_a_row_are_cells():
    html = Template("{% load lists %}{% number_cells numbers %}").render(
        Context({"numbers": (0, 2000)})
    )

    assert html == '<td class="number">0</td><td class="number">2.000</td>'


def test_the_thousandth_page_is_asked_for_by_its_plain_number(rf):
    page = Paginator(range(30_000), 10).page(1_500)

    html = _render("{% pagination page %}", page=page, request=rf.get("/"))

    assert 'href="?trang=1501"' in html
    assert 'href="?trang=3000"' in html


class _Counted(OfficeForm):
    workers = forms.IntegerField(label="Lao động", min_value=1, max_value=999)
    year = forms.IntegerField(label="Năm", error_messages={"invalid": "Năm viết như 2026."})
    name = forms.CharField(label="Tên")


@pytest.mark.parametrize(
    ("workers", "said"),
    [
        ("vài", "Phải là số nguyên, ví dụ 12."),
        ("0", "Phải từ 1 trở lên."),
        ("1000", "Không được quá 999."),
    ],
)
def test_a_form_says_in_plain_vietnamese_what_is_wrong(workers, said):
    assert _Counted({"workers": workers, "year": "nay", "name": "a\x00"}).errors == {
        "workers": [said],
        "year": ["Năm viết như 2026."],
        "name": ["Có ký tự không nhìn thấy được; hãy xóa chỗ này và gõ lại."],
    }
