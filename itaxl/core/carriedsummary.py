"""What a summary carries in its very hidden sheet, so that the next round needs no other memory: a whole `Previous`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from itaxl.core.carried import SUMMARY, Rows, as_number, as_text, issue_rows, packed, read_issue, records_of, unpacked
from itaxl.core.history import Point
from itaxl.core.layout import FORMAT_VERSION
from itaxl.core.previous import Previous
from itaxl.core.records import Issue, Value
from itaxl.core.report import Report


def as_previous(report: Report, file: str = "") -> Previous:
    """The report as the next round will know it, when its summary is called `file`."""
    answered = tuple(
        tracked.action._replace(answers=_given({"status": tracked.status, **tracked.answers}))
        for tracked in report.actions
    )
    issue = Issue(
        settings=report.settings,
        round=report.round,
        issue_id="",
        units=report.units,
        actions=answered,
        shares=Counter(action.unit for action in answered),
        last_items=report.last_items,
    )
    heard = (tracked.action.ref for tracked in report.actions if tracked.reported or tracked.carried_over)
    returned = frozenset(unit.unit.short for unit in report.by_unit if unit.returned)
    return Previous(file, report.as_of, issue, frozenset(heard), report.history, returned)


def _given(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in answers.items() if value not in (None, (), "")}


def summary_rows(report: Report) -> Rows:
    """The rows of a summary: all that the next round needs to know of this one."""
    previous = as_previous(report)
    rows: list[Sequence[str]] = [("itaxl", SUMMARY), ("format", str(FORMAT_VERSION))]
    rows.append(("as_of", previous.as_of.isoformat()))
    rows += issue_rows(previous.issue)[2:]
    rows.append(("heard", *packed(sorted(previous.heard))))
    rows.append(("returned", *packed(sorted(previous.returned))))
    rows.append(("#history", *Point._fields))
    rows += [("history", *(as_text(getattr(point, key)) for key in Point._fields)) for point in previous.history]
    return rows


def read_summary(rows: Rows, file: str) -> Previous:
    """The summary in these rows; `file` is what the user calls it.

    Raises ValueError, LookupError, TypeError or RecursionError when they have been tampered with.
    """
    values = {row[0]: row for row in rows if len(row) > 1}
    return Previous(
        file,
        dt.date.fromisoformat(values["as_of"][1]),
        read_issue(rows),
        frozenset(unpacked(values["heard"][1:])),
        tuple(_point(point) for point in records_of(rows, "history")),
        frozenset(unpacked(values["returned"][1:])),
    )


def _point(values: dict[str, str]) -> Point:
    actions, completed, due, overdue = (int(values[key]) for key in ("actions", "completed", "due", "overdue"))
    estimate, projected = as_number(values["estimate"]), as_number(values["projected"])
    return Point(dt.date.fromisoformat(values["as_of"]), actions, completed, due, overdue, estimate, projected)
