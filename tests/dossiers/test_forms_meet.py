"""General facts, lines and items: kept while typed, and two people's edits merged by field."""

import pytest
from django.urls import reverse

from khuyencong.dossiers.models import EstimateItem, FormDraft, FormVersion

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}
ITEM = {
    "name": "Máy sấy",
    "unit": "máy",
    "quantity": "1,5",
    "unit_price_vnd": "400 triệu",
    "province_vnd": "200 triệu",
}


def address(name, *args):
    return reverse(f"dossiers:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def opened(client, page):
    """What a browser would post back: the fields as they stand on the page."""
    form = client.get(page).context["form"]
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


@pytest.fixture
def centre(sign_in, centre_officer):
    """A browser of the centre."""
    return sign_in(centre_officer)


@pytest.fixture
def item(draft, centre):
    """An item just added, and its page."""
    line = draft.lines.get()
    centre.post(address("estimate_add_item", draft.code, line.pk), ITEM)
    return EstimateItem.objects.get()


def test_items_are_added_changed_and_taken_out(draft, item, centre):
    add = address("estimate_add_item", draft.code, draft.lines.get().pk)
    page = address("estimate_edit_item", draft.code, item.pk)

    too_much = text_of(centre.post(add, ITEM | {"province_vnd": "2 tỷ"}))
    shown = text_of(centre.get(page))
    centre.post(page, opened(centre, page) | {"unit_price_vnd": "600 triệu"})
    table = text_of(centre.get(address("estimate_detail", draft.code)))
    item.refresh_from_db()
    late = centre.post(page, {"remove": "1", "seen": ""})
    removed = centre.post(page, {"remove": "1", **opened(centre, page)})

    assert "vượt quá thành tiền 600.000.000 đồng" in too_much
    assert ("huyện" in shown, 'value="1,5"' in shown) == (False, True)
    assert (item.amount_vnd, "900.000.000" in table) == (900_000_000, True)
    assert (late.url, removed.url) == (page, address("estimate_detail", draft.code))
    assert not EstimateItem.objects.exists()
    assert "Đã bỏ." in text_of(centre.get(address("form_history", draft.code)))


def test_a_price_of_five_hundred_dong_is_legal_and_looked_at_again(draft, centre):
    add = address("estimate_add_item", draft.code, draft.lines.get().pk)
    leaflet = {"name": "Tờ rơi", "unit": "tờ", "quantity": "1000", "unit_price_vnd": "500"}

    told = text_of(centre.post(add, leaflet, follow=True))

    assert EstimateItem.objects.get().amount_vnd == 500_000
    assert "Đơn giá «Tờ rơi» là 500 đồng. Nếu định ghi nghìn đồng" in told


def test_two_people_on_one_item_are_merged_field_by_field(draft, item, centre, sign_in, colleague):
    page = address("estimate_edit_item", draft.code, item.pk)
    other = sign_in(colleague)
    mine = opened(centre, page)
    other.post(page, opened(other, page) | {"unit": "bộ", "unit_price_vnd": "500 triệu"})

    shown = centre.post(page, mine | {"name": "Máy sấy lạnh", "unit_price_vnd": "450 triệu"})
    told = text_of(shown)
    again = {field.name: field.value() for field in shown.context["form"]}
    saved = centre.post(page, {name: value for name, value in again.items() if value})

    item.refresh_from_db()
    assert "Ngô Đồng Nghiệp lưu lúc" in told
    assert [(one.name, one.theirs, one.is_conflict) for one in shown.context["meeting"].edits] == [
        ("unit", "bộ", False),
        ("unit_price_vnd", "500.000.000 đồng", True),
    ]
    assert (saved.status_code, item.name, item.unit, item.unit_price_vnd) == (
        302,
        "Máy sấy lạnh",
        "bộ",
        450_000_000,
    )
    assert [one.values["Đơn giá"] for one in FormVersion.objects.all()] == [
        "400.000.000 đồng",
        "500.000.000 đồng",
        "450.000.000 đồng",
    ]


def test_what_was_typed_of_an_item_that_somebody_took_out_may_be_added_anew(
    draft, item, centre, sign_in, colleague
):
    page = address("estimate_edit_item", draft.code, item.pk)
    mine = opened(centre, page) | {"name": "Máy sấy lạnh", "line": str(item.line_id)}
    other = sign_in(colleague)
    other.post(page, {"remove": "1", **opened(other, page)})

    told = text_of(centre.post(page, mine))

    assert "vừa bị người khác bỏ" in told
    assert 'value="Máy sấy lạnh"' in told
    assert address("estimate_add_item", draft.code, item.line_id) in told
    assert centre.get(page).status_code == 404


def test_general_facts_meet_too(draft, centre, sign_in, colleague, province):
    page = address("dossier_general", draft.code)
    other = sign_in(colleague)
    mine = opened(centre, page)
    wrong = text_of(centre.post(page, mine | {"end_year": 2020}))
    other.post(page, opened(other, page) | {"form": "group"})

    shown = centre.post(page, mine | {"name": "Tên mới"})
    again = {field.name: field.value() for field in shown.context["form"]}
    saved = centre.post(page, {name: value for name, value in again.items() if value})

    draft.refresh_from_db()
    assert "Năm kết thúc không được trước năm bắt đầu (2027)." in wrong
    assert [one.label for one in shown.context["meeting"].edits] == ["Hình thức"]
    assert (saved.status_code, draft.name, draft.form) == (302, "Tên mới", "group")


def test_a_line_meets_too(draft, centre, sign_in, colleague):
    page = address("estimate_edit_line", draft.code, draft.lines.get().pk)
    other = sign_in(colleague)
    mine = opened(centre, page)
    other.post(page, opened(other, page) | {"item": "Máy ép"})

    shown = centre.post(page, mine | {"item": "Máy xay"})

    assert [(one.theirs, one.mine) for one in shown.context["meeting"].edits] == [
        ("Máy ép", "Máy xay")
    ]
    assert draft.lines.get().item == "Máy ép"


@pytest.mark.parametrize("key", ["general", "line", "item", "item-of"])
def test_what_is_typed_is_kept_and_there_again(draft, item, centre, key):
    line = draft.lines.get()
    page, key = {
        "general": (address("dossier_general", draft.code), "general"),
        "line": (address("estimate_edit_line", draft.code, line.pk), f"line-{line.pk}"),
        "item": (address("estimate_edit_item", draft.code, item.pk), f"item-{item.pk}"),
        "item-of": (address("estimate_add_item", draft.code, line.pk), f"item-of-{line.pk}"),
    }[key]
    field = "item" if key.startswith("line") else "name"
    keep = address("form_keep", draft.code, key)

    said = text_of(centre.post(keep, opened(centre, page) | {field: "Đang gõ"}, **HTMX))
    again = text_of(centre.get(page))
    dropped = centre.post(keep, {"drop": "1"})

    assert "Bản gõ dở đã được giữ lúc" in said
    assert ('value="Đang gõ"' in again, "Bỏ bản gõ dở" in again) == (True, True)
    assert (dropped.url, FormDraft.objects.count()) == (page, 0)
    assert 'value="Đang gõ"' not in text_of(centre.get(page))


def test_an_autosave_still_on_its_way_when_its_person_saved_leaves_no_draft(draft, item, centre):
    page = address("estimate_edit_item", draft.code, item.pk)
    typed = opened(centre, page) | {"unit": "bộ máy"}
    centre.post(page, typed)

    centre.post(address("form_keep", draft.code, f"item-{item.pk}"), typed, **HTMX)

    assert FormDraft.objects.count() == 0


def test_a_draft_over_an_older_state_is_merged_when_it_is_saved(draft, centre, sign_in, colleague):
    page = address("dossier_general", draft.code)
    other = sign_in(colleague)
    centre.post(
        address("form_keep", draft.code, "general"), opened(centre, page) | {"name": "Tên mới"}
    )
    other.post(page, opened(other, page) | {"form": "group"})

    shown = centre.post(page, opened(centre, page))

    assert [one.theirs for one in shown.context["meeting"].edits] == ["Đề án nhóm"]


def test_nothing_is_kept_of_a_dossier_that_is_closed_nor_of_an_unknown_form(
    ready, centre, centre_officer, leader, sign_in
):
    keep = address("form_keep", ready.code, "general")
    unknown = centre.post(address("form_keep", ready.code, "evil-1"), {}).status_code
    foreign = sign_in(leader).post(keep, {}).status_code
    centre.post(address("dossier_submit", ready.code))

    closed = text_of(centre.post(keep, {"name": "x"}, **HTMX))

    assert (unknown, foreign) == (404, 403)
    assert "không còn ở bước soạn thảo" in closed
    assert not FormDraft.objects.exists()
