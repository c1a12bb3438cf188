"""What one unit still has open, to be issued to it again with its last answers in place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from itaxl.core.deadlines import OPEN_STATES
from itaxl.core.records import Issue, Value
from itaxl.core.report import Report
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked


def open_actions(report: Report, unit: str) -> tuple[Tracked, ...]:
    """The issued actions of a unit (short name) that are neither finished nor cancelled; what it added itself is its
    own business."""
    own = (tracked for tracked in report.actions if tracked.action.unit == unit and not tracked.added)
    return tuple(tracked for tracked in own if tracked.state in OPEN_STATES)


def open_issue(report: Report, unit: str) -> Issue:
    """The open actions of one unit with the answers that count, in the report's round; `shares` are still those of the
    whole round, which says that not all of them are in it."""
    actions = tuple(replace(each.action, answers=_answers(each)) for each in open_actions(report, unit))
    shares = Counter(tracked.action.unit for tracked in report.actions if not tracked.added)
    content = repr((report.settings.agency, report.settings.fiscal_year, report.round, actions))
    return Issue(
        settings=report.settings,
        round=report.round,
        issue_id=hashlib.sha256(content.encode()).hexdigest()[:12],
        units=report.units,
        actions=actions,
        shares={each.short: shares[each.short] for each in report.units},
        last_items=report.last_items,
    )


def _answers(tracked: Tracked) -> Mapping[str, Value]:
    """What the unit last answered; what could not be read is blank again, and so is a status that it may have left
    blank beside other answers."""
    answers = {key: value for key, value in tracked.answers.items() if value not in (None, "", ())}
    begun = any(key in answers for key in ("progress", "completed_on", "evidence"))
    unsaid = tracked.status is Status.UNREADABLE or (
        tracked.status is Status.NOT_STARTED and (begun or not tracked.reported)
    )
    return answers if unsaid else {"status": tracked.status, **answers}
