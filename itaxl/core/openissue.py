"""What one unit still has open, to be issued to it again with its last answers in place."""

from __future__ import annotations

from collections import Counter

from itaxl.core.deadlines import OPEN_STATES
from itaxl.core.issuing import prefilled
from itaxl.core.records import Issue
from itaxl.core.report import Report
from itaxl.core.tracked import Tracked


def open_actions(report: Report, unit: str) -> tuple[Tracked, ...]:
    """The actions of a unit (short name) that are neither finished nor cancelled, those that it added itself too."""
    own = (tracked for tracked in report.actions if tracked.action.unit == unit)
    return tuple(tracked for tracked in own if tracked.state in OPEN_STATES)


def open_issue(report: Report, unit: str) -> Issue:
    """The open actions of one unit with the answers that count, in the report's round; `shares` are still those of the
    whole round, which says that not all of them are in it."""
    still_open = open_actions(report, unit)
    shares = Counter(tracked.action.unit for tracked in report.actions)
    issued = Issue(
        settings=report.settings,
        round=report.round,
        issue_id="",
        units=report.units,
        actions=tuple(tracked.action for tracked in still_open),
        shares={each.short: shares[each.short] for each in report.units},
        last_items=report.last_items,
    )
    answers = {each.action.ref: {"status": each.status, **each.answers} for each in still_open}
    return prefilled(issued, answers, report.as_of)
