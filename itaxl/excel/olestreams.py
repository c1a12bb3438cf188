"""A stream in an OLE container, such as the one that all of an .xls is written in: out of its pieces, and into a
container of its own (MS-CFB 2)."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterable, Iterator, Sequence
from struct import error, pack, unpack_from

_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY = 128  # bytes of an entry of the directory
_MINI = 64  # bytes of a piece of a small stream; all small streams lie one after the other in the root's stream
_SMALL = 4096  # bytes; a smaller stream is one of those
_IN_HEADER = 109  # sectors of the table of sectors that the header itself lists


def stream_in(data: bytes, names: Sequence[str]) -> bytes | None:
    """The stream of the first of these names that there is; None where there is none, or the container is damaged or
    cut off."""
    found: dict[str, bytes] = {}
    with contextlib.suppress(error, IndexError):
        for name, stream in _streams(data, names):
            found.setdefault(name, stream)
    return next((found[name] for name in names if name in found), None)


def _streams(data: bytes, names: Container[str]) -> Iterator[tuple[str, bytes]]:
    shift = unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return
    size = 1 << shift

    def numbers(sectors: Iterable[int]) -> list[int]:
        return [number for one in sectors for number in unpack_from(f"<{size // 4}I", data, (one + 1) * size)]

    def starts(first: int) -> list[int]:
        return [(sector + 1) * size for sector in _chain(first, table)]

    table = numbers(_table_sectors(data, size))
    entries = [place + offset for place in starts(unpack_from("<I", data, 48)[0]) for offset in range(0, size, _ENTRY)]
    for entry in entries:
        name = data[entry : entry + 64].decode("utf-16-le", "replace").partition("\0")[0]
        if name not in names:
            continue
        first, length = unpack_from("<II", data, entry + 116)
        piece, places = size, starts(first)
        if length < _SMALL:
            piece, per = _MINI, size // _MINI
            small = numbers(_chain(unpack_from("<I", data, 60)[0], table))
            root = starts(unpack_from("<I", data, entries[0] + 116)[0])
            places = [root[mini // per] + mini % per * _MINI for mini in _chain(first, small)]
        stream = b"".join(data[place : place + piece] for place in places)[:length]
        if len(stream) == length:  # otherwise part of it is missing
            yield name, stream


def _table_sectors(data: bytes, size: int) -> Iterator[int]:
    """The sectors in which the table of sectors lies."""
    last = len(data) // size
    yield from (sector for sector in unpack_from(f"<{_IN_HEADER}I", data, 76) if sector < last)
    following, left = unpack_from("<II", data, 68)
    while following < last and left:
        *sectors, following = unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        yield from (sector for sector in sectors if sector < last)
        left = min(left - 1, last)


def _chain(sector: int, table: Sequence[int]) -> Iterator[int]:
    """The sectors that follow each other, no more than there are."""
    for _ in table:
        if sector >= len(table):
            return
        yield sector
        sector = table[sector]


_SECTOR = 4096  # bytes of each that is written: the largest that there is
_NONE, _LAST, _OF_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def container(name: str, stream: bytes) -> bytes:
    """A container with one stream and nothing else."""
    body = stream.ljust(max(_SMALL, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(body) // _SECTOR
    tables = -(-(sectors + 1) // (_SECTOR // 4 - 1))  # each sector has its number in the table, its own too
    assert tables <= _IN_HEADER
    head = pack("<8s16xHHHHH6xII", _SIGNATURE, 0x3E, 4, 0xFFFE, 12, 6, 1, tables)
    head += pack("<I4xIIIII", sectors, _SMALL, _LAST, 0, _LAST, 0)
    head += pack(f"<{_IN_HEADER}I", *range(sectors + 1, sectors + 1 + tables), *[_NONE] * (_IN_HEADER - tables))
    chain = [*range(1, sectors), _LAST, _LAST, *[_OF_TABLE] * tables]
    table = pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    # The root's stream of small streams is empty; python-calamine wants it to begin somewhere all the same.
    entries = _entry("Root Entry", 5, 1, sectors, 0) + _entry(name, 2, _NONE, 0, len(body))
    return head.ljust(_SECTOR, b"\0") + body + entries.ljust(_SECTOR, b"\0") + table


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Of the directory: the first has the second as its child."""
    letters = name.encode("utf-16-le")
    return pack("<64sHBBIII36xIQ", letters, len(letters) + 2, kind, 1, _NONE, _NONE, child, start, size)
