"""Where a unit's sheet lies, and the formulas that count its rows live, with the results they carry as issued."""

import datetime as dt
from typing import NamedTuple

from itaxl.core.cells import column_letters
from itaxl.core.dates import EPOCH_1900
from itaxl.core.deadlines import OPEN_STATES, State
from itaxl.core.layout import AS_OF, POSITION, Above
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


def is_bare(status: str, evidence: str) -> str:
    """1 where the status says finished and no evidence stands beside it."""
    return f"{is_done(status)}*(LEN(TRIM({evidence}))=0)"


def days_formula(due: str, status: str) -> str:
    """The days by which a row is late; of any other, nothing."""
    return f'=IF({is_late(due, status)},{AS_OF}-{due},"")'


# --- counts ------------------------------------------------------------------------------------------------

OPEN, BARE = "open", "bare"
"""Counted beside statuses and states: neither finished nor cancelled; finished without evidence."""


def count_formula(place: UnitSheet, what: str) -> str:
    """How many rows with a title count as `what`, a key of `counts_as_issued`."""
    title, status, due, evidence = (place.range(key) for key in ("title", "status", "due_on", "evidence"))
    conditions = {
        "total": "1",
        OPEN: is_open(status),
        BARE: is_bare(status, evidence),
        Status.NOT_STARTED: f'({status}="")+({status}="{WORDS[Status.NOT_STARTED]}")',
        Status.IN_PROGRESS: f'({status}="{WORDS[Status.IN_PROGRESS]}")',
        Status.COMPLETED: is_done(status),
        Status.CANCELLED: is_cancelled(status),
        State.DUE_SOON: is_soon(due, status),
        State.OVERDUE: is_late(due, status),
    }
    return f"SUMPRODUCT((LEN({title})>0)*({conditions[what]}))"


def _only_late(late: str) -> str:
    return f"{Above.NONE_LEFT} {late} มาตรการ"


def next_due_formula(place: UnitSheet) -> str:
    """The earliest deadline from the as-of date on of an open action, or why there is none; an array formula."""
    title, status, due = (place.range(key) for key in ("title", "status", "due_on"))
    earliest = f"MIN(IF((LEN({title})>0)*ISNUMBER({due})*({due}>={AS_OF})*{is_open(status)},{due}))"
    late, still_open = count_formula(place, State.OVERDUE), count_formula(place, OPEN)
    past = _only_late(f'"&{late}&"')
    nothing = f'IF({still_open}=0,"{Above.NONE_OPEN}",IF({late}=0,"{Above.NONE_DATED}","{past}"))'
    return f"=IF({earliest}=0,{nothing},{earliest})"


def next_due_as_issued(place: UnitSheet, issue: Issue, as_of: dt.date) -> int | str:
    """The result that the formula carries: a date's number, or a text."""
    still_open = [each for each in place.actions if state_as_issued(each, issue, as_of) in OPEN_STATES]
    to_come = [each.due_on for each in still_open if each.due_on and each.due_on >= as_of]
    if to_come:
        return serial(min(to_come))
    late = sum(each.due_on is not None for each in still_open)
    return _only_late(str(late)) if late else Above.NONE_DATED if still_open else Above.NONE_OPEN


def counts_as_issued(place: UnitSheet, issue: Issue, as_of: dt.date) -> dict[str, int]:
    """What is counted live, before anything is filled in: the results that the formulas carry."""
    statuses = [known_status(action) for action in place.actions]
    states = [state_as_issued(action, issue, as_of) for action in place.actions]
    done = [action for action in place.actions if known_status(action) is Status.COMPLETED]
    return {
        "total": len(place.actions),
        OPEN: sum(state in OPEN_STATES for state in states),
        BARE: sum(not action.answers.get("evidence") for action in done),
        **{status: statuses.count(status) for status in WORDS},
        **{state: states.count(state) for state in (State.DUE_SOON, State.OVERDUE)},
    }
