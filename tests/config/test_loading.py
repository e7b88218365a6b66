import pytest
from django.core.management import get_commands

from khuyencong.config import loading


@pytest.fixture(autouse=True)
def _own_stamps(settings, tmp_path, db):
    settings.VAR_DIR = tmp_path


def test_a_command_runs_once_until_something_it_reads_changes():
    assert not loading.is_loaded("load_places")

    loading.remember("load_places")

    assert loading.is_loaded("load_places")


def test_another_database_is_loaded_again(monkeypatch):
    loading.remember("load_places")

    monkeypatch.setattr(loading, "_birth_of_database", lambda: "another day")

    assert not loading.is_loaded("load_places")


def test_a_load_depends_on_its_app_and_those_below():
    read = {path.parts[-2] for path in loading._sources("load_places")}

    assert "lib" in read
    assert "places" in read
    assert read.isdisjoint({"accounts", "schemes", "desk"})


def test_every_load_names_commands_that_exist():
    named = [command for load in loading.LOADS for command in load.commands]

    assert [name for name in named if name not in get_commands()] == []
