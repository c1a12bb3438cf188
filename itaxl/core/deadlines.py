"""Where an action stands against its deadline on the as-of date. Derived, never stored, never a status."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from itaxl.core.statuses import Status


class State(StrEnum):
    """Where an action stands on the as-of date."""

    CANCELLED = "cancelled"
    COMPLETED = "completed"
    COMPLETED_LATE = "completed_late"
    DEADLINE_UNREADABLE = "deadline_unreadable"
    NO_DEADLINE = "no_deadline"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TRACK = "on_track"


OPEN_STATES = (
    State.OVERDUE, State.DUE_SOON, State.ON_TRACK, State.NO_DEADLINE, State.DEADLINE_UNREADABLE
)  # fmt: skip
"""The states of an action that is neither finished nor cancelled."""

STATE_WORDS: dict[State, str] = {
    State.CANCELLED: "ยกเลิก",
    State.COMPLETED: "แล้วเสร็จ",
    State.COMPLETED_LATE: "แล้วเสร็จ (ช้า)",
    State.DEADLINE_UNREADABLE: "อ่านกำหนดไม่ได้",
    State.NO_DEADLINE: "ไม่มีกำหนด",
    State.OVERDUE: "เกินกำหนด",
    State.DUE_SOON: "ใกล้ครบกำหนด",
    State.ON_TRACK: "ยังทันกำหนด",
}
"""The states as the summary shows them."""


def state_of(
    status: Status,
    completed_on: dt.date | None,
    due_on: dt.date | None,
    due_text: str,
    as_of: dt.date,
    due_soon_days: int,
) -> State:
    """The first state that holds. `due_text` is a deadline that cannot be read; due soon is within
    `due_soon_days` days, the as-of date included."""
    if status is Status.CANCELLED:
        return State.CANCELLED
    if status is Status.COMPLETED:
        late = completed_on is not None and due_on is not None and completed_on > due_on
        return State.COMPLETED_LATE if late else State.COMPLETED
    if due_on is None:
        return State.DEADLINE_UNREADABLE if due_text else State.NO_DEADLINE
    if as_of > due_on:
        return State.OVERDUE
    return State.DUE_SOON if (due_on - as_of).days <= due_soon_days else State.ON_TRACK


def days_overdue(state: State, due_on: dt.date | None, as_of: dt.date) -> int | None:
    """Whole days from the due date to the as-of date for an overdue action, otherwise None."""
    return (as_of - due_on).days if state is State.OVERDUE and due_on else None
