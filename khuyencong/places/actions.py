import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Field

from khuyencong.lib import vietnamese
from khuyencong.lib.vietnamese import fold, sort_key

from . import queries
from .models import Edition, Level, Succession, Unit, full_name

DATA = Path(__file__).parent / "data"
_FILES = ("units.csv", "successions.csv", "aliases.csv")
_LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}


@dataclass(frozen=True, slots=True)
class Loading:
    """What a loading of the place list did."""

    units: int
    successions: int
    was_current: bool


@transaction.atomic
def load_places(*, at: datetime) -> Loading:
    """Bring the database to the place list of ``data/``; do nothing when it is there already.

    Rows keep their keys from one edition to the next, so records that point at them stay. A unit
    that is no longer in the list but that a record points at raises ``IntegrityError``.
    """
    digest = data_digest()
    if Edition.objects.filter(digest=digest).exists():
        return Loading(Unit.objects.count(), Succession.objects.count(), was_current=True)
    units = _read_units()
    successions = _read_successions(units)
    Succession.objects.all().delete()
    with connection.cursor() as cursor:
        _replace_units(cursor, units)
        _copy(cursor, Succession._meta.db_table, successions)
    Edition.objects.all().delete()
    Edition.objects.create(digest=digest, loaded_at=at, unit_count=len(units))
    transaction.on_commit(queries.units_within_ids.cache_clear)
    transaction.on_commit(queries.provinces_today.cache_clear)
    return Loading(len(units), len(successions), was_current=False)


def data_digest() -> str:
    """SHA-256 of the data files, and of the rule of the keys made from them."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((DATA / name).read_bytes())
    digest.update(Path(vietnamese.__file__).read_bytes())
    return digest.hexdigest()


def unit_key(code: str, valid_from: date | None) -> int:
    """The primary key of a shipped row: level, code and first day, the same in every database."""
    level = [*_LEVELS].index(len(code)) + 1
    started = f"{valid_from:%Y%m%d}" if valid_from else "0" * 8
    return int(f"{level}{int(code):05d}{started}")


def _replace_units(cursor: CursorWrapper, units: list[Unit]) -> None:
    """Insert, update and delete by one COPY: the ORM takes three times as long."""
    columns = _columns(_fields(Unit))
    changed = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "id")
    cursor.execute("CREATE TEMP TABLE shipped (LIKE places_unit)")
    _copy(cursor, "shipped", units)
    cursor.execute(
        f"INSERT INTO places_unit ({', '.join(columns)})"  # noqa: S608 -- names of our own columns
        f" SELECT {', '.join(columns)} FROM shipped ON CONFLICT (id) DO UPDATE SET {changed}"
    )
    # Rows of earlier editions only: a unit entered by hand has a small key.
    cursor.execute(
        "DELETE FROM places_unit WHERE id >= (SELECT min(id) FROM shipped)"
        " AND id NOT IN (SELECT id FROM shipped)"
    )
    cursor.execute("DROP TABLE shipped")


def _copy(cursor: CursorWrapper, table: str, rows: Sequence[Unit | Succession]) -> None:
    fields = _fields(type(rows[0]), without_key=rows[0].pk is None)
    with cursor.copy(f"COPY {table} ({', '.join(_columns(fields))}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([getattr(row, field.attname) for field in fields])


def _fields(
    model: type[Unit | Succession], *, without_key: bool = False
) -> "list[Field[Any, Any]]":
    fields = model._meta.concrete_fields
    return [field for field in fields if not (without_key and field.primary_key)]


def _columns(fields: "list[Field[Any, Any]]") -> list[str]:
    return [str(field.column) for field in fields]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_units() -> list[Unit]:
    aliases = _read_aliases()
    units = [_unit(row, aliases) for row in _rows("units.csv")]
    versions: dict[str, list[Unit]] = {}
    for unit in units:
        versions.setdefault(unit.code, []).append(unit)
    for unit, row in zip(units, _rows("units.csv"), strict=True):
        if row["parent"]:
            # A row lies within one row of its parent; its last day finds which.
            unit.parent = _valid_on(versions[row["parent"]], unit.valid_to)
            unit.province = unit.parent.province or unit.parent
    return units


def _unit(row: dict[str, str], aliases: dict[str, list[str]]) -> Unit:
    level = _LEVELS[len(row["code"])]
    valid_from = _day(row["valid_from"])
    return Unit(
        pk=unit_key(row["code"], valid_from),
        code=row["code"],
        level=level.value,
        kind=row["kind"],
        name=row["name"],
        full_name=full_name(row["kind"], row["name"]),
        fold=fold(row["name"]),
        aliases=aliases.get(row["name"], []) if level == Level.PROVINCE else [],
        sort_key=sort_key(row["name"]),
        valid_from=valid_from,
        valid_to=_day(row["valid_to"]),
        started_by=row["started_by"],
        ended_by=row["ended_by"],
    )


def _read_aliases() -> dict[str, list[str]]:
    """Name of a province → keys of its other spellings."""
    aliases: dict[str, list[str]] = {}
    for row in _rows("aliases.csv"):
        aliases.setdefault(row["name"], []).append(fold(row["alias"]))
    return aliases


def _read_successions(units: list[Unit]) -> list[Succession]:
    ending = {(unit.code, unit.valid_to): unit for unit in units}
    starting = {(unit.code, unit.valid_from): unit for unit in units}
    return [
        Succession(
            predecessor=ending[row["predecessor"], on_date - timedelta(days=1)],
            successor=starting[row["successor"], on_date],
            is_whole=row["is_whole"] == "1",
            on_date=on_date,
            resolution=row["resolution"],
            is_verified=row["is_verified"] == "1",
        )
        for row in _rows("successions.csv")
        for on_date in [date.fromisoformat(row["on_date"])]
    ]


def _valid_on(versions: list[Unit], last_day: date | None) -> Unit:
    (unit,) = [v for v in versions if v.was_valid_on(last_day or date.max)]
    return unit


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
