"""What a unit filled in in one row: each answer cell read by its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from itaxl.core import layout
from itaxl.core.dates import read_date
from itaxl.core.evidence import (
    is_address,
    is_on_computer,
    is_plain_address,
    read_evidence,
    same_address,
    same_but_for_escapes,
)
from itaxl.core.layout import Kind
from itaxl.core.problems import Problem
from itaxl.core.reading import Cell, CellError, How, Reading, plain, read_number, shown
from itaxl.core.records import Answer, Value
from itaxl.core.statuses import Status, read_status
from itaxl.core.table import Table
from itaxl.core.text import clean, comparable, is_blank, is_dash


class AnswerReader:
    """Reads the answers of a table's rows, column by column; `fiscal_year` (BE) is the plan's."""

    def __init__(self, table: Table, fiscal_year: int) -> None:
        self.table, self.fiscal_year = table, fiscal_year
        self._told: list[tuple[int, Problem]] = []

    def read(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[list[dict[str, Answer]], list[Problem]]:
        """(the answers of each of these rows by column key, blank cells left out, and what is told of them, row by
        row); a row is given with its number, counted from 0, and its values from the grid's left."""
        numbers = [row for row, _ in rows]
        answers: list[dict[str, Answer]] = [{} for _ in rows]
        for key, cells in self.table.columns_of((values for _, values in rows), layout.ANSWERS):
            kind = layout.BY_KEY[key].kind
            if kind is Kind.LINKS:
                self._read_links(key, numbers, cells, answers)
            elif kind is Kind.TEXT:
                for value, own in zip(cells, answers, strict=True):
                    if value != "" and (text := _text(value)):
                        own[key] = text
            else:
                self._read_typed(key, kind, numbers, cells, answers)
        self._told.sort(key=itemgetter(0))
        return answers, [problem for _, problem in self._told]

    def _read_typed(
        self, key: str, kind: Kind, rows: Sequence[int], cells: Sequence[Cell], answers: Sequence[dict[str, Answer]]
    ) -> None:
        """Statuses, percentages and dates; a percentage is read by the status beside it."""
        read = _reader(kind, self.fiscal_year, self.table.grid.epoch)
        for row, value, own in zip(rows, cells, answers, strict=True):
            if value == "" or value is None:
                continue
            finished = kind is Kind.PERCENT and "status" in own and own["status"].value is Status.COMPLETED
            answer, reading = read(value, finished)
            if answer is not None:
                own[key] = answer
            if reading.notes:
                self._tell(row, *self.table.notes(row, key, value, reading))

    def _read_links(
        self, key: str, rows: Sequence[int], cells: Sequence[Cell], answers: Sequence[dict[str, Answer]]
    ) -> None:
        links, column = self.table.grid.links, self.table.columns[key]
        for row, value, own in zip(rows, cells, answers, strict=True):
            link = links.get((row, column)) if links else None
            if link and link == value and is_plain_address(link):
                own[key] = Answer((link,), link)
            elif type(value) is CellError:
                own[key] = _unknown(value)
            elif link or (value != "" and not is_blank(value) and not (isinstance(value, str) and is_dash(value))):
                own[key] = self._evidence(row, key, value, link)

    def _tell(self, row: int, *problems: Problem) -> None:
        self._told += ((row, problem) for problem in problems)

    def _evidence(self, row: int, key: str, value: Cell, link: str | None) -> Answer:
        """The addresses in the text and behind it; a target that differs from the address shown is kept beside it."""
        text = "" if is_blank(value) else clean(shown(value))
        addresses = read_evidence(text)
        if link and not is_address(link):
            self._refuse(row, key, link)
        elif link:
            others = tuple(other for other in addresses if not same_address(link, other))
            if addresses and others == addresses:
                self._tell(row, self.table.problem("link-mismatch", row, key, text, target=link))
            target = next((each for each in addresses if same_but_for_escapes(link, each)), link)
            addresses = (target, *others)
        elif addresses != (text,) and (not addresses or is_on_computer(text)):
            self._refuse(row, key, text)
        return Answer(addresses, text or (link or ""), bool(addresses))

    def _refuse(self, row: int, key: str, found: str) -> None:
        code = "evidence-on-computer" if is_on_computer(found) else "evidence-not-web"
        self._tell(row, self.table.problem(code, row, key, found))


def _unknown(error: CellError, value: Value = None) -> Answer:
    """The answer of an error cell, unknown and not empty; the table tells of it."""
    return Answer(value, error, readable=False)


# The same few statuses, dates, percentages, names and remarks fill many cells.
_remembered = lru_cache(maxsize=8192, typed=True)

_SILENT: Reading[Any] = Reading(None, How.BLANK)


@_remembered
def _text(value: Cell) -> Answer | None:
    """A text as it was typed; None for a blank one."""
    if type(value) is CellError:
        return _unknown(value)
    if is_blank(value):
        return None
    found = clean(shown(value))
    return Answer(found, found)


Typed: TypeAlias = tuple[Answer | None, Reading[Any]]
"""A cell's answer, None where it is blank, and how it was read."""


@lru_cache(maxsize=64)
def _reader(kind: Kind, fiscal_year: int, epoch: dt.date) -> Callable[[Cell, bool], Typed]:
    """Reads the cells of a column of this kind: statuses, percentages or dates. It is told whether the action's status
    is that it has finished."""

    @_remembered
    def read(value: Cell, finished: bool) -> Typed:
        if type(value) is CellError:
            return _unknown(value, Status.UNREADABLE if kind is Kind.STATUS else None), _SILENT
        if is_blank(value) or (kind is not Kind.STATUS and isinstance(value, str) and is_dash(value)):
            return None, _SILENT
        reading: Reading[Any]
        if kind is Kind.STATUS:
            reading = read_status(value)
        elif kind is Kind.PERCENT:
            reading = read_progress(value, finished=finished)
        else:
            reading = read_date(value, fiscal_year, "finish", epoch=epoch)
        return Answer(reading.value, clean(shown(value)), reading.how is not How.UNREADABLE), reading

    return read


def read_progress(value: Cell, *, finished: bool) -> Reading[int | float]:
    """A percentage 0–100 from "60", "60%", "๖๐ %", "ร้อยละ 60"; 0.6 is 60 % as Excel stores it, with a note.

    A bare 1 is what Excel stores for 100 %: with a finished status it is 100, otherwise the note asks. The same holds
    for a number that is a text, as in a .csv, but not for one that is called a percentage ("1%").
    """
    number = read_number(value)
    bare = number is not None
    if isinstance(value, str):
        text = comparable(value).removeprefix("ร้อยละ").strip()
        number = read_number(text.removesuffix("เปอร์เซ็นต์").rstrip("% "))
    if number is None or not 0 <= number <= 100:
        return Reading(None, How.UNREADABLE, ("progress-unreadable",))
    if bare and 0 < number < 1:
        return plain(_whole(round(number * 100, 6)), "progress-fraction")
    if bare and number == 1:
        return plain(100, "progress-fraction") if finished else plain(1, "progress-one")
    return plain(_whole(number))


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number
