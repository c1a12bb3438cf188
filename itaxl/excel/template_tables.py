"""A table in an office's own template: its columns, the room that it has, its rows."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.core.problems import Problem
from itaxl.core.templatenames import Filled, NamedTable
from itaxl.core.text import nearest
from itaxl.excel.book import lines_of
from itaxl.excel.styles import DATE

_LAST_ROW = 1_048_576  # of a sheet of Excel's


class Columns(NamedTuple):
    """The columns of a table in a sheet, counted from 1: for each the place of its value in the table's rows, those
    that the template's headers chose, the headers that are not known, and columns whose cell is merged with another."""

    places: Mapping[int, int]
    chosen: Collection[int]
    unknown: Mapping[int, str]
    merged: Collection[int]


def columns_of(sheet: Worksheet, row: int, column: int, table: NamedTable) -> Columns:
    """The columns of a table that begins in this cell.

    The headers above it choose; where none of them is known, every column of the table is written.
    """
    headers = dict(_headers(sheet, row, column))
    chosen = {each: place for each, header in headers.items() if (place := table.column(header)) is not None}
    unknown = {each: header for each, header in headers.items() if each not in chosen} if chosen else {}
    places = chosen or {column + place: place for place in range(len(table.headers))}
    merged = _covered(sheet, row) & places.keys()
    return Columns({each: places[each] for each in places if each not in merged}, list(chosen), unknown, sorted(merged))


def _headers(sheet: Worksheet, row: int, left: int) -> Iterator[tuple[int, str]]:
    """(column, text) of the cells above a table's first cell and to the right of it, up to the first blank one."""
    if row == 1:
        return
    covered = _covered(sheet, row - 1)
    for column in range(left, sheet.max_column + 1):
        if column in covered:
            continue
        text = str(sheet.cell(row - 1, column).value or "").strip()
        if not text:
            return
        yield column, text


def _covered(sheet: Worksheet, row: int) -> set[int]:
    """The columns whose cell in this row is merged with another that holds the value."""
    return {
        column
        for merged in sheet.merged_cells.ranges
        if merged.min_row <= row <= merged.max_row
        for column in range(merged.min_col + (row == merged.min_row), merged.max_col + 1)
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table is written: from this cell of the sheet down, in these columns; `others` are the names (and their
    rows) that want a cell further down in one of the columns."""

    sheet: Worksheet
    row: int
    column: int
    columns: Columns
    others: Mapping[int, str]


def fill_table(file: str, place: Place, table: NamedTable, rows: Sequence[Sequence[Filled]]) -> list[Problem]:
    """Writes the rows, each as the first of them looks, as many as there is room for; gives what is to be told."""
    sheet, columns = place.sheet, place.columns.places
    room, name = _room(place, len(rows))
    across = [merged for merged in sheet.merged_cells.ranges if merged.min_row == merged.max_row == place.row]
    for offset, values in enumerate(rows[:room]):
        row = place.row + offset
        for column, value in columns.items():
            cell = sheet.cell(row, column)
            cell._style = copy(sheet.cell(place.row, column)._style)
            write_cell(cell, values[value])
        for merged in across if offset else ():
            sheet.merge_cells(None, row, merged.min_col, row, merged.max_col)
        _grow(sheet, row, columns)
    if not rows:
        for column in columns:
            sheet.cell(place.row, column).value = None
    problems = list(_told_of_columns(file, place, table))
    if room < len(rows):
        facts = (("name", table.name), ("rows", str(len(rows))), ("room", str(room)), ("other", name))
        cell = sheet.cell(min(place.row + room, _LAST_ROW), place.column).coordinate
        problems.append(Problem("template-no-room", file, sheet.title, cell, facts=facts))
    return problems


def _room(place: Place, wanted: int) -> tuple[int, str | None]:
    """(how many rows fit before something else stands in the way, the name of that if it is one of ours)."""
    sheet, columns = place.sheet, place.columns.places
    taken = {
        row
        for merged in sheet.merged_cells.ranges
        if merged.max_row > place.row and any(merged.min_col <= column <= merged.max_col for column in columns)
        for row in range(max(merged.min_row, place.row + 1), merged.max_row + 1)
    }
    taken |= place.others.keys()
    last = max((sheet.max_row, *taken))
    for row in range(place.row + 1, min(place.row + wanted, last + 1)):
        if row in taken or any(sheet.cell(row, column).value is not None for column in columns):
            return row - place.row, place.others.get(row)
    return min(wanted, _LAST_ROW - place.row + 1), None


def _told_of_columns(file: str, place: Place, table: NamedTable) -> Iterator[Problem]:
    sheet = place.sheet
    for column, header in place.columns.unknown.items():
        facts = (("hint", nearest(header, table.headers)), ("name", table.name))
        where = sheet.cell(place.row - 1, column).coordinate
        yield Problem("template-column-unknown", file, sheet.title, where, found=header, facts=facts)
    for column in place.columns.merged:
        where = sheet.cell(place.row, column).coordinate
        yield Problem("template-cell-merged", file, sheet.title, where, facts=(("name", table.name),))


def write_cell(cell: Any, value: Filled) -> None:
    """A text stays a text, whatever it begins with; a date that has no format of its own gets ours."""
    as_it_was = cell.number_format
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
        if cell.value is not None:
            cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = DATE if as_it_was == "General" else as_it_was


_SIZE = 11.0  # points, of a cell that does not say
_LINE = 1.5  # height of a line for each point of its face: Thai marks stand above and below


def _grow(sheet: Worksheet, row: int, columns: Iterable[int]) -> None:
    """Makes a row as high as its wrapped texts need, where that is more than one line."""
    cells = [cell for cell in (sheet.cell(row, column) for column in columns) if cell.alignment.wrap_text]
    needed = [(lines_of(str(cell.value or ""), _width(sheet, cell.column)), cell.font.size or _SIZE) for cell in cells]
    height = max((lines * size * _LINE for lines, size in needed if lines > 1), default=0.0)
    if height:
        sheet.row_dimensions[row].height = min(height, 409.0)  # Excel's highest row


def _width(sheet: Worksheet, column: int) -> float:
    """A column's width in characters; columns of one width share an entry."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max and dimension.width:
            return float(dimension.width)
    return float(sheet.sheet_format.defaultColWidth or 8.43)
