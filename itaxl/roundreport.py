"""The report that several commands work on: plan, returns and an earlier summary, read and brought together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from itaxl.calls import Call
from itaxl.core.calendar import fiscal_year_of
from itaxl.core.onconflict import OnConflict
from itaxl.core.problems import CannotGoOn, Fact, Problem
from itaxl.core.records import Plan
from itaxl.core.report import Report
from itaxl.core.returns import Return
from itaxl.core.years import FIRST_BUDDHIST
from itaxl.files import Source
from itaxl.terminal import list_problems, tell, with_progress

if TYPE_CHECKING:
    from itaxl.excel.worker import Readers

FAR_YEARS = 3  # between an as-of date and its round: nobody means more

ReadPlan: TypeAlias = tuple[Plan | None, Sequence[Problem]]
"""A plan, if there is one, and what is told of it."""


def read_plan(readers: Readers, path: Path | None) -> ReadPlan:
    """The plan in the file, if one is given."""
    return readers.plan(path) if path else (None, ())


def begin_reading(call: Call, readers: Readers, found: Sequence[Source]) -> Iterator[Return]:
    """The returned files, which are read while other things are done here."""
    return readers.returns((source.path, source.name) for source in with_progress(found, call.language))


def read_report(
    call: Call, readers: Readers, returns: Iterator[Return], read: ReadPlan, as_of: str | None,
    on_conflict: OnConflict = "newest", previous_path: Path | None = None, others: Sequence[Return] = (),
) -> Report:  # fmt: skip
    """The round as the returns tell it; `read` is the plan and its problems, `others` are files that are not read."""
    plan, problems = read
    from itaxl.library import consolidate as bring_together

    previous = readers.summary(previous_path) if previous_path else None
    day = read_as_of(as_of, call.today, plan.settings.fiscal_year if plan else None)
    refused: list[Problem] = []
    try:
        report = bring_together(
            _noting(chain(returns, others), refused), day, plan, problems, on_conflict=on_conflict, previous=previous
        )
        _warn_of_far(call, day, report.settings.fiscal_year, given=as_of is not None)
        return report
    except CannotGoOn:
        list_problems(refused, call.language)
        raise


def _warn_of_far(call: Call, day: dt.date, year: int, *, given: bool) -> None:
    """That an as-of date which was given is further from the fiscal year (BE) than any round lasts."""
    if given and abs(fiscal_year_of(day) - year) > FAR_YEARS:
        facts: tuple[tuple[str, Fact], ...] = (("day", day), ("year", str(year)))
        tell(Problem("as-of-far", facts=facts), call.language)


def _noting(returns: Iterable[Return], refused: list[Problem]) -> Iterator[Return]:
    """The returns; why any of them was not read is noted, to be told where nothing else can be."""
    for returned in returns:
        refused += filter(None, (returned.refused or returned.skipped,))
        yield returned


def read_as_of(text: str | None, today: dt.date, fiscal_year: int | None) -> dt.date:
    """The as-of date: today when none is given; every form of a date, two-digit years near the plan's fiscal year
    (BE) or, without a plan, near one of the last ten.

    Raises CannotGoOn for a text that is none, or that means a day centuries away.
    """
    from itaxl.core.dates import read_date

    if text is None:
        return today
    now = fiscal_year_of(today)
    for year in [fiscal_year] if fiscal_year else range(now, now - 10, -1):
        day = read_date(text, year).value
        if day is not None and day.year < FIRST_BUDDHIST:
            return day
    raise CannotGoOn(Problem("as-of-unreadable", found=text))
