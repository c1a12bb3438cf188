"""Reads a summary workbook of ours back into what the next round needs to know of it."""

from __future__ import annotations

from pathlib import Path

from itaxl.core import carried, carriedsummary, layout
from itaxl.core.previous import Previous
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.gate import check_there
from itaxl.excel.grids import open_workbook


def read_summary(path: Path, name: str) -> Previous:
    """The summary; `name` is what the user calls the file.

    Raises CannotGoOn for a file that cannot be read, is no summary of ours, or is a newer version's.
    """
    check_there(path)
    not_one = Problem("previous-not-one", name)
    book = open_workbook(path, name, not_one, only=(layout.HIDDEN_SHEET,))
    rows = book.text_rows(layout.HIDDEN_SHEET) if layout.HIDDEN_SHEET in book.sheets else []
    kind, version = carried.kind_of(rows)
    if kind != carried.SUMMARY:
        raise CannotGoOn(not_one)
    if version > layout.FORMAT_VERSION:
        raise CannotGoOn(Problem("file-newer", name, found=str(version)))
    try:
        return carriedsummary.read_summary(rows, name)
    except (ValueError, LookupError, TypeError, RecursionError):
        raise CannotGoOn(Problem("previous-damaged", name)) from None
