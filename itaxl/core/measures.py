"""The sheet มาตรการ of a plan: what to do, for which item, by when, by which units."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from itaxl.core.calendar import next_working_day
from itaxl.core.codes import UNCONFIRMED, Survey, read_indicator, read_item, read_survey, split_item
from itaxl.core.dates import Period, read_period
from itaxl.core.items import contradiction, likely_item
from itaxl.core.problems import Fact, Problem, Word
from itaxl.core.reading import Cell, How, shown
from itaxl.core.records import Catalogue, Item, Measure, Settings
from itaxl.core.table import Table, all_blank
from itaxl.core.text import clean, comparable, is_blank
from itaxl.core.units import Register


class MeasureReader:
    """Reads the rows of one มาตรการ sheet; what it complains of gathers in `problems`."""

    def __init__(
        self, table: Table, settings: Settings, register: Register, catalogue: Catalogue,
        holidays: Mapping[dt.date, str], default: Period | None,
    ) -> None:  # fmt: skip
        self.table, self.settings, self.register, self.catalogue = table, settings, register, catalogue
        self.holidays, self.default = holidays, default
        self.problems: list[Problem] = []

    def read(self) -> tuple[Measure, ...]:
        """The measures in the sheet's order; a row without item and title is rejected with a problem."""
        measures = (self._measure(row, values) for row, values in self.table.rows() if not all_blank(values))
        return tuple(measure for measure in measures if measure)

    def _measure(self, row: int, values: Sequence[Cell]) -> Measure | None:
        before = len(self.problems)
        measure = self._read(row, values)
        if measure and UNCONFIRMED in measure.note:
            # The planner's own note says it all: once for the row, not again for each of its cells.
            told = [problem for problem in self.problems[before:] if not problem.code.endswith("-unconfirmed")]
            self.problems[before:] = told
            why = measure.note.removeprefix(UNCONFIRMED).lstrip(": ")
            self._tell("measure-unconfirmed", row, "note", measure.note, why=why)
        return measure

    def _read(self, row: int, values: Sequence[Cell]) -> Measure | None:
        def text(key: str) -> str:
            value = self.table.value(values, key)
            return "" if is_blank(value) else clean(shown(value)).strip()

        code, item, title = self._item_and_title(row, text("item"), text("title"))
        if code is None and not title:
            if text("method") or text("units"):
                self._tell("measure-without-title", row, "title")
            return None
        survey = read_survey(text("survey")) or (Survey.OIT if code else None)
        if text("survey") and read_survey(text("survey")) is None:
            self._tell("survey-unknown", row, "survey", text("survey"))
        period, due_text = self._period(row, self.table.value(values, "period"))
        return Measure(
            row=row + 1,
            survey=survey,
            indicator=self._indicator(row, text("indicator"), item),
            item=code,
            title=title,
            method=text("method"),
            start_on=period.start_on if period else None,
            due_on=period.due_on if period else None,
            due_text=due_text,
            units=self._units(row, text("units")),
            follow_up=text("follow_up"),
            note=text("note"),
        )

    def _tell(self, code: str, row: int, key: str, found: Cell = None, **facts: Fact) -> None:
        self.problems.append(self.table.problem(code, row, key, found, **facts))

    def _item_and_title(self, row: int, code_text: str, title: str) -> tuple[str | None, Item | None, str]:
        """(the item's code, its entry in the catalogue, the title); a code that the year does not have is dropped,
        unless the year has no catalogue at all."""
        code = read_item(code_text) if code_text else None
        if not code_text:
            code, title = split_item(title)
        item = self.catalogue.find(code)
        if not self.catalogue.items:
            return code, None, title
        likely = likely_item(title, self.catalogue)
        year = str(self.settings.fiscal_year)
        hint = f"{likely.code} {likely.title}" if likely else ""
        if item is None:
            if comparable(code_text).startswith(comparable(UNCONFIRMED)):
                self._tell("item-unconfirmed", row, "item", code_text, hint=hint)
            elif code_text or code:
                self._tell("item-unknown", row, "item", code_text or code, hint=hint, year=year)
            elif likely:
                self._tell("item-missing", row, "item", hint=hint)
            return None, None, title
        if title and (better := contradiction(item, title, self.catalogue)) is not None:
            hint = f"{better.code} {better.title}" if better is not item else ""
            told = "item-title-contradict" if hint else "item-title-unlike"
            self._tell(told, row, "title", title, item=item.code, official=item.title, hint=hint, year=year)
        return code, item, title or item.title

    def _indicator(self, row: int, text: str, item: Item | None) -> int | None:
        typed = read_indicator(text) if text else None
        if item is None:
            return typed
        if text and typed != item.indicator:
            self._tell("indicator-contradict", row, "indicator", text, item=item.code, right=str(item.indicator))
        return item.indicator

    def _period(self, row: int, value: Cell) -> tuple[Period | None, str]:
        """(the period, or None; the text of a deadline that cannot be read)."""
        reading = read_period(value, self.settings.fiscal_year, epoch=self.table.grid.epoch)
        if reading.how is How.BLANK:
            return (self._moved(row, self.default), "") if self.default else self._default_text(row)
        text = shown(value)
        if reading.value is None:
            unconfirmed = comparable(text).startswith(comparable(UNCONFIRMED))
            self._tell("period-unconfirmed" if unconfirmed else "period-unreadable", row, "period", text)
            return None, clean(text)
        self.problems += self.table.notes(row, "period", value, reading)
        if reading.value.start_on and reading.value.start_on > reading.value.due_on:
            self._tell("due-before-start", row, "period", text)
        return self._moved(row, reading.value), ""

    def _default_text(self, row: int) -> tuple[None, str]:
        if self.settings.period:  # complained of once, where it stands
            return None, self.settings.period
        self._tell("period-missing", row, "period")
        return None, ""

    def _moved(self, row: int, period: Period) -> Period:
        """The deadline moved to the next working day, where the plan says so."""
        if not self.settings.next_working_day:
            return period
        due_on = next_working_day(period.due_on, self.holidays)
        if due_on != period.due_on:
            why = self.holidays.get(period.due_on, Word.WEEKEND)
            self._tell("due-moved", row, "period", before=period.due_on, after=due_on, why=why)
        return Period(period.start_on, due_on)

    def _units(self, row: int, text: str) -> tuple[str, ...]:
        """Short names; what names no unit becomes the share of a unit called ต้องยืนยัน, so that nothing is lost."""
        text = re.sub(rf"^\s*{UNCONFIRMED}.*", UNCONFIRMED, text, flags=re.DOTALL)
        if text in ("", UNCONFIRMED):
            self._tell("unit-unconfirmed" if text else "unit-missing", row, "units")
            return (UNCONFIRMED,)
        found, unknown = self.register.named_in(text)
        for name in unknown:
            self._tell("unit-unknown", row, "units", name, hint=self.register.nearest(name))
        return (*(unit.short for unit in found), *((UNCONFIRMED,) if unknown or not found else ()))
