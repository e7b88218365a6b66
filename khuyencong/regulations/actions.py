"""All writes of the regulations app: loading the shipped data without losing an officer's edits."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from .models import (
    AdjustmentDecider,
    AdvanceRule,
    AppraisalPoint,
    ContentGroup,
    CostNorm,
    Deadline,
    DossierPaper,
    DossierPart,
    EvidenceItem,
    LegalDocument,
    PriorityRule,
    SchemeKind,
    SubContent,
    Trade,
    Version,
)

DATA = Path(__file__).parent / "data"
_STEPS = ("created", "updated", "closed", "kept", "unchanged")

# Loaded in this order: a row may name rows of the tables above it.
TABLES: dict[str, type[models.Model]] = {
    "documents": LegalDocument,
    "content_groups": ContentGroup,
    "scheme_kinds": SchemeKind,
    "sub_contents": SubContent,
    "trades": Trade,
    "cost_norms": CostNorm,
    "advance_rules": AdvanceRule,
    "priority_rules": PriorityRule,
    "dossier_parts": DossierPart,
    "dossier_papers": DossierPaper,
    "evidence_items": EvidenceItem,
    "deadlines": Deadline,
    "appraisal_points": AppraisalPoint,
    "adjustment_deciders": AdjustmentDecider,
}


class BadData(Exception):
    """A shipped data file cannot be read; the message is a Vietnamese sentence naming the row."""


@dataclass(frozen=True, slots=True)
class TableReport:
    """What loading did to one table, in numbers of rows."""

    table: str
    created: int
    updated: int
    closed: int
    kept: int
    unchanged: int


@transaction.atomic
def load_regulations(*, on: date, data: Path = DATA) -> list[TableReport]:
    """Bring every table to the shipped data (nạp văn bản, định mức, quy định).

    A row that an officer changed or added is kept as it is; a row no longer shipped is closed the
    day before *on*, never deleted.  Raise :class:`BadData` for a file that cannot be read.
    """
    return [_Table(name, model, data / f"{name}.tsv").load(on=on) for name, model in TABLES.items()]


class _Table:
    """One table and its file: the columns are names of fields, references are codes."""

    def __init__(self, name: str, model: type[models.Model], path: Path) -> None:
        self.name, self.model, self.path = name, model, path
        self.fields = {field.name: field for field in model._meta.concrete_fields}
        # Found by their codes already; to validate them again is a query each.
        self.references = [name for name, field in self.fields.items() if field.is_relation]
        rows: Iterable[Any] = model._default_manager.select_related(*self.references)
        self.stored: dict[str, Any] = {row.code: row for row in rows}
        self.waiting: list[Any] = []
        self.known: dict[type[models.Model], dict[str, models.Model]] = {model: self.stored}

    def load(self, *, on: date) -> TableReport:
        """Bring the table to the file, row by row, then close what the file no longer has."""
        done: Counter[str] = Counter()
        shipped: set[str] = set()
        for number, cells in self._rows():
            if cells["code"] in shipped:
                raise self._bad(number, f"mã «{cells['code']}» bị lặp lại")
            shipped.add(cells["code"])
            done[self._load_row(number, cells)] += 1
        self.model._default_manager.bulk_create(self.waiting)
        for row in self.stored.values():
            if row.code not in shipped and not belongs_to_officer(row) and self._close(row, on):
                done["closed"] += 1
        return TableReport(self.name, **{step: done[step] for step in _STEPS})

    @property
    def _names_its_own_rows(self) -> bool:
        return any(field.related_model is self.model for field in self.fields.values())

    def _load_row(self, number: int, cells: dict[str, str]) -> str:
        row = self.stored.get(cells["code"])
        if row is not None and belongs_to_officer(row):
            return "kept"
        if row is not None and row.loaded == _as_text(self._fill(copy(row), number, cells), cells):
            return "unchanged"
        step = "created" if row is None else "updated"
        row = self._fill(row or self.model(), number, cells)
        row.loaded = _as_text(row, cells)
        self._check(row, number)
        self.stored[row.code] = row
        if step == "updated" or self._names_its_own_rows:
            row.save()
        else:
            self.waiting.append(row)
        return step

    def _close(self, row: Any, on: date) -> bool:
        """End a row on the day before *on*; a document is never ended by being left out."""
        if not isinstance(row, Version):
            return False
        last = max(row.valid_from, on - timedelta(days=1))
        if row.valid_to is not None and row.valid_to <= last:
            return False
        row.valid_to = last
        row.loaded = _as_text(row, row.loaded or ())
        row.save()
        return True

    def _fill(self, row: Any, number: int, cells: dict[str, str]) -> Any:
        for name, text in cells.items():
            try:
                setattr(row, name, self._value(self.fields[name], text))
            except (ValidationError, KeyError) as wrong:
                raise self._bad(number, f"cột «{name}» không nhận «{text}»") from wrong
        return row

    def _value(self, field: "models.Field[Any, Any]", text: str) -> Any:
        if isinstance(field, models.ForeignKey):
            return self._rows_of(field.related_model)[text] if text else None
        if text == "" and field.null:
            return None
        return field.to_python(text)

    def _rows_of(self, model: Any) -> dict[str, models.Model]:
        if model not in self.known:
            self.known[model] = {row.code: row for row in model._default_manager.all()}
        return self.known[model]

    def _check(self, row: Any, number: int) -> None:
        try:
            row.clean_fields(exclude=self.references)
        except ValidationError as wrong:
            raise self._bad(number, "; ".join(wrong.messages)) from wrong

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        with self.path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            for cells in reader:
                if None in cells or None in cells.values():
                    raise self._bad(reader.line_num, "thiếu hoặc thừa cột")
                yield reader.line_num, {name: cell.strip() for name, cell in cells.items()}

    def _bad(self, number: int, why: str) -> BadData:
        return BadData(f"Tệp {self.path.name}, dòng {number}: {why.rstrip('.')}.")


def belongs_to_officer(row: Any) -> bool:
    """Whether a person added the row, or changed it since it was loaded."""
    return row.loaded is None or row.loaded != _as_text(row, row.loaded)


def _as_text(row: Any, columns: Iterable[str]) -> dict[str, str]:
    """Return the row as its file would spell it, for the given columns."""
    return {name: _cell(getattr(row, name)) for name in columns}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(getattr(value, "code", value.pk))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
