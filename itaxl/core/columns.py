"""Tells what on a unit's sheet is not read: answer columns that are missing or there twice, columns of the unit's own,
and cells outside the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from itaxl.core import layout
from itaxl.core.cells import address
from itaxl.core.dates import read_date
from itaxl.core.problems import Fact, Problem
from itaxl.core.reading import Cell, How, shown
from itaxl.core.table import Grid, Table, header_key
from itaxl.core.text import clean, is_blank, nearest, squashed
from itaxl.core.unitsheets import ENOUGH_KEYS

_MATTER = ("title", "status", "completed_on", "evidence")
"""The columns whose loss is an error: the numbers of the report rest on them."""

_OFTEN_OWN = frozenset(map(header_key, ("หมายเหตุ",)))
"""Headers that a unit's own column often has, beside ours of the other name."""

_ALIKE = 60.0  # of 100, from which on an unread header is offered for a missing column
_LONGEST_HEADING = 25  # letters of a heading over several columns, as stands directly above the headers
_FIRST_CELLS = 5  # of those outside the table, which are quoted
_OURS_ABOVE = tuple(squashed(text) for text in layout.Above if text is not layout.Above.UNIT)
_UNIT_LABEL = squashed(layout.Above.UNIT)
_DATE_LABELS = (squashed(layout.Above.AS_OF), squashed(layout.Above.NEXT_DUE))


def told_of_columns(table: Table, fiscal_year: int, ours: Collection[str] = ()) -> list[Problem]:
    """What is told of a unit's sheet beside its rows; `ours` are further texts that were issued above the table,
    `fiscal_year` (BE) is the plan's."""
    unread = _Unread(table) if _is_wider(table) else None
    headers = {column: text for column, text in unread.headers.items() if column in unread.cells} if unread else {}
    return [*_missing(table, headers), *(unread.told() if unread else ()), *_outside(table, unread, fiscal_year, ours)]


def _is_wider(table: Table) -> bool:
    """True when the sheet has columns that are none of the table's, as few have."""
    left = table.grid.left
    width = max(map(len, table.grid.rows), default=0)
    return not set(range(left, left + width)) <= set(table.columns.values())


class _Unread:
    """The columns of a sheet that are none of its table's: `doubles` those that are called like one of them, by key,
    `headers` what the others are called, both by column counted from 0."""

    def __init__(self, table: Table) -> None:
        self.table = table
        grid, read = table.grid, set(table.columns.values())
        self.doubles: dict[int, str] = {}
        self.headers: dict[int, str] = {}
        for row in range(table.header, table.first):
            for column, value in enumerate(grid.rows[row - grid.top], grid.left):
                if column in read or column in self.headers or not isinstance(value, str) or is_blank(value):
                    continue
                name = header_key(value)
                key = None if name in _OFTEN_OWN else layout.HEADERS.get(name)
                if key in layout.ANSWERS and key in table.columns:
                    assert key is not None  # it is among those
                    self.doubles.setdefault(column, key)
                elif column not in self.doubles:
                    self.headers[column] = clean(value)
        self.cells: dict[int, list[tuple[int, Cell]]] = {}
        for row, values in table.rows():
            for column, value in enumerate(values, grid.left):
                if value != "" and column not in read and not is_blank(value):
                    self.cells.setdefault(column, []).append((row, value))

    def told(self) -> Iterator[Problem]:
        grid = self.table.grid
        for column, key in self.doubles.items():
            for row, value in self.cells.get(column, ()):
                yield from self._double(row, column, key, value)
        for column, header in self.headers.items():
            if cells := self.cells.get(column):
                facts: tuple[tuple[str, Fact], ...] = (
                    ("count", str(len(cells))),
                    ("first", address(cells[0][0], column)),
                    ("text", shown(cells[0][1])),
                )
                yield Problem(
                    "column-unread", grid.file, grid.sheet, address(self.table.header, column), None, header, facts
                )

    def _double(self, row: int, column: int, key: str, value: Cell) -> Iterator[Problem]:
        """The answer in a second column of one kind, where the first says something else."""
        grid = self.table.grid
        counts = self.table.at(row, self.table.columns[key])
        if squashed(shown(counts)) != squashed(shown(value)):
            facts: tuple[tuple[str, Fact], ...] = (
                ("name", layout.BY_KEY[key].header),
                ("other", self.table.cell(row, key)),
                ("counts", None if is_blank(counts) else shown(counts)),
            )
            yield Problem("column-double", grid.file, grid.sheet, address(row, column), key, shown(value), facts)

    def nameless(self) -> Iterator[tuple[int, int, Cell]]:
        """(row, column, value) of each cell beside the table, in a column that is called nothing."""
        named = self.headers.keys() | self.doubles.keys()
        return (
            (row, column, value)
            for column, cells in sorted(self.cells.items())
            if column not in named
            for row, value in cells
        )


