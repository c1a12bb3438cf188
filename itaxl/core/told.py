"""What is told on the screen of an earlier summary, when the work with it is done."""

from __future__ import annotations

from collections import Counter

from itaxl.core.changes import ChangeKind
from itaxl.core.previous import Previous, pairs
from itaxl.core.problems import Fact, Problem
from itaxl.core.records import Issue
from itaxl.core.report import Report


def prefilled_told(previous: Previous, issued: Issue) -> Problem:
    """How many actions were issued with last answers, how many that units had added came along, and how many of the
    summary's are not issued any more."""
    gone = pairs(previous.issue.actions, issued.units, issued.actions).gone
    facts: dict[str, Fact] = {
        "as_of": previous.as_of,
        "count": str(sum(bool(action.answers) for action in issued.actions)),
        "added": str(sum(action.added for action in issued.actions) or ""),
        "gone": str(len(gone) or ""),
    }
    return Problem("done-prefilled", found=previous.file, facts=tuple(facts.items()))


def changes_told(report: Report, previous: Previous) -> Problem:
    """How the round moved since the summary, and how many actions keep the answers that it knew."""
    kinds = Counter(change.kind for change in report.changes)
    facts: dict[str, Fact] = {
        "since": previous.as_of,
        "done": str(kinds[ChangeKind.DONE]),
        "late": str(kinds[ChangeKind.LATE]),
        "reopened": str(kinds[ChangeKind.REOPENED]),
        "changes": str(len(report.changes)),
        "kept": str(sum(tracked.carried_over for tracked in report.actions) or ""),
    }
    return Problem("done-changes", found=previous.file, facts=tuple(facts.items()))
