"""A minimal .xls, record by record, in an OLE container (MS-XLS, MS-CFB): shares no code with what reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from struct import pack

SECTOR, MINI = 512, 64
_NONE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

BIFF_8 = 0x600
END = pack("<HH", 0x0A, 0)


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def begin(what: int) -> bytes:
    return record(0x809, pack("<HHHHII", BIFF_8, what, 0x0DBB, 1996, 0, 6))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, pack("<HHHd", row, column, 0, value))


def text(row: int, column: int, value: str) -> bytes:
    return record(0x204, pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))


def formula(row: int, column: int, value: float, kind: int = 0x06) -> bytes:
    """With its result and nothing to work it out by."""
    return record(kind, pack("<HHHdHIH", row, column, 0, value, 0, 0, 0))


def dimensions(rows: int, columns: int) -> bytes:
    return record(0x200, pack("<IIHHH", 0, rows, 0, columns, 0))


def book(name: str, cells: Iterable[bytes], of_the_book: bytes = b"", lie: int = 0) -> bytes:
    """The stream of a workbook with one sheet, which begins so many bytes before where it is said to begin."""
    letters = name.encode("utf-16-le")
    start = len(begin(5)) + len(of_the_book) + 4 + 8 + len(letters) + len(END)
    sheet = record(0x85, pack("<IBBBB", start + lie, 0, 0, len(name), 1) + letters)
    return begin(5) + of_the_book + sheet + END + begin(0x10) + b"".join(cells) + END


def workbook(sheets: Sequence[Iterable[bytes]]) -> bytes:
    """The stream of a workbook with these sheets, "A", "B" and so on."""
    bodies = [begin(0x10) + b"".join(cells) + END for cells in sheets]
    start = len(begin(5)) + len(sheets) * 13 + len(END)
    starts = [start + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    names = (record(0x85, pack("<IBBBBB", at, 0, 0, 1, 0, ord("A") + n)) for n, at in enumerate(starts))
    return begin(5) + b"".join(names) + END + b"".join(bodies)


def container(stream: bytes, older: bool = False) -> bytes:
    """The stream in a file of its own, among the small streams where it is small; `older` says that there is an empty
    one for older programs before it."""
    small = len(stream) < 4096
    body = stream.ljust(-(-len(stream) // SECTOR) * SECTOR, b"\0")
    sectors = len(body) // SECTOR
    chain = [*range(3, 2 + sectors), _LAST]
    table = [_TABLE, _LAST, *chain]
    minis = -(-len(stream) // MINI)
    mini_table = [*range(1, minis), _LAST] if small else []
    if small:
        table.append(_LAST)  # where the table of the small streams lies
        body += pack(f"<{SECTOR // 4}I", *mini_table, *[_NONE] * (SECTOR // 4 - minis))
    assert len(table) <= SECTOR // 4
    head = pack("<8s16x5H6x3I", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1)
    first_mini = 2 + sectors if small else _LAST
    head += pack("<IIIIII", 0, 4096, first_mini, 1 if small else 0, _LAST, 0) + pack("<109I", 0, *[_NONE] * 108)
    root = _entry("Root Entry", 5, 1, 2 if small else _LAST, len(body) - SECTOR if small else 0)
    if older:
        root += _entry("Book", 2, _NONE, _LAST, 0)
    entries = root + _entry("Workbook", 2, _NONE, 0 if small else 2, len(stream))
    return (
        head
        + pack(f"<{SECTOR // 4}I", *table, *[_NONE] * (SECTOR // 4 - len(table)))
        + entries.ljust(SECTOR, b"\0")
        + body
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    return pack("<64sHBBIII36xIQ", letters, len(letters) + 2, kind, 1, _NONE, _NONE, child, start, size)
