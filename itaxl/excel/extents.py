"""Cells that stand far outside any table of ours, cut out before a sheet is read.

A legal file of 1.5 KB with values in A1 and XFD1048576 spans 17 billion cells; python-calamine makes room for each of
them and takes the whole process down. People make such sheets by accident, at the end of a stray key press.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from itaxl.core.cells import address, column_number
from itaxl.core.problems import Fact, Problem
from itaxl.excel.markup import attributes

MOST_CELLS = 2_000_000  # that a sheet may span as it is: room for 100,000 rows of ours
FAR_ROW, FAR_COLUMN = 5_000, 400  # counted from 0, where a sheet that spans more is cut: as many cells
MOST_TOLD = 20  # cells that are told one by one


class FarCell(NamedTuple):
    """A value that is left out: its place, counted from 0, and what is there."""

    row: int
    column: int
    found: str


def far_problems(file: str, sheet: str, cells: Sequence[FarCell]) -> list[Problem]:
    """A problem for each cell that was left out; from the twenty-first on one for all."""
    told = [Problem("cell-far", file, sheet, address(far.row, far.column), found=far.found) for far in cells]
    if len(told) <= MOST_TOLD:
        return told
    facts: tuple[tuple[str, Fact], ...] = (("count", str(len(told) - MOST_TOLD)),)
    return [*told[:MOST_TOLD], Problem("cells-far", file, sheet, told[MOST_TOLD].cell, facts=facts)]


# Looked at first, because it costs least. A sheet of 99 rows spans no more, and without such an address (999 rows of
# 702 columns) neither. That a cell says it stands in another row than its own is nothing that programs write.
_LATER_ROW = re.compile(rb"<row(?! r=\"\d{1,2}\")")
_PERHAPS_FAR = re.compile(rb"r=[\"'](?:[A-Za-z]{3,9}\d|[A-Za-z]{0,2}\d{4})")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_END_OF_CELL = re.compile(rb"</(?:\w+:)?c\s*>")
_ADDRESS = re.compile(r"([A-Za-z]{1,9})(\d{1,9})")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*?(?:/>|>\s*</(?:\w+:)?dimension\s*>)")
_RANGE = re.compile(rb"\sref=[\"'][A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?[\"']")
_LONGEST_HEAD = 4096  # bytes before a sheet's cells among which its dimension stands
_VALUE = re.compile(rb"<(?:\w+:)?(v|t)(?:\s[^>]*)?>([^<]*)<")


class _Cell(NamedTuple):
    """A cell of a sheet's XML that is not empty: where it stands in the sheet, and in the bytes."""

    row: int
    column: int
    start: int
    end: int
    kind: str


def without_far_cells(content: bytes, strings: bytes) -> tuple[bytes, list[FarCell]]:
    """(a sheet's XML, the cells cut out of it): as it is and none, unless it spans more than can be read.

    `strings` is the part of shared strings, for what a cell shows.
    """
    content = _without_bad_dimension(content)
    low = b"<row" in content and not _LATER_ROW.search(content)
    if low or not _PERHAPS_FAR.search(content):
        return content, []
    cells = list(_cells(content))
    high = max((cell.row for cell in cells), default=0) + 1
    wide = max((cell.column for cell in cells), default=0) + 1
    if high * wide <= MOST_CELLS:
        return content, []
    kept, far, place, shared = bytearray(), list[FarCell](), 0, _texts(strings)
    for cell in cells:
        if cell.row < FAR_ROW and cell.column < FAR_COLUMN:
            continue
        found = _found(content[cell.start : cell.end], cell.kind, shared)
        if found:
            far.append(FarCell(cell.row, cell.column, found))
        kept += content[place : cell.start]
        place = cell.end
    kept += content[place:]
    return _DIMENSION.sub(b"", bytes(kept), count=1), far


def _without_bad_dimension(content: bytes) -> bytes:
    """Without a dimension such as "1:4", over which python-calamine stumbles: nobody needs it."""
    found = _DIMENSION.search(content, 0, _LONGEST_HEAD)
    if not found or _RANGE.search(found[0]):
        return content
    return content[: found.start()] + content[found.end() :]


def _cells(content: bytes) -> Iterator[_Cell]:
    """Every cell that is not empty, also where rows and cells do not say where they stand."""
    row, column = -1, 0
    for tag in _ROW_OR_CELL.finditer(content):
        own = attributes(tag[2])
        if tag[1] == b"row":
            number = own.get("r", "")
            row, column = int(number) - 1 if number.isdecimal() and len(number) < 10 else row + 1, 0
            continue
        if at := _ADDRESS.fullmatch(own.get("r", "")):
            row, column = int(at[2]) - 1, column_number(at[1])
        if not tag[2].endswith(b"/"):
            end = _END_OF_CELL.search(content, tag.end())
            yield _Cell(row, column, tag.start(), end.end() if end else tag.end(), own.get("t", ""))
        column += 1


def _found(cell: bytes, kind: str, shared: Sequence[str]) -> str:
    """What a cell shows."""
    text = "".join(unescape(part[2].decode("utf-8", "replace")) for part in _VALUE.finditer(cell))
    if kind == "s" and text.isdecimal() and len(text) < 10 and int(text) < len(shared):
        return shared[int(text)]
    return text


_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?>(.*?)</(?:\w+:)?si\s*>", re.DOTALL)


def _texts(strings: bytes) -> list[str]:
    """The shared strings."""
    return [_found(string[1], "", ()) for string in _STRING.finditer(strings)]
