"""How the round went from summary to summary: one point for each as-of date."""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from itaxl.core.deadlines import State
from itaxl.core.score import Score
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked


class Point(NamedTuple):
    """The round on one day: how many actions there were, were finished, should have been by their deadline (cancelled
    ones aside) and were overdue; and of 100 points what the score was estimated to be that day and to become with all
    that was at stake, None where there was no estimate."""

    as_of: dt.date
    actions: int
    completed: int
    due: int
    overdue: int
    estimate: float | None = None
    projected: float | None = None


def point_of(as_of: dt.date, actions: Iterable[Tracked], score: Score | None) -> Point:
    """The point that a round adds to its history."""
    actions = tuple(actions)
    estimate, projected = _ESTIMATES(score) if score else (None, None)
    return Point(
        as_of,
        len(actions),
        sum(tracked.status is Status.COMPLETED for tracked in actions),
        sum(_is_due(tracked, as_of) for tracked in actions),
        sum(tracked.state is State.OVERDUE for tracked in actions),
        estimate,
        projected,
    )


_ESTIMATES = attrgetter("today", "projected")


def _is_due(tracked: Tracked, as_of: dt.date) -> bool:
    due_on = tracked.action.due_on
    return due_on is not None and due_on <= as_of and tracked.status is not Status.CANCELLED


def with_point(history: Iterable[Point], point: Point) -> tuple[Point, ...]:
    """The history with this point, by date; of one date the last summary counts."""
    points = {each.as_of: each for each in (*history, point)}
    return tuple(points[day] for day in sorted(points))
