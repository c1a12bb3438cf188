"""The cells of a returned row that are the plan's: a unit that changes one is told, and what was issued counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import attrgetter, itemgetter

from itaxl.core.codes import read_indicator, read_item, read_survey
from itaxl.core.dates import read_date
from itaxl.core.planlayout import header_of
from itaxl.core.problems import Problem
from itaxl.core.reading import Cell, CellError, shown
from itaxl.core.records import Action, Value
from itaxl.core.table import Table
from itaxl.core.text import is_blank, squashed

_TEXTS = ("title", "method", "follow_up")
_DATES = ("start_on", "due_on")
_CODES: dict[str, Callable[[Cell], Value]] = {
    "survey": read_survey,
    "indicator": read_indicator,
    "item": read_item,
}


class PlanCells:
    """Compares the plan's columns of a table with what was issued; `fiscal_year` (BE) is the plan's."""

    def __init__(self, table: Table, fiscal_year: int) -> None:
        self.table, self.fiscal_year = table, fiscal_year
        keys = [key for key in (*_CODES, *_TEXTS, *_DATES) if key in table.columns]
        self._places = {key: table.columns[key] - table.grid.left for key in keys}
        quick = [key for key in keys if key not in ("item", "title")] or keys
        self._found, self._issued = itemgetter(*(self._places[key] for key in quick)), attrgetter(*quick)
        self._last = max(self._places.values())

    def are_as_issued(self, values: Sequence[Cell], issued: Action) -> bool:
        """True when a row, but for item and title, says exactly what was issued, as nearly every row does."""
        return len(values) > self._last and bool(self._found(values) == self._issued(issued))

    def changes(self, row: int, values: Sequence[Cell], issued: Action, but: Collection[str] = ()) -> Iterator[Problem]:
        """One problem for each cell of a row counted from 0 that says something else than was issued, but for these
        keys; a blank cell says nothing."""
        for key, value, wanted in self._others(values, issued):
            if key in but or is_blank(value) or isinstance(value, CellError):
                continue
            now = self._read(key, value)
            if (now is None or now != wanted) and squashed(shown(value)) != squashed(str(wanted or "")):
                facts = {"name": header_of(key), "title": issued.title, "issued": wanted, "now": now or shown(value)}
                yield self.table.problem("issued-changed", row, key, value, **facts)

    def cleared(self, row: int, values: Sequence[Cell], issued: Action) -> Iterator[Problem]:
        """One problem for each blank cell of a row counted from 0 in which something was issued, but for the title."""
        for key, value, wanted in self._others(values, issued):
            if key != "title" and wanted and is_blank(value) and not self._is_seen(row, self.table.columns[key]):
                yield self.table.problem(
                    "issued-cleared", row, key, name=header_of(key), title=issued.title, issued=wanted
                )

    def _others(self, values: Sequence[Cell], issued: Action) -> Iterator[tuple[str, Cell, Value]]:
        """(key, what is there, what was issued) of each cell that is not exactly as issued."""
        for key, place in self._places.items():
            value = values[place] if place < len(values) else None
            wanted: Value = getattr(issued, key)
            if key == "due_on" and wanted is None:
                wanted = issued.due_text or None
            if value != wanted:
                yield key, value, wanted

    def _is_seen(self, row: int, column: int) -> bool:
        """True for a cell that holds no value, and yet is not empty: it is merged with another, or a formula."""
        grid = self.table.grid
        return (grid.asides is not None and (row, column) in grid.asides.formulas) or any(
            top <= row <= bottom and left <= column <= right for (top, left), (bottom, right) in grid.merged
        )

    def _read(self, key: str, value: Cell) -> Value:
        if key in _CODES:
            return _CODES[key](value)
        if key not in _DATES:
            return shown(value)
        day: dt.date | None = read_date(
            value, self.fiscal_year, "start" if key == "start_on" else "due", epoch=self.table.grid.epoch
        ).value
        return day
