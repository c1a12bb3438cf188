"""Answer cells that a unit merged: a reader sees one value beside several rows, the file holds it in the first cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from itaxl.core import layout
from itaxl.core.cells import address
from itaxl.core.matching import Claim
from itaxl.core.problems import Fact, Problem
from itaxl.core.reading import Cell, as_date, shown
from itaxl.core.table import Range, Table
from itaxl.core.text import is_blank

Claimed = tuple[int, Sequence[Cell], Claim]
"""A row counted from 0, its values from the grid's left, and what it says of itself."""


def spread(table: Table, claimed: Sequence[Claimed]) -> tuple[Table, list[Claimed], list[Problem]]:
    """(the table with the links behind them, its rows with each merged answer in every row that it stands beside, what
    is told of that: once a range). Only rows that are actions are filled: a range may reach into the spare ones."""
    ranges = [merged for merged in table.grid.merged if merged[0][0] >= table.first]
    if not ranges:
        return table, list(claimed), []
    rows = {row: list(values) for row, values, _ in claimed}
    ordered, left_to_fill = sorted(rows), len(rows) * len(layout.ANSWERS)  # ranges that overlap are no program's
    links = dict(table.grid.links)
    keys = {table.columns[key]: key for key in layout.ANSWERS if key in table.columns}
    problems: list[Problem] = []
    for merged in ranges:
        (top, left), (bottom, right) = merged
        key, value, link = keys.get(left), table.at(top, left), links.get(merged[0])
        if key is None or (is_blank(value) and link is None):
            continue
        below = ordered[bisect_right(ordered, top) : bisect_right(ordered, bottom)]
        left_to_fill -= len(below)
        if left_to_fill < 0:
            break
        for row in below:
            rows[row][left - table.grid.left] = value
            if link is not None:
                links[row, left] = link
        if below:
            problems.append(_told("merged-down", table, merged, key, value))
        if any(left < column <= right for column in keys):
            problems.append(_told("merged-across", table, merged, key, value))
    grid = table.grid._replace(links=links)
    filled: list[Claimed] = [(row, rows[row], claim) for row, _, claim in claimed]
    return table._replace(grid=grid), filled, problems


def _told(code: str, table: Table, merged: Range, key: str, value: Cell) -> Problem:
    (top, left), last = merged
    facts: dict[str, Fact] = {
        "range": f"{address(top, left)}:{address(*last)}",
        "name": layout.BY_KEY[key].header,
        **as_date(value),
    }
    return Problem(code, table.grid.file, table.grid.sheet, address(top, left), key, shown(value), tuple(facts.items()))
