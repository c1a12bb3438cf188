"""Reads a summary workbook of ours back into what the next round needs to know of it."""

from __future__ import annotations

from pathlib import Path

from itaxl.core import carried, layout
from itaxl.core.previous import Previous
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook


def read_summary(path: Path, name: str) -> Previous | Problem:
    """The summary, or the problem that keeps it out: it cannot be read, is none of ours, or is a newer version's;
    `name` is what the user calls the file."""
    admitted = admit(path, name)
    if isinstance(admitted, Problem):
        return admitted
    try:
        book = Workbook(admitted)
        rows = book.text_rows(layout.HIDDEN_SHEET) if layout.HIDDEN_SHEET in book.sheets else []
    except CannotGoOn as stop:
        return stop.problem
    kind, version = carried.kind_of(rows)
    if kind != carried.SUMMARY:
        return Problem("previous-not-one", name)
    if version > layout.FORMAT_VERSION:
        return Problem("file-newer", name, found=str(version))
    try:
        return carried.read_summary(rows, name)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Problem("previous-damaged", name)
