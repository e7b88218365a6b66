"""The data files themselves, before any database."""

import csv
import unicodedata
from collections import Counter
from datetime import date, timedelta

import pytest

from khuyencong.lib.vietnamese import canonical
from khuyencong.places.actions import DATA

TODAY = "2026-11-23"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


UNITS = rows("units.csv")
SUCCESSIONS = rows("successions.csv")
LEVELS = {2: "province", 3: "district", 5: "commune"}


def valid_on(day):
    return [
        unit
        for unit in UNITS
        if unit["valid_from"] <= day and (not unit["valid_to"] or day <= unit["valid_to"])
    ]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2025-06-30", {"province": 63, "district": 696, "commune": 10035}),
        ("2025-07-01", {"province": 34, "commune": 3321}),
        (TODAY, {"province": 34, "commune": 3321}),
    ],
)
def test_how_many_units_there_were(day, counts):
    assert Counter(LEVELS[len(unit["code"])] for unit in valid_on(day)) == counts


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (
            "2025-06-30",
            {
                "province": 57,
                "central_city": 6,
                "rural_district": 508,
                "municipal_city": 87,
                "town": 52,
                "urban_district": 49,
                "rural_commune": 7692,
                "ward": 1726,
                "township": 617,
            },
        ),
        (
            "2025-07-01",
            {
                "province": 28,
                "central_city": 6,
                "rural_commune": 2621,
                "ward": 687,
                "special_zone": 13,
            },
        ),
        (
            "2026-07-25",
            {
                "province": 27,
                "central_city": 7,
                "rural_commune": 2611,
                "ward": 697,
                "special_zone": 13,
            },
        ),
        (
            TODAY,
            {
                "province": 25,
                "central_city": 9,
                "rural_commune": 2599,
                "ward": 709,
                "special_zone": 13,
            },
        ),
    ],
)
def test_of_what_kinds_they_were(day, kinds):
    assert Counter(unit["kind"] for unit in valid_on(day)) == kinds


def test_every_old_commune_has_a_successor_and_every_new_one_an_origin():
    old = {unit["code"] for unit in valid_on("2025-06-30") if len(unit["code"]) == 5}
    new = {unit["code"] for unit in valid_on("2025-07-01") if len(unit["code"]) == 5}
    merger = [edge for edge in SUCCESSIONS if edge["on_date"] == "2025-07-01"]
    islands = {"318", "471", "498", "536", "755"}

    assert {edge["predecessor"] for edge in merger if len(edge["predecessor"]) > 2} == old | islands
    assert {edge["successor"] for edge in merger if len(edge["successor"]) == 5} == new


def test_every_old_province_passed_into_one_province_or_still_stands():
    merger = {
        edge["predecessor"]: edge["is_whole"]
        for edge in SUCCESSIONS
        if edge["on_date"] == "2025-07-01" and len(edge["predecessor"]) == 2
    }
    standing = {
        unit["code"]
        for unit in valid_on("2025-06-30")
        if len(unit["code"]) == 2 and unit["valid_to"] != "2025-06-30"
    }

    assert (len(merger), set(merger.values())) == (52, {"1"})
    assert standing == {"01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"}


def test_a_divided_unit_has_several_successors_and_a_whole_one_has_one():
    parts = Counter(
        (edge["on_date"], edge["predecessor"], edge["is_whole"]) for edge in SUCCESSIONS
    )

    assert {whole: min(n for (*_, w), n in parts.items() if w == whole) for whole in "01"} == {
        "0": 2,
        "1": 1,
    }
    assert max(n for (*_, whole), n in parts.items() if whole == "1") == 1
    assert sum(whole == "0" for *_, whole in parts) == 442


def test_both_ends_of_a_change_meet_on_its_day():
    ending = {(unit["code"], unit["valid_to"]) for unit in UNITS}
    starting = {(unit["code"], unit["valid_from"]) for unit in UNITS}

    def eve(day):
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()

    assert [
        edge
        for edge in SUCCESSIONS
        if (edge["predecessor"], eve(edge["on_date"])) not in ending
        or (edge["successor"], edge["on_date"]) not in starting
    ] == []


def test_every_ended_unit_names_the_resolution_that_ended_it():
    assert [unit for unit in UNITS if unit["valid_to"] and not unit["ended_by"]] == []


def test_names_are_composed_and_in_the_official_spelling():
    names = {unit["name"] for unit in UNITS}

    assert {name for name in names if unicodedata.normalize("NFC", name) != name} == set()
    assert {name for name in names if canonical(name) != name or "'" in name} == set()


def test_rows_are_sorted_so_that_a_change_shows_as_a_small_difference():
    assert sorted(UNITS, key=lambda u: (len(u["code"]), u["code"], u["valid_from"])) == UNITS
