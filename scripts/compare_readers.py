"""Compares what itaxl reads of workbooks with what openpyxl reads, cell by cell; sets itself up first.

    python3 scripts/compare_readers.py FILE|FOLDER... [--all]

The two readers share no code. A difference that is known to mean the same, or that openpyxl is wrong about, is counted
under its reason; `--all` prints these too. A value that openpyxl sees and that itaxl neither reads nor names is lost:
each is printed, as is every difference without a reason, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import math
import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

Place = tuple[str, int, int]
"""Sheet, row and column, counted from 1."""


PROJECT = Path(__file__).resolve().parent.parent


class Why(StrEnum):
    """What explains a difference; what `LOST` and `OTHER` name is not explained."""

    LOST = "lost: openpyxl sees it, itaxl neither reads nor names it"
    OTHER = "another value"
    FAR = "far outside any table: itaxl names it"
    MERGED = "under a merged range: openpyxl drops it"
    ESCAPED = "_x000D_ and the like: openpyxl leaves them as they stand, or only one reader drops a control character"
    BLANKS = "blanks or line ends around or in a text"
    DATE_SHOWN = "the same serial, which one of the two takes for a date"
    PERCENT = "a number in a percent format: itaxl gives what Excel shows"
    NEGATIVE = "a number below zero in a date format: no date, and Excel shows ####"
    NOT_READ = "openpyxl gives nothing: a kind of cell or of sheet that it does not know"


UNEXPLAINED = (Why.LOST, Why.OTHER)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the two readers differ, and why."""

    place: Place
    ours: object
    theirs: object
    why: Why


def compare(path: Path, saved: Path | None = None) -> list[Difference] | str:
    """The differences in a workbook, or which of the two does not open it; `saved` is what openpyxl is to read instead:
    the same as another program saved it."""
    from itaxl.core.problems import CannotGoOn, Problem
    from itaxl.excel.gate import admit
    from itaxl.excel.grids import Workbook

    admitted = admit(path, path.name)
    if isinstance(admitted, Problem):
        return f"itaxl refuses it: {admitted.code}"
    try:
        book = Workbook(admitted)
        ours = _ours(book)
    except CannotGoOn as stop:
        return f"itaxl refuses it: {stop.problem.code}"
    try:
        theirs, merged, epoch = _theirs(saved or path)
    except Exception as error:  # noqa: BLE001 - whatever stops openpyxl, there is nothing to compare with
        return f"openpyxl does not open it: {type(error).__name__}"
    if book.sheets and not theirs:
        return "openpyxl finds no sheet in it"
    named = {(problem.sheet, problem.cell) for problem in admitted.marks.problems if problem.code == "cell-far"}
    more = {problem.sheet for problem in admitted.marks.problems if problem.code == "cells-far"}
    found = []
    for sheet, cells in theirs.items():
        mine = ours.get(sheet, {})
        for row, column in sorted(cells.keys() | mine.keys()):
            one, two = mine.get((row, column)), cells.get((row, column))
            if _same(one, two):
                continue
            why = _why(one, two, epoch, under=(row, column) in merged.get(sheet, ()))
            if why is Why.LOST and ((sheet, _address(row, column)) in named or sheet in more):
                why = Why.FAR
            found.append(Difference((sheet, row, column), one, two, why))
    return found


Cells = dict[tuple[int, int], Any]


def _ours(book: Any) -> dict[str, Cells]:
    return {
        grid.sheet: {
            (grid.top + row + 1, grid.left + column + 1): value
            for row, values in enumerate(grid.rows)
            for column, value in enumerate(values)
            if value not in ("", None)
        }
        for grid in book.grids()
    }


def _theirs(path: Path) -> tuple[dict[str, Cells], Mapping[str, set[tuple[int, int]]], dt.datetime]:
    """(the cells of each worksheet, the places that its merged ranges cover, day 0 of its dates)"""
    from openpyxl import load_workbook

    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")
        book = load_workbook(file, data_only=True)
        cells = {
            sheet.title: {
                place: cell.value
                for place, cell in sheet._cells.items()  # going through the rows would make each cell between them
                if cell.value not in ("", None)
            }
            for sheet in book.worksheets
        }
        merged = {
            sheet.title: {place for area in sheet.merged_cells.ranges for place in _places(area)}
            for sheet in book.worksheets
        }
    return cells, merged, book.epoch


