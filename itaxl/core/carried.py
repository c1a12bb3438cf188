"""What a tracking workbook carries in its very hidden sheet: an `Issue` as rows of text, and back.

The first cell of a row says what the row is; a row that begins with "#" names the fields of the rows that follow.
Everything is text (dates in ISO form), so that no program reformats it. An action's fields stand packed in one cell
as JSON: as many cells as fields would make the hidden sheet as costly to read as all the others together.
"""

from __future__ import annotations

import datetime as dt
import json
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
FEEDBACK = "feedback"

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
    rows.append(("#action", *_packed([*_ACTION, *ANSWERS])))
    for action in issue.actions:
        if action.unit in held:
            plan = [_text(getattr(action, key)) for key in _ACTION]
            rows.append(("action", *_packed([*plan, *(_text(action.answers.get(key)) for key in ANSWERS)])))
    return rows


def summary_rows(report: Report) -> Rows:
    """The rows of a summary: what was issued, with the answers that count as of its date, and who returned."""
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
    returned = [("returned", unit.unit.short) for unit in report.by_unit if unit.returned]
    first = [("itaxl", SUMMARY), ("format", str(FORMAT_VERSION)), ("as_of", report.as_of.isoformat())]
    return [*first, *body, *returned]


def feedback_rows(file: str, as_of: dt.date) -> Rows:
    """The rows of a feedback workbook: on which file, as of which day."""
    return [("itaxl", FEEDBACK), ("format", str(FORMAT_VERSION)), ("as_of", as_of.isoformat()), ("file", file)]


def kind_of(rows: Rows) -> tuple[str, int]:
    """(kind of workbook, format version) as its hidden sheet says; ("", 0) for a sheet that is not ours."""
    first = {row[0]: row[1] for row in rows[:2] if len(row) > 1}
    version = first.get("format", "")
    return first.get("itaxl", ""), int(version) if version.isdecimal() else 0


def read_issue(rows: Rows) -> Issue:
    """The issue in these rows.

    Raises ValueError, KeyError, TypeError or RecursionError when they have been tampered with.
    """
    values = {row[0]: row[1] for row in rows if len(row) > 1}
    settings = Settings(**{key: read(values.get(key, "")) for key, read in _SETTINGS.items()})
    units = tuple(_records(rows, "unit"))
    return Issue(
        settings=settings,
        round=int(values["round"]),
        issue_id=values.get("issue_id", ""),
        units=tuple(_unit(unit) for unit in units),
        actions=tuple(_action(action) for action in _records(rows, "action", _unpacked)),
        shares={unit["short"]: int(unit["shares"]) for unit in units},
        last_items={item["item"]: float(item["score"]) for item in _records(rows, "last_item")},
    )


def _records(
    rows: Rows, kind: str, fields_of: Callable[[Sequence[str]], Sequence[str]] = tuple
) -> Iterable[dict[str, str]]:
    names: Sequence[str] = ()
    for row in rows:
        if row and row[0] == f"#{kind}":
            names = fields_of(row[1:])
        elif row and row[0] == kind:
            yield dict(zip(names, fields_of(row[1:]), strict=False))


_MOST = 16_000  # letters in a cell: Excel holds 32,767 units of UTF-16


def _packed(texts: Sequence[str]) -> list[str]:
    """The texts as JSON, in as many cells as its length needs."""
    packed = json.dumps(texts, ensure_ascii=False)
    return [packed[start : start + _MOST] for start in range(0, len(packed), _MOST)]


def _unpacked(cells: Sequence[str]) -> Sequence[str]:
    texts = json.loads("".join(cells))
    if not isinstance(texts, list) or set(map(type, texts)) != {str}:
        raise TypeError
    return texts


def _unit(values: dict[str, str]) -> Unit:
    aliases = tuple(alias for alias in values["aliases"].split(";") if alias)
    return Unit(values["short"], values["full"], values["parent"] or None, aliases=aliases)


def _action(values: dict[str, str]) -> Action:
    return Action(
        values["ref"],
        values["unit"],
        int(values["no"]),
        _SURVEYS[values["survey"]],
        int(values["indicator"]) if values["indicator"] else None,
        values["item"] or None,
        values["title"],
        values["method"],
        _date(values["start_on"]),
        _date(values["due_on"]),
        values["due_text"],
        values["follow_up"],
        {key: read(text) for key, read in _ANSWER if (text := values.get(key))},
    )


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _percent(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


_SURVEYS: dict[str, Survey | None] = {"": None} | {survey.value: survey for survey in Survey}
_STATUSES = {status.value: status for status in Status}
_READ: dict[Kind, Callable[[str], Value]] = {
    Kind.STATUS: _STATUSES.__getitem__,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
    Kind.LINKS: lambda text: tuple(text.split("\n")),
}
_ANSWER = [(key, _READ.get(BY_KEY[key].kind, str)) for key in ANSWERS]


def _text(value: object) -> str:
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
