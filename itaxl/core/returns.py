"""A returned workbook: its unit sheets understood row by row, against what was issued."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from itaxl.core.beside import with_unknown
from itaxl.core.columns import told_of_columns
from itaxl.core.filenames import SENT_WRONG, ending
from itaxl.core.matching import Claim, Expected, expect
from itaxl.core.problems import Problem
from itaxl.core.records import Action, Issue, Outcome, Place, Row, Tally
from itaxl.core.rowkinds import unread_rows
from itaxl.core.sheetrows import SheetReading, claims_of, read_sheet
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
    found = list(_sheets(returned.grids, owners))
    others = [(each, unread_rows(each.grid, each.table, each.claims)) for each in found if each.unit is None]
    not_read = [problem for each, rejected in others for problem in _not_read(each, owners, rejected)]
    unread = {each.grid.sheet: rejected for each, rejected in others if each.table or owners.names(each.grid)}
    if len(others) == len(found):
        unknown = [problem for problem in not_read if problem.code == "sheet-unit-unknown"]
        reason, *more = unknown or [Problem("file-no-unit-sheet", returned.file)]
        return refusal(returned, reason, *more)._replace(unread=unread)
    year, agency = reference.settings.fiscal_year, reference.settings.agency
    problems = list(returned.problems)
    read: list[tuple[str, SheetReading]] = []
    missing: dict[str, Place] = {}
    for grid, table, claims, unit, told in found:
        if table is None or unit is None:
            continue
        sheet = read_sheet(table, claims, unit, expected, year)
        read.append((grid.sheet, sheet))
        problems += (*told, *told_of_columns(table, year, (agency, unit)), *sheet.problems)
        missing.update((action.ref, Place(grid.file, grid.sheet, table.first + 1)) for action in sheet.missing)
    return FileReading(
        returned.file,
        Outcome.PARTLY if not_read or any(sheet.lost for _, sheet in read) else Outcome.READ,
        None,
        returned.digest,
        returned.saved_at,
        returned.saved_by,
        returned.issue,
        tuple(row for _, sheet in read for row in sheet.rows),
        {name: sheet.tally for name, sheet in read},
        expected,
        missing,
        (*problems, *not_read),
        unread,
    )


class _Sheet(NamedTuple):
    """A sheet of a return: its table, if it has one, what that table's rows claim, the unit (short name) that it is of,
    if that is known, and what is to be told of how."""

    grid: Grid
    table: Table | None
    claims: Sequence[Claim] = ()
    unit: str | None = None
    told: tuple[Problem, ...] = ()


def _sheets(grids: Sequence[Grid], owners: Owners) -> Iterator[_Sheet]:
    """Whose each sheet is."""
    tables = [(grid, _table(grid)) for grid in grids]
    alone = sum(table is not None for _, table in tables) == 1
    for grid, table in tables:
        if table is None:
            yield _Sheet(grid, None)
            continue
        claims = claims_of(table)
        if unit := owners.find(table, claims, alone=alone):
            yield _Sheet(grid, table, claims, unit)
        elif by_rows := owners.by_rows(claims):
            facts = (("unit", by_rows[0]), ("count", str(by_rows[1])))
            told = Problem("sheet-unit-by-rows", grid.file, grid.sheet, facts=facts)
            yield _Sheet(grid, table, claims, by_rows[0], (told,))
        else:
            yield _Sheet(grid, table, claims)


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


def _not_read(sheet: _Sheet, owners: Owners, rejected: Tally) -> list[Problem]:
    """Why a sheet is not read; nothing to say of a blank one."""
    grid, count = sheet.grid, ("count", str(rejected.rejected or ""))
    if sheet.table is not None:
        hint = ("hint", owners.nearest(sheet.table))
        return [Problem("sheet-unit-unknown", grid.file, grid.sheet, facts=(hint, count))]
    return [Problem("sheet-unread", grid.file, grid.sheet, facts=(count,))] if rejected.rejected else []
