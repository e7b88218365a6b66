"""The back office of the law: for a superuser only, and nothing is deleted there."""

import html
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from khuyencong.regulations import actions
from khuyencong.regulations.models import Trade

pytestmark = pytest.mark.django_db

MODELS = list(actions.TABLES.values())


def request_of(*, is_superuser: bool):
    request = RequestFactory().get("/")
    request.user = get_user_model()(is_superuser=is_superuser, is_active=True)
    return request


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("is_superuser", [True, False])
def test_only_a_superuser_sees_and_changes_a_table_and_nobody_deletes(
    model: type, is_superuser: bool
) -> None:
    office, request = admin.site._registry[model], request_of(is_superuser=is_superuser)

    assert (
        office.has_module_permission(request),
        office.has_view_permission(request),
        office.has_add_permission(request),
        office.has_change_permission(request),
        office.has_delete_permission(request),
    ) == (is_superuser, is_superuser, is_superuser, is_superuser, False)


def test_every_table_and_a_row_of_it_can_be_opened() -> None:
    actions.load_regulations(on=date(2026, 1, 1))
    request = request_of(is_superuser=True)

    for model in MODELS:
        office, row = admin.site._registry[model], model._default_manager.first()
        page = office.changelist_view(request).render()
        form = office.get_form(request, row)(instance=row)

        assert page.status_code == 200
        assert str(row) in html.unescape(page.content.decode())
        assert "loaded" not in form.fields


def test_a_list_tells_the_shipped_rows_from_the_officers_own() -> None:
    actions.load_regulations(on=date(2026, 1, 1))
    Trade.objects.filter(letter="a").update(short_name="Chế biến nông sản")
    office = admin.site._registry[Trade]

    assert {t.letter: office.source(t) for t in Trade.objects.filter(letter__in="ab")} == {
        "a": "của đơn vị",
        "b": "theo bản phát hành",
    }
