"""What a tracking workbook carries in its very hidden sheet: an `Issue` as rows of text, and back.

The first cell of a row says what the row is; a row that begins with "#" names the fields of the rows that follow.
Everything is text (dates in ISO form), so that no program reformats it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from itaxl.core.codes import Survey
from itaxl.core.layout import ANSWERS, BY_KEY, FORMAT_VERSION, Kind
from itaxl.core.records import Action, Issue, Settings, Unit, Value
from itaxl.core.report import Report
from itaxl.core.statuses import Status

TRACKING = "tracking"
PLAN = "plan"
SUMMARY = "summary"

Rows = Sequence[Sequence[str]]


def _number(text: str) -> float | None:
    return float(text) if text else None


# The settings that travel, and how each is read back; what is the planner's own (contacts, mail) stays at home.
_SETTINGS: dict[str, Callable[[str], Any]] = {
    "agency": str,
    "fiscal_year": int,
    "department": str,
    "website": str,
    "target": _number,
    "last_score": _number,
    "last_iit": _number,
    "last_eit": _number,
    "due_soon_days": int,
    "thai_digits": lambda text: text == _text(True),
}
_UNIT = ("short", "full", "parent", "aliases", "shares")
_ACTION = tuple(field.name for field in fields(Action) if field.name != "answers")


def issue_rows(issue: Issue, units: Iterable[str] | None = None) -> Rows:
    """The rows of a tracking workbook that holds the sheets of these units (short names); None for all."""
    held = {unit.short for unit in issue.units} if units is None else set(units)
    rows: list[Sequence[str]] = [("itaxl", TRACKING), ("format", str(FORMAT_VERSION))]
    rows += [(key, _text(getattr(issue.settings, key))) for key in _SETTINGS]
    rows += [("round", str(issue.round)), ("issue_id", issue.issue_id)]
    rows.append(("#unit", *_UNIT))
    for unit in issue.units:
        shares = str(issue.shares.get(unit.short, 0))
        rows.append(("unit", unit.short, unit.full, unit.parent or "", ";".join(unit.aliases), shares))
    rows.append(("#last_item", "item", "score"))
    rows += [("last_item", item, _text(score)) for item, score in issue.last_items.items()]
    rows.append(("#action", *_ACTION, *ANSWERS))
    for action in issue.actions:
        if action.unit in held:
            plan = (_text(getattr(action, key)) for key in _ACTION)
            rows.append(("action", *plan, *(_text(action.answers.get(key)) for key in ANSWERS)))
    return rows


def summary_rows(report: Report) -> Rows:
    """The rows of a summary: what was issued, with the answers that count as of its date."""
    answered = tuple(
        replace(tracked.action, answers={**tracked.answers, "status": tracked.status}) for tracked in report.actions
    )
    issue = Issue(
        settings=report.settings,
        round=report.round,
        issue_id="",
        units=report.units,
        actions=answered,
        shares=Counter(action.unit for action in answered),
        last_items=report.last_items,
    )
    body = issue_rows(issue)[2:]
    return [("itaxl", SUMMARY), ("format", str(FORMAT_VERSION)), ("as_of", report.as_of.isoformat()), *body]


def kind_of(rows: Rows) -> tuple[str, int]:
    """(kind of workbook, format version) as its hidden sheet says; ("", 0) for a sheet that is not ours."""
    first = {row[0]: row[1] for row in rows[:2] if len(row) > 1}
    version = first.get("format", "")
    return first.get("itaxl", ""), int(version) if version.isdecimal() else 0


def read_issue(rows: Rows) -> Issue:
    """The issue in these rows.

    Raises ValueError, KeyError or TypeError when they have been tampered with.
    """
    values = {row[0]: row[1] for row in rows if len(row) > 1}
    settings = Settings(**{key: read(values.get(key, "")) for key, read in _SETTINGS.items()})
    units = tuple(_records(rows, "unit"))
    return Issue(
        settings=settings,
        round=int(values["round"]),
        issue_id=values.get("issue_id", ""),
        units=tuple(_unit(unit) for unit in units),
        actions=tuple(_action(action) for action in _records(rows, "action")),
        shares={unit["short"]: int(unit["shares"]) for unit in units},
        last_items={item["item"]: float(item["score"]) for item in _records(rows, "last_item")},
    )


def _records(rows: Rows, kind: str) -> Iterable[dict[str, str]]:
    names: Sequence[str] = ()
    for row in rows:
        if row and row[0] == f"#{kind}":
            names = row[1:]
        elif row and row[0] == kind:
            yield dict(zip(names, (*row[1:], *[""] * len(names)), strict=False))


def _unit(values: dict[str, str]) -> Unit:
    aliases = tuple(alias for alias in values["aliases"].split(";") if alias)
    return Unit(values["short"], values["full"], values["parent"] or None, aliases=aliases)


def _action(values: dict[str, str]) -> Action:
    answers = {key: _answer(key, values[key]) for key in ANSWERS if values.get(key)}
    return Action(
        ref=values["ref"],
        unit=values["unit"],
        no=int(values["no"]),
        survey=Survey(values["survey"]) if values["survey"] else None,
        indicator=int(values["indicator"]) if values["indicator"] else None,
        item=values["item"] or None,
        title=values["title"],
        method=values["method"],
        start_on=_date(values["start_on"]),
        due_on=_date(values["due_on"]),
        due_text=values["due_text"],
        follow_up=values["follow_up"],
        answers=answers,
    )


def _answer(key: str, text: str) -> Value:
    match BY_KEY[key].kind:
        case Kind.STATUS:
            return Status(text)
        case Kind.PERCENT:
            number = float(text)
            return int(number) if number.is_integer() else number
        case Kind.DATE:
            return _date(text)
        case Kind.LINKS:
            return tuple(text.split("\n"))
        case _:
            return text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
