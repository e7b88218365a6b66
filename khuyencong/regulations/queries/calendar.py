"""The deadlines of the law as a list of many schemes asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..models import Deadline
from .deadlines import DueDate, days_of_event, due_dates

_COLUMNS = (
    *("code", "name", "applies_to", "jurisdiction__code", "valid_from", "valid_to"),
    *("every", "month", "day", "year_offset", "is_before", "days", "is_working_days"),
)


@dataclass
class Calendar:
    """The deadlines of the law, read once for a whole list; a province may have its own rows."""

    years: dict[tuple[int, str, str | None], list[DueDate]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Sequence[Deadline]:
        """Every deadline that there is; one query."""
        return list(Deadline.objects.select_related("jurisdiction").only(*_COLUMNS))

    def of_year(self, year: int, *, chain: str, province: str | None) -> list[DueDate]:
        """Every deadline with a day of its own in the year."""
        key = (year, chain, province)
        if key not in self.years:
            self.years[key] = due_dates(self.rows, year, chain=chain, province=province)
        return self.years[key]

    def months(self, year: int, *, chain: str, province: str) -> list[DueDate]:
        """The days of the year by which a progress report is due."""
        found = self.of_year(year, chain=chain, province=province)
        return [one for one in found if one.deadline.every == Deadline.Every.MONTH]

    def deadline(
        self, code: str, year: int, *, chain: str, province: str | None = None
    ) -> DueDate | None:
        """The deadline whose code begins so; without a province that of the nation."""
        found = self.of_year(year, chain=chain, province=province)
        return next((one for one in found if one.deadline.code.startswith(code)), None)

    def settlement_file(self, accepted_on: date, *, chain: str, province: str) -> DueDate | None:
        """So many days after the last acceptance (khoản 1 Điều 18 TT 36/2013)."""
        for row in self.rows:
            is_it = row.code.startswith("settlement_file")
            if is_it and row.governs(chain, on=accepted_on, province=province):
                return days_of_event(row, accepted_on)
        return None
