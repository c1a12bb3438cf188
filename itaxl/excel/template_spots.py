"""Where the names of an office's template point to, and where two of them are in each other's way."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from openpyxl import Workbook
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.core.problems import Problem
from itaxl.core.templatenames import NAMES, PREFIX, TABLES
from itaxl.core.text import nearest
from itaxl.excel.template_tables import columns_of

TABLES_BY_NAME = {table.name: table for table in TABLES}
_CLOSE = 85.0  # how like one of ours a name must be that does not begin as ours do


class Spot(NamedTuple):
    """The first cell of what a name refers to: sheet by name, row and column counted from 1."""

    name: str
    sheet: str
    row: int
    column: int


def find_spots(file: str, book: Workbook) -> tuple[list[Spot], list[Problem]]:
    """(where the known names point, what is told of the others). A name that a copied sheet has as well points to the
    copy's cell, too."""
    spots: dict[Spot, None] = {}
    problems: list[Problem] = []
    known = {name.casefold(): name for name in NAMES}
    for name, defined in _defined(book):
        ours = known.get(name.casefold())
        if ours is None:
            likely = nearest(name.casefold(), NAMES, 70.0 if name.casefold().startswith(PREFIX) else _CLOSE)
            if likely or name.casefold().startswith(PREFIX):
                facts = (("hint", likely),)
                problems.append(Problem("template-name-unknown", file, found=name, facts=facts))
        elif spot := _spot(book, ours, defined):
            spots[spot] = None
        else:
            problems.append(Problem("template-name-broken", file, found=name, facts=(("target", defined.value),)))
    return list(spots), problems


def _defined(book: Workbook) -> Iterator[tuple[str, Any]]:
    """Every defined name of the workbook and of its sheets."""
    yield from book.defined_names.items()
    for sheet in book.worksheets:
        yield from sheet.defined_names.items()


def _spot(book: Workbook, name: str, defined: Any) -> Spot | None:
    """The first cell of what a name refers to; None where that is no cell of a sheet."""
    try:
        [(title, cells), *_] = defined.destinations
        column, row, _, _ = range_boundaries(cells)
        sheet = book[title]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(sheet, Worksheet) or row is None or column is None:
        return None
    for merged in sheet.merged_cells.ranges:  # only the first of merged cells can be written to
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return Spot(name, title, merged.min_row, merged.min_col)
    return Spot(name, title, row, column)


Cells: TypeAlias = dict[tuple[str, int, int], list[Spot]]
"""Sheet, row and column of a cell, and the spots whose names want it."""


def wanted_cells(book: Workbook, spots: Sequence[Spot]) -> Cells:
    """The cells that the names want whatever the report holds: their own, and of a table its first row and the headers
    that choose its columns."""
    wanted: Cells = {}
    for spot in spots:
        cells = {(spot.row, spot.column)}
        if spot.name in TABLES_BY_NAME:
            columns = columns_of(book[spot.sheet], spot.row, spot.column, TABLES_BY_NAME[spot.name])
            cells |= {(spot.row, column) for column in columns.places}
            cells |= {(spot.row - 1, column) for column in columns.chosen}
        for row, column in sorted(cells):
            wanted.setdefault((spot.sheet, row, column), []).append(spot)
    return wanted


def blocked_spots(file: str, wanted: Cells) -> tuple[set[Spot], list[Problem]]:
    """(the spots that cannot be filled because another name wants the same cell, what is told of them)."""
    met: dict[tuple[Spot, ...], tuple[str, int, int]] = {}
    for key, spots in wanted.items():
        if len(spots) > 1:
            met.setdefault(tuple(spots), key)
    problems = []
    for group, (sheet, row, column) in met.items():
        names = ", ".join(f"{spot.name} ({_address(spot.row, spot.column)})" for spot in group)
        problems.append(Problem("template-names-meet", file, sheet, _address(row, column), facts=(("names", names),)))
    return {spot for group in met for spot in group}, problems


def _address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
