import datetime as dt
from struct import pack

import pytest

from itaxl.excel.olesaved import ole_saved

AT = dt.datetime(2022, 5, 2, 3, 4, 5, tzinfo=dt.UTC)
TICKS = (AT - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1) * 10


def text(encoded):
    return pack("<II", 0x1E, len(encoded)) + encoded


def time(ticks):
    return pack("<IQ", 0x40, ticks)


def ole(properties, before=b"\0" * 512):
    """The bytes of an .xls around its stream of properties, given by number."""
    names, values = b"", b""
    for number, value in properties.items():
        names += pack("<II", number, 8 + 8 * len(properties) + len(values))
        values += value
    section = pack("<II", 8 + len(names) + len(values), len(properties)) + names + values
    stream_id = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return before + b"\xfe\xff" + bytes(26) + stream_id + pack("<I", 48) + section


SAVED = [
    ({1: pack("<II", 2, 874), 8: text("หัวหน้า\0".encode("cp874")), 13: time(TICKS)}, (AT, "หัวหน้า")),
    ({1: pack("<II", 2, 65001), 8: text("หัวหน้า\0\0\0".encode()), 13: time(TICKS)}, (AT, "หัวหน้า")),
    ({13: time(TICKS)}, (AT, "")),
    ({13: time(0)}, (None, "")),
    ({13: time(2**64 - 1)}, (None, "")),  # after the last year that there is
    ({13: pack("<II", 3, 1)}, (None, "")),
    ({1: pack("<II", 2, 9), 8: text(b"x")}, (None, "")),  # a code page that nobody knows
    ({8: text(b"x")}, (None, "")),
    ({}, (None, "")),
]


@pytest.mark.parametrize(("properties", "saved"), SAVED)
def test_when_and_by_whom_an_xls_was_saved(properties, saved):
    assert ole_saved(ole(properties)) == saved


@pytest.mark.parametrize("data", [b"", b"\0" * 2048, ole({})[:-8], ole({13: time(TICKS)})[:-4], ole({}, b"")[20:]])
def test_a_file_that_does_not_say_so_is_no_mistake(data):
    assert ole_saved(data) == (None, "")
