"""Fills an office's own template: named cells, and tables that begin in a named cell. The template itself is never
written to."""

from __future__ import annotations

import re
import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from itaxl.core.cells import spot_of
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.report import Report
from itaxl.core.templatenames import CELLS, GUIDE, NAMES
from itaxl.excel.archive import Archive, open_archive
from itaxl.excel.gate import admit, check_there
from itaxl.excel.kinds import FileKind
from itaxl.excel.losses import losses
from itaxl.excel.markup import WITHIN, attributes
from itaxl.excel.template_spots import TABLES_BY_NAME, Cells, Spot, blocked_spots, find_spots, wanted_cells
from itaxl.excel.template_tables import Place, columns_of, fill_table, write_cell

_CELLS = {cell.name: cell for cell in CELLS}


@dataclass(frozen=True, slots=True)
class Template:
    """A template, looked into: its bytes, the spots of the names that are known, those `blocked` by another name, and
    what is told of it before anything is written: what would be lost, names that are not known or meet in one cell."""

    file: str
    data: bytes
    spots: tuple[Spot, ...]
    blocked: frozenset[Spot]
    problems: tuple[Problem, ...]


def open_template(path: Path) -> Template:
    """The template in this file.

    Raises CannotGoOn for a file that is not let in, is no .xlsx, or has none of our names.
    """
    check_there(path)
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
    spots, problems = find_spots(file, book)
    if not {spot.name for spot in spots} - {GUIDE}:
        raise CannotGoOn(Problem("template-no-names", file, found=CELLS[0].name))
    blocked, met = blocked_spots(file, wanted_cells(book, spots))
    if lost := losses(archive):
        problems.insert(0, Problem("template-loses", file, facts=(("lost", lost),)))
    return Template(file, data, tuple(spots), frozenset(blocked), (*problems, *met))


_CELLS = {cell.name: cell for cell in CELLS}
_MOST_BYTES = (
    12_000_000  # of all parts: openpyxl takes fifty times that much memory, and a template has some tens of kB
)
_MOST_IN_RANGES = 300_000  # cells in merged ranges and under links, each of which openpyxl makes a cell of
_RANGES = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s(" + WITHIN + rb")>")


def _stop_if_too_large(archive: Archive) -> None:
    """Raises CannotGoOn for a workbook that openpyxl, which opens it here and not apart, would fill the memory with."""
    made = 0
    for part in archive.parts.values():
        for own in map(attributes, _RANGES.findall(part)):
            first, _, last = own.get("ref", "").replace("$", "").upper().partition(":")
            start, end = spot_of(first), spot_of(last or first)
            if start is None or end is None:
                raise CannotGoOn(Problem("file-damaged", archive.file, found=own.get("ref")))
            made += (abs(end[0] - start[0]) + 1) * (abs(end[1] - start[1]) + 1)
            if made > _MOST_IN_RANGES:
                raise CannotGoOn(Problem("file-too-large", archive.file, found=f"> {_MOST_IN_RANGES:,}"))
    if sum(map(len, archive.parts.values())) > _MOST_BYTES:
        raise CannotGoOn(Problem("file-too-large", archive.file, found=f"> {_MOST_BYTES // 1_000_000} MB"))


def _load(file: str, data: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot keep is told in our own words
            return load_workbook(BytesIO(data), rich_text=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError) as error:
        raise CannotGoOn(Problem("file-damaged", file, found=str(error))) from None


# --- filling -----------------------------------------------------------------------------------------------


def fill(template: Template, report: Report, path: Path) -> list[Problem]:
    """Writes the filled template to `path`; gives what is to be told: columns that are not known, tables that have no
    room, and which names were filled and which the template does not have.

    Raises OSError when it cannot be written.
    """
    book = _load(template.file, template.data)
    wanted = wanted_cells(book, template.spots)
    spots = [spot for spot in template.spots if spot not in template.blocked]
    places = {spot: _place(book, spot, wanted) for spot in spots if spot.name in TABLES_BY_NAME}  # before any is filled
    problems: list[Problem] = []
    for spot in spots:
        if spot.name in _CELLS:
            write_cell(book[spot.sheet].cell(spot.row, spot.column), _CELLS[spot.name].value(report))
    for spot, place in places.items():
        table = TABLES_BY_NAME[spot.name]
        problems += fill_table(template.file, place, table, list(table.rows(report)))
    _drop_guide(book, template.spots)
    book.template = False  # a workbook, also where the template is an .xltx
    book.calculation.fullCalcOnLoad = True
    book.save(path)
    return problems + _told_of_names(template)


def _place(book: Workbook, spot: Spot, wanted: Cells) -> Place:
    """Where a table is written, and which other names stand below it."""
    sheet = book[spot.sheet]
    columns = columns_of(sheet, spot.row, spot.column, TABLES_BY_NAME[spot.name])
    others = {
        row: owners[0].name
        for (title, row, column), owners in wanted.items()
        if title == spot.sheet and row > spot.row and column in columns.places
    }
    return Place(sheet, spot.row, spot.column, columns, others)


def _told_of_names(template: Template) -> list[Problem]:
    """Which names were filled, and which the template does not have."""
    blocked = {spot.name for spot in template.blocked}
    filled = {spot.name for spot in template.spots if spot not in template.blocked}
    broken = {(each.found or "").casefold() for each in template.problems if each.code == "template-name-broken"}
    told_already = filled | blocked | {name for name in NAMES if name.casefold() in broken}
    told = {
        "template-filled": [name for name in NAMES if name in filled],
        "template-unused": [name for name in NAMES if name not in told_already],
    }
    ours = {code: [name for name in names if name != GUIDE] for code, names in told.items()}
    return [_listed(code, template.file, names) for code, names in ours.items() if names]


_PARTS = ("names", "more", "others", "further", "rest")
_MOST = 150  # letters: a sentence cuts what it quotes when it is longer


def _listed(code: str, file: str, names: Sequence[str]) -> Problem:
    """A problem that lists names, in as many facts as their length needs."""
    lines = textwrap.wrap(", ".join(names), _MOST)
    facts = tuple((part, line.removesuffix(",")) for part, line in zip(_PARTS, lines, strict=False))
    return Problem(code, file, facts=(("count", str(len(names))), *facts))


def _drop_guide(book: Workbook, spots: Sequence[Spot]) -> None:
    """Takes the sheets out that only explain the template, with their name."""
    used = {spot.sheet for spot in spots if spot.name != GUIDE}
    for title in {spot.sheet for spot in spots if spot.name == GUIDE} - used:
        if len(book.worksheets) > 1:
            book.remove(book[title])
            for name in [name for name in book.defined_names if name.casefold() == GUIDE]:
                del book.defined_names[name]
