"""Slips of whoever calls from Python, told in one sentence where they are made instead of somewhere deep inside."""

from __future__ import annotations

import datetime as dt
from operator import index

from itaxl.core.years import FIRST_BUDDHIST


def require(value: object, *kinds: type, name: str) -> None:
    """Raises TypeError for an argument of this name that is of none of these kinds."""
    if isinstance(value, kinds):
        return
    wanted = " or ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)
    first = isinstance(value, tuple) and len(value) > 0 and isinstance(value[0], kinds)
    hint = ": take the first of the two that read_plan gives" if first else ""
    raise TypeError(f"{name} is to be a {wanted}, and not the {type(value).__name__} {value!r:.60}{hint}")


def day_of(value: object, name: str) -> dt.date:
    """The day of a date that may carry a time, as a pandas Timestamp does.

    Raises TypeError for what is no date, and ValueError for a Buddhist date.
    """
    day = value.date() if isinstance(value, dt.datetime) else value
    if not isinstance(day, dt.date) or day != day:  # pandas' NaT is a date, but none that equals itself
        raise TypeError(f"{name} is to be a datetime.date, and not the {type(value).__name__} {value!r:.60}")
    if day.year >= FIRST_BUDDHIST:
        raise ValueError(f"{name} is to be Gregorian, and {day} is Buddhist: subtract 543 from its year")
    return day


def whole(value: object) -> int | None:
    """A whole number, Python's or numpy's; None for anything else, such as True and 2.0."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        return None
