"""What our workbooks carry in their very hidden sheet, as rows of text, and back: an `Issue`. What a summary carries
beside it stands in `carriedsummary`.

The first cell of a row says what the row is; a row that begins with "#" names the fields of the rows that follow.
Everything is text (dates in ISO form), so that no program reformats it. Actions stand in columns, each packed as JSON
into as few cells as hold it: a cell for each field would make the hidden sheet as costly to read as all the others
together. A text that stands in many rows of a column, as a measure's stands in those of all its units, is carried once.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from itaxl.core.codes import Survey
from itaxl.core.layout import ANSWERS, BY_KEY, FORMAT_VERSION, Kind
from itaxl.core.records import Action, Issue, Settings, Unit, Value, from_columns
from itaxl.core.statuses import Status
from itaxl.core.years import USABLE_YEARS

TRACKING = "tracking"
PLAN = "plan"
SUMMARY = "summary"
FEEDBACK = "feedback"

Rows = Sequence[Sequence[str]]


def _year(text: str) -> int:
    year = int(text)
    if year not in USABLE_YEARS:
        raise ValueError(text)
    return year


def as_number(text: str) -> float | None:
    return _finite(text) if text else None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


# The settings that travel, and how each is read back; what is the planner's own (contacts, mail) stays at home.
_SETTINGS: dict[str, Callable[[str], Any]] = {
    "agency": str,
    "fiscal_year": _year,
    "department": str,
    "website": str,
    "target": as_number,
    "last_score": as_number,
    "last_iit": as_number,
    "last_eit": as_number,
    "due_soon_days": int,
    "thai_digits": lambda text: text == as_text(True),
}
_UNIT = ("short", "full", "parent", "aliases", "shares")


def issue_rows(issue: Issue, units: Iterable[str] | None = None) -> Rows:
    """The rows of a tracking workbook that holds the sheets of these units (short names); None for all."""
    held = {unit.short for unit in issue.units} if units is None else set(units)
    rows: list[Sequence[str]] = [("itaxl", TRACKING), ("format", str(FORMAT_VERSION))]
    rows += [(key, as_text(getattr(issue.settings, key))) for key in _SETTINGS]
    rows += [("round", str(issue.round)), ("issue_id", issue.issue_id)]
    if issue.known_on:
        rows.append(("known_on", issue.known_on.isoformat()))
    rows.append(("#unit", *_UNIT))
    for unit in issue.units:
        shares = str(issue.shares.get(unit.short, 0))
        rows.append(("unit", unit.short, unit.full, unit.parent or "", ";".join(unit.aliases), shares))
    rows.append(("#last_item", "item", "score"))
    rows += [("last_item", item, as_text(score)) for item, score in issue.last_items.items()]
    actions = [action for action in issue.actions if action.unit in held]
    columns = {key: [as_text(getattr(action, key)) for action in actions] for key, _ in _PLAN}
    for key in ANSWERS:
        if any(key in action.answers for action in actions):
            columns[key] = [as_text(action.answers.get(key)) for action in actions]
    return [*rows, *(("actions", key, *packed(_each_once(texts))) for key, texts in columns.items())]


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

    Raises ValueError, LookupError, TypeError or RecursionError when they have been tampered with.
    """
    values = {row[0]: row[1] for row in rows if len(row) > 1}
    settings = Settings(**{key: read(values.get(key, "")) for key, read in _SETTINGS.items()})
    units = tuple(records_of(rows, "unit"))
    _check_parents({unit["short"]: unit["parent"] for unit in units})
    return Issue(
        settings=settings,
        round=int(values["round"]),
        issue_id=values.get("issue_id", ""),
        units=tuple(_unit(unit) for unit in units),
        actions=_actions({row[1]: row[2:] for row in rows if row[0] == "actions"}),
        shares={unit["short"]: int(unit["shares"]) for unit in units},
        last_items={item["item"]: _finite(item["score"]) for item in records_of(rows, "last_item")},
        known_on=_date(values.get("known_on", "")),
    )


