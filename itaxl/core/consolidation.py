"""Returned workbooks and, where there is one, the plan, brought together into a `Report`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from itaxl.core.counts import Counts, by_item, by_unit
from itaxl.core.gathering import gather
from itaxl.core.records import Catalogue, Issue, Plan, Problem
from itaxl.core.report import FileReport, Report
from itaxl.core.returns import FileReading, Return
from itaxl.core.score import item_points, score, standing
from itaxl.core.sentences import severity_rank
from itaxl.core.tracking import track


def consolidate(
    returns: Iterable[Return],
    as_of: dt.date,
    shipped: Callable[[int], Catalogue | None],
    plan: Plan | None = None,
    plan_problems: Sequence[Problem] = (),
) -> Report:
    """The round as of a date. With a plan, it decides settings, units and deadlines; without one, what the returns
    carry does. The order of the returns changes nothing.

    Raises CannotGoOn when there is neither a plan nor a return that says what was issued.
    """
    gathered = gather(returns, plan)
    catalogue = plan.catalogue if plan else _catalogue(gathered.reference, shipped)
    points = item_points(catalogue)
    tracking = track(gathered, points, as_of)
    actions = tracking.actions
    settings = gathered.reference.settings
    facts = catalogue.facts
    now = standing(actions, facts, settings.website, as_of) if facts else None
    files = gathered.files
    problems = [
        *plan_problems,
        *gathered.problems,
        *(problem for file in files for problem in file.problems),
        *tracking.problems,
    ]
    return Report(
        settings=settings,
        round=gathered.reference.round,
        as_of=as_of,
        units=gathered.reference.units,
        catalogue=catalogue,
        actions=actions,
        totals=Counts.of(actions),
        by_unit=by_unit(gathered.reference.units, actions, tracking.returned),
        items=by_item(catalogue, actions),
        points=points,
        last_items=gathered.reference.last_items,
        standing=now,
        score=score(now, points, settings, gathered.reference.last_items, facts) if now and facts else None,
        problems=tuple(sorted(problems, key=partial(_problem_order, plan.file if plan else None))),
        conflicts=tracking.conflicts,
        files=tuple(_file_report(file) for file in files),
    )


def _catalogue(reference: Issue, shipped: Callable[[int], Catalogue | None]) -> Catalogue:
    year = reference.settings.fiscal_year
    return shipped(year) or Catalogue(year, ())


def _problem_order(plan: str | None, problem: Problem) -> tuple[int, bool, str, str]:
    """Most important first, returns before the plan, then by file and sheet; cells stay in the order of reading."""
    is_plan = plan is not None and problem.file == plan
    return severity_rank(problem.code), is_plan, problem.file or "", problem.sheet or ""


def _file_report(file: FileReading) -> FileReport:
    return FileReport(file.file, file.outcome, file.reason, file.tally, file.sheets, file.saved_at, file.saved_by)
