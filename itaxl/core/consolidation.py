"""Returned workbooks and, where there is one, the plan, brought together into a `Report`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from itaxl.core.changes import changes_since
from itaxl.core.counts import Counts, by_item, by_unit
from itaxl.core.gathering import gather
from itaxl.core.history import point_of, with_point
from itaxl.core.mended import mended, told_of_mended
from itaxl.core.merging import Conflict
from itaxl.core.onconflict import ON_CONFLICT, OnConflict
from itaxl.core.previous import Previous, check_previous
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Catalogue, Issue, Plan
from itaxl.core.report import FileReport, Report
from itaxl.core.returns import FileReading, Return
from itaxl.core.score import item_points, score, standing
from itaxl.core.sentences import severity_rank
from itaxl.core.tracked import Tracked
from itaxl.core.tracking import track


def consolidate(
    returns: Iterable[Return],
    as_of: dt.date,
    shipped: Callable[[int], Catalogue | None],
    plan: Plan | None = None,
    plan_problems: Sequence[Problem] = (),
    *,
    on_conflict: OnConflict = "newest",
    previous: Previous | None = None,
) -> Report:
    """The round as of a date. With a plan, it decides settings, units and deadlines; without one, what the returns
    carry does. With an earlier summary, what no return answers keeps its last known answers, and what changed is told.
    The order of the returns changes nothing.

    Raises CannotGoOn when there is neither a plan nor a return that says what was issued, when answers contradict each
    other and that is to stop the work, or for a summary of another office or year or of a later date.
    """
    if on_conflict not in ON_CONFLICT:
        raise ValueError(f"on_conflict is to be one of {', '.join(ON_CONFLICT)}, and not {on_conflict!r}")
    if previous and plan:
        check_previous(previous, plan.settings, as_of)
    gathered = gather(returns, plan, previous)
    reference, files = gathered.reference, gathered.files
    if previous:
        check_previous(previous, reference.settings, as_of)
    catalogue = plan.catalogue if plan else _catalogue(reference, shipped)
    points = item_points(catalogue)
    tracking = track(gathered, points, as_of, on_conflict)
    if on_conflict == "stop" and tracking.conflicts:
        raise CannotGoOn(_stopped(tracking.conflicts))
    of_files = (problem for file in files for problem in file.problems)
    told = (problem for problem in tracking.problems if problem.code == "answers-conflict")
    settled = mended(files, reference.units, zip(tracking.conflicts, told, strict=True))
    problems = [*plan_problems, *gathered.problems, *of_files, *tracking.problems, *told_of_mended(settled)]
    report = Report(
        settings=reference.settings,
        round=reference.round,
        as_of=as_of,
        units=reference.units,
        catalogue=catalogue,
        points=points,
        last_items=reference.last_items,
        signers=reference.signers,
        problems=tuple(sorted(problems, key=partial(_problem_order, plan.file if plan else None))),
        conflicts=tracking.conflicts,
        on_conflict=on_conflict,
        files=tuple(_file_report(file) for file in files),
        previous=previous,
        mended=settled,
    )
    return counted(report, tracking.actions, tracking.returned)


def counted(report: Report, actions: Sequence[Tracked], returned: frozenset[str]) -> Report:
    """The report of these actions: counts, items, standing, score, changes and history derived from them anew;
    `returned` are the units (short names) that returned something."""
    facts, settings, previous = report.catalogue.facts, report.settings, report.previous
    now = standing(actions, facts, settings.website, report.as_of) if facts else None
    estimate = score(now, report.points, settings, report.last_items, facts) if now and facts else None
    return report._replace(
        actions=tuple(actions),
        totals=Counts.of(actions),
        by_unit=by_unit(report.units, actions, returned),
        items=by_item(report.catalogue, actions),
        standing=now,
        score=estimate,
        changes=changes_since(previous, report.units, actions) if previous else (),
        history=with_point(previous.history if previous else (), point_of(report.as_of, actions, estimate)),
    )


def _stopped(conflicts: Sequence[Conflict]) -> Problem:
    """Names the first conflicts by the cells that contradict each other."""
    cells = (" / ".join(f"{said.file} › {said.sheet} › {said.cell}" for said in each.values) for each in conflicts)
    facts = (("count", str(len(conflicts))), *zip(("first", "second", "third"), cells, strict=False))
    return Problem("conflicts-stop", facts=facts)


def _catalogue(reference: Issue, shipped: Callable[[int], Catalogue | None]) -> Catalogue:
    year = reference.settings.fiscal_year
    return shipped(year) or Catalogue(year, ())


def _problem_order(plan: str | None, problem: Problem) -> tuple[int, bool, str, str]:
    """Most important first, returns before the plan, then by file and sheet; cells stay in the order of reading."""
    is_plan = plan is not None and problem.file == plan
    return severity_rank(problem.code), is_plan, problem.file or "", problem.sheet or ""


def _file_report(file: FileReading) -> FileReport:
    return FileReport(
        file.file, file.outcome, file.reason, file.tally, file.sheets, file.saved_at, file.saved_by, file.unread
    )
