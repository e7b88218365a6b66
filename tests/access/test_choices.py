"""What a form offers to choose from is the person's own, and of the record at hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

from tests.access.test_every_address import ALL, signed_in

pytestmark = pytest.mark.django_db


def forms_in(response: Any) -> Iterator[forms.BaseForm]:
    contexts = response.context if isinstance(response.context, list) else [response.context]
    layers = [layer for context in contexts if context for layer in context.dicts]
    for value in [value for layer in layers for value in layer.values()]:
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, forms.BaseForm):
                yield one


FIRST = ("centre_officer", "province_officer", "leader", "administrator")


@pytest.fixture
def clients(everything):
    """Who opens most of the pages comes first."""
    people = sorted(everything.own.items(), key=lambda pair: pair[0] not in FIRST)
    return [(person, signed_in(person)) for _, person in people]


def forms_of(clients: Any, url: str) -> tuple[Any, list[forms.BaseForm]]:
    """Who of the place opens the page, and the forms it has."""
    for person, client in clients:
        response = client.get(url)
        if response.streaming:
            b"".join(response)
        elif response.status_code == 200:
            return person, list(forms_in(response))
    return None, []


def test_a_form_offers_only_what_the_person_may_see_and_no_row_of_another_scheme(
    everything, clients
):
    """Lines and deeds come by their address alone, which test_every_address asks of strangers."""
    offered, strange = set(), set()
    for one in [one for one in ALL if not one.is_public]:
        person, found = forms_of(clients, one.url(everything))
        for field in [field for form in found for field in form.fields.values()]:
            if isinstance(field, forms.ModelChoiceField):
                model = field.queryset.model
                offered.add(model.__name__)
                if hasattr(model.objects, "visible_to"):
                    seen = set(model.objects.visible_to(person))
                    strange |= {(one.full_name, row) for row in field.queryset if row not in seen}

    assert (offered, strange) == (
        {"Establishment", "Organisation", "Programme", "SubContent", "Trade", "Unit", "User"},
        set(),
    )
