"""What a cell of an .ods holds, from its attributes and its text (OpenDocument 1.3, part 3, 19.385)."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping

from itaxl.core.asides import Formula
from itaxl.core.layout import AS_OF
from itaxl.core.reading import Cell, CellError, percentage
from itaxl.excel.marks import LONGEST_FORMULA

_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3}")
_REFERENCE = re.compile(r"\[\.?([^\[\]]*)\]")  # "[.A1]" is A1
_TIME_OF_DAY = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def formula_of(formula: str, counted: bool) -> Formula | None:
    """A formula as Excel shows it; None where there is none, and for one of ours."""
    if not formula or AS_OF in formula:
        return None
    text = formula[formula.find("=") :][:LONGEST_FORMULA]
    return Formula(_REFERENCE.sub(lambda place: place[1].replace(":.", ":"), text), counted)


def _number(said: str) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError(said)
    return number


def _moment(said: str) -> Cell:
    if len(said) <= len("2022-04-01"):
        return dt.date.fromisoformat(said)
    return dt.datetime.fromisoformat(said).replace(tzinfo=None)


def _time_of_day(said: str) -> Cell:
    if found := _TIME_OF_DAY.fullmatch(said):
        hour, minute, second = map(int, found.groups())
        return dt.time(hour, minute, second)
    raise ValueError(said)


_READERS: Mapping[str, Callable[[str], Cell]] = {
    "office:value": _number,
    "office:date-value": _moment,
    "office:time-value": _time_of_day,
    "office:boolean-value": lambda said: said.strip().lower() in ("true", "1"),
    "office:string-value": str,
}
_KINDS = {
    **dict.fromkeys(("float", "currency", "percentage"), "office:value"),
    **{kind: f"office:{kind}-value" for kind in ("date", "time", "boolean", "string")},
}


def value_of(own: Mapping[str, str], text: str) -> Cell:
    """What is in a cell that shows this text: as it is shown, where that is no number, day or time of day, and where it
    is a percentage. LibreOffice marks an error; other programs may only show it."""
    if _ERROR.fullmatch(text):
        return CellError(text)
    if own.get("calcext:value-type") == "error":
        return CellError("#ERROR")
    kind = own.get("office:value-type", "")
    where = _KINDS.get(kind) or next((name for name in _READERS if name in own), "")
    if where not in own:
        return text
    try:
        value = _READERS[where](own[where])
    except (ValueError, OverflowError):
        return text or own[where]
    return percentage(value) if kind == "percentage" and isinstance(value, float) else value
