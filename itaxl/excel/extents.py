"""Cells that stand far outside any table of ours, cut out before a sheet is read.

A legal file of 1.5 KB with values in A1 and XFD1048576 spans 17 billion cells; python-calamine makes room for each of
them and takes the whole process down. People make such sheets by accident, at the end of a stray key press.
"""

import math
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from itaxl.core.cells import address, column_number
from itaxl.core.problems import CannotGoOn, Fact, Problem
from itaxl.excel.markup import WITHIN, attributes

MOST_CELLS = 2_000_000  # that a sheet may span as it is: room for 100,000 rows of ours
MOST_IN_ALL = 5_000_000  # cells of all sheets together: blanks are cells too
MOST_TEXT = 64_000_000  # letters of all sheets together, each text as often as it is shown
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


# Looked for first, because it costs little: without such an address a sheet spans no more (999 rows of 702 columns).
# XML allows blanks about the sign of an attribute.
_PERHAPS_FAR = re.compile(rb"r[= \t\r\n]++[\"'](?:[A-Za-z]{0,2}+\d{4}|[A-Za-z]{3,}+\d)")
_CELL_TAGS = [start + end for start in (b"<c", b":c") for end in (b" ", b">", b"/", b"\t", b"\n", b"\r")]
_PLAIN_CELL = re.compile(rb"<c r=\"([A-Z]{1,3})([0-9]{1,7})\"(?: (?!r)\w+=\"[^\"<>]*\")*+/?>")
_ROW_OR_CELL = re.compile(rb"<(?:[^\s<>/]*:)?(row|c)(?=[\s/>])(" + WITHIN + rb")>")
_BEGINS_ROW_OR_CELL = re.compile(rb"<(?:[^\s<>/]*:)?(?:row|c)(?=[\s/>])")
_HIDES_TAGS = re.compile(rb"<!--|<<")  # remarks, and what a cut would make a tag of
_END_OF_CELL = re.compile(rb"</(?:[^\s<>/]*:)?c\s*>")
_ADDRESS = re.compile(r"([A-Za-z]+)([0-9]+)")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^<>]*?(?:/>|>\s*</(?:\w+:)?dimension\s*>)")
_RANGE = re.compile(rb"\sref=[\"'][A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?[\"']")
_LONGEST_HEAD = 4096  # bytes before a sheet's cells among which its dimension stands
_VALUE = re.compile(rb"<(?:[^\s<>/]*:)?(v|t)(?:\s[^<>]*)?>([^<]*)<")


class XmlCell(NamedTuple):
    """A cell of a sheet's XML that is not empty: where it stands in the sheet, and in the bytes."""

    row: int
    column: int
    start: int
    end: int
    kind: str


def without_far_cells(file: str, content: bytes, strings: bytes) -> tuple[bytes, list[FarCell]]:
    """(a sheet's XML, the cells cut out of it): as it is and none, unless it spans more than can be read.

    `strings` is the part of shared strings, for what a cell shows. Raises CannotGoOn where cells seem to stand far out
    and a tag says its place in a way that no program writes: what python-calamine would make of it is not known.
    """
    content = _without_bad_dimension(content)
    if not _PERHAPS_FAR.search(content) or _spanned(content) <= MOST_CELLS:
        return content, []
    told = sum(1 for _ in _ROW_OR_CELL.finditer(content))
    if told < sum(1 for _ in _BEGINS_ROW_OR_CELL.finditer(content)) or _HIDES_TAGS.search(content):
        raise CannotGoOn(Problem("file-damaged", file))
    high = wide = 0
    for cell in cells_of(content):
        high, wide = max(high, cell.row + 1), max(wide, cell.column + 1)
    if high * wide <= MOST_CELLS:
        return content, []
    kept, far, place, shared = bytearray(), list[FarCell](), 0, _texts(strings)
    for cell in cells_of(content):
        within = cell.start < place  # the last one that was cut out
        if within or (cell.row < FAR_ROW and cell.column < FAR_COLUMN):
            continue
        found = shown_in(content[cell.start : cell.end], cell.kind, shared)
        if found:
            far.append(FarCell(cell.row, cell.column, found))
        kept += content[place : cell.start]
        place = cell.end
    kept += content[place:]
    return _DIMENSION.sub(b"", bytes(kept), count=1), far


def _spanned(content: bytes) -> float:
    """The cells that a sheet spans at most, where each cell says once where it stands, as every program writes it; more
    than any sheet may where one does not."""
    rows, columns, told = 0, set[bytes](), 0
    for cell in _PLAIN_CELL.finditer(content):
        told += 1
        columns.add(cell[1])
        rows = max(rows, int(cell[2]))
    if told < sum(map(content.count, _CELL_TAGS)):
        return math.inf
    return rows * max((column_number(letters.decode()) + 1 for letters in columns), default=0)


def _without_bad_dimension(content: bytes) -> bytes:
    """Without a dimension such as "1:4", over which python-calamine stumbles: nobody needs it."""
    found = _DIMENSION.search(content, 0, _LONGEST_HEAD)
    if not found or _RANGE.search(found[0]):
        return content
    return content[: found.start()] + content[found.end() :]


def cells_of(content: bytes) -> Iterator[XmlCell]:
    """Every cell that is not empty, also where rows and cells do not say where they stand."""
    row, column, end = -1, 0, 0
    for tag in _ROW_OR_CELL.finditer(content):
        own = attributes(tag[2])
        if tag[1] == b"row":
            number = own.get("r", "")
            row, column = _counted(number) if number.isdecimal() else row + 1, 0
            continue
        if at := _ADDRESS.fullmatch(own.get("r", "")):
            row, column = _counted(at[2]), column_number(at[1][:_LONGEST_LETTERS])
        if not tag[2].endswith(b"/"):
            if end < tag.end():  # otherwise cells stand within each other, which is damaged
                following = _END_OF_CELL.search(content, tag.end())
                end = following.end() if following else len(content)
            yield XmlCell(row, column, tag.start(), end, own.get("t", ""))
        column += 1


_LONGEST_NUMBER, _LONGEST_LETTERS = 9, 6  # of an address that is worked out; a longer one is far out as well


def _counted(number: str) -> int:
    """A row's number, counted from 0."""
    return int(number.lstrip("0")[:_LONGEST_NUMBER] or 0) - 1


def shown_in(cell: bytes, kind: str = "", shared: Sequence[str] = ()) -> str:
    """What a cell shows."""
    text = "".join(unescape(part[2].decode("utf-8", "replace")) for part in _VALUE.finditer(cell))
    if kind == "s" and text.isdecimal() and len(text) < 10 and int(text) < len(shared):
        return shared[int(text)]
    return text


_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^<>]*)?(?:/>|>([^<]*+(?:<(?!/?(?:\w+:)?si[\s/>])[^<]*+)*+)</(?:\w+:)?si\s*>)")


def _texts(strings: bytes) -> list[str]:
    """The shared strings."""
    return [shown_in(string[1] or b"") for string in _STRING.finditer(strings)]
