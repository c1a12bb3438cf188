"""An action with what became of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from itaxl.core.asides import Comment
from itaxl.core.deadlines import State, days_overdue, state_of
from itaxl.core.records import Action, Place, Settings, Value
from itaxl.core.statuses import Status

REPORTED, NOT_REPORTED = "รายงานแล้ว", "ไม่ส่งรายงาน"
"""Whether anybody reported, in words: on an action or, of a unit, at all."""


class Tracked(NamedTuple):
    """An issued (or added) action with the answers that count and its state on the as-of date.

    `answers` holds every answer column but status: a percentage, dates, addresses, texts, or None. `reported` is
    False when its unit returned nothing; `days_overdue` are whole days; `points` is what its item is worth, of 100;
    `comments` are those on the cells of its rows, in all returns.
    """

    action: Action
    status: Status
    answers: dict[str, Value]
    state: State
    days_overdue: int | None
    points: float | None
    reported: bool
    source: Place | None
    added: bool = False
    carried_over: bool = False
    comments: tuple[Comment, ...] = ()

    @property
    def progress(self) -> int | float | None:
        """Percentage 0–100, or None."""
        value = self.answers.get("progress")
        return value if isinstance(value, int | float) else None

    @property
    def completed_on(self) -> dt.date | None:
        """The finish date, or None."""
        value = self.answers.get("completed_on")
        return value if isinstance(value, dt.date) else None

    @property
    def evidence(self) -> tuple[str, ...]:
        """The http(s) addresses given as evidence."""
        value = self.answers.get("evidence")
        return value if isinstance(value, tuple) else ()

    def text(self, key: str) -> str:
        """A text answer, "" when there is none."""
        value: Any = self.answers.get(key)
        return value if isinstance(value, str) else ""


def known_status(action: Action) -> Status:
    """The status among the answers that an action carries."""
    status = action.answers.get("status")
    return status if isinstance(status, Status) else Status.NOT_STARTED


def known_state(action: Action, settings: Settings, as_of: dt.date) -> State:
    """Where an action stands on a date with the answers that it carries."""
    finished = action.answers.get("completed_on")
    completed_on = finished if isinstance(finished, dt.date) else None
    return state_of(known_status(action), completed_on, action.due_on, action.due_text, as_of, settings.due_soon_days)


def worst_first(actions: Iterable[Tracked]) -> list[Tracked]:
    """The overdue ones of these actions, worst first: by points, then by days late."""
    late = [tracked for tracked in actions if tracked.state is State.OVERDUE]
    return sorted(late, key=lambda tracked: (-(tracked.points or 0), -(tracked.days_overdue or 0), tracked.action.ref))


def placed(
    action: Action, status: Status, answers: dict[str, Value], settings: Settings, as_of: dt.date, points: float | None,
    *, reported: bool, source: Place | None, added: bool = False, carried_over: bool = False,
) -> Tracked:  # fmt: skip
    """An action with its answers, placed against its deadline on the as-of date."""
    completed_on = answers.get("completed_on")
    finished = completed_on if isinstance(completed_on, dt.date) else None
    state = state_of(status, finished, action.due_on, action.due_text, as_of, settings.due_soon_days)
    late = days_overdue(state, action.due_on, as_of)
    return Tracked(action, status, answers, state, late, points, reported, source, added, carried_over)
