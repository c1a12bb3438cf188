"""What must be changed in an .xls before python-calamine reads it: cells far outside any table, for which it makes
room until the memory ends, sizes that sheets declare, which nobody needs, and formulas that bear the number of an older
format, which it passes over with their values (MS-XLS 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from struct import pack, unpack_from

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.extents import FAR_COLUMN, FAR_ROW, MOST_CELLS, MOST_IN_ALL, FarCell, far_problems
from itaxl.excel.olestreams import container, stream_in

_STREAMS = ("Workbook", "WORKBOOK", "Book", "BOOK")  # a file may have a second one, for older programs
_BEGIN, _END, _SHEET, _DIMENSIONS, _STRING, _BLANK, _STRINGS = 0x809, 0x0A, 0x85, 0x200, 0x207, 0x201, 0xFC
_FORMULA, _OLDER_FORMULAS, _SEVERAL_NUMBERS = 0x06, (0x206, 0x406), 0xBD
_CELLS = frozenset((_FORMULA, *_OLDER_FORMULAS, _SEVERAL_NUMBERS, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD))
_BIFF_8 = 0x600
_END_OF_ZIP = b"PK\5\6"


def fit_to_read(file: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """(the workbook of an .xls in a container of its own, with nothing in it that the reader cannot do with, what was
    left out of it).

    Raises CannotGoOn for a damaged container, where sheets lie within each other, where more texts are declared than
    there is room for, and where the sheets together span more than a machine should hold.
    """
    content = stream_in(data, _STREAMS)
    if content is None:
        raise CannotGoOn(Problem("file-damaged", file))
    edits, far = _Scan(file, content).edits()
    edited = bytearray(content)
    for place, kind in edits.items():
        edited[place : place + 2] = pack("<H", kind)
    problems = [problem for sheet, cells in far.items() for problem in far_problems(file, sheet, cells)]
    # What is no .xls to the reader it takes for a zip, where it finds the end of one.
    return container(_STREAMS[0], bytes(edited).replace(_END_OF_ZIP, b"PK\0\0")), problems


def _records(content: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """(place, kind, size) of each record from there to the end of what began there, a chart in a sheet among it; none
    after one that is cut off."""
    place, inside = start, 0
    while place + 4 <= len(content):
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

    def __init__(self, file: str, content: bytes) -> None:
        self._file = file
        self.older: list[int] = []
        self.reach: dict[str, tuple[int, int]] = {}
        self.far: dict[str, list[tuple[int, FarCell | None]]] = defaultdict(list)
        self.dimensions: list[int] = []
        self._names: dict[int, str] = {}
        self._version = 0
        self._look_through(content)

    def edits(self) -> tuple[dict[int, int], dict[str, list[FarCell]]]:
        """(the kinds of records to be changed, by their place; the cells left out, by sheet)."""
        edits = dict.fromkeys(self.older, _FORMULA) | dict.fromkeys(self.dimensions, _BLANK)
        wide = {sheet for sheet, (rows, columns) in self.reach.items() if rows * columns > MOST_CELLS}
        far = {sheet: [cell for _, cell in self.far[sheet] if cell] for sheet in sorted(wide)}
        if sum(rows * columns for sheet, (rows, columns) in self.reach.items() if sheet not in wide) > MOST_IN_ALL:
            raise CannotGoOn(Problem("file-too-large", self._file))  # the reader makes room for all sheets at once
        for sheet in wide:
            edits |= dict.fromkeys((place for place, _ in self.far[sheet]), _BLANK)
        return edits, far

    def _look_through(self, content: bytes) -> None:
        """The records of the workbook itself, then each sheet's from where the reader begins with it: where the book
        says that it is, whatever stands there."""
        for place, kind, size in _records(content, 0):
            if kind == _BEGIN and place == 0 and size >= 2:
                self._version = unpack_from("<H", content, place + 4)[0]
            elif kind == _SHEET and size >= 8:
                self._name(content[place + 4 : place + 4 + size])
            elif kind == _STRINGS and size >= 8 and unpack_from("<I", content, place + 8)[0] > len(content):
                raise CannotGoOn(Problem("file-damaged", self._file))
        end = 0
        for start, sheet in sorted(self._names.items()):
            if start < end:  # each would be looked through again for each that it lies in
                raise CannotGoOn(Problem("file-damaged", self._file))
            end = self._look_into(content, start, sheet)

    def _look_into(self, content: bytes, start: int, sheet: str) -> int:
        """Looks through a sheet; where it ends."""
        after_far, place, size = False, start, 0
        for place, kind, size in _records(content, start):
            if kind in _CELLS and size >= 6:
                after_far = self._cell(kind, sheet, place, content[place + 4 : place + 4 + size])
            elif kind == _STRING and after_far:  # the text that the formula gave
                self.far[sheet].append((place, None))
            elif kind == _DIMENSIONS:
                self.dimensions.append(place)
        return place + size

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
