"""A stream in an OLE container, such as the one that all of an .xls is written in: where in the file its pieces lie
(MS-CFB 2)."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterator, Mapping, Sequence
from struct import error, unpack_from
from typing import NamedTuple

_ENTRY = 128  # bytes of an entry of the directory
_MINI = 64  # bytes of a piece of a small stream; all small streams lie one after the other in the root's stream
_SMALL = 4096  # bytes; a smaller stream is one of those
_IN_HEADER = 109  # sectors of the table of sectors that the header itself lists


class Stream(NamedTuple):
    """Where the pieces of a stream begin in the file, how long each piece is, and how long the stream."""

    starts: Sequence[int]
    piece: int
    size: int

    def read(self, data: bytes) -> bytes:
        return b"".join(data[start : start + self.piece] for start in self.starts)[: self.size]

    def written(self, data: bytes, edits: Mapping[int, bytes]) -> bytes:
        """The file with these bytes at these places of the stream."""
        edited = bytearray(data)
        for place, content in edits.items():
            for offset, value in enumerate(content, place):
                edited[self.starts[offset // self.piece] + offset % self.piece] = value
        return bytes(edited)


def streams_in(data: bytes, names: Container[str]) -> list[Stream]:
    """The first stream of each of these names; those before the damage where the container is damaged."""
    found: dict[str, Stream] = {}
    with contextlib.suppress(error, IndexError):
        for name, stream in _streams(data, names):
            found.setdefault(name, stream)
    return list(found.values())


def _streams(data: bytes, names: Container[str]) -> Iterator[tuple[str, Stream]]:
    shift = unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return
    size = 1 << shift

    def numbers(sectors: Sequence[int]) -> list[int]:
        return [number for one in sectors for number in unpack_from(f"<{size // 4}I", data, (one + 1) * size)]

    def starts(first: int) -> list[int]:
        return [(sector + 1) * size for sector in _chain(first, table)]

    table = numbers(list(_table_sectors(data, size)))
    directory = starts(unpack_from("<I", data, 48)[0])
    entries = [place + offset for place in directory for offset in range(0, size, _ENTRY)]
    for entry in entries:
        name = data[entry : entry + 64].decode("utf-16-le", "replace").partition("\0")[0]
        if name in names:
            first, length = unpack_from("<II", data, entry + 116)
            if length >= _SMALL:
                yield name, Stream(starts(first), size, length)
                continue
            small = numbers(list(_chain(unpack_from("<I", data, 60)[0], table)))
            root = starts(unpack_from("<I", data, entries[0] + 116)[0])
            per = size // _MINI
            places = [root[mini // per] + mini % per * _MINI for mini in _chain(first, small)]
            yield name, Stream(places, _MINI, length)


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
