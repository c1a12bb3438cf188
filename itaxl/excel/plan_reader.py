"""Reads a plan workbook into a `Plan`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from itaxl import catalogues
from itaxl.core import planlayout, plans
from itaxl.core.filenames import readable
from itaxl.core.plans import without_header
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.table import Table, find_header
from itaxl.excel.gate import check_there
from itaxl.excel.grids import open_workbook


def is_plan(path: Path) -> bool:
    """True for a plan workbook by its sheets, whatever the file is called and however little is filled in."""
    try:
        book = open_workbook(path, path.name, _not_one(path.name))
    except CannotGoOn:
        return False
    return {planlayout.SETTINGS, planlayout.MEASURES} <= set(book.sheets)


def is_blank_plan(path: Path) -> bool:
    """True for a plan workbook in which nobody has entered a unit or a measure yet."""
    try:
        tables, _ = _tables(path, path.name)
    except CannotGoOn:
        return False
    return not any(any(True for _ in tables[name].rows()) for name in (planlayout.UNITS, planlayout.MEASURES))


def read_plan(path: Path, name: str | None = None) -> tuple[Plan, list[Problem]]:
    """The plan and its problems; `name` is what the user calls the file.

    Raises CannotGoOn for a file that is no plan, or without agency, fiscal year or measures.
    """
    name = readable(name or path.name)
    tables, of_file = _tables(path, name)
    plan, problems = plans.read_plan(name, tables, catalogues.load)
    return plan, [*problems, *of_file]


def _tables(path: Path, name: str) -> tuple[dict[str, Table], Sequence[Problem]]:
    """(the tables of a plan by sheet, not interpreted yet; what is to be told of the file itself)."""
    check_there(path)
    book = open_workbook(path, name, _not_one(name))
    if missing := [sheet for sheet in _NEEDED if sheet not in book.sheets]:
        known = len(missing) < len(_NEEDED)
        raise CannotGoOn(
            Problem("plan-lacks-sheet", name, found=", ".join(missing)) if known else _not_one(name, *book.sheets)
        )
    tables: dict[str, Table] = {}
    for sheet in planlayout.SHEETS.values():
        if sheet.name in book.sheets:
            grid = book.grid(sheet.name)
            table = find_header(grid, sheet.headers, sheet.is_header)
            if table is not None:
                tables[sheet.name] = table
            elif not sheet.optional:
                raise CannotGoOn(without_header(grid, sheet))
    return tables, book.admitted.marks.problems


_NEEDED = [sheet.name for sheet in planlayout.SHEETS.values() if not sheet.optional]


def _not_one(name: str, *there: str) -> Problem:
    """No plan: the sheets that it would need."""
    return Problem("plan-not-one", name, found=" · ".join(sheet for sheet in _NEEDED if sheet not in there))
