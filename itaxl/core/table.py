"""A sheet as read, and the table found in it: values with their rows and columns, nothing interpreted yet."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple, TypeAlias

from itaxl.core.asides import Asides
from itaxl.core.cells import cell_of
from itaxl.core.dates import EPOCH_1900
from itaxl.core.problems import Fact, Problem
from itaxl.core.reading import Cell, CellError, Reading, shown
from itaxl.core.text import is_blank, squashed

_BRACKETED = re.compile(r"[(\[{][^()\[\]{}]*+[)\]}]")


Range: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a range, each (row, column) counted from 0."""


class Grid(NamedTuple):
    """The values of one sheet. `rows[0][0]` stands in row `top`, column `left`, both counted from 0.

    Error cells stand among the values as `CellError`; `has_errors` is False where it is known that there are none.
    `links` are link targets by (row, column), counted from 0 as well; `epoch` is day 0 of the workbook's date serials;
    `merged` are the ranges of merged cells; `asides` is None where nothing stands beside the values, as in nearly every
    sheet.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    top: int = 0
    left: int = 0
    links: Mapping[tuple[int, int], str] = {}
    epoch: dt.date = EPOCH_1900
    merged: Sequence[Range] = ()
    asides: Asides | None = None
    has_errors: bool = True


class Table(NamedTuple):
    """A grid whose header row was found: `columns` gives each known key its column, `first` the first row below
    the header, both counted from 0 in the sheet."""

    grid: Grid
    columns: Mapping[str, int]
    header: int
    first: int

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """(row counted from 0 in the sheet, its values from the grid's left) below the header."""
        start = self.first - self.grid.top
        return enumerate(self.grid.rows[start:], self.first)

    def value(self, values: Sequence[Cell], key: str) -> Cell:
        """The value under a key in one row's values; None where the column is missing."""
        column = self.columns.get(key)
        if column is None:
            return None
        place = column - self.grid.left
        return values[place] if 0 <= place < len(values) else None

    def columns_of(self, rows: Iterable[Sequence[Cell]], keys: Iterable[str]) -> Iterator[tuple[str, Sequence[Cell]]]:
        """(each of these keys that has a column, its value in each of the rows): None where a row has no such cell."""
        columns = list(zip_longest(*rows))
        for key in keys:
            if (column := self.columns.get(key)) is not None and 0 <= (place := column - self.grid.left) < len(columns):
                yield key, columns[place]

    def at(self, row: int, column: int) -> Cell:
        """The value in a cell of the sheet, counted from 0; None outside of what was read."""
        rows, place, offset = self.grid.rows, row - self.grid.top, column - self.grid.left
        inside = 0 <= place < len(rows) and 0 <= offset < len(rows[place])
        return rows[place][offset] if inside else None

    def errors(self, *but: str) -> list[Problem]:
        """A problem for each error cell and each formula without a result in a known column, but for these."""
        if not self.grid.has_errors:
            return []
        keys = {column - self.grid.left: key for key, column in self.columns.items() if key not in but}
        return [
            self.problem("formula-uncounted" if value.startswith("=") else "cell-error", row, keys[place], value)
            for row, values in self.rows()
            if CellError in map(type, values)
            for place, value in enumerate(values)
            if type(value) is CellError and place in keys
        ]

    def notes(self, row: int, key: str, value: Cell, reading: Reading[Any]) -> list[Problem]:
        """A problem for each note of a reading: how the cell was read, and what as."""
        return [
            self.problem(note, row, key, value, meaning=reading.value, hint=reading.hint, other=reading.other)
            for note in reading.notes
        ]

    def cell(self, row: int, key: str) -> str:
        """The address of a key's cell in a row counted from 0: "I14"; of the title's where the column is missing."""
        return cell_of(self.columns, row, key)

    def problem(self, code: str, row: int, key: str, found: Cell = None, **facts: Fact) -> Problem:
        """A problem in a key's cell of a row counted from 0: the one place where a cell's address is added."""
        quoted = None if found is None else shown(found)
        return Problem(code, self.grid.file, self.grid.sheet, self.cell(row, key), key, quoted, tuple(facts.items()))


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """What headers are compared by: without blanks, line breaks, brackets with what is in them, and marks."""
    return squashed(_BRACKETED.sub("", text)).strip("*:.-▼▲")


def find_header(grid: Grid, known: Mapping[str, str], is_header: Callable[[Collection[str]], bool]) -> Table | None:
    """The table under the first row whose known columns make it a header, be it together with the row above or below
    it; `known` maps a `header_key` to its key."""
    above: dict[str, int] = {}
    for index, values in enumerate(grid.rows):
        columns, row = _named(values, grid.left, known), grid.top + index
        if columns and is_header(columns.keys()):
            below = _named(grid.rows[index + 1], grid.left, known) if index + 1 < len(grid.rows) else {}
            if len(below) > 1 and below.keys().isdisjoint(columns):  # neither our keys nor a header's copy
                return Table(grid, columns | below, row, row + 2)
            return Table(grid, columns, row, row + 1)
        if above and columns and is_header((above | columns).keys()):
            return Table(grid, above | columns, row, row + 1)
        above = columns
    return None


def _named(values: Sequence[Cell], left: int, known: Mapping[str, str]) -> dict[str, int]:
    """The columns that a row names, by key; `left` is that of its first value."""
    columns: dict[str, int] = {}
    for place, value in enumerate(values):
        if isinstance(value, str) and (key := known.get(header_key(value))):
            columns.setdefault(key, left + place)
    return columns


def all_blank(values: Sequence[Cell]) -> bool:
    """True for a row in which a reader sees nothing."""
    return all(is_blank(value) for value in values)