def _missing(table: Table, headers: dict[int, str]) -> Iterator[Problem]:
    """A table without columns that are asked for is read as far as it goes, and says so, with the unread header that
    was perhaps meant."""
    missing = [key for key in ("title", *layout.ANSWERS) if key not in table.columns]
    grid = table.grid
    for key in missing:
        if key in _MATTER:
            column = layout.BY_KEY[key]
            names = (column.header, *column.spellings)
            like = next((like for name in names if (like := nearest(name, headers.values(), _ALIKE))), None)
            cell = next((address(table.header, place) for place, text in headers.items() if text == like), None)
            facts: tuple[tuple[str, Fact], ...] = (("name", column.header), ("like", like), ("other", cell))
            at = table.cell(table.header, key)
            yield Problem("column-missing", grid.file, grid.sheet, at, key, facts=facts)
    others = tuple(layout.BY_KEY[key].header for key in missing if key not in _MATTER)
    if others and headers:  # who deleted one of these has lost nothing; who renamed one may have
        at = table.cell(table.header, "title")
        yield Problem("columns-absent", grid.file, grid.sheet, at, facts=(("names", others),))


def _outside(table: Table, unread: _Unread | None, fiscal_year: int, ours: Collection[str]) -> list[Problem]:
    """The texts above the table, in our row of keys and over our formulas that are not ours, and the cells beside the
    table in columns without a header: told once."""
    found = [
        *_above(table, fiscal_year, {squashed(text) for text in ours}),
        *_among_keys(table),
        *_over_formulas(table),
        *(unread.nameless() if unread else ()),
    ]
    return told_outside(table.grid, found)


def told_outside(grid: Grid, found: Sequence[tuple[int, int, Cell]]) -> list[Problem]:
    """One problem for these texts, given by (row, column, text), that stand where nobody reads answers; none for
    none."""
    if not found:
        return []
    cells = [address(row, column) for row, column, _ in found]
    more = str(len(cells) - _FIRST_CELLS) if len(cells) > _FIRST_CELLS else None
    facts: tuple[tuple[str, Fact], ...] = (("cells", tuple(cells[:_FIRST_CELLS])), ("more", more))
    return [Problem("cells-outside", grid.file, grid.sheet, cells[0], None, shown(found[0][2]), facts)]


def _above(table: Table, fiscal_year: int, ours: Collection[str]) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, text) of what somebody wrote above the table; headings over its columns are none of it."""
    grid = table.grid
    above: Sequence[Sequence[Cell]] = list(islice(grid.rows, max(0, table.header - grid.top)))
    for row, values in enumerate(above, grid.top):
        before, text = "", ""
        for column, value in enumerate(values, grid.left):
            if type(value) is not str or value == "" or not (said := squashed(value)):
                continue
            before, text = text, said
            is_heading = row == table.header - 1 and len(text) <= _LONGEST_HEADING
            if (
                not is_heading
                and not text.startswith(_OURS_ABOVE)
                and text not in ours
                and text.partition(":")[0] != _UNIT_LABEL
                and header_key(value) not in layout.HEADERS
                and not (before in _DATE_LABELS and _is_date(value, fiscal_year))  # our own, which is a text in a .csv
            ):
                yield row, column, value


def _is_date(value: str, fiscal_year: int) -> bool:
    return read_date(value, fiscal_year).how is not How.UNREADABLE


def _among_keys(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, text) of what somebody wrote into our row of keys."""
    grid = table.grid
    for row in range(table.header + 1, table.first):
        values = grid.rows[row - grid.top]
        if sum(value in layout.BY_KEY for value in values if type(value) is str) >= ENOUGH_KEYS:
            for column, value in enumerate(values, grid.left):
                if type(value) is str and value not in layout.BY_KEY and not is_blank(value):
                    yield row, column, value


def _over_formulas(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, text) of the words that somebody wrote over our formula; the header once more is none of them."""
    column = table.columns.get("days_overdue", -1)
    if (place := column - table.grid.left) < 0:
        return
    for row, values in table.rows():
        value = values[place] if place < len(values) else None
        if value and type(value) is str and any(map(str.isalpha, value)) and header_key(value) not in layout.HEADERS:
            yield row, column, value
