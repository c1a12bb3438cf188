"""When and by whom an .xls says it was last saved: in its stream of properties, found by the bytes that begin it.

The stream is small and lies in one piece in what Excel and LibreOffice write; where it does not, nothing is said.
"""

from __future__ import annotations

import datetime as dt
from struct import error, unpack_from

_PROPERTIES = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")  # FMTID_SummaryInformation, MS-OLEPS 2.1
_HEADER = 28  # bytes of the stream before it, from where its offsets count
_CODE_PAGE, _SAVED_BY, _SAVED_AT = 1, 8, 13
_TEXT, _TIME = 0x1E, 0x40  # types of values
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_LONGEST = 255  # bytes of a name


def ole_saved(data: bytes) -> tuple[dt.datetime | None, str]:
    """(when, in UTC, or None; by whom, or "")."""
    place = data.find(_PROPERTIES)
    if place < _HEADER:
        return None, ""
    try:
        section = place - _HEADER + unpack_from("<I", data, place + len(_PROPERTIES))[0]
        return _read(data, section)
    except (error, LookupError, UnicodeDecodeError, OverflowError):
        return None, ""


def _read(data: bytes, section: int) -> tuple[dt.datetime | None, str]:
    count = min(unpack_from("<I", data, section + 4)[0], _LONGEST)
    pairs = (unpack_from("<II", data, section + 8 + 8 * number) for number in range(count))
    places = {name: section + offset for name, offset in pairs}
    saved_at, saved_by = None, ""
    if _SAVED_AT in places:
        kind, instant = unpack_from("<IQ", data, places[_SAVED_AT])
        if kind == _TIME and instant:
            saved_at = _EPOCH + dt.timedelta(microseconds=instant // 10)
    if _SAVED_BY in places and _CODE_PAGE in places:
        kind, size = unpack_from("<II", data, places[_SAVED_BY])
        if kind == _TEXT and size <= _LONGEST:
            start = places[_SAVED_BY] + 8
            saved_by = data[start : start + size].decode(_codec(*unpack_from("<H", data, places[_CODE_PAGE] + 4)))
    return saved_at, saved_by.partition("\0")[0]


def _codec(code_page: int) -> str:
    return {65001: "utf-8", 1200: "utf-16-le"}.get(code_page, f"cp{code_page}")
