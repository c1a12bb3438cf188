"""Fills an office's own template: named cells, and tables that begin in a named cell. The template itself is never
written to."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
import warnings
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.core.cells import column_number
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.report import Report
from itaxl.core.templatenames import CELLS, GUIDE, NAMES, PREFIX, TABLES, Filled, NamedTable
from itaxl.core.text import nearest
from itaxl.excel.archive import Archive, open_archive
from itaxl.excel.book import lines_of
from itaxl.excel.gate import admit
from itaxl.excel.kinds import FileKind
from itaxl.excel.losses import losses
from itaxl.excel.styles import DATE

_CELLS = {cell.name: cell for cell in CELLS}
_TABLES = {table.name: table for table in TABLES}
_CLOSE = 85.0  # how like one of ours a name must be that does not begin as ours do


@dataclass(frozen=True, slots=True)
class Spot:
    """The first cell of what a name refers to: sheet by name, row and column counted from 1."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Template:
    """A template, looked into: its bytes, the spots of the names that are known, and what is told of it before
    anything is written: what would be lost, which names are not known."""

    file: str
    data: bytes
    spots: Mapping[str, Spot]
    problems: tuple[Problem, ...]


def open_template(path: Path) -> Template:
    """The template in this file.

    Raises CannotGoOn for a file that is not let in, is no .xlsx, or has none of our names.
    """
    if not path.exists():
        raise CannotGoOn(Problem("file-missing", found=str(path)))
    file = path.name
    admitted = admit(path, file)
    if isinstance(admitted, Problem):
        raise CannotGoOn(admitted)
    if admitted.kind is not FileKind.XLSX:
        raise CannotGoOn(Problem("template-not-xlsx", file))
    data = path.read_bytes()
    archive = open_archive(file, data)
    _stop_if_too_large(archive)
    book = _load(file, data)
    spots, problems = _spots(file, book)
    if not spots.keys() - {GUIDE}:
        raise CannotGoOn(Problem("template-no-names", file, found=CELLS[0].name))
    if lost := losses(archive):
        problems.insert(0, Problem("template-loses", file, facts=(("lost", lost),)))
    return Template(file, data, spots, tuple(problems))


_MOST_BYTES = (
    12_000_000  # of all parts: openpyxl takes fifty times that much memory, and a template has some tens of kB
)
_MOST_MERGED = 300_000  # cells under merged ranges, each of which openpyxl makes a cell of
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")


def _stop_if_too_large(archive: Archive) -> None:
    """Raises CannotGoOn for a workbook that openpyxl, which opens it here and not apart, would fill the memory with."""
    merged = 0
    for part in archive.parts.values():
        for left, top, right, bottom in _MERGED.findall(part):
            columns = column_number(right.decode()) - column_number(left.decode()) + 1
            merged += max(0, columns) * max(0, int(bottom) - int(top) + 1)
            if merged > _MOST_MERGED:
                raise CannotGoOn(Problem("file-too-large", archive.file, found=f"> {_MOST_MERGED:,}"))
    if sum(map(len, archive.parts.values())) > _MOST_BYTES:
        raise CannotGoOn(Problem("file-too-large", archive.file, found=f"> {_MOST_BYTES // 1_000_000} MB"))


