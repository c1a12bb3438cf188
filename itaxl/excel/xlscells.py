"""What must be changed in an .xls before python-calamine reads it: cells far outside any table, for which it makes
room until the memory ends, and formulas that bear the number of an older format, which it passes over with their values
(MS-XLS 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from struct import pack, unpack_from

from itaxl.core.problems import Problem
from itaxl.excel.extents import FAR_COLUMN, FAR_ROW, MOST_CELLS, FarCell, far_problems
from itaxl.excel.olestreams import stream_in

_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_BEGIN, _END, _SHEET, _DIMENSIONS, _STRING, _BLANK = 0x809, 0x0A, 0x85, 0x200, 0x207, 0x201
_FORMULA, _OLDER_FORMULAS, _SEVERAL_NUMBERS = 0x06, (0x206, 0x406), 0xBD
_CELLS = frozenset((_FORMULA, *_OLDER_FORMULAS, _SEVERAL_NUMBERS, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD))
_BIFF_8 = 0x600


def fit_to_read(file: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """(the .xls with nothing in it that the reader cannot do with, what was left out): as it is and none, where
    nothing is far out; a damaged one is left to the reader."""
    stream = stream_in(data, _STREAMS)
    if stream is None:
        return data, []
    scan = _Scan(stream.read(data))
    edits, far = scan.edits()
    problems = [problem for sheet, cells in far.items() for problem in far_problems(file, sheet, cells)]
    return (stream.written(data, edits) if edits else data), problems


def _records(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(place, kind, size) of each record from there to the end of what began there, a chart in a sheet among it."""
    place, inside = start, 0
    end = min(end, len(content))  # the rest may be cut off
    while place + 4 <= end:
        kind, size = unpack_from("<HH", content, place)
        if place + 4 + size > len(content):
            return
        yield place, kind, size
        inside += (kind == _BEGIN) - (kind == _END)
        if kind == _END and inside <= 0:
            return
        place += 4 + size


class _Scan:
    """The records of an .xls, looked through once: by sheet how far its values reach, which records stand far out and
    which say how far it reaches."""

    def __init__(self, content: bytes) -> None:
        self.older: list[int] = []
        self.reach: dict[str, tuple[int, int]] = {}
        self.far: dict[str, list[tuple[int, FarCell | None]]] = defaultdict(list)
        self.dimensions: list[tuple[str, int, int]] = []
        self._names: dict[int, str] = {}
        self._version = 0
        self._look_through(content)

    def edits(self) -> tuple[dict[int, bytes], dict[str, list[FarCell]]]:
        """(the numbers of records to be changed, by their place; the cells left out, by sheet)."""
        edits = {place: pack("<H", _FORMULA) for place in self.older}
        wide = {sheet for sheet, (rows, columns) in self.reach.items() if rows * columns > MOST_CELLS}
        far = {sheet: [cell for _, cell in self.far[sheet] if cell] for sheet in sorted(wide)}
        for sheet in wide:
            edits |= {place: pack("<H", _BLANK) for place, _ in self.far[sheet]}
        for sheet, place, declared in self.dimensions:
            if sheet in wide or declared > MOST_CELLS:
                edits[place] = pack("<H", _BLANK)
        return edits, far

    def _look_through(self, content: bytes) -> None:
        """The records of the workbook itself, then each sheet's from where the reader begins with it: where the book
        says that it is, whatever stands there. No sheet reaches into the next one."""
        for place, kind, size in _records(content, 0, len(content)):
            if kind == _BEGIN and place == 0 and size >= 2:
                self._version = unpack_from("<H", content, place + 4)[0]
            elif kind == _SHEET and size >= 8:
                self._name(content[place + 4 : place + 4 + size])
        for start, end in pairwise([*sorted(self._names), len(content)]):
            self._look_into(content, start, end, self._names[start])

    def _look_into(self, content: bytes, start: int, end: int, sheet: str) -> None:
        after_far = False
        for place, kind, size in _records(content, start, end):
            if kind in _CELLS and size >= 6:
                after_far = self._cell(kind, sheet, place, content[place + 4 : place + 4 + size])
            elif kind == _STRING and after_far:  # the text that the formula gave
                self.far[sheet].append((place, None))
            elif kind == _DIMENSIONS and size >= 10:
                self._declared(sheet, place, content)

    def _name(self, sheet: bytes) -> None:
        start, letters = unpack_from("<I", sheet)[0], sheet[6]
        wide = self._version == _BIFF_8 and sheet[7] & 1
        text = sheet[8:] if self._version == _BIFF_8 else sheet[7:]
        name = text[: 2 * letters].decode("utf-16-le", "replace") if wide else text[:letters].decode("cp874", "replace")
        self._names[start] = name

    def _cell(self, kind: int, sheet: str, place: int, cell: bytes) -> bool:
        """Takes note of a cell; True where it stands far out."""
        row, column = unpack_from("<HH", cell)
        last = max(column, unpack_from("<H", cell, len(cell) - 2)[0]) if kind == _SEVERAL_NUMBERS else column
        rows, columns = self.reach.get(sheet, (0, 0))
        self.reach[sheet] = max(rows, row + 1), max(columns, last + 1)
        if row >= FAR_ROW or last >= FAR_COLUMN:
            self.far[sheet].append((place, FarCell(row, column, "")))
            return True
        if kind in _OLDER_FORMULAS and self._version == _BIFF_8:
            self.older.append(place)
        return False

    def _declared(self, sheet: str, place: int, content: bytes) -> None:
        layout = "<IIHH" if self._version == _BIFF_8 else "<HHHH"
        if place + 4 + 12 <= len(content):
            first, end, left, right = unpack_from(layout, content, place + 4)
            self.dimensions.append((sheet, place, max(0, end - first) * max(0, right - left)))
