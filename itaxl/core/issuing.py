"""From a plan to what each unit is issued: one action for each unit's share of each measure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, fields
from operator import attrgetter

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Action, Issue, Plan

NO_ITEM = "ไม่ระบุข้อ"


def issue(plan: Plan, round_number: int = 1) -> Issue:
    """What is issued in a round: the actions of every unit, numbered per unit in the plan's order.

    Raises CannotGoOn for a round below 1.
    """
    if round_number < 1:
        raise CannotGoOn(Problem("round-not-usable", found=str(round_number)))
    actions = _actions(plan)
    shares = Counter(action.unit for action in actions)
    return Issue(
        settings=plan.settings,
        round=round_number,
        issue_id=_issue_id(plan, round_number, actions),
        units=plan.units,
        actions=actions,
        shares={unit.short: shares[unit.short] for unit in plan.units},
        last_items=plan.last_items,
        signers=plan.signers,
    )


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


def _issue_id(plan: Plan, round_number: int, actions: tuple[Action, ...]) -> str:
    """Twelve hexadecimal digits: the same for the same plan, round and prefilled answers, on any machine."""
    what = {
        "settings": asdict(plan.settings),
        "units": [asdict(unit) for unit in plan.units],
        "round": round_number,
        "actions": [_FIELDS(action) for action in actions],
    }
    text = json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_FIELDS = attrgetter(*(field.name for field in fields(Action)))
