"""A minimal .xlsb, record by record (MS-XLSB): LibreOffice reads the format but does not write it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from struct import pack

from itaxl.core.reading import Cell, CellError, shown

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROW, _ERROR, _NUMBER, _TEXT = 0, 3, 5, 6
_SHEET, _END_SHEET, _BOOK, _END_BOOK, _SHEETS, _END_SHEETS = 129, 130, 131, 132, 143, 144
_DATA, _END_DATA, _DIMENSION, _SHEET_NAME = 145, 146, 148, 156
_REF_ERROR = 0x17
_SHORT = {_ERROR: 14, _NUMBER: 16, _TEXT: 17}


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(data)
    while left > 0x7F:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return head + size + bytes([left]) + data


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return pack("<I", len(encoded) // 2) + encoded


def _cell(column: int, value: Cell) -> bytes:
    at = pack("<II", column, 0)
    if isinstance(value, CellError):
        return _record(_ERROR, at + bytes([_REF_ERROR]))
    if isinstance(value, int | float):
        return _record(_NUMBER, at + pack("<d", value))
    return _record(_TEXT, at + _wide(shown(value)))  # dates as ISO text: a number would need styles


def _beside(cell: bytes) -> bytes:
    """A cell beside another, without its column, as some programs write it."""
    kind, size = cell[0], cell[1]
    assert kind in _SHORT and size < 0x80
    return _record(_SHORT[kind], cell[6:])


def _sheet(rows: Sequence[Sequence[Cell]], *, short: bool = False) -> bytes:
    body = b""
    for row, values in enumerate(rows):
        body += _record(_ROW, pack("<I", row) + bytes(13))
        cells = [_cell(column, value) for column, value in enumerate(values) if value not in ("", None)]
        body += b"".join([cells[0], *map(_beside, cells[1:])] if short else cells)
    size = pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    return (
        _record(_SHEET) + _record(_DIMENSION, size) + _record(_DATA) + body + _record(_END_DATA) + _record(_END_SHEET)
    )


def write_xlsb(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], *, short: bool = False) -> Path:
    """The sheets by name, each from A1; `short` leaves the column out of each cell but a row's first, and allows for no
    blank between them."""
    names = b"".join(
        _record(_SHEET_NAME, pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.bin"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        for number in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w") as archive:
        book = _record(_BOOK) + _record(_SHEETS) + names + _record(_END_SHEETS) + _record(_END_BOOK)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        for number, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(rows, short=short))
    return path
