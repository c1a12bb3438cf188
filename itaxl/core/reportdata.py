"""The report as plain data: the JSON of `consolidate` and `check`, and the rows of the CSV.

Dates are ISO and Gregorian, points rounded to three decimals; keys may be added, none is ever renamed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from itaxl.core.changes import Change
from itaxl.core.counts import Counts, UnitCounts
from itaxl.core.deadlines import OPEN_STATES, State
from itaxl.core.history import Point
from itaxl.core.language import Language
from itaxl.core.merging import Conflict
from itaxl.core.nextsteps import Step, next_steps
from itaxl.core.problems import Problem
from itaxl.core.records import Value
from itaxl.core.report import FileReport, Report
from itaxl.core.score import worth
from itaxl.core.sentences import advice, message, severity
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked

FORMAT = 1

Data = dict[str, Any]


def report_data(report: Report, language: Language = "th") -> Data:
    """The report as the JSON says it; messages in the language."""
    return {
        "format": FORMAT,
        "agency": report.settings.agency,
        "fiscal_year": report.settings.fiscal_year,
        "round": report.round,
        "as_of": report.as_of.isoformat(),
        "totals": _counts(report.totals) | _points(report, None),
        "units": [_unit(report, unit) for unit in report.by_unit],
        "items": [
            {
                "item": item.code,
                "title": item.title,
                "indicator": item.indicator,
                "status": item.status,
                "units_done": item.units_done,
                "units": item.units,
                "points": _rounded(report.points.get(item.code)),
                "confirmed": item.confirmed,
            }
            for item in report.items
        ],
        "actions": [action_data(tracked) for tracked in report.actions],
        "problems": [problem_data(problem, language) for problem in report.problems],
        "on_conflict": report.on_conflict,
        "conflicts": [_conflict(conflict) for conflict in report.conflicts],
        "files": [_file(file, language) for file in report.files],
        "score": _score(report),
        "next_steps": [_step(step) for step in next_steps(report)],
        "previous": _previous(report),
        "changes": [_change(change) for change in report.changes],
        "history": [_point(point) for point in report.history],
    }


def _counts(counts: Counts) -> Data:
    statuses = {
        "status_unreadable" if status is Status.UNREADABLE else status.value: counts.statuses[status]
        for status in Status
    }
    return {"actions": counts.actions, **statuses, **{state.value: counts.states[state] for state in OPEN_STATES}}


def _points(report: Report, items: frozenset[str] | None) -> Data:
    """Points earned and at stake of these items; None for the whole plan."""
    now = report.standing
    if now is None:
        return {"points": None, "points_at_stake": None}
    earned = now.earned if items is None else now.earned & items
    at_stake = now.at_stake if items is None else now.at_stake & items
    return {
        "points": _rounded(worth(earned, report.points)),
        "points_at_stake": _rounded(worth(at_stake, report.points)),
    }


def _unit(report: Report, unit: UnitCounts) -> Data:
    return {
        "unit": unit.unit.short,
        "full": unit.unit.full,
        "parent": unit.unit.parent,
        "returned": unit.returned,
        **_counts(unit.own),
        **_points(report, unit.own_items),
        "rolled_up": _counts(unit.rolled_up) | _points(report, unit.all_items),
    }


def action_data(tracked: Tracked) -> Data:
    """One action as the JSON says it."""
    action, source = tracked.action, tracked.source
    return {
        "ref": action.ref,
        "unit": action.unit,
        "survey": action.survey,
        "indicator": action.indicator,
        "item": action.item,
        "title": action.title,
        "method": action.method,
        "start_on": _value(action.start_on),
        "due_on": _value(action.due_on),
        "follow_up": action.follow_up,
        "status": tracked.status.value,
        **{key: _value(value) for key, value in tracked.answers.items()},
        "evidence": list(tracked.evidence),
        "reported": tracked.reported,
        "carried_over": tracked.carried_over,
        "added": tracked.added,
        "state": tracked.state.value,
        "days_overdue": tracked.days_overdue,
        "points": _rounded(tracked.points),
        "source": {"file": source.file, "sheet": source.sheet, "row": source.row} if source else None,
        "comments": [{**comment._asdict(), "column": comment.column or None} for comment in tracked.comments],
    }


def problem_data(problem: Problem, language: Language = "th") -> Data:
    """One problem as the JSON says it."""
    return {
        "code": problem.code,
        "severity": severity(problem).value,
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "column": problem.column,
        "found": problem.found or None,
        "message": message(problem, language),
        "advice": advice(problem, language),
    }


def _conflict(conflict: Conflict) -> Data:
    return {
        "ref": conflict.ref,
        "column": conflict.column,
        "issued": _value(conflict.issued),
        "values": [
            {
                "value": said.found if said.value is None and said.found else _value(said.value),
                "file": said.file,
                "sheet": said.sheet,
                "cell": said.cell,
                "saved_at": said.saved_at.isoformat() if said.saved_at else None,
                "saved_by": said.saved_by or None,
            }
            for said in conflict.values
        ],
        "taken": _value(conflict.value),
    }


def _file(file: FileReport, language: Language) -> Data:
    return {
        "file": file.file,
        "outcome": file.outcome.value,
        "reason": message(file.reason, language) if file.reason else None,
        "rows": file.tally.rows,
        "actions": file.tally.actions,
        "rejected": file.tally.rejected,
        "blank": file.tally.blank,
        "sheets": [
            {
                "sheet": name,
                "rows": tally.rows,
                "actions": tally.actions,
                "rejected": tally.rejected,
                "blank": tally.blank,
            }
            for name, tally in file.sums.items()
        ],
        "saved_at": file.saved_at.isoformat() if file.saved_at else None,
        "saved_by": file.saved_by or None,
    }


def _score(report: Report) -> Data:
    """The estimate; for a year without scoring facts, what the plan says and nothing else."""
    score, settings = report.score, report.settings
    keys = ("previous", "target", "earned", "at_stake", "lost", "today", "projected")
    if score is None:
        return {**dict.fromkeys((*keys, "grade")), "previous": settings.last_score, "target": settings.target}
    return {**{key: _rounded(getattr(score, key)) for key in keys}, "grade": score.grade}


def _step(step: Step) -> Data:
    return {
        "item": step.item,
        "title": step.title,
        "points": _rounded(step.points),
        "points_per_action": _rounded(step.per_action),
        "points_so_far": _rounded(step.so_far),
        "due_on": _value(step.due_on),
        "units": list(step.units),
        "actions": [tracked.action.ref for tracked in step.actions],
    }


def _previous(report: Report) -> Data | None:
    """The earlier summary that the changes are counted from, or None."""
    if report.previous is None:
        return None
    before = report.previous
    return {"file": before.file, "as_of": before.as_of.isoformat(), "round": before.issue.round}


def _change(change: Change) -> Data:
    action = change.action
    return {
        "change": change.kind.value,
        "ref": action.ref,
        "unit": action.unit,
        "item": action.item,
        "title": action.title,
        "before": _value(change.before),
        "now": _value(change.after),
        "evidence_before": _value(change.evidence_before),
        "evidence_now": _value(change.evidence_after),
    }


def _point(point: Point) -> Data:
    return {
        "as_of": point.as_of.isoformat(),
        "actions": point.actions,
        "completed": point.completed,
        "due": point.due,
        "overdue": point.overdue,
        "score_today": _rounded(point.estimate),
        "score_projected": _rounded(point.projected),
    }


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, 3)


def _value(value: Value | State) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value.value if isinstance(value, Status | State) else value


# --- CSV ---------------------------------------------------------------------------------------------------

_RUN = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """A text that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" \n").startswith(_RUN) else text


def csv_rows(report: Report) -> Iterator[list[str]]:
    """The header row, the JSON's action keys, and one row per action; several addresses, or
    comments, stand on lines of their own."""
    header: list[str] | None = None
    for tracked in report.actions:
        data = action_data(tracked)
        if header is None:
            header = list(data)
            yield header
        yield [_csv(value) for value in data.values()]


def _csv(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return defused("\n".join(map(_line, value)) if isinstance(value, list) else _line(value))


def _line(value: object) -> str:
    """A text, or what is told of a place: "returns/a.xlsx | กองคลัง | 12"."""
    return " | ".join(str(part) for part in value.values() if part) if isinstance(value, dict) else str(value)
