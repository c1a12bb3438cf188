"""Writes the very hidden sheet that a workbook carries its own data in."""

from __future__ import annotations

from itaxl.core.carried import Rows
from itaxl.core.layout import HIDDEN_SHEET
from itaxl.excel.book import Book


def write_hidden(book: Book, rows: Rows) -> None:
    """The rows as text in `_itaxl`, very hidden (LibreOffice turns that into hidden)."""
    sheet = book.workbook.add_worksheet(HIDDEN_SHEET)
    sheet.very_hidden()
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text)