def _places(area: Any) -> Iterator[tuple[int, int]]:
    for row in range(area.min_row, min(area.max_row, 5_000) + 1):
        for column in range(area.min_col, min(area.max_col, 400) + 1):
            yield row, column


def _address(row: int, column: int) -> str:
    from itaxl.core.cells import address

    return address(row - 1, column - 1)


# --- what is the same, and why two values may differ -------------------------------------------------------

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def _same(one: object, two: object) -> bool:
    if isinstance(one, bool) != isinstance(two, bool):
        return False
    if isinstance(one, dt.date) and isinstance(two, dt.date):
        return _instant(one) == _instant(two)
    return one == two


def _why(one: object, two: object, epoch: dt.datetime, *, under: bool) -> Why:
    if two is None:
        return Why.MERGED if under else Why.NOT_READ
    if one is None:
        return Why.LOST
    if isinstance(one, str) and isinstance(two, str):
        if _unescaped(one) == _unescaped(two):
            return Why.ESCAPED
        return Why.BLANKS if _unescaped(one).split() == _unescaped(two).split() else Why.OTHER
    if isinstance(one, str) and isinstance(two, int | float) and _is_percentage(one, two):
        return Why.PERCENT
    first, second = _serial(one, epoch), _serial(two, epoch)
    if first is None or second is None:
        return Why.OTHER
    if second < 0:
        return Why.NEGATIVE
    leap = 1 if first < _MARCH_1900 else 0  # Excel counts a day that was not
    dates = isinstance(one, dt.date) != isinstance(two, dt.date)
    return Why.DATE_SHOWN if dates and min(abs(first - second), abs(first - leap - second)) < _SECOND else Why.OTHER


def _is_percentage(text: str, number: float) -> bool:
    """True where "6.17%" is shown for 0.0617."""
    try:
        return text.endswith("%") and math.isclose(float(text[:-1]), number * 100, rel_tol=1e-9)
    except ValueError:
        return False


_MARCH_1900 = 61  # as a serial
_SECOND = 1 / 86_400


def _unescaped(text: str) -> str:
    return _CONTROL.sub("", _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n"))


def _instant(day: dt.date) -> dt.datetime:
    return day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())


def _serial(value: object, epoch: dt.datetime) -> float | None:
    """The number by which a workbook stores a value."""
    if isinstance(value, dt.date):
        return (_instant(value) - epoch) / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    return float(value) if isinstance(value, int | float) else None


# --- the report --------------------------------------------------------------------------------------------


def report(files: list[Path], *, everything: bool) -> int:
    """Prints what was found in the files; 1 where something is not explained."""
    reasons, outcomes = Counter[Why](), Counter[str]()
    for path in files:
        found = compare(path)
        if isinstance(found, str):
            outcomes[found] += 1
            if everything:
                print(f"{path.name}: {found}")
            continue
        outcomes["compared"] += 1
        reasons.update(each.why for each in found)
        shown = Counter[Why]()
        for each in found:
            shown[each.why] += 1
            if (everything or each.why in UNEXPLAINED) and shown[each.why] <= 5:
                sheet, row, column = each.place
                print(
                    f"{path.name} {sheet}!{_address(row, column)}: {each.ours!r:.60} | {each.theirs!r:.60} | {each.why}"
                )
    for what, count in [*outcomes.most_common(), *reasons.most_common()]:
        print(f"{count:7,} {what}")
    return int(any(reasons[why] for why in UNEXPLAINED))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    files = [path for each in given.sources for path in (sorted(each.rglob("*")) if each.is_dir() else [each])]
    return report([path for path in files if path.is_file()], everything=given.all)


if __name__ == "__main__":
    from environment import python, speak_utf8

    speak_utf8()
    if "--inside" not in sys.argv:
        command = [str(python("[test]")), __file__, "--inside", *sys.argv[1:]]
        sys.exit(subprocess.run(command, check=False).returncode)
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