def _load(file: str, data: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot keep is told in our own words
            return load_workbook(BytesIO(data), rich_text=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, ParseError) as error:
        raise CannotGoOn(Problem("file-damaged", file, found=str(error))) from None


def _spots(file: str, book: Workbook) -> tuple[dict[str, Spot], list[Problem]]:
    """(where the known names point, what is told of the others)."""
    spots: dict[str, Spot] = {}
    problems: list[Problem] = []
    known = {name.casefold(): name for name in NAMES}
    for name, defined in _defined(book):
        ours = known.get(name.casefold())
        if ours is None:
            likely = nearest(name.casefold(), NAMES, 70.0 if name.casefold().startswith(PREFIX) else _CLOSE)
            if likely or name.casefold().startswith(PREFIX):
                facts = (("hint", likely),)
                problems.append(Problem("template-name-unknown", file, found=name, facts=facts))
        elif spot := _spot(book, defined):
            spots.setdefault(ours, spot)
        else:
            problems.append(Problem("template-name-broken", file, found=name, facts=(("target", defined.value),)))
    return spots, problems


def _defined(book: Workbook) -> Iterator[tuple[str, Any]]:
    """Every defined name of the workbook and of its sheets."""
    yield from book.defined_names.items()
    for sheet in book.worksheets:
        yield from sheet.defined_names.items()


def _spot(book: Workbook, defined: Any) -> Spot | None:
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
            return Spot(title, merged.min_row, merged.min_col)
    return Spot(title, row, column)


# --- filling -----------------------------------------------------------------------------------------------


def fill(template: Template, report: Report, path: Path) -> list[Problem]:
    """Writes the filled template to `path`; gives what is to be told: columns that are not known, tables that have no
    room, and which names were filled and which the template does not have.

    Raises OSError when it cannot be written.
    """
    book = _load(template.file, template.data)
    problems: list[Problem] = []
    for name, spot in template.spots.items():
        if name in _CELLS:
            _write(book[spot.sheet].cell(spot.row, spot.column), _CELLS[name].value(report))
        elif name in _TABLES:
            problems += _fill_table(template.file, book[spot.sheet], spot, _TABLES[name], report)
    _drop_guide(book, template.spots)
    book.template = False  # a workbook, also where the template is an .xltx
    book.calculation.fullCalcOnLoad = True
    book.save(path)
    told: dict[str, list[str]] = {"template-filled": [], "template-unused": []}
    for name in NAMES:
        if name != GUIDE:
            told["template-filled" if name in template.spots else "template-unused"].append(name)
    problems += [_listed(code, template.file, names) for code, names in told.items() if names]
    return problems


_PARTS = ("names", "more", "others", "further", "rest")
_MOST = 150  # letters: a sentence cuts what it quotes when it is longer


def _listed(code: str, file: str, names: Sequence[str]) -> Problem:
    """A problem that lists names, in as many facts as their length needs."""
    lines = textwrap.wrap(", ".join(names), _MOST)
    facts = tuple((part, line.removesuffix(",")) for part, line in zip(_PARTS, lines, strict=False))
    return Problem(code, file, facts=(("count", str(len(names))), *facts))


def _write(cell: Any, value: Filled) -> None:
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


def _fill_table(file: str, sheet: Worksheet, spot: Spot, table: NamedTable, report: Report) -> list[Problem]:
    """The rows from the spot down, as the first of them looks; as many as there is room for."""
    columns, problems = _columns(file, sheet, spot, table)
    rows = list(table.rows(report))
    room = _room(sheet, spot, list(columns), len(rows))
    across = [merged for merged in sheet.merged_cells.ranges if merged.min_row == merged.max_row == spot.row]
    for offset, values in enumerate(rows[:room]):
        row = spot.row + offset
        for column, place in columns.items():
            cell = sheet.cell(row, column)
            cell._style = copy(sheet.cell(spot.row, column)._style)
            _write(cell, values[place])
        for merged in across if offset else ():
            sheet.merge_cells(None, row, merged.min_col, row, merged.max_col)
        _grow(sheet, row, list(columns))
    if not rows:
        for column in columns:
            sheet.cell(spot.row, column).value = None
    if room < len(rows):
        facts = (("name", table.name), ("rows", str(len(rows))), ("room", str(room)))
        cell = sheet.cell(min(spot.row + room, _LAST_ROW), spot.column).coordinate
        problems.append(Problem("template-no-room", file, sheet.title, cell, facts=facts))
    return problems


def _grow(sheet: Worksheet, row: int, columns: Sequence[int]) -> None:
    """Makes a row as high as its wrapped texts need, where that is more than one line."""
    cells = [cell for cell in (sheet.cell(row, column) for column in columns) if cell.alignment.wrap_text]
    needed = [(lines_of(str(cell.value or ""), _width(sheet, cell.column)), cell.font.size or _SIZE) for cell in cells]
    height = max((lines * size * _LINE for lines, size in needed if lines > 1), default=0.0)
    if height:
        sheet.row_dimensions[row].height = min(height, 409.0)  # Excel's highest row


_SIZE = 11.0  # points, of a cell that does not say
_LINE = 1.5  # height of a line for each point of its face: Thai marks stand above and below


def _width(sheet: Worksheet, column: int) -> float:
    """A column's width in characters; columns of one width share an entry."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max and dimension.width:
            return float(dimension.width)
    return float(sheet.sheet_format.defaultColWidth or 8.43)


def _columns(file: str, sheet: Worksheet, spot: Spot, table: NamedTable) -> tuple[dict[int, int], list[Problem]]:
    """(for each column of the sheet the place of its value, what is told of unknown headers).

    The headers above the spot choose; where none of them is known, every column of the table is written.
    """
    columns: dict[int, int] = {}
    problems: list[Problem] = []
    for column, header in _headers(sheet, spot):
        place = table.column(header)
        if place is None:
            facts = (("hint", nearest(header, table.headers)), ("name", table.name))
            where = sheet.cell(spot.row - 1, column).coordinate
            problems.append(Problem("template-column-unknown", file, sheet.title, where, found=header, facts=facts))
        else:
            columns[column] = place
    if columns:
        return columns, problems
    return {spot.column + place: place for place in range(len(table.headers))}, []


def _headers(sheet: Worksheet, spot: Spot) -> Iterator[tuple[int, str]]:
    """(column, text) of the cells above the spot and to the right of it, up to the first blank one."""
    if spot.row == 1:
        return
    inside = {
        (row, column)
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
        if (row, column) != (merged.min_row, merged.min_col)
    }
    for column in range(spot.column, sheet.max_column + 1):
        if (spot.row - 1, column) in inside:
            continue
        text = str(sheet.cell(spot.row - 1, column).value or "").strip()
        if not text:
            return
        yield column, text


def _room(sheet: Worksheet, spot: Spot, columns: Sequence[int], wanted: int) -> int:
    """How many rows fit from the spot down before something else stands in the way."""
    taken = {
        row
        for merged in sheet.merged_cells.ranges
        if merged.min_row > spot.row and any(merged.min_col <= column <= merged.max_col for column in columns)
        for row in range(merged.min_row, merged.max_row + 1)
    }
    for row in range(spot.row + 1, min(spot.row + wanted, sheet.max_row + 1)):
        if row in taken or any(sheet.cell(row, column).value is not None for column in columns):
            return row - spot.row
    return min(wanted, _LAST_ROW - spot.row + 1)


_LAST_ROW = 1_048_576  # of a sheet of Excel's


def _drop_guide(book: Workbook, spots: Mapping[str, Spot]) -> None:
    """Takes the sheet out that only explains the template, with its name."""
    guide = spots.get(GUIDE)
    if (
        guide
        and len(book.worksheets) > 1
        and not any(spot.sheet == guide.sheet for name, spot in spots.items() if name != GUIDE)
    ):
        book.remove(book[guide.sheet])
        for name in [name for name in book.defined_names if name.casefold() == GUIDE]:
            del book.defined_names[name]
