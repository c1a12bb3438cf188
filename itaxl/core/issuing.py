"""From a plan to what each unit is issued: one action for each unit's share of each measure, and on request what was
answered before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import attrgetter

from itaxl.core.addedrefs import AddedRefs
from itaxl.core.arguments import require, whole
from itaxl.core.previous import Previous, check_previous, last_answers, pairs
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Action, Issue, Plan, Unit, Value
from itaxl.core.statuses import Status

NO_ITEM = "ไม่ระบุข้อ"


def issue(plan: Plan, round_number: int | None = None, previous: Previous | None = None) -> Issue:
    """What is issued in a round: the actions of every unit, numbered per unit in the plan's order. The round is 1
    unless it is given, or the one after that of `previous`.

    With an earlier summary, its last answers are prefilled, and the actions that units had added come along after their
    others; the plan decides everything else. A status of "not started" stays blank, so that it is asked for.

    Raises CannotGoOn for a round that is no whole number from 1 on, and for a summary of another office or year.
    """
    require(plan, Plan, name="plan")
    require(previous, Previous, type(None), name="previous")
    if round_number is None:
        round_number = previous.issue.round + 1 if previous else 1
    number = whole(round_number)
    if number is None or number < 1:
        raise CannotGoOn(Problem("round-not-usable", found=str(round_number)))
    actions = _actions(plan)
    issued = Issue(
        settings=plan.settings,
        round=number,
        issue_id=_issue_id(plan, number, actions),
        units=plan.units,
        actions=actions,
        shares=_shares(plan.units, actions),
        last_items=plan.last_items,
        signers=plan.signers,
    )
    if previous is None:
        return issued
    check_previous(previous, plan.settings)
    issued = with_added(issued, previous.issue.actions)
    before = pairs(previous.issue.actions, issued.units, issued.actions).before
    return prefilled(issued, {ref: action.answers for ref, action in before.items()}, previous.as_of)


def prefilled(issued: Issue, answers: Mapping[str, Mapping[str, Value]], known_on: dt.date) -> Issue:
    """The issue with these answers, by ref, written in: those that count as of `known_on`. It has an id of its own."""
    actions = tuple(action._replace(answers=_fillable(answers.get(action.ref, {}))) for action in issued.actions)
    issue_id = _digest([issued.issue_id, *map(_FIELDS, actions)])
    return issued._replace(actions=actions, issue_id=issue_id, known_on=known_on)


def _fillable(answers: Mapping[str, Value]) -> dict[str, Value]:
    """What a person could have typed: a status that nobody could read is asked for again."""
    return {key: value for key, value in last_answers(answers).items() if value is not Status.UNREADABLE}


def with_added(issued: Issue, earlier: Iterable[Action]) -> Issue:
    """The issue with those of the earlier actions that units had added, without answers, after the others of their
    units; one that the plan has taken up since is the plan's."""
    earlier = tuple(earlier)
    if not any(action.added for action in earlier):
        return issued
    gone = pairs(earlier, issued.units, issued.actions).gone
    shorts = {unit.short for unit in issued.units}
    refs = AddedRefs(action.ref for action in issued.actions)
    numbers = Counter(action.unit for action in issued.actions)
    actions = list(issued.actions)
    for unit, action in gone:
        if action.added and unit in shorts:
            ref = refs.take(unit, action.ref)
            numbers[unit] += 1
            actions.append(action._replace(ref=ref, unit=unit, no=numbers[unit], answers={}))
    return issued._replace(actions=tuple(actions), shares=_shares(issued.units, actions))


def _shares(units: Iterable[Unit], actions: Iterable[Action]) -> dict[str, int]:
    shares = Counter(action.unit for action in actions)
    return {unit.short: shares[unit.short] for unit in units}


def _actions(plan: Plan) -> tuple[Action, ...]:
    actions: list[Action] = []
    numbers: Counter[str] = Counter()
    ordinals: Counter[tuple[str, str]] = Counter()
    for measure in plan.measures:
        for unit in measure.units:
            item = measure.item or NO_ITEM
            numbers[unit] += 1
            ordinals[unit, item] += 1
            actions.append(
                Action(
                    ref=f"{plan.settings.fiscal_year}-{unit}-{item}-{ordinals[unit, item]}",
                    unit=unit,
                    no=numbers[unit],
                    survey=measure.survey,
                    indicator=measure.indicator,
                    item=measure.item,
                    title=measure.title,
                    method=measure.method,
                    start_on=measure.start_on,
                    due_on=measure.due_on,
                    due_text=measure.due_text,
                    follow_up=measure.follow_up,
                )
            )
    return tuple(actions)


def rows_of(plan: Plan) -> dict[str, int]:
    """The row of มาตรการ, counted from 1, of each action that the plan issues, by its ref."""
    rows = (measure.row for measure in plan.measures for _ in measure.units)
    return {action.ref: row for action, row in zip(_actions(plan), rows, strict=True)}


def _issue_id(plan: Plan, round_number: int, actions: tuple[Action, ...]) -> str:
    """Twelve hexadecimal digits: the same for the same plan, round and prefilled answers, on any machine."""
    what = {
        "settings": plan.settings._asdict(),
        "units": [unit._asdict() for unit in plan.units],
        "round": round_number,
        "actions": [_FIELDS(action) for action in actions],
    }
    return _digest(what)


def _digest(what: object) -> str:
    text = json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_FIELDS = attrgetter(*Action._fields)
