"""A returned workbook: its unit sheets understood row by row, against what was issued."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from itaxl.core.beside import with_unknown
from itaxl.core.columns import told_of_columns
from itaxl.core.filenames import SENT_WRONG, ending
from itaxl.core.matching import Expected, expect
from itaxl.core.problems import Problem
from itaxl.core.records import Action, Issue, Outcome, Place, Row, Tally
from itaxl.core.rowkinds import unread_rows
from itaxl.core.sheetrows import claims_of, read_sheet
from itaxl.core.table import Grid, Table
from itaxl.core.units import Register
from itaxl.core.unitsheets import Owners, find_table


class Return(NamedTuple):
    """A returned workbook as the gate and the reader give it, nothing interpreted.

    `saved_at` (UTC) and `saved_by` are what the file says of itself; `digest` names its content; `refused` or
    `skipped` says why it is not read; `issue` is what its hidden sheet says was issued.
    """

    file: str
    digest: str = ""
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    grids: tuple[Grid, ...] = ()
    issue: Issue | None = None
    refused: Problem | None = None
    skipped: Problem | None = None
    problems: tuple[Problem, ...] = ()


Inside: TypeAlias = tuple[str, ...]
"""The names of the zip's entries that lead to a file, from the outermost zip in; () for a file that lies in none."""


class Bundle(NamedTuple):
    """What is to be read of a zip of returns: each file's way into it and what the user calls it, by that name; the
    others are what is not read, and why."""

    file: str
    members: tuple[tuple[Inside, str], ...]
    others: tuple[Return, ...] = ()


def passed_over(file: str) -> Return:
    """A file in a folder or a zip that is not looked for: skipped by its name alone."""
    wrong, kind = ending(file) in SENT_WRONG, ending(file)
    code = "file-sent-wrong" if wrong else "file-not-looked-for"
    return Return(file, skipped=Problem(code, file, found=kind or None))


class FileReading(NamedTuple):
    """A returned workbook, understood: its rows, the sums of its sheets, what was expected of each unit (short name)
    that it was issued to, and the place where an expected action (by ref) should have stood. `unread` are the sums of
    units' sheets that are not read: all of their rows are rejected."""

    file: str
    outcome: Outcome
    reason: Problem | None = None
    digest: str = ""
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    issue: Issue | None = None
    rows: tuple[Row, ...] = ()
    sheets: Mapping[str, Tally] = {}
    expected: Mapping[str, Expected] = {}
    missing: Mapping[str, Place] = {}
    problems: tuple[Problem, ...] = ()
    unread: Mapping[str, Tally] = {}

    @property
    def tally(self) -> Tally:
        """The sum over all unit sheets of the file."""
        return Tally.total((*self.sheets.values(), *self.unread.values()))

    @property
    def is_filled_in(self) -> bool:
        """True when somebody did something in it."""
        return any(row.is_touched for row in self.rows)


def refusal(returned: Return, reason: Problem, *others: Problem) -> FileReading:
    """A workbook that is not looked into, and why."""
    return FileReading(
        returned.file,
        Outcome.SKIPPED if returned.skipped else Outcome.REFUSED,
        reason,
        returned.digest,
        returned.saved_at,
        returned.saved_by,
        problems=(*returned.problems, reason, *others),
    )


def understand(returned: Return, reference: Issue) -> FileReading:
    """What a returned workbook says, against the actions, units and year of `reference`.

    A sheet that is no unit's is left unread and named; a file without any unit sheet is refused.
    """
    owners, expected = Owners.of(reference, returned.issue), _expected(returned.issue, reference)
    rows: list[Row] = []
    problems: list[Problem] = list(returned.problems)
    not_read: list[Problem] = []
    unread: dict[str, Tally] = {}
    sheets: dict[str, Tally] = {}
    missing: dict[str, Place] = {}
    lost = False
    tables = [(grid, _table(grid)) for grid in returned.grids]
    alone = sum(table is not None for _, table in tables) == 1
    for grid, table in tables:
        claims = claims_of(table) if table else []
        unit = owners.find(table, claims, alone=alone) if table else None
        if table and unit is None and (by_rows := owners.by_rows(claims)):
            unit, count = by_rows
            facts = (("unit", unit), ("count", str(count)))
            problems.append(Problem("sheet-unit-by-rows", grid.file, grid.sheet, facts=facts))
        if table is None or unit is None:
            rejected = unread_rows(grid, table, claims)
            not_read += _not_read(grid, table, owners, rejected)
            if table or owners.names(grid):
                unread[grid.sheet] = rejected
            continue
        problems += told_of_columns(table, reference.settings.fiscal_year, (reference.settings.agency, unit))
        sheet = read_sheet(table, claims, unit, expected, reference.settings.fiscal_year)
        rows += sheet.rows
        problems += sheet.problems
        sheets[grid.sheet] = sheet.tally
        lost = lost or sheet.lost
        missing.update((action.ref, Place(grid.file, grid.sheet, table.first + 1)) for action in sheet.missing)
    if not sheets:
        unknown = [problem for problem in not_read if problem.code == "sheet-unit-unknown"]
        reason, *others = unknown or [Problem("file-no-unit-sheet", returned.file)]
        return refusal(returned, reason, *others)._replace(unread=unread)
    return FileReading(
        returned.file,
        Outcome.PARTLY if lost or not_read else Outcome.READ,
        None,
        returned.digest,
        returned.saved_at,
        returned.saved_by,
        returned.issue,
        tuple(rows),
        sheets,
        expected,
        missing,
        (*problems, *not_read),
        unread,
    )


def _table(grid: Grid) -> Table | None:
    table = find_table(grid)
    return with_unknown(table) if table and grid.asides else table


def _expected(own: Issue | None, reference: Issue) -> dict[str, Expected]:
    """What is expected of each unit's sheet; a unit may have been renamed since the file was issued."""
    register = Register.of(reference.units)
    issued: dict[str, list[Action]] = {unit.short: [] for unit in reference.units}
    for action in own.actions if own else ():
        unit = register.find(action.unit)
        if unit is not None:
            issued[unit.short].append(action)
    planned: dict[str, list[Action]] = {unit.short: [] for unit in reference.units}
    for action in reference.actions:
        planned.setdefault(action.unit, []).append(action)
    return {short: expect(issued.get(short, ()), planned[short]) for short in planned}


def _not_read(grid: Grid, table: Table | None, owners: Owners, rejected: Tally) -> list[Problem]:
    """Why a sheet is not read; nothing to say of a blank one."""
    count = ("count", str(rejected.rejected or ""))
    if table is not None:
        hint = ("hint", owners.nearest(table))
        return [Problem("sheet-unit-unknown", grid.file, grid.sheet, facts=(hint, count))]
    return [Problem("sheet-unread", grid.file, grid.sheet, facts=(count,))] if rejected.rejected else []
