"""Which Gregorian year a typed year means, near the plan's fiscal year."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from itaxl.core.calendar import BE_OFFSET, be_year, is_near

FIRST_BUDDHIST = 2400  # a year from here on is a Buddhist one
FIRST_DOUBLED = FIRST_BUDDHIST + BE_OFFSET  # 2565 typed where Excel already adds 543 is stored as 3108
USABLE_YEARS = range(2556, 2656)  # fiscal years (BE) of a plan: ITA began in 2556
TWO_DIGIT_AS_1900S = range(1957, 2000)  # where Excel puts the two-digit Buddhist years of this century


@lru_cache(maxsize=4096)
def stored_date(day: dt.date, fiscal_year: int) -> tuple[dt.date | None, tuple[str, ...]]:
    """What a date stored in a workbook means: (date or None, notes).

    Buddhist years stored as Gregorian and 1965 for a typed 65 are put right; a day that does not exist in the
    right year (29 February) gives None.
    """
    year, notes = _four_digits(day.year, fiscal_year)
    if day.year >= FIRST_BUDDHIST:
        notes = ("date-buddhist-stored", *notes)
    try:
        return day.replace(year=year), notes
    except ValueError:
        return None, ("date-unreadable",)


def typed_year(digits: str, fiscal_year: int, era: str = "") -> tuple[int | None, tuple[str, ...]]:
    """The Gregorian year that typed digits mean: (year or None, notes).

    `era` is "be" or "ce" when พ.ศ. or ค.ศ. was typed with it. Four digits are taken as they stand, with the note
    "date-year-far" when not near; two digits are Buddhist if near, else Gregorian if near, else nothing.
    """
    number = int(digits)
    if len(digits) == 4 and number >= 1000:
        if era and (era == "be") != (number >= FIRST_BUDDHIST):
            return None, ("date-unreadable",)
        return _four_digits(number, fiscal_year)
    if len(digits) == 2:
        for century in (fiscal_year // 100 * 100 + offset for offset in (0, -100, 100)):
            if era != "ce" and is_near(century + number, fiscal_year):
                return century + number - BE_OFFSET, ()
        gregorian = fiscal_year - BE_OFFSET
        for century in (gregorian // 100 * 100 + offset for offset in (0, -100, 100)):
            if era != "be" and is_near(century + number + BE_OFFSET, fiscal_year):
                return century + number, () if era else ("date-gregorian-short",)
    return None, ("date-unreadable",)


def _four_digits(year: int, fiscal_year: int) -> tuple[int, tuple[str, ...]]:
    if year in TWO_DIGIT_AS_1900S:
        buddhist = fiscal_year // 100 * 100 + year % 100
        if is_near(buddhist, fiscal_year):
            return buddhist - BE_OFFSET, ("date-1900s",)
    if year >= FIRST_DOUBLED:
        year -= 2 * BE_OFFSET
    elif year >= FIRST_BUDDHIST:
        year -= BE_OFFSET
    return year, () if is_near(year + BE_OFFSET, fiscal_year) else ("date-year-far",)


def near(day: dt.date, fiscal_year: int) -> bool:
    """True for a date whose Buddhist year is near the plan's fiscal year."""
    return is_near(be_year(day), fiscal_year)
