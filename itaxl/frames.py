"""The actions of a report as a pandas DataFrame, and back. Nothing else in itaxl knows pandas."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from itaxl.core.arguments import require
from itaxl.core.codes import Survey
from itaxl.core.consolidation import counted
from itaxl.core.deadlines import State
from itaxl.core.evidence import is_address
from itaxl.core.layout import ANSWERS, BY_KEY, COLUMNS, Kind
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.records import Action, Place
from itaxl.core.report import Report
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked, placed
from itaxl.core.years import FIRST_BUDDHIST

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_BY_KIND = {
    Kind.TEXT: "string", Kind.LABEL: "string", Kind.LINKS: "string", Kind.STATUS: "category",
    Kind.NUMBER: "Int64", Kind.PERCENT: "Float64", Kind.DATE: "datetime64[s]",
}  # fmt: skip

DTYPES: dict[str, str] = {
    "ref": "string", "unit": "string", **{column.key: _BY_KIND[column.kind] for column in COLUMNS},
    "survey": "category", "due_text": "string", "reported": "boolean", "carried_over": "boolean", "added": "boolean",
    "state": "category", "points": "Float64", "file": "string", "sheet": "string", "row": "Int64",
}  # fmt: skip
"""The columns of a frame and their dtypes: those of a unit's sheet by key, then what is known of the action."""

DERIVED = ("state", "days_overdue", "points")
"""Columns that `from_frame` works out anew and so does not read."""

_READ = tuple(key for key in DTYPES if key not in DERIVED)
_NEVER_MISSING = ("ref", "unit", "no", "status", "reported", "carried_over", "added")
_CATEGORIES = {"survey": Survey, "status": Status, "state": State}
_OF_ACTION = tuple(name for name in Action._fields if name != "answers")
_TEXTS = ("title", "method", "due_text", "follow_up")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?")
_OF_TRACKED = ("status", "reported", "carried_over", "added", *DERIVED)


def to_frame(report: Report) -> DataFrame:
    """One row per action of the report, in its order.

    Columns: `ref`, `unit`, `no`, `survey` (OIT, IIT, EIT), `indicator`, `item`, `title`, `method`, `start_on`,
    `due_on`, `follow_up`, `status` (not_started, in_progress, completed, cancelled, unreadable), `progress`,
    `completed_on`, `evidence`, `explanation`, `reported_on`, `reporter`, `remarks`, `days_overdue`, `due_text` (a
    deadline that could not be read), `reported`, `carried_over`, `added`, `state` (the values of `State`), `points`,
    and `file`, `sheet` and `row` (counted from 1), where the answers came from. `from itaxl.frames import DTYPES` gives
    the dtypes.

    Dates are Gregorian, at midnight and without a zone; `progress` is 0–100; `points` are points of the final 100, an
    estimate; several addresses in `evidence` stand on lines of their own. What was not given is missing (NA, NaT); an
    evidence in which no address could be read is "" (in a CSV or Excel file both look alike).
    """
    import pandas as pd

    require(report, Report, name="report")
    frame = pd.DataFrame([_record(tracked) for tracked in report.actions], columns=list(DTYPES), dtype=object)
    return frame.astype({key: _dtype(key) for key in DTYPES})


def from_frame(frame: DataFrame, report: Report) -> Report:
    """The report with the frame's rows, in their order, for its actions: answers may be corrected, rows left out, each
    with what contradicts itself in it.

    Every column of `to_frame` is needed but the derived ones; others are ignored. States, days, points, counts, items
    and score are derived anew as of the report's date, so that `from_frame(to_frame(report), report) == report`; the
    problems, and which units returned something, stay those of the returned files.

    `evidence` may be a list of addresses, too ("www.…" is taken as https), and a date a text like "2022-04-30": of
    other texts and of numbers pandas would make days that nobody meant. Raises CannotGoOn when a column is missing, a
    value is not of its column's kind, a ref stands twice or is none of the report's, or a unit is not the report's.
    """
    import pandas as pd

    require(frame, pd.DataFrame, name="frame")
    require(report, Report, name="report")
    if missing := [key for key in _READ if key not in frame]:
        raise CannotGoOn(Problem("frame-column-missing", found=", ".join(missing)))
    if twice := [key for key in _READ if isinstance(frame[key], pd.DataFrame)]:
        raise CannotGoOn(Problem("frame-column-double", found=", ".join(twice)))
    own = to_frame(report)  # what stands in the report itself may be more than anybody should type
    columns = {key: _values(frame[key], key, own[key]) for key in _READ}
    given = {tracked.action.ref: tracked for tracked in report.actions}
    _check(frame["ref"], "ref", ~frame["ref"].duplicated(), Word.TWICE)
    _check(frame["ref"], "ref", frame["ref"].isin(list(given)), Word.NOT_IN_REPORT)
    _check(frame["unit"], "unit", frame["unit"].isin([unit.short for unit in report.units]), Word.NOT_IN_REPORT)
    for key in ("sheet", "row"):
        _check(frame[key], key, frame["file"].isna() | (frame["file"] == "") | frame[key].notna(), Word.LACKING)
    rows = (dict(zip(_READ, values, strict=True)) for values in zip(*columns.values(), strict=True))
    actions = [_tracked(row, given.get(row["ref"]), report) for row in rows]
    refs = {tracked.action.ref for tracked in actions}
    report = report._replace(conflicts=tuple(each for each in report.conflicts if each.ref in refs))
    return counted(report, actions, frozenset(unit.unit.short for unit in report.by_unit if unit.returned))


# --- one action --------------------------------------------------------------------------------------------


