"""Fills a tracking workbook in as a person's program would save it, for the demo and the tests.

Only what we have just issued is opened here; a workbook that a unit returned is never opened and saved.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.core.layout import BY_KEY, COLUMNS, Filler
from itaxl.core.reading import Cell

_FIRST_OF_1980 = (1980, 1, 1, 0, 0, 0)  # the date of every part, so that the same answers give the same file


class Hands:
    """A tracking workbook open in somebody's hands. Columns are found by their headers, rows by item or title."""

    def __init__(self, path: Path) -> None:
        self._book = load_workbook(path)

    def sheet(self, name: str) -> Worksheet:
        """The sheet of this name."""
        return self._book[name]

    def column(self, name: str, key: str) -> int:
        """The number of a column on a sheet, from 1."""
        header = BY_KEY[key].header
        sheet = self.sheet(name)
        return next(int(cell.column) for cell in sheet[self._header(name)] if cell.value == header)

    def _header(self, name: str) -> int:
        sheet = self.sheet(name)
        wanted = BY_KEY["status"].header
        return next(int(row[0].row) for row in sheet.iter_rows() if any(cell.value == wanted for cell in row))

    def row(self, name: str, wanted: str) -> int:
        """The number of the row whose item is, or whose title begins with, `wanted`."""
        item, title = self.column(name, "item"), self.column(name, "title")
        sheet = self.sheet(name)
        for row in range(self._header(name) + 2, sheet.max_row + 1):
            if sheet.cell(row, item).value == wanted or str(sheet.cell(row, title).value or "").startswith(wanted):
                return row
        raise KeyError(wanted)

    def answer(self, name: str, wanted: str, **answers: Cell) -> None:
        """Types answers, by column key, into the row of `wanted`."""
        self.type_into(name, self.row(name, wanted), answers)

    def add(self, name: str, **values: Cell) -> None:
        """Types a new action into the first spare row."""
        sheet, title = self.sheet(name), self.column(name, "title")
        row = self._header(name) + 2
        while sheet.cell(row, title).value:
            row += 1
        self.type_into(name, row, values)

    def type_into(self, name: str, row: int, values: Mapping[str, Cell]) -> None:
        """Types values, by column key, into a row."""
        for key, value in values.items():
            self.sheet(name).cell(row, self.column(name, key)).value = value

    def link(self, name: str, wanted: str, target: str, text: str) -> None:
        """Puts a link behind a text in the evidence cell of the row of `wanted`."""
        cell = self.sheet(name).cell(self.row(name, wanted), self.column(name, "evidence"))
        cell.value = text
        cell.hyperlink = target

    def reverse_visible(self, name: str) -> None:
        """Sorts the visible cells of the actions the other way round; the hidden ref stays behind."""
        sheet, first = self.sheet(name), self._header(name) + 2
        last = first
        while sheet.cell(last + 1, self.column(name, "title")).value:
            last += 1
        moved = [column for column in COLUMNS if column.key != "ref" and column.filler is not Filler.FORMULA]
        for column in (self.column(name, each.key) for each in moved):
            values = [sheet.cell(row, column).value for row in range(first, last + 1)]
            for row, value in zip(range(first, last + 1), reversed(values), strict=True):
                sheet.cell(row, column).value = value

    def swap_columns(self, name: str, one: str, other: str) -> None:
        """Moves two columns into each other's place, header, key and all."""
        sheet = self.sheet(name)
        left, right = self.column(name, one), self.column(name, other)
        for row in range(self._header(name), sheet.max_row + 1):
            here, there = sheet.cell(row, left), sheet.cell(row, right)
            here.value, there.value = there.value, here.value
            here.number_format, there.number_format = there.number_format, here.number_format

    def save(self, path: Path, saved_at: dt.datetime, saved_by: str) -> None:
        """Saves as a program would that says it was this time (UTC) and this person."""
        self._book.properties.lastModifiedBy = saved_by
        buffer = BytesIO()
        self._book.save(buffer)
        with zipfile.ZipFile(buffer) as saved, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for part in saved.infolist():
                content = saved.read(part)
                if part.filename == "docProps/core.xml":
                    content = _stamped(content, saved_at)
                out.writestr(zipfile.ZipInfo(part.filename, _FIRST_OF_1980), content, zipfile.ZIP_DEFLATED)


def _stamped(core: bytes, saved_at: dt.datetime) -> bytes:
    """The core properties with our own time instead of openpyxl's now."""
    stamp = saved_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)", rb"\g<1>" + stamp + rb"\g<2>", core)
