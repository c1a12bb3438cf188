"""Tells what stands beside the values of a unit's table: who looks at the sheet sees it, the values do not say it.

The answers stay as they are read, but for a formula whose result the file does not hold: that one is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from itaxl.core import layout
from itaxl.core.asides import Comment
from itaxl.core.cells import address
from itaxl.core.problems import Problem
from itaxl.core.reading import CellError, as_date, shown
from itaxl.core.table import Grid, Table
from itaxl.core.text import clean, is_blank

_TOLD_WHEN_STRUCK = ("title", *layout.ANSWERS)  # a row that is struck through from end to end has its title struck


def with_unknown(table: Table) -> Table:
    """The table with each answer whose formula has no result in the file as an error cell: unknown, not empty."""
    asides = table.grid.asides
    answers = {table.columns[key] for key in layout.ANSWERS if key in table.columns}
    unknown = {
        spot: formula.text
        for spot, formula in (asides.formulas.items() if asides else ())
        if not formula.counted and spot[0] >= table.first and spot[1] in answers and is_blank(table.at(*spot))
    }
    if not unknown:
        return table
    grid = table.grid
    rows = list(grid.rows)
    for (row, column), text in unknown.items():
        place, offset = row - grid.top, column - grid.left
        if place < len(rows) and offset >= 0:
            values = list(rows[place])
            values += [""] * (offset + 1 - len(values))
            values[offset] = CellError(text)
            rows[place] = values
    return table._replace(grid=grid._replace(rows=rows, has_errors=True))


def told_beside(table: Table) -> list[Problem]:
    """What is told of a table's comments, of its struck-through texts and of the formulas behind its answers."""
    if not table.grid.asides:
        return []
    return [*told_of_remarks(table.grid, _keys(table), table.first), *_struck(table), *_formulas(table)]


def comments_by_row(table: Table) -> Mapping[int, tuple[Comment, ...]]:
    """The comments on the cells of each row below the header, rows counted from 0, from left to right."""
    asides, grid = table.grid.asides, table.grid
    if not asides or not asides.remarks:
        return {}
    keys = _keys(table)
    found: dict[int, tuple[Comment, ...]] = defaultdict(tuple)
    for (row, column), remarks in sorted(asides.remarks.items()):
        if row >= table.first:
            place = (grid.file, grid.sheet, address(row, column), keys.get(column, ""))
            found[row] += tuple(Comment(*place, clean(each.author), clean(each.text)) for each in remarks)
    return found


def told_of_remarks(grid: Grid, keys: Mapping[int, str] = {}, first: int = 0) -> list[Problem]:
    """One for each cell with comments, wherever on the sheet it stands; `keys` names the columns of its table, whose
    rows begin with `first`, counted from 0."""
    told: list[Problem] = []
    for (row, column), remarks in sorted(grid.asides.remarks.items()) if grid.asides else ():
        authors = tuple(dict.fromkeys(clean(each.author) for each in remarks if each.author.strip()))
        found = "\n".join(clean(each.text) for each in remarks)
        key = keys.get(column) if row >= first else None
        cell = address(row, column)
        told.append(Problem("cell-comment", grid.file, grid.sheet, cell, key, found, (("author", authors),)))
    return told


def _struck(table: Table) -> Iterator[Problem]:
    keys = _keys(table)
    for (row, column), part in sorted(table.grid.asides.struck.items()) if table.grid.asides else ():
        key, value = keys.get(column), table.at(row, column)
        if row >= table.first and key in _TOLD_WHEN_STRUCK and not is_blank(value):
            assert key is not None  # it is among those
            yield table.problem("answer-struck", row, key, value, struck=clean(part) or shown(value))


def _formulas(table: Table) -> Iterator[Problem]:
    """One for each answer that is a formula's result; what has none, or is an error, is told of as such."""
    keys = _keys(table)
    for (row, column), formula in sorted(table.grid.asides.formulas.items()) if table.grid.asides else ():
        key, value = keys.get(column), table.at(row, column)
        known = not is_blank(value) and type(value) is not CellError
        if row >= table.first and key in layout.ANSWERS and known:
            assert key is not None  # it is among those
            told = table.problem("formula-value", row, key, value, formula=formula.text)
            yield told._replace(facts=(*told.facts, *as_date(value).items()))


def _keys(table: Table) -> dict[int, str]:
    return {column: key for key, column in table.columns.items()}
