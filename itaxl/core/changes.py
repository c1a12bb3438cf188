"""What became different since an earlier summary, action by action."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from itaxl.core.deadlines import State
from itaxl.core.previous import Previous, pairs
from itaxl.core.records import Action, Unit, Value
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked, known_state, known_status


class ChangeKind(StrEnum):
    """What changed of an action, in the order in which changes are listed."""

    DONE = "done"
    LATE = "late"
    REOPENED = "reopened"
    STATUS = "status"
    DEADLINE = "deadline"
    EVIDENCE = "evidence"
    NEW = "new"
    VANISHED = "vanished"


Shown: TypeAlias = Value | State
"""What a change shows of before and now: a status, a state, a date or the text in its place, addresses; None for an
action that was or is not there."""


class Change(NamedTuple):
    """One thing that changed of an action: the action as it is now, or was when it is no longer there. One that became
    done is one change, also where its evidence (addresses) came or changed with that."""

    kind: ChangeKind
    action: Action
    before: Shown
    after: Shown
    evidence_before: Value = None
    evidence_after: Value = None


def changes_since(previous: Previous, units: Sequence[Unit], actions: Sequence[Tracked]) -> tuple[Change, ...]:
    """Everything that changed since the summary, by kind, and within each in the order of the actions."""
    before, gone = pairs(previous.issue.actions, units, [tracked.action for tracked in actions])
    found: list[Change] = []
    for tracked in actions:
        was = before.get(tracked.action.ref)
        if was is None:
            found.append(Change(ChangeKind.NEW, tracked.action, None, tracked.status))
        else:
            found += _changes(was, tracked, previous)
    found += (Change(ChangeKind.VANISHED, action, known_status(action), None) for _, action in gone)
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _changes(was: Action, tracked: Tracked, previous: Previous) -> Iterator[Change]:
    """What changed of one action."""
    action, status = tracked.action, known_status(was)
    evidence: tuple[Value, Value] = was.answers.get("evidence") or None, tracked.evidence or None
    kind = None if status is tracked.status else _status_kind(status, tracked.status)
    if kind:
        beside = evidence if kind is ChangeKind.DONE and evidence[0] != evidence[1] else (None, None)
        yield Change(kind, action, status, tracked.status, *beside)
    state = known_state(was, previous.issue.settings, previous.as_of)
    if tracked.state is State.OVERDUE and state is not State.OVERDUE:
        yield Change(ChangeKind.LATE, action, state, tracked.state)
    deadlines = was.due_on or was.due_text or None, action.due_on or action.due_text or None
    if deadlines[0] != deadlines[1]:
        yield Change(ChangeKind.DEADLINE, action, *deadlines)
    if evidence[0] != evidence[1] and kind is not ChangeKind.DONE:
        yield Change(ChangeKind.EVIDENCE, action, *evidence)


_OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.UNREADABLE)


def _status_kind(before: Status, after: Status) -> ChangeKind:
    if after is Status.COMPLETED:
        return ChangeKind.DONE
    return ChangeKind.REOPENED if before is Status.COMPLETED and after in _OPEN else ChangeKind.STATUS
