"""Reads a returned workbook into a `Return`."""

from __future__ import annotations

from pathlib import Path

from itaxl.core import carried, layout, planlayout
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.records import Issue
from itaxl.core.returns import Return
from itaxl.excel.gate import Admitted, admit
from itaxl.excel.grids import Workbook

_OURS = {carried.PLAN: Word.PLAN, carried.SUMMARY: Word.SUMMARY, carried.FEEDBACK: Word.FEEDBACK}


def read_return(path: Path, name: str) -> Return:
    """The file as returned, or refused or skipped with the reason; `name` is what the user calls it."""
    admitted = admit(path, name)
    if isinstance(admitted, Problem):
        skipped = admitted.code == "file-lock"
        return Return(name, skipped=admitted) if skipped else Return(name, refused=admitted)
    try:
        return _read(admitted)
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
    problems = list(admitted.problems)
    issue = _issue(rows, name, problems) if kind == carried.TRACKING else None
    return Return(
        name,
        digest,
        admitted.saved_at,
        admitted.saved_by,
        tuple(book.grids(*layout.NOT_UNITS)),
        issue,
        problems=tuple(problems),
    )


def _issue(rows: carried.Rows, name: str, problems: list[Problem]) -> Issue | None:
    try:
        return carried.read_issue(rows)
    except (ValueError, KeyError, TypeError, RecursionError):
        problems.append(Problem("hidden-sheet-damaged", name, layout.HIDDEN_SHEET))
        return None
