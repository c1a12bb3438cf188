"""A plan workbook's sheets put together into a `Plan`, with all that is wrong in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from itaxl.core import planlayout
from itaxl.core.codes import UNCONFIRMED, read_indicator, read_item
from itaxl.core.dates import Period, read_period
from itaxl.core.measures import MeasureReader
from itaxl.core.planlayout import PlanSheet
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reading import How, read_number, shown
from itaxl.core.records import Catalogue, Item, Plan, Settings, Signer, Unit
from itaxl.core.settings import read_settings, setting_cells
from itaxl.core.table import Grid, Table, find_header
from itaxl.core.text import clean, is_blank
from itaxl.core.units import Register, read_units

MOST_ACTIONS = 15_000  # of all units: twenty-five units' whole catalogues are eleven hundred

Shipped = Callable[[int], Catalogue | None]
"""Gives the shipped catalogue of a fiscal year (BE), or None."""


def read_plan(file: str, tables: Mapping[str, Table], shipped: Shipped) -> tuple[Plan, list[Problem]]:
    """The plan in these tables, by sheet name, and its problems.

    Raises CannotGoOn when a needed sheet, the agency, the fiscal year or every measure is missing, and for more actions
    than any office has.
    """
    for sheet in planlayout.SHEETS.values():
        if not sheet.optional and sheet.name not in tables:
            raise CannotGoOn(Problem("plan-sheet-missing", file, sheet.name))
    settings, problems = read_settings(tables[planlayout.SETTINGS])
    year = settings.fiscal_year
    default = _default_period(tables[planlayout.SETTINGS], settings, problems)
    catalogue = _catalogue(settings, tables, shipped, problems)
    units, unit_problems = read_units(tables[planlayout.UNITS])
    problems += unit_problems
    extra = tables.get
    holidays = _holidays(table, year, problems) if (table := extra(planlayout.HOLIDAYS)) else {}
    last_items = _last_items(table, problems) if (table := extra(planlayout.LAST_ITEMS)) else {}
    signers = _signers(table) if (table := extra(planlayout.SIGNERS)) else ()
    reader = MeasureReader(tables[planlayout.MEASURES], settings, Register.of(units), catalogue, holidays, default)
    measures = reader.read()
    problems += _absent_period(tables[planlayout.MEASURES])
    if not measures:
        raise CannotGoOn(Problem("plan-empty", file, planlayout.MEASURES))
    if (shares := sum(len(measure.units) for measure in measures)) > MOST_ACTIONS:
        facts = (("most", f"{MOST_ACTIONS:,}"),)
        raise CannotGoOn(Problem("plan-too-large", file, planlayout.MEASURES, found=f"{shares:,}", facts=facts))
    if any(UNCONFIRMED in measure.units for measure in measures):
        units = (*units, Unit(UNCONFIRMED, "ยังไม่ทราบหน่วยงาน"))
    cells, columns = setting_cells(tables[planlayout.SETTINGS]), tables[planlayout.MEASURES].columns
    plan = Plan(settings, units, measures, catalogue, holidays, last_items, signers, file, cells, columns)
    return plan, _with_errors(tables.values(), problems + reader.problems)


def without_header(grid: Grid, sheet: PlanSheet) -> Problem:
    """Why no header was found on a sheet of the plan: which of its columns is missing, or that there is none at all."""
    table = find_header(grid, sheet.headers, lambda keys: len(set(keys)) > 1)
    if table is None:
        return Problem("plan-sheet-missing", grid.file, sheet.name)
    missing = (column.header for column in sheet.columns if column.key in sheet.needed - table.columns.keys())
    return Problem("plan-column-missing", grid.file, sheet.name, found=", ".join(missing))


def _absent_period(table: Table) -> list[Problem]:
    """That no measure gives a period of its own because the column is missing."""
    if "period" in table.columns:
        return []
    facts = (("name", planlayout.header_of("period")),)
    return [Problem("plan-period-absent", table.grid.file, table.grid.sheet, column="period", facts=facts)]


def _with_errors(tables: Iterable[Table], problems: list[Problem]) -> list[Problem]:
    """Error cells go before what else was said of the same cells, which was said of the error's text."""
    errors = [problem for table in tables for problem in table.errors()]
    told = {(problem.sheet, problem.cell) for problem in errors}
    return [*errors, *(problem for problem in problems if (problem.sheet, problem.cell) not in told)]