def records_of(rows: Rows, kind: str) -> Iterable[dict[str, str]]:
    names: Sequence[str] = ()
    for row in rows:
        if row and row[0] == f"#{kind}":
            names = row[1:]
        elif row and row[0] == kind:
            yield dict(zip(names, row[1:], strict=False))


_MOST = 16_000  # letters in a cell: Excel holds 32,767 units of UTF-16


def packed(content: Sequence[object]) -> list[str]:
    """Texts, or lists of texts and numbers, as JSON, in as many cells as its length needs."""
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return [packed[start : start + _MOST] for start in range(0, len(packed), _MOST)]


def unpacked(cells: Sequence[str]) -> Sequence[str]:
    """The texts in these cells.

    Raises ValueError, TypeError or RecursionError when they hold anything else.
    """
    return _texts(_loaded(cells))


def _loaded(cells: Sequence[str]) -> Any:
    """What the cells hold together as JSON.

    Raises ValueError where a text holds half a letter: nothing can be written with it.
    """
    joined = "".join(cells)
    content = json.loads(joined)
    if "\\u" in joined:
        json.dumps(content, ensure_ascii=False).encode()
    return content


def _texts(content: Any) -> Sequence[str]:
    if not isinstance(content, list):
        raise TypeError
    "".join(content)  # raises TypeError for anything but texts, far sooner than a look at each
    return content


def _each_once(texts: Sequence[str]) -> Sequence[object]:
    """A column's texts, or where some stand in several rows, each of them once and the number of each row's."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return texts if len(numbers) == len(texts) else (list(numbers), [numbers[text] for text in texts])


def _read_column(cells: Sequence[str], read: Callable[[str], Any]) -> Sequence[Any]:
    """What stands in each row, as it is read; None for a blank answer."""
    match _loaded(cells):
        case [[*texts], [*numbers]]:
            known = list(map(read, _texts(texts)))
            return [known[number] for number in numbers]
        case texts:
            return list(map(read, _texts(texts)))


def _check_parents(parents: Mapping[str, str]) -> None:
    """Raises ValueError for a unit above itself: counts are rolled up to the parents."""
    for short in parents:
        above, steps = parents[short], 0
        while above := parents.get(above, ""):
            steps += 1
            if steps > len(parents):
                raise ValueError(short)


def _unit(values: dict[str, str]) -> Unit:
    aliases = tuple(alias for alias in values["aliases"].split(";") if alias)
    return Unit(values["short"], values["full"], values["parent"] or None, aliases=aliases)


def _actions(cells: Mapping[str, Sequence[str]]) -> tuple[Action, ...]:
    plan = [_read_column(cells[key], read) for key, read in _PLAN]
    answered = ((key, _read_column(cells[key], read)) for key, read in _ANSWER if key in cells)
    given = [(key, column) for key, column in answered if column.count(None) < len(column)]
    keys = [key for key, _ in given]
    answers: list[Mapping[str, Value]] = [
        {key: value for key, value in zip(keys, values, strict=True) if value is not None}
        if None in values
        else dict(zip(keys, values, strict=True))
        for values in zip(*(column for _, column in given), strict=True)
    ] or [{}] * len(plan[0])
    return tuple(from_columns(Action, *plan, answers))


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _percent(text: str) -> int | float:
    number = _finite(text)
    return int(number) if number.is_integer() else number


def _optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


_PLAN: list[tuple[str, Callable[[str], Any]]] = [
    ("ref", str), ("unit", str), ("no", int), ("survey", _optional(Survey)), ("indicator", _optional(int)),
    ("item", _optional(str)), ("title", str), ("method", str), ("start_on", _date), ("due_on", _date),
    ("due_text", str), ("follow_up", str),
]  # fmt: skip
_READ: dict[Kind, Callable[[str], Value]] = {
    Kind.STATUS: Status,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
    Kind.LINKS: lambda text: tuple(text.split("\n")),
}
_ANSWER = [(key, _optional(_READ.get(BY_KEY[key].kind, str))) for key in ANSWERS]


def as_text(value: object) -> str:
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
