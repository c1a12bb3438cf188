"""What must be changed in an .xlsb before python-calamine reads it: cells far outside any table, for which it makes
room, and cells that do not say their column, which it passes over (MS-XLSB 2.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, pack, unpack_from

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.archive import Archive, packed
from itaxl.excel.extents import FAR_COLUMN, FAR_ROW, MOST_CELLS, MOST_TEXT, FarCell, far_problems
from itaxl.excel.kinds import relations
from itaxl.excel.marks import Marks

_STRINGS = "xl/sharedstrings.bin"
_OF_EVERY_BOOK = ("xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/styles.bin", _STRINGS)
_ROW, _SHARED, _STRING, _SHEET = 0, 7, 19, 156  # BrtRowHdr, BrtCellIsst, BrtSSTItem, BrtBundleSh
_CELLS = range(1, 12)  # from BrtCellBlank to BrtFmlaError; the first has no value
_SHORT = range(12, 19)  # from BrtShortBlank to BrtShortIsst, in the order of the others
_NUMBER, _TEXT = (5, 9), (6, 8)  # BrtCellReal and BrtFmlaNum, BrtCellSt and BrtFmlaString


def marks(archive: Archive, main: str) -> Marks:
    """The sheets without what is far out; nothing else of an .xlsb is looked into.

    Raises CannotGoOn where two sheets are one part, where what is no sheet holds cells far out, and where the texts of
    all cells come to more than a machine should hold.
    """
    parts: dict[str, bytes] = {}
    problems: list[Problem] = []
    targets = {relation.name: relation.part for relation in relations(archive, main)}
    letters, left = _letters(archive.part(_STRINGS)), MOST_TEXT
    for sheet, way in _sheets(archive.part(main)):
        part = targets.get(way, "")
        if part in parts:
            raise CannotGoOn(Problem("file-damaged", archive.file))
        content, far = without_far_cells(in_full(archive.part(part)))
        problems += far_problems(archive.file, sheet, far)
        left -= sum(letters[number] for number in _shown_strings(content) if number < len(letters))
        if left < 0:
            raise CannotGoOn(Problem("file-too-large", archive.file, found=sheet))
        parts[part] = content
    for part in _OF_EVERY_BOOK:
        content = archive.part(part)
        if without_far_cells(content)[0] is not content:  # python-calamine may take it for a sheet
            raise CannotGoOn(Problem("file-damaged", archive.file, found=part))
        parts.setdefault(part, content)
    there = {archive.names[part]: content for part, content in parts.items() if part in archive.parts}
    return Marks(problems=problems, book=packed(there))


def _letters(strings: bytes) -> list[int]:
    """How many letters each shared string has."""
    return [
        unpack_from("<I", strings, start + 1)[0]
        for kind, _, start, end in _records(strings)
        if kind == _STRING and end - start >= 5
    ]


def _shown_strings(content: bytes) -> Iterator[int]:
    """The number of the shared string in each cell that has one."""
    for kind, _, start, end in _records(content):
        if kind == _SHARED and end - start >= 12:
            yield unpack_from("<I", content, start + 8)[0]


def in_full(content: bytes) -> bytes:
    """A sheet's records, each cell with its column: some programs leave it out of a cell beside another, and
    python-calamine passes over such cells."""
    kept, place, column = bytearray(), 0, -1
    for kind, begin, start, end in _records(content):
        if kind == _ROW:
            column = -1
        elif kind in _CELLS and end - start >= 4:
            column = unpack_from("<I", content, start)[0]
        elif kind in _SHORT:
            column += 1
            size = end - start + 4
            head = bytes((kind - _SHORT[0] + _CELLS[0], size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14 & 0x7F))
            kept += content[place:begin] + head + pack("<I", column) + content[start:end]
            place = end
    return bytes(kept + content[place:]) if kept else content


def without_far_cells(content: bytes) -> tuple[bytes, list[FarCell]]:
    """(a sheet's records, the cells cut out of them): as it is and none, unless it spans more than can be read."""
    high = wide = row = 0
    cut: list[tuple[int, int]] = []
    far: list[FarCell] = []
    for kind, begin, start, end in _records(content):
        if kind == _ROW and end - start >= 4:
            row = unpack_from("<I", content, start)[0]
            if row >= FAR_ROW:
                cut.append((begin, end))
        elif kind in _CELLS and end - start >= 4:
            column = unpack_from("<I", content, start)[0]
            high, wide = max(high, row + 1), max(wide, column + 1)
            if row >= FAR_ROW or column >= FAR_COLUMN:
                cut.append((begin, end))
                if kind != _CELLS[0]:
                    far.append(FarCell(row, column, _found(kind, content[start:end])))
    if high * wide <= MOST_CELLS:
        return content, []
    kept, place = bytearray(), 0
    for begin, end in cut:
        kept += content[place:begin]
        place = end
    return bytes(kept + content[place:]), far


def _records(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(kind, where the record begins, where its content does, where it ends); none after one that is cut off."""
    place = 0
    try:
        while place < len(content):
            begin = place
            kind, place = content[place], place + 1
            if kind & 0x80:
                kind, place = (kind & 0x7F) | (content[place] & 0x7F) << 7, place + 1
            size = 0
            for shift in (0, 7, 14, 21):
                byte, place = content[place], place + 1
                size |= (byte & 0x7F) << shift
                if not byte & 0x80:
                    break
            if place + size > len(content):
                return
            yield kind, begin, place, place + size
            place += size
    except IndexError:
        return


def _sheets(book: bytes) -> Iterator[tuple[str, str]]:
    """(name, id of the relation) of each sheet."""
    for kind, _, start, end in _records(book):
        if kind == _SHEET:
            way, length = _text(book[start + 8 : end])
            name, _ = _text(book[start + 8 + length : end])
            yield name, way


def _text(content: bytes) -> tuple[str, int]:
    """(a text that begins with its length, how many bytes it takes)."""
    letters = unpack_from("<I", content)[0] if len(content) >= 4 else 0
    end = 4 + 2 * letters
    return content[4:end].decode("utf-16-le", "replace"), end


def _found(kind: int, cell: bytes) -> str:
    """What a cell shows, where it says so itself; a text may stand elsewhere."""
    try:
        if kind in _NUMBER:
            return f"{unpack_from('<d', cell, 8)[0]:.15g}"
        return _text(cell[8:])[0] if kind in _TEXT else ""
    except error:
        return ""