def _default_period(table: Table, settings: Settings, problems: list[Problem]) -> Period | None:
    """The period of measures that give none of their own, told of where it stands."""
    place = next((row for row, cells in table.rows() if shown(table.value(cells, "value")) == settings.period), None)
    reading = read_period(settings.period, settings.fiscal_year)
    if place is None or reading.how is How.BLANK:
        return None
    if reading.value is None:
        problems.append(table.problem("period-unreadable", place, "value", settings.period))
        return None
    problems += table.notes(place, "value", settings.period, reading)
    if reading.value.start_on and reading.value.start_on > reading.value.due_on:
        problems.append(table.problem("due-before-start", place, "value", settings.period))
    return reading.value


def _catalogue(settings: Settings, tables: Mapping[str, Table], shipped: Shipped, problems: list[Problem]) -> Catalogue:
    """The shipped catalogue of the year, else the plan's own sheet, else an empty one with a problem."""
    known = shipped(settings.fiscal_year)
    table = tables.get(planlayout.CATALOGUE)
    own = _own_items(table, problems) if table else ()
    year = str(settings.fiscal_year)
    if known is not None:
        if own and table:
            problems.append(table.problem("catalogue-shipped", table.header, "item", year=year))
        return known
    if own and table:
        problems.append(table.problem("catalogue-without-facts", table.header, "item", year=year))
    else:
        place = tables[planlayout.SETTINGS].grid
        problems.append(Problem("catalogue-unknown", place.file, planlayout.SETTINGS, facts=(("year", year),)))
    return Catalogue(settings.fiscal_year, own)


def _own_items(table: Table, problems: list[Problem]) -> tuple[Item, ...]:
    items: dict[str, Item] = {}
    for row, values in table.rows():
        code_cell, title = table.value(values, "item"), table.value(values, "title")
        if is_blank(code_cell) and is_blank(title):
            continue
        code = read_item(code_cell)
        if code is None or code in items or is_blank(title):
            problems.append(table.problem("catalogue-row-wrong", row, "item", code_cell))
            continue
        items[code] = Item(
            code=code,
            title=clean(shown(title)).strip(),
            indicator=read_indicator(table.value(values, "indicator")) or 0,
            sub_indicator=shown(table.value(values, "sub_indicator")),
        )
    return tuple(items.values())


def _holidays(table: Table, fiscal_year: int, problems: list[Problem]) -> dict[dt.date, str]:
    """Every day off with its name; a row may give a period ("13 - 15 เม.ย. 65")."""
    found: dict[dt.date, str] = {}
    for row, values in table.rows():
        day = table.value(values, "day")
        reading = read_period(day, fiscal_year, epoch=table.grid.epoch)
        problems += table.notes(row, "day", day, reading)
        period = reading.value
        if period is not None:
            first = period.start_on or period.due_on
            for offset in range((period.due_on - first).days + 1):
                found[first + dt.timedelta(days=offset)] = clean(shown(table.value(values, "name")))
    return found


def _last_items(table: Table, problems: list[Problem]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for row, values in table.rows():
        code_cell, score = table.value(values, "item"), table.value(values, "score")
        if is_blank(code_cell) or is_blank(score):
            continue
        code, number = read_item(code_cell), read_number(score)
        if code is None or number is None or not 0 <= number <= 100:
            problems.append(table.problem("last-item-wrong", row, "score", score, item=shown(code_cell)))
        else:
            scores[code] = number
    return scores


def _signers(table: Table) -> tuple[Signer, ...]:
    rows = ((table.value(values, "name"), table.value(values, "position")) for _, values in table.rows())
    return tuple(
        Signer(clean(shown(name)).strip(), clean(shown(position)).strip())
        for name, position in rows
        if not (is_blank(name) and is_blank(position))
    )
