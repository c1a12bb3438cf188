"""Where a unit's sheet lies, and the formulas that count its rows live, with the results they carry as issued."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from itaxl.core.cells import column_letters
from itaxl.core.dates import EPOCH_1900
from itaxl.core.deadlines import State
from itaxl.core.layout import AS_OF, POSITION
from itaxl.core.records import Action, Issue, Unit
from itaxl.core.statuses import WORDS, Status
from itaxl.core.tracked import known_state, known_status
from itaxl.excel.book import quoted

SPARE_ROWS = 6

TITLE_ROW, AGENCY_ROW, COUNTS_ROW, BAND_ROW, HEADER_ROW, KEY_ROW, FIRST_ROW = range(7)

STATUS_WORDS, DUE_SOON = "status_words", "due_soon_days"
"""Defined names: the as-of date, the drop-down's words, the days of warning before a deadline."""

_DONE, _CANCELLED = WORDS[Status.COMPLETED], WORDS[Status.CANCELLED]


def serial(day: dt.date) -> int:
    """The number that Excel stores for a date."""
    return (day - EPOCH_1900).days


class UnitSheet(NamedTuple):
    """Where a unit's sheet is written: its name, and its rows from `first` to `last`, counted from 0."""

    unit: Unit
    name: str
    actions: tuple[Action, ...]

    @property
    def last_action(self) -> int:
        """The last row that was issued."""
        return FIRST_ROW + len(self.actions) - 1

    @property
    def last(self) -> int:
        """The last spare row."""
        return FIRST_ROW + len(self.actions) + SPARE_ROWS - 1

    def range(self, key: str) -> str:
        """A column's cells, spare rows too, as a formula on another sheet refers to them."""
        letters = column_letters(POSITION[key])
        return f"{quoted(self.name)}!${letters}${FIRST_ROW + 1}:${letters}${self.last + 1}"


def state_as_issued(action: Action, issue: Issue, as_of: dt.date) -> State:
    """Where an action stands on the as-of date before anything is filled in."""
    return known_state(action, issue.settings, as_of)


# --- conditions, over one row's cells or over whole columns alike ------------------------------------------


def is_done(status: str) -> str:
    """True where the status says finished."""
    return f'({status}="{_DONE}")'


def is_cancelled(status: str) -> str:
    """True where the status says cancelled."""
    return f'({status}="{_CANCELLED}")'


def is_open(status: str) -> str:
    """1 where the status says neither finished nor cancelled."""
    return f'({status}<>"{_DONE}")*({status}<>"{_CANCELLED}")'


def is_late(due: str, status: str) -> str:
    """1 where an open action's deadline has passed on the as-of date."""
    return f"ISNUMBER({due})*({due}<{AS_OF})*{is_open(status)}"


def is_soon(due: str, status: str) -> str:
    """1 where an open action's deadline is near."""
    return f"ISNUMBER({due})*({due}>={AS_OF})*({due}<={AS_OF}+{DUE_SOON})*{is_open(status)}"


def count_formula(place: UnitSheet, what: str) -> str:
    """How many rows with a title count as `what`, a key of `counts_as_issued`."""
    title, status, due = (place.range(key) for key in ("title", "status", "due_on"))
    conditions = {
        "total": "1",
        Status.NOT_STARTED: f'({status}="")+({status}="{WORDS[Status.NOT_STARTED]}")',
        Status.IN_PROGRESS: f'({status}="{WORDS[Status.IN_PROGRESS]}")',
        Status.COMPLETED: is_done(status),
        Status.CANCELLED: is_cancelled(status),
        State.DUE_SOON: is_soon(due, status),
        State.OVERDUE: is_late(due, status),
    }
    return f"SUMPRODUCT((LEN({title})>0)*({conditions[what]}))"


def next_due_formula(place: UnitSheet) -> str:
    """The earliest deadline from the as-of date on of an open action, blank when there is none; an array formula."""
    title, status, due = (place.range(key) for key in ("title", "status", "due_on"))
    earliest = f"MIN(IF((LEN({title})>0)*ISNUMBER({due})*({due}>={AS_OF})*{is_open(status)},{due}))"
    return f'=IF({earliest}=0,"",{earliest})'


def next_due_as_issued(place: UnitSheet, issue: Issue, as_of: dt.date) -> dt.date | None:
    """The result that the formula carries."""
    closed = (State.COMPLETED, State.COMPLETED_LATE, State.CANCELLED)
    open_actions = (each for each in place.actions if state_as_issued(each, issue, as_of) not in closed)
    return min((each.due_on for each in open_actions if each.due_on and each.due_on >= as_of), default=None)


def counts_as_issued(place: UnitSheet, issue: Issue, as_of: dt.date) -> dict[str, int]:
    """What is counted live, before anything is filled in: the results that the formulas carry."""
    statuses = [known_status(action) for action in place.actions]
    states = [state_as_issued(action, issue, as_of) for action in place.actions]
    return {
        "total": len(place.actions),
        **{status: statuses.count(status) for status in WORDS},
        **{state: states.count(state) for state in (State.DUE_SOON, State.OVERDUE)},
    }
