"""Reads a plan workbook into a `Plan`."""

from __future__ import annotations

from pathlib import Path

from itaxl import catalogues
from itaxl.core import planlayout, plans
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.table import Table, find_header
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook


def is_plan(path: Path) -> bool:
    """True for a plan workbook by its sheets, whatever the file is called and however little is filled in."""
    admitted = admit(path, path.name)
    if isinstance(admitted, Problem):
        return False
    try:
        return {planlayout.SETTINGS, planlayout.MEASURES} <= set(Workbook(admitted).sheets)
    except CannotGoOn:
        return False


def read_plan(path: Path, name: str | None = None) -> tuple[Plan, list[Problem]]:
    """The plan and its problems; `name` is what the user calls the file.

    Raises CannotGoOn for a file that is no plan, or without agency, fiscal year or measures.
    """
    name = name or path.name
    if not path.exists():
        raise CannotGoOn(Problem("file-missing", found=str(path)))
    admitted = admit(path, name)
    if isinstance(admitted, Problem):
        raise CannotGoOn(admitted)
    book = Workbook(admitted)
    needed = [sheet.name for sheet in planlayout.SHEETS.values() if not sheet.optional]
    if missing := [sheet for sheet in needed if sheet not in book.sheets]:
        raise CannotGoOn(Problem("plan-not-one", name, found=" ".join(missing)))
    tables: dict[str, Table] = {}
    for sheet in planlayout.SHEETS.values():
        if sheet.name in book.sheets:
            table = find_header(book.grid(sheet.name), sheet.headers, sheet.is_header)
            if table is not None:
                tables[sheet.name] = table
    plan, problems = plans.read_plan(name, tables, catalogues.load)
    return plan, [*problems, *admitted.problems]
