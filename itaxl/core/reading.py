"""What became of one cell: the value, how it was read, and why."""

import datetime as dt
import math
import re
from enum import StrEnum
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from itaxl.core.text import comparable


class CellError(str):
    """An error value of a spreadsheet, such as "#REF!", or a formula ("=A1+1") whose result the file does not hold:
    neither blank nor a text that somebody typed."""

    __slots__ = ()


Cell: TypeAlias = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""A value as a spreadsheet reader gives it."""

T = TypeVar("T")


class How(StrEnum):
    """How a cell was read."""

    BLANK = "blank"
    PLAIN = "plain"
    CORRECTED = "corrected"
    UNREADABLE = "unreadable"


class Reading(NamedTuple, Generic[T]):
    """One cell, read: `value` is None when the cell is blank or unreadable.

    `notes` are the codes of `sentences` that say why a value was corrected or could not be read;
    `hint` is the likely meaning of an unreadable text, where there is one, and `other` a second one.
    """

    value: T | None
    how: How
    notes: tuple[str, ...] = ()
    hint: str = ""
    other: str = ""


def plain(value: T, *notes: str) -> Reading[T]:
    """A value that was read; corrected when there are notes."""
    return Reading(value, How.CORRECTED if notes else How.PLAIN, notes)


def shown(value: Cell) -> str:
    """The cell as a message quotes it: numbers without a needless ".0", dates in ISO form as stored."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def percentage(number: float) -> str:
    """A number as a cell formatted as a percentage shows it: "60%" for 0.6."""
    return f"{number * 100:.10g}%"


def as_date(value: Cell) -> dict[str, dt.date]:
    """A date as a fact `found`, which a sentence then says in its own way; nothing for any other value."""
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else None
    return {"found": value} if isinstance(value, dt.date) else {}


def read_number(value: Cell) -> float | None:
    """The number in a cell, also typed as text, in Thai digits or with a thousands comma; None where there is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    text = comparable(value).replace(",", "") if isinstance(value, str) else ""
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None
