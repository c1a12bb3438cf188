"""A summary workbook's own data, read back: the round as of its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from itaxl.core.carried import Rows, read_issue
from itaxl.core.consolidation import counted
from itaxl.core.records import Action, Catalogue, Settings
from itaxl.core.report import Report
from itaxl.core.score import item_points
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked, placed


def read_summary(rows: Rows, shipped: Callable[[int], Catalogue | None]) -> Report:
    """The report of these rows: actions, counts and score as they were; problems, conflicts and files are not carried.

    Raises ValueError, KeyError, TypeError or RecursionError when they have been tampered with.
    """
    issued = read_issue(rows)
    as_of = dt.date.fromisoformat({row[0]: row[1] for row in rows if len(row) > 1}["as_of"])
    returned = frozenset(row[1] for row in rows if row and row[0] == "returned")
    year = issued.settings.fiscal_year
    catalogue = shipped(year) or Catalogue(year, ())
    points = item_points(catalogue)
    report = Report(
        settings=issued.settings,
        round=issued.round,
        as_of=as_of,
        units=issued.units,
        catalogue=catalogue,
        points=points,
        last_items=issued.last_items,
        problems=(),
        conflicts=(),
        files=(),
    )
    actions = [
        _tracked(action, issued.settings, as_of, points.get(action.item or ""), reported=action.unit in returned)
        for action in issued.actions
    ]
    return counted(report, actions, returned)


def _tracked(action: Action, settings: Settings, as_of: dt.date, points: float | None, *, reported: bool) -> Tracked:
    answers = dict(action.answers)
    status = answers.pop("status", None)
    added = action.ref.startswith("+")
    return placed(
        action, status if isinstance(status, Status) else Status.NOT_STARTED, answers, settings, as_of,
        None if added else points, reported=reported, source=None, added=added,
    )  # fmt: skip