def _record(tracked: Tracked) -> dict[str, object]:
    return {
        **{key: getattr(tracked.action, key) for key in _OF_ACTION},
        **{key: "\n".join(value) if isinstance(value, tuple) else value for key, value in tracked.answers.items()},
        **{key: getattr(tracked, key) for key in _OF_TRACKED},
        **(tracked.source._asdict() if tracked.source else {}),
    }


def _tracked(row: Mapping[str, Any], given: Tracked | None, report: Report) -> Tracked:
    """A frame's row as an action; `given` is the one that it was made from, with what no column holds."""
    texts = {key: row[key] or "" for key in _TEXTS}
    action = Action(**{key: row[key] for key in _OF_ACTION} | texts, answers=given.action.answers if given else {})
    tracked = placed(
        action,
        row["status"],
        {key: row[key] for key in ANSWERS if key != "status"},
        report.settings,
        report.as_of,
        None if row["added"] else report.points.get(action.item or ""),
        reported=row["reported"],
        source=Place(row["file"], row["sheet"], row["row"]) if row["file"] else None,
        added=row["added"],
        carried_over=row["carried_over"],
    )
    return tracked._replace(comments=given.comments) if given else tracked


# --- one column --------------------------------------------------------------------------------------------


def _dtype(key: str) -> Any:
    import pandas as pd

    return pd.CategoricalDtype([word.value for word in _CATEGORIES[key]]) if key in _CATEGORIES else DTYPES[key]


def _values(given: Series[Any], key: str, own: Series[Any]) -> list[Any]:
    """A column's values as a report has them, None for what is missing; `own` are those of the report itself.

    Raises CannotGoOn.
    """
    if key in BY_KEY and BY_KEY[key].kind is Kind.LINKS:
        given = given.map(_joined)
        _check(given, key, given.isna() | given.isin(own) | given.map(_are_addresses).astype(bool), Word.NO_ADDRESS)
    if key in _CATEGORIES:
        _check(given, key, given.isna() | given.isin(list(_CATEGORIES[key])))
    if DTYPES[key] == _BY_KIND[Kind.DATE] and given.dtype.kind != "M":
        _check(given, key, given.isna() | given.map(_is_day), Word.NO_ISO_DATE)
    if DTYPES[key] == "string":
        _check(given, key, given.map(_can_be_written))
    typed = _typed(given, key)
    _check(given, key, given.notna() | (key not in _NEVER_MISSING), Word.LACKING)
    _check(given, key, typed.notna() | given.isna())
    if DTYPES[key] == _BY_KIND[Kind.DATE]:
        _check(given, key, typed.isna() | typed.isin(own) | (typed.dt.year < FIRST_BUDDHIST), Word.BUDDHIST)
    if key == "progress":
        _check(given, key, typed.isna() | typed.between(0, 100), Word.NO_PERCENT)
    absent = typed.isna()
    return [None if missing else _value(value, key) for value, missing in zip(typed, absent, strict=True)]


def _joined(value: object) -> object:
    """Several addresses given as a list, as a frame has them."""
    several = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    return "\n".join(value) if several else value  # type: ignore[arg-type]


def _are_addresses(value: object) -> bool:
    return isinstance(value, str) and all(map(is_address, _addresses(value)))


def _addresses(text: str) -> list[str]:
    """The addresses on the lines of a text; one that begins with "www." is taken as https, as in a cell."""
    lines = filter(None, map(str.strip, text.split("\n")))
    return [f"https://{line}" if line.casefold().startswith("www.") else line for line in lines]


def _is_day(value: object) -> bool:
    """True for a date, or a text that can be read as one only."""
    if isinstance(value, str):
        return _ISO_DATE.fullmatch(value) is not None
    return isinstance(value, dt.date) or getattr(getattr(value, "dtype", None), "kind", "") == "M"


def _can_be_written(value: object) -> bool:
    """False for a text with half a letter, which no file can hold."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def _typed(given: Series[Any], key: str) -> Series[Any]:
    """A column in its own dtype; what pandas does not take together, such as numbers beside texts of numbers, each by
    itself.

    Raises CannotGoOn.
    """
    import pandas as pd

    def alone(value: object) -> Series[Any] | None:
        try:
            return pd.Series([value]).astype(_dtype(key))
        except (TypeError, ValueError, OverflowError):
            return None

    try:
        return given.astype(_dtype(key))
    except (TypeError, ValueError, OverflowError):
        each = list(map(alone, given))
    _check(given, key, pd.Series([one is not None for one in each], index=given.index))
    return pd.concat([one for one in each if one is not None]).set_axis(given.index)


def _value(value: Any, key: str) -> Any:
    if key in _CATEGORIES:
        return _CATEGORIES[key](value)
    kind = BY_KEY[key].kind if key in BY_KEY else None
    if kind is Kind.DATE:
        return value.date()
    if kind is Kind.LINKS:
        return tuple(_addresses(value))
    if kind is Kind.PERCENT:
        return int(value) if value == int(value) else float(value)
    return value.item() if hasattr(value, "item") else value


def _check(given: Series[Any], key: str, good: Series[Any], wrong: Word | None = None) -> None:
    """Raises CannotGoOn with the first value that is not good, and what is wrong with it."""
    bad = given[~good.astype(bool)]
    if len(bad):
        label: Hashable = bad.index[0]
        allowed = tuple(word.value for word in _CATEGORIES.get(key, ()))
        kind = "" if allowed or wrong else DTYPES[key]
        facts = (("row", str(label)), ("name", key), ("why", wrong), ("allowed", allowed), ("kind", kind))
        raise CannotGoOn(Problem("frame-value-wrong", column=key, found=str(bad.iloc[0]), facts=facts))
