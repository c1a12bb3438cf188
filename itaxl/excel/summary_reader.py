"""Reads a summary workbook of ours back into a report, with its bytes as they are to be sent."""

from __future__ import annotations

from pathlib import Path

from itaxl import catalogues
from itaxl.core import carried, layout, summaries
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.report import Report
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook


def read_summary(path: Path) -> Report:
    """The report that a summary carries.

    Raises CannotGoOn for a file that does not exist, that the gate keeps out, or that is no summary of ours.
    """
    if not path.exists():
        raise CannotGoOn(Problem("file-missing", found=str(path)))
    admitted = admit(path, path.name)
    if isinstance(admitted, Problem):
        raise CannotGoOn(admitted)
    book = Workbook(admitted)
    rows = book.text_rows(layout.HIDDEN_SHEET) if layout.HIDDEN_SHEET in book.sheets else []
    kind, version = carried.kind_of(rows)
    if kind != carried.SUMMARY:
        raise CannotGoOn(Problem("summary-not-one", path.name))
    if version > layout.FORMAT_VERSION:
        raise CannotGoOn(Problem("file-newer", path.name, found=str(version)))
    try:
        return summaries.read_summary(rows, catalogues.load)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotGoOn(Problem("summary-damaged", path.name)) from None
