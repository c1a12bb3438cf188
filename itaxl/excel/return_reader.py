"""Reads a returned workbook into a `Return`."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from itaxl.core import carried, layout, ownsheets, planlayout
from itaxl.core.ourtables import CSV_MARKS, OUTBOX_HEADERS
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.records import Issue
from itaxl.core.returns import Bundle, Inside, Return
from itaxl.core.systemerrors import why
from itaxl.core.table import Grid, all_blank
from itaxl.core.unitsheets import find_table
from itaxl.excel.bundles import members_of
from itaxl.excel.gate import Admitted, admit
from itaxl.excel.grids import Workbook
from itaxl.excel.kinds import FileKind

MOST_ROWS = 15_000  # of all tables of a file, blank ones aside: ten units' whole catalogues are four hundred

_OURS = {carried.PLAN: Word.PLAN, carried.SUMMARY: Word.SUMMARY, carried.FEEDBACK: Word.FEEDBACK}


_MAY_BE_BUNDLE = ("file-zip", "file-unsafe")  # no workbook, or one of its files is not to be trusted


def read_file(path: Path, name: str, way: Inside = ()) -> Return | Bundle:
    """The file as returned, or what is to be read of it where it is a zip of returns; `name` is what the user calls
    it, `way` leads to a file in a zip."""
    returned = read_return(path, name, way)
    if way or returned.refused is None or returned.refused.code not in _MAY_BE_BUNDLE:
        return returned
    try:
        found = members_of(name, path.read_bytes())
    except CannotGoOn as stop:
        found = stop.problem
    except OSError as error:  # it was there just now
        found = Problem("file-unreadable", name, facts=(("why", why(error)),))
    if isinstance(found, Bundle):
        return found
    return returned if found.code == "file-zip" else Return(name, refused=found)


def read_return(path: Path, name: str, way: Inside = ()) -> Return:
    """The file as returned, or refused or skipped with the reason, as a zip of returns is."""
    admitted = admit(path, name, way)
    if isinstance(admitted, Problem):
        skipped = admitted.code == "file-lock"
        return Return(name, skipped=admitted) if skipped else Return(name, refused=admitted)
    try:
        return _read_csv(admitted) if admitted.kind is FileKind.CSV else _read(admitted)
    except CannotGoOn as stop:
        return Return(name, admitted.digest, refused=stop.problem)


def _read(admitted: Admitted) -> Return:
    book = Workbook(admitted)
    name, digest = admitted.file, admitted.digest
    rows = book.text_rows(layout.HIDDEN_SHEET) if layout.HIDDEN_SHEET in book.sheets else []
    kind, version = carried.kind_of(rows)
    if kind in _OURS or {planlayout.SETTINGS, planlayout.MEASURES} <= set(book.sheets):
        facts = (("kind", _OURS.get(kind, Word.PLAN)),)
        return Return(name, digest, skipped=Problem("file-ours", name, facts=facts))
    if version > layout.FORMAT_VERSION:
        return Return(name, digest, refused=Problem("file-newer", name, found=str(version)))
    problems = list(admitted.marks.problems)
    issue = _issue(rows, name, problems) if kind == carried.TRACKING else None
    if issue:
        texts, year = ownsheets.issued_texts(rows), issue.settings.fiscal_year
        for sheet in ownsheets.SHEETS:
            if sheet in book.sheets:
                problems += ownsheets.told_of(book.grid(sheet), texts, year)
    grids = tuple(book.grids(*layout.NOT_UNITS))
    _stop_if_too_long(name, grids)
    return Return(
        name,
        digest,
        admitted.saved_at,
        admitted.saved_by,
        grids,
        issue,
        problems=tuple(problems),
    )


def _stop_if_too_long(name: str, grids: Sequence[Grid]) -> None:
    """Raises CannotGoOn for tables with more rows than any office has, which would be worked on for minutes: in an .ods
    a few bytes repeat one row a million times. Sheets without a table are not worked on."""
    if sum(len(grid.rows) for grid in grids) > MOST_ROWS:
        tables = [table for grid in grids if (table := find_table(grid))]
        filled = [sum(not all_blank(values) for _, values in table.rows()) for table in tables]
        if (rows := sum(filled)) > MOST_ROWS:
            longest, most = tables[filled.index(max(filled))].grid.sheet, (("most", f"{MOST_ROWS:,}"),)
            raise CannotGoOn(Problem("rows-too-many", name, longest, found=f"{rows:,}", facts=most))


def _read_csv(admitted: Admitted) -> Return:
    from itaxl.excel.csvgrid import read_csv  # few files are of this kind

    name, digest = admitted.file, admitted.digest
    grid = read_csv(name, admitted.marks.book)
    _stop_if_too_long(name, [grid])
    first = {str(value) for value in grid.rows[0]} if grid.rows else set[str]()
    for marks, word in ((CSV_MARKS, Word.ACTIONS), (frozenset(OUTBOX_HEADERS), Word.OUTBOX)):
        if first >= marks:
            return Return(name, digest, skipped=Problem("file-ours", name, facts=(("kind", word),)))
    return Return(name, digest, grids=(grid,), problems=tuple(admitted.marks.problems))


def _issue(rows: carried.Rows, name: str, problems: list[Problem]) -> Issue | None:
    """What was issued in the file; None where that cannot be read or is more than any office issues."""
    with contextlib.suppress(ValueError, LookupError, TypeError, RecursionError):
        issued = carried.read_issue(rows)
        if len(issued.actions) <= MOST_ROWS:
            return issued
    problems.append(Problem("hidden-sheet-damaged", name, layout.HIDDEN_SHEET))
    return None
