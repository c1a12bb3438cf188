"""What an earlier summary knew, and which of today's actions it speaks of."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from itaxl.core.history import Point
from itaxl.core.home import home_of
from itaxl.core.matching import claim_of, match
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Action, Issue, Settings, Unit, Value
from itaxl.core.statuses import Status
from itaxl.core.units import Register


class Previous(NamedTuple):
    """An earlier summary, read back.

    `issue` holds its settings, round, units and every action, those that units had added too, with the answers that
    counted `as_of`; `heard` are the refs of the actions that a return had spoken of by then; `history` has a point for
    each as-of date up to its own; `returned` are the units (short names) that had returned something in its round.
    """

    file: str
    as_of: dt.date
    issue: Issue
    heard: frozenset[str]
    history: tuple[Point, ...]
    returned: frozenset[str] = frozenset()


def check_previous(previous: Previous, settings: Settings, as_of: dt.date | None = None) -> None:
    """Raises CannotGoOn for a summary of another office or year, or as of a later date than `as_of`."""
    theirs = previous.issue.settings
    if home_of(theirs)[0] != home_of(settings)[0]:
        facts = (("theirs", theirs.agency), ("ours", settings.agency))
        raise CannotGoOn(Problem("previous-other-agency", previous.file, facts=facts))
    if theirs.fiscal_year != settings.fiscal_year:
        years = (("theirs", str(theirs.fiscal_year)), ("ours", str(settings.fiscal_year)))
        raise CannotGoOn(Problem("previous-other-year", previous.file, facts=years))
    if as_of and previous.as_of > as_of:
        raise CannotGoOn(Problem("previous-later", previous.file, facts=(("theirs", previous.as_of), ("ours", as_of))))


class Pairs(NamedTuple):
    """Earlier actions beside today's: `before` gives each of today's refs what it was, `gone` are those that are not
    there any more, by the unit (short name) that they would be of."""

    before: Mapping[str, Action]
    gone: tuple[tuple[str, Action], ...]


def pairs(earlier: Iterable[Action], units: Sequence[Unit], actions: Iterable[Action]) -> Pairs:
    """Which of today's actions the earlier ones became: by ref where item and title agree, otherwise by item, title and
    method, within each unit; a unit may have been renamed."""
    register = Register.of(units)
    own: dict[str, list[Action]] = {}
    for action in earlier:
        unit = register.find(action.unit)
        own.setdefault(unit.short if unit else action.unit, []).append(action)
    now: dict[str, list[Action]] = {}
    for action in actions:
        now.setdefault(action.unit, []).append(action)
    before: dict[str, Action] = {}
    gone: list[tuple[str, Action]] = []
    for short, was in own.items():
        for action, found in zip(was, match([claim_of(each) for each in was], now.get(short, ())), strict=True):
            if found.action is None:
                gone.append((short, action))
            else:
                before.setdefault(found.action.ref, action)
    return Pairs(before, tuple(gone))


def last_answers(answers: Mapping[str, Value]) -> dict[str, Value]:
    """What was answered, blanks left out; so is "not started", which a blank status says as well: a unit that then
    answers something else is still asked for the status."""
    return {key: value for key, value in answers.items() if value not in (None, (), "", Status.NOT_STARTED)}
