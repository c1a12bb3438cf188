import datetime as dt

import pytest

from itaxl.core.deadlines import STATE_WORDS, State, days_overdue, state_of
from itaxl.core.statuses import Status

DUE = dt.date(2022, 4, 30)
OPEN = Status.IN_PROGRESS

STATES = [
    (Status.CANCELLED, None, DUE, "", "2022-05-10", State.CANCELLED),
    (Status.COMPLETED, "2022-04-30", DUE, "", "2022-05-10", State.COMPLETED),
    (Status.COMPLETED, None, DUE, "", "2022-05-10", State.COMPLETED),
    (Status.COMPLETED, "2022-05-01", DUE, "", "2022-05-10", State.COMPLETED_LATE),
    (Status.COMPLETED, "2022-05-01", None, "?", "2022-05-10", State.COMPLETED),
    (OPEN, None, None, "พ.ศ. ๒๕๖๕", "2022-05-10", State.DEADLINE_UNREADABLE),
    (OPEN, None, None, "", "2022-05-10", State.NO_DEADLINE),
    (OPEN, None, DUE, "", "2022-05-01", State.OVERDUE),
    (Status.NOT_STARTED, None, DUE, "", "2022-05-10", State.OVERDUE),
    (Status.UNREADABLE, None, DUE, "", "2022-05-10", State.OVERDUE),
    (OPEN, None, DUE, "", "2022-04-30", State.DUE_SOON),
    (OPEN, None, DUE, "", "2022-04-23", State.DUE_SOON),
    (OPEN, None, DUE, "", "2022-04-22", State.ON_TRACK),
]


@pytest.mark.parametrize(("status", "completed_on", "due_on", "due_text", "as_of", "state"), STATES)
def test_the_first_state_that_holds(status, completed_on, due_on, due_text, as_of, state):
    finished = dt.date.fromisoformat(completed_on) if completed_on else None
    assert state_of(status, finished, due_on, due_text, dt.date.fromisoformat(as_of), 7) is state


def test_days_overdue_are_whole_days_of_overdue_actions_only():
    assert days_overdue(State.OVERDUE, DUE, dt.date(2022, 5, 10)) == 10
    assert days_overdue(State.DUE_SOON, DUE, dt.date(2022, 4, 29)) is None
    assert days_overdue(State.COMPLETED_LATE, DUE, dt.date(2022, 5, 10)) is None


def test_every_state_has_a_word():
    assert set(STATE_WORDS) == set(State)
