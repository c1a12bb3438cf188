"""The office's calendar: Buddhist years, fiscal years, months by their names, working days.

Dates are Gregorian (`datetime.date`) everywhere inside; a year called `fiscal_year` is a Buddhist one (BE).
Fiscal year N runs from 1 October N-1 to 30 September N.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Collection
from functools import cache

from itaxl.core.text import squashed, thai_digits

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")  # no daylight saving, and Windows has no zone data
BE_OFFSET = 543
NEAR_YEARS = 3


def in_year(text: str, fiscal_year: int) -> str:
    """The text with {2565}, {65} and {๖๕} written as the fiscal year (BE) that they stand for, in the same form."""
    short = f"{fiscal_year % 100:02}"
    return text.replace("{2565}", str(fiscal_year)).replace("{65}", short).replace("{๖๕}", thai_digits(short))


def be_year(day: dt.date) -> int:
    """The Buddhist year of a Gregorian date."""
    return day.year + BE_OFFSET


def fiscal_year_of(day: dt.date) -> int:
    """The fiscal year (BE) that a date falls in."""
    return be_year(day) + (day.month >= 10)


def fiscal_span(fiscal_year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a fiscal year (BE)."""
    year = fiscal_year - BE_OFFSET
    return dt.date(year - 1, 10, 1), dt.date(year, 9, 30)


def quarter_span(fiscal_year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """First and last day of quarter 1–4 of a fiscal year (BE); quarter 1 begins on 1 October."""
    first = dt.date(fiscal_year - BE_OFFSET - (quarter == 1), (3 * quarter + 6) % 12 + 1, 1)
    return first, month_end(first.replace(month=first.month + 2))


def month_end(day: dt.date) -> dt.date:
    """The last day of the date's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_near(year_be: int, fiscal_year: int) -> bool:
    """True for a Buddhist year within three years of the plan's fiscal year."""
    return abs(year_be - fiscal_year) <= NEAR_YEARS


def next_working_day(day: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The day itself, or the first day after it that is neither a weekend nor one of the office's holidays."""
    while day.weekday() >= 5 or day in holidays:
        day += dt.timedelta(days=1)
    return day


# CLDR's names (a test compares them with Babel's): loading its locale data costs more than reading a whole workbook.
_THAI_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_THAI_FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_ENGLISH_FULL = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH_SHORT = tuple(name[:3] for name in _ENGLISH_FULL)


def thai_month(month: int, full: bool = False) -> str:
    """ "เม.ย.", or "เมษายน" in full, for month 1–12."""
    return (_THAI_FULL if full else _THAI_SHORT)[month - 1]


def thai_date(day: dt.date, *, full: bool = False, digits: bool = False) -> str:
    """ "30 เม.ย. 2565", with the month in full or in Thai digits on request."""
    text = f"{day.day} {thai_month(day.month, full)} {be_year(day)}"
    return thai_digits(text) if digits else text


def dated(day: dt.date) -> str:
    """A date as file names carry it: Buddhist, and in the order in which folders sort."""
    return f"{be_year(day)}-{day:%m-%d}"


# Spellings beside those names: everyday short forms are derived below, these are common mistakes.
_MISSPELT = {"กรกฏาคม": 7, "พฤษจิกายน": 11, "พฤศจิการยน": 11, "กุมภาพันธุ์": 2, "sept": 9}
_ENDINGS = ("คม", "ยน", "พันธ์")


def month_number(name: str) -> int | None:
    """Month 1–12 for any spelling of its name, Thai or English, dots and blanks as they come; None for another text."""
    return _month_numbers().get(_letters(name))


@cache
def _month_numbers() -> dict[str, int]:
    found = dict(_MISSPELT)
    for names in (_THAI_SHORT, _THAI_FULL, _ENGLISH_SHORT, _ENGLISH_FULL):
        for month, name in enumerate(names, 1):
            found[name] = month
            found |= {name.removesuffix(ending): month for ending in _ENDINGS if name.endswith(ending)}
    return {_letters(name): month for name, month in found.items()}


def _letters(name: str) -> str:
    return squashed(name).replace(".", "")
