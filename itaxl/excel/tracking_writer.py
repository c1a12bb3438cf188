"""Writes tracking workbooks: one sheet per unit, guide, live totals, and what was issued, very hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from itaxl.core import layout, ownsheets
from itaxl.core.carried import issue_rows
from itaxl.core.records import Issue
from itaxl.excel.book import Book
from itaxl.excel.hidden import write_hidden
from itaxl.excel.tracking_guide import write_guide
from itaxl.excel.tracking_live import UnitSheet
from itaxl.excel.tracking_totals import unread_text, write_totals
from itaxl.excel.tracking_unit import write_unit_sheet


def write_tracking(issue: Issue, path: Path, as_of: dt.date, units: Iterable[str] | None = None) -> None:
    """Writes the sheets of these units (short names; None for every unit that was issued something) to `path`.

    `as_of` is the date of the results that the live formulas carry until a program recalculates them. The same
    input gives the same parts.
    """
    titles = layout.sheet_titles([unit.short for unit in issue.units])
    wanted = None if units is None else set(units)
    places = tuple(
        UnitSheet(unit, titles[unit.short], tuple(action for action in issue.actions if action.unit == unit.short))
        for unit in issue.units
        if issue.shares.get(unit.short) and (wanted is None or unit.short in wanted)
    )
    settings = issue.settings
    title = f"แบบติดตาม ITA {settings.fiscal_year} {settings.agency}"
    book = Book(path, title, settings.agency, as_of, thai_digits=settings.thai_digits)
    write_guide(book, places, issue)
    write_totals(book, places, issue, as_of)
    texts = [*book.texts(), unread_text(settings.fiscal_year)]  # all that these two sheets can show
    for place in places:
        write_unit_sheet(book, book.sheet(place.name), place, issue, as_of)
    held = [place.unit.short for place in places]
    write_hidden(book, [*issue_rows(issue, held), *ownsheets.text_rows(texts)])
    book.close()
