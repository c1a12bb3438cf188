"""A period as a memo writes it."""

import datetime as dt

from itaxl.core.calendar import be_year, is_near, month_end, thai_month


def period_text(start_on: dt.date | None, due_on: dt.date | None, fiscal_year: int) -> str:
    """A period as a memo writes it: "มี.ค. - เม.ย. 65" for whole months, else its days; "" where there is no due date.

    `core.dates.read_period` reads it back.
    """
    if due_on is None:
        return ""
    if start_on is None:
        return f"ภายใน {_day(due_on, fiscal_year)}"
    if start_on == due_on:
        return _day(due_on, fiscal_year)
    if start_on.day == 1 and due_on == month_end(due_on):
        if (start_on.year, start_on.month) == (due_on.year, due_on.month):
            return f"{thai_month(due_on.month)} {_year(due_on, fiscal_year)}"
        first = thai_month(start_on.month)
        if start_on.year != due_on.year:
            first += f" {_year(start_on, fiscal_year)}"
        return f"{first} - {thai_month(due_on.month)} {_year(due_on, fiscal_year)}"
    return f"{_day(start_on, fiscal_year)} - {_day(due_on, fiscal_year)}"


def _day(day: dt.date, fiscal_year: int) -> str:
    return f"{day.day} {thai_month(day.month)} {_year(day, fiscal_year)}"


def _year(day: dt.date, fiscal_year: int) -> str:
    """Two digits where they can only mean this year."""
    year = be_year(day)
    return f"{year % 100:02}" if is_near(year, fiscal_year) else str(year)
