"""A plan as it is first written down: texts as a person would type them, to be checked when they are read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from itaxl.core.arguments import whole
from itaxl.core.calendar import BE_OFFSET
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.years import FIRST_BUDDHIST, USABLE_YEARS

DraftRow = Mapping[str, str]
"""Texts by the column keys of `planlayout`."""


class PlanDraft(NamedTuple):
    """What to write into a new plan workbook. `fiscal_year` is BE; `settings` are values by key."""

    fiscal_year: int
    settings: Mapping[str, str | float] = {}
    units: Sequence[DraftRow] = ()
    measures: Sequence[DraftRow] = ()
    holidays: Mapping[dt.date, str] = {}
    signers: Sequence[DraftRow] = ()


def usable_year(year: int) -> int:
    """The fiscal year (BE) of a plan; one written in CE is turned into BE.

    Raises CannotGoOn for a year that ITA does not have.
    """
    number = whole(year) or 0
    fiscal_year = number if number >= FIRST_BUDDHIST else number + BE_OFFSET
    if fiscal_year not in USABLE_YEARS:
        raise CannotGoOn(Problem("year-not-usable", found=str(year)))
    return fiscal_year


# Days of the calendar that are no holidays of a local office: Labour Day, and Children's Day, always a Saturday.
_NOT_OFFICIAL = ("แรงงาน", "วันเด็ก")


def _royal(name: str) -> str:
    """The birthday of the late King Rama IX by its official name, which the package does not use."""
    late_king = "พระบาทสมเด็จพระบรมชนกาธิเบศร"
    return name.replace(f"วันคล้ายวันเฉลิมพระชนมพรรษา{late_king}", f"วันคล้ายวันพระบรมราชสมภพ{late_king}")


def public_holidays(fiscal_year: int) -> dict[dt.date, str]:
    """Thailand's public and government holidays from 1 October before to 31 December of a fiscal year (BE).

    Source: the package `holidays`; an office checks them against the year's announcement.
    """
    from holidays import country_holidays

    year = fiscal_year - BE_OFFSET
    found = country_holidays("TH", years=(year - 1, year), language="th", categories=("public", "government"))
    return {
        day: _royal(name)
        for day, name in sorted(found.items())
        if day >= dt.date(year - 1, 10, 1) and not any(word in name for word in _NOT_OFFICIAL)
    }
