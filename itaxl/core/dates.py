"""Dates and periods as people in a Thai office type them, day first; Gregorian inside.

The rules are those of the cases in `tests/core/test_dates.py`; what is not among them is unreadable, never guessed.
"""

import datetime as dt
from typing import TYPE_CHECKING, Literal, NamedTuple

from itaxl.core.calendar import month_end
from itaxl.core.reading import Cell, How, Reading, plain, shown
from itaxl.core.text import comparable, is_blank
from itaxl.core.years import near, stored_date

if TYPE_CHECKING:
    from itaxl.core.datetext import Stretch

Role = Literal["start", "due", "finish"]

_UNREADABLE: Reading[dt.date] = Reading(None, How.UNREADABLE, ("date-unreadable",))
_BLANK: Reading[dt.date] = Reading(None, How.BLANK)

EPOCH_1900 = dt.date(1899, 12, 30)
EPOCH_1904 = dt.date(1904, 1, 1)


class Period(NamedTuple):
    """From `start_on` to `due_on`, both included; a start that was not given is None."""

    start_on: dt.date | None
    due_on: dt.date


def read_date(value: Cell, fiscal_year: int, role: Role = "due", *, epoch: dt.date = EPOCH_1900) -> Reading[dt.date]:
    """One date out of a cell; `fiscal_year` (BE) is the plan's, `epoch` the day 0 of the workbook's serials.

    A month or period without a day gives its first day as a start, otherwise its last; for a finish date with a note.
    """
    if is_blank(value):
        return _BLANK
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date) and value != EPOCH_1900:  # day 0 is a time of day alone
        return _checked(*stored_date(value, fiscal_year))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return _UNREADABLE
    if isinstance(value, int | float):
        digits = shown(value)
        if len(digits) != 8 or not digits.isdecimal():
            return _serial(value, fiscal_year, epoch)
        value = digits
    text = comparable(value)
    if text.isdecimal() and len(text) != 8:
        return _serial(float(text), fiscal_year, epoch)
    found = _parsed(text, fiscal_year)
    if found is None:
        return _UNREADABLE
    if role == "start":
        return plain(found.first, *found.notes)
    if role != "finish" or found.first == found.last:
        return plain(found.last, *found.notes)
    has_days = found.first.day != 1 or found.last != month_end(found.last)  # more than the names of months says
    return plain(found.last, *found.notes, "date-period" if has_days else "date-month-only")


def _parsed(text: str, fiscal_year: int) -> "Stretch | None":
    from itaxl.core.datetext import parse  # only a typed date needs the grammar, which takes long to load

    return parse(text, fiscal_year)


def read_period(value: Cell, fiscal_year: int, *, epoch: dt.date = EPOCH_1900) -> Reading[Period]:
    """A period out of a cell: "มี.ค. - เม.ย. ๖๕", "ไตรมาส 2", one month; a single day is a due date only.

    `fiscal_year` (BE) decides what is not written; `epoch` as for `read_date`.
    """
    if is_blank(value):
        return Reading(None, How.BLANK)
    if isinstance(value, str) and not comparable(value).isdecimal():
        found = _parsed(comparable(value), fiscal_year)
        if found is None:
            return Reading(None, How.UNREADABLE, ("date-unreadable",))
        start = None if found.until or found.first == found.last else found.first
        return plain(Period(start, found.last), *found.notes)
    day = read_date(value, fiscal_year, epoch=epoch)
    return Reading(Period(None, day.value) if day.value else None, day.how, day.notes)


def _checked(day: dt.date | None, notes: tuple[str, ...]) -> Reading[dt.date]:
    return plain(day, *notes) if day else _UNREADABLE


def _serial(number: float, fiscal_year: int, epoch: dt.date) -> Reading[dt.date]:
    """An Excel serial if near, or eight digits 25650430 or 20220430."""
    try:
        whole = int(number)
        day = epoch + dt.timedelta(days=whole)
    except (ValueError, OverflowError):
        return _UNREADABLE
    return plain(day, "date-serial") if near(day, fiscal_year) else _UNREADABLE
