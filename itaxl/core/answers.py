"""What a unit filled in in one row: each answer cell read by its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from itaxl.core import layout
from itaxl.core.dates import read_date
from itaxl.core.evidence import is_address, is_on_computer, read_evidence, same_address
from itaxl.core.layout import Kind
from itaxl.core.problems import Problem
from itaxl.core.reading import Cell, CellError, How, Reading, plain, read_number, shown
from itaxl.core.records import Answer
from itaxl.core.statuses import Status, read_status
from itaxl.core.table import Table
from itaxl.core.text import clean, comparable, is_blank


class AnswerReader:
    """Reads the answers of a table's rows; `fiscal_year` (BE) is the plan's. Complaints gather in `problems`."""

    def __init__(self, table: Table, fiscal_year: int, problems: list[Problem]) -> None:
        self.table, self.fiscal_year, self.problems = table, fiscal_year, problems
        left = table.grid.left
        places = ((key, table.columns[key] - left) for key in layout.ANSWERS if key in table.columns)
        self._columns = tuple((key, place, layout.BY_KEY[key].kind) for key, place in places if place >= 0)

    def read(self, row: int, values: Sequence[Cell]) -> dict[str, Answer]:
        """The answers of a row counted from 0, by column key; blank cells are left out."""
        answers: dict[str, Answer] = {}
        grid = self.table.grid
        for key, place, kind in self._columns:
            value = values[place] if place < len(values) else None
            link = grid.links.get((row, place + grid.left)) if grid.links else None
            if link is None and (value == "" or value is None):
                continue
            if type(value) is CellError:  # unknown, not empty; the table tells of it
                answers[key] = Answer(Status.UNREADABLE if key == "status" else None, value, readable=False)
            elif kind is Kind.LINKS:
                if link or not is_blank(value):
                    answers[key] = self._evidence(row, key, value, link)
            elif kind is Kind.TEXT:
                if text := _text(value):
                    answers[key] = text
            elif not is_blank(value):
                finished = "status" in answers and answers["status"].value is Status.COMPLETED
                answers[key], reading = _typed(kind, value, self.fiscal_year, grid.epoch, finished)
                if reading.notes:
                    self.problems += self.table.notes(row, key, value, reading)
        return answers

    def _evidence(self, row: int, key: str, value: Cell, link: str | None) -> Answer:
        """The addresses in the text and behind it; a target that differs from the address shown is kept beside it."""
        text = "" if is_blank(value) else clean(shown(value))
        addresses = read_evidence(text)
        if link and not is_address(link):
            self._refuse(row, key, link)
        elif link:
            others = tuple(other for other in addresses if not same_address(link, other))
            if addresses and others == addresses:
                self.problems.append(self.table.problem("link-mismatch", row, key, text, target=link))
            addresses = (link, *others)
        elif addresses != (text,) and (not addresses or is_on_computer(text)):
            self._refuse(row, key, text)
        return Answer(addresses, text or (link or ""), bool(addresses))

    def _refuse(self, row: int, key: str, found: str) -> None:
        code = "evidence-on-computer" if is_on_computer(found) else "evidence-not-web"
        self.problems.append(self.table.problem(code, row, key, found))


# The same few statuses, dates, percentages, names and remarks fill many cells.
_remembered = lru_cache(maxsize=8192, typed=True)


@_remembered
def _text(value: Cell) -> Answer | None:
    """A text as it was typed; None for a blank one."""
    if is_blank(value):
        return None
    found = clean(shown(value))
    return Answer(found, found)


@_remembered
def _typed(
    kind: Kind, value: Cell, fiscal_year: int, epoch: dt.date, finished: bool
) -> tuple[Answer, Reading[Status] | Reading[int | float] | Reading[dt.date]]:
    """A status, percentage or date, and how it was read; `finished` says that the action's status is."""
    reading: Reading[Any]
    if kind is Kind.STATUS:
        reading = read_status(value)
    elif kind is Kind.PERCENT:
        reading = read_progress(value, finished=finished)
    else:
        reading = read_date(value, fiscal_year, "finish", epoch=epoch)
    return Answer(reading.value, clean(shown(value)), reading.how is not How.UNREADABLE), reading


def read_progress(value: Cell, *, finished: bool) -> Reading[int | float]:
    """A percentage 0–100 from "60", "60%", "๖๐ %", "ร้อยละ 60"; 0.6 is 60 % as Excel stores it, with a note.

    A bare 1 is what Excel stores for 100 %: with a finished status it is 100, otherwise the note asks.
    """
    number = read_number(value)
    if isinstance(value, str):
        text = comparable(value).removeprefix("ร้อยละ").strip()
        number = read_number(text.removesuffix("เปอร์เซ็นต์").rstrip("% "))
    if number is None or not 0 <= number <= 100:
        return Reading(None, How.UNREADABLE, ("progress-unreadable",))
    if not isinstance(value, str) and 0 < number < 1:
        return plain(_whole(round(number * 100, 6)), "progress-fraction")
    if not isinstance(value, str) and number == 1:
        return plain(100, "progress-fraction") if finished else plain(1, "progress-one")
    return plain(_whole(number))


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number
