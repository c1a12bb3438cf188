"""The report that a summary workbook was written from, as far as it carries it."""

from __future__ import annotations

from collections.abc import Callable

from itaxl.core.consolidation import counted
from itaxl.core.previous import Previous
from itaxl.core.records import Catalogue
from itaxl.core.report import Report
from itaxl.core.score import item_points
from itaxl.core.tracked import Tracked, known_status, placed


def report_of(summary: Previous, shipped: Callable[[int], Catalogue | None]) -> Report:
    """Actions, counts and score as they were on the summary's date; problems, conflicts and files are not carried."""
    issued, year = summary.issue, summary.issue.settings.fiscal_year
    catalogue = shipped(year) or Catalogue(year, ())
    report = Report(
        settings=issued.settings,
        round=issued.round,
        as_of=summary.as_of,
        units=issued.units,
        catalogue=catalogue,
        points=item_points(catalogue),
        last_items=issued.last_items,
        problems=(),
        conflicts=(),
        files=(),
    )
    return counted(report, _tracked(summary, report), summary.returned)


def _tracked(summary: Previous, report: Report) -> list[Tracked]:
    return [
        placed(
            action, known_status(action), {key: value for key, value in action.answers.items() if key != "status"},
            report.settings, report.as_of, None if action.added else report.points.get(action.item or ""),
            reported=action.unit in summary.returned, source=None, added=action.added,
        )
        for action in summary.issue.actions
    ]  # fmt: skip
