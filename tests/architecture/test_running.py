"""What must be asked of Django itself."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.db import models

import khuyencong
from khuyencong.accounts.models import User
from khuyencong.lib.lifecycle import Lifecycle

LOCAL = {name.removeprefix("khuyencong.") for name in settings.LOCAL_APPS}
MODELS = [model for model in apps.get_models() if model._meta.app_label in LOCAL]


def test_django_has_nothing_to_say():
    said = [message for message in run_checks() if message.id != "templates.E002"]

    assert said == []  # E002: the harness makes undefined variables fail


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_says_what_it_is_and_its_legal_term(model):
    sentence = (model.__doc__ or "").split("\n\n")[0].replace("\n", " ")

    assert re.match(r"(A|An) .+\(.+\)", sentence), f"{model._meta.label}: {sentence!r}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_field_has_a_vietnamese_name(model):
    unnamed = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and not field.auto_created
        and field.editable
        and field.verbose_name == field.name.replace("_", " ")
        and field.name not in {"password", "last_login", "id"}
    ]

    assert unnamed == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    order = [name.removeprefix("khuyencong.") for name in settings.LOCAL_APPS]
    own = order.index(model._meta.app_label)

    up = [
        field.name
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model in MODELS
        if field.related_model is not User  # anyone may name an author
        if order.index(field.related_model._meta.app_label) > own
    ]

    assert up == []


def _lifecycles() -> list[tuple[str, Lifecycle]]:
    found = []
    for info in pkgutil.walk_packages(khuyencong.__path__, "khuyencong."):
        if info.name.rpartition(".")[2] == "lifecycle" and "lib" not in info.name:
            module = importlib.import_module(info.name)
            found += [
                (f"{info.name}.{name}", value)
                for name, value in vars(module).items()
                if isinstance(value, Lifecycle)
            ]
    return found


@pytest.mark.parametrize(("name", "lifecycle"), _lifecycles())
def test_every_state_of_a_lifecycle_can_be_reached(name, lifecycle):
    named = {state for step in lifecycle.steps.values() for state in (*step.sources, step.to)}

    assert named - lifecycle.reachable() == set()


def test_the_bundle_is_not_committed():
    ignored = Path(settings.ROOT, ".gitignore").read_text().splitlines()

    assert "/khuyencong/ui/static/ui/build/" in ignored
