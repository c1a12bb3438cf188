"""A workbook being written: its sheets, its formats by name, rows that grow with their text, print set-up."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from itaxl.core.cells import column_letters
from itaxl.core.dates import EPOCH_1900
from itaxl.excel.styles import A4, BASE, BODY, DAY, ERA, ERA_THAI_DIGITS, FONT, STYLES

LINE_HEIGHT = 32  # pixels of one line of the body: the face at 16 points takes 24
ROOMY_LINE = 36  # the same where faces that stand in for ours, which are higher, shall find room
WIDTH_OF_DEFAULT_COLUMN = 72  # pixels; the body's digits are 8 pixels wide, by which column widths are counted

MAX_ADDRESS = 2079  # UTF-16 units of the longest address that Excel accepts behind a cell
MAX_LINKS = 65_000  # Excel's limit is 65,530 a sheet

_ABOVE_OR_BELOW = str.maketrans("", "", "ัิีึืฺุู็่้๊๋์ํ๎")  # marks that take no room in a line
_LETTER = 1.04  # the widest letters on average, in digits
_NARROW = 30  # below this width, lines that end at words leave more of it unused


def letters_of(text: str) -> int:
    """How many letters stand beside each other, marks above and below them not counted."""
    return len(text.translate(_ABOVE_OR_BELOW))


def shortened(text: str, letters: int) -> str:
    """The text on one line, cut with an ellipsis after so many letters, marks above and below them not counted."""
    text = " ".join(text.split())
    if letters_of(text) <= letters:
        return text
    count = 0
    for place, letter in enumerate(text):
        count += ord(letter) not in _ABOVE_OR_BELOW
        if count == letters:
            return text[:place] + "…"
    return text


def may_be_tall(text: str, width: float) -> bool:
    """False for a text that surely takes one line in a column of this width in characters; to ask costs next to
    nothing."""
    return len(text) > width - 5 or "\n" in text


@lru_cache(maxsize=16384)  # the same titles and remarks stand in many rows and on several sheets
def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width in characters, broken at words."""
    room = max(1.0, width - (5 if width < _NARROW else 3))
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(letters_of(line) * _LETTER / room)) for line in text.split("\n"))


_SURELY_FITS = 16_383  # letters: Excel takes 32,767 units of UTF-16, and no letter takes more than two
_PLAIN = (CellStringTuple, CellBlankTuple, CellNumberTuple, CellDatetimeTuple)


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet in which a row can be given a height and still grow with its text."""

    line_height = LINE_HEIGHT

    def __init__(self) -> None:
        super().__init__()
        self._growing: set[int] = set()

    def grow(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Makes a row as high as its texts need, each with its column's width in characters.

        Unlike with `set_row`, a program makes the row higher still when somebody types more into it.
        """
        lines = max((lines_of(text, width) for text, width in texts), default=1)
        if lines > 1:
            self.set_row_pixels(row, min(lines * self.line_height, 540))
            self._growing.add(row)

    def link(self, row: int, column: int, target: str, text: str, linked: Format, plain: Format) -> None:
        """Writes a text with an address behind it; the text alone, in its plain format, where the address is longer, or
        one more on its sheet, than Excel takes."""
        if self.hlink_count < MAX_LINKS and len(target.encode("utf-16-le")) <= 2 * MAX_ADDRESS:
            self.write_url(row, column, target, linked, text)
        else:
            self.write_string(row, column, text, plain)

    def fill(self, row: int, values: Sequence[str | float | dt.date | None], styles: Sequence[Format]) -> None:
        """Writes a whole row from column A on: what `write_string`, `write_number`, `write_datetime` and `write_blank`
        do, at a third of their cost; an empty text leaves its cell blank. Large tables are written by it."""
        cells, index = self.table[row], self.str_table._get_shared_string_index
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            if value is None or value == "":
                cells[column] = CellBlankTuple(style)
            elif type(value) is str and len(value) <= _SURELY_FITS:
                cells[column] = CellStringTuple(index(value), style)
            elif isinstance(value, str):
                self.write_string(row, column, value, style)
            elif isinstance(value, dt.date):
                cells[column] = CellDatetimeTuple((value - EPOCH_1900).days, style)
            else:
                cells[column] = CellNumberTuple(value, style)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(values) - 1)

    def _write_rows(self) -> None:
        """The XML of all rows; cells of the plain kinds with a format, as nearly all are, in one step each, and no hint
        for a row of its first and last column, which readers do not need."""
        letters = [column_letters(column) for column in range(self.dim_colmax + 1)]
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table.get(row), self.row_info.get(row)
            if cells:
                self._write_row(row, None, info)
                for column in sorted(cells):
                    self._write_cell_at(f"{letters[column]}{row + 1}", row, column, cells[column])
                self._xml_end_tag("row")
            elif info or row in self.comments:
                self._write_empty_row(row, None, info)

    def _write_cell_at(self, address: str, row: int, column: int, cell: Any) -> None:
        """A formula's empty text is written as one; XlsxWriter would give it no result at all."""
        kind, style = type(cell), cell.format
        if kind is CellFormulaTuple and cell.value == "" and style is not None:
            attributes = [("r", address), ("s", style._get_xf_index()), ("t", "str")]
            self._xml_formula_element(cell.formula, "", attributes)
            return
        if style is None or kind not in _PLAIN:
            self._write_cell(row, column, cell)
        elif kind is CellStringTuple:
            self.fh.write(f'<c r="{address}" s="{style._get_xf_index()}" t="s"><v>{cell.string}</v></c>')
        elif kind is CellBlankTuple:
            self.fh.write(f'<c r="{address}" s="{style._get_xf_index()}"/>')
        else:
            self.fh.write(f'<c r="{address}" s="{style._get_xf_index()}"><v>{cell.number:.16G}</v></c>')

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula without its "=". XlsxWriter looks in each for a hundred functions of newer programs, which our
        workbooks, made for Excel 2016 and LibreOffice, never call (a test says so)."""
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        """A row's height without `customHeight`, which would fix it for good; XlsxWriter always writes both."""
        if tag == "row" and attributes[0][1] - 1 in self._growing:
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Book:
    """A workbook being written to `path`.

    `as_of` is the date that the file gives as its own, so that the same input gives the same parts; `date_format` is
    how it shows dates.
    """

    def __init__(self, path: Path, title: str, author: str, as_of: dt.date, *, thai_digits: bool = False) -> None:
        options = {
            "in_memory": True,  # no file beside the one that is written, and faster
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": BODY},
            "default_row_height": LINE_HEIGHT,
            "default_column_width": WIDTH_OF_DEFAULT_COLUMN,
        }
        self.workbook = xlsxwriter.Workbook(str(path), options)
        created = dt.datetime.combine(as_of, dt.time())
        self.workbook.set_properties({"title": title, "author": author, "company": author, "created": created})
        self._era = ERA_THAI_DIGITS if thai_digits else ERA
        self.date_format = f"{self._era}{DAY}"
        self._formats: dict[str, Format] = {}

    def style(self, name: str) -> Format:
        """The format of this name; made once."""
        if name not in self._formats:
            properties = STYLES[name] if name.startswith("over_") else {**BASE, **STYLES[name]}
            shown_as = properties.get("num_format", "")
            if shown_as.startswith(ERA):
                properties = {**properties, "num_format": shown_as.replace(ERA, self._era)}
            self._formats[name] = self.workbook.add_format(properties)
        return self._formats[name]

    def sheet(self, name: str) -> Sheet:
        """A new worksheet without gridlines."""
        sheet: Sheet = self.workbook.add_worksheet(name, worksheet_class=Sheet)
        sheet.hide_gridlines(2)
        return sheet

    def chart(self, kind: dict[str, str]) -> Chart:
        """A new chart, to be inserted, whose faces hold for Thai as well: XlsxWriter names them for Latin letters only,
        and programs then choose another one for the Thai ones."""
        chart: Chart = self.workbook.add_chart(kind)
        write_latin = chart._write_a_latin

        def write_faces(attributes: list[tuple[str, Any]]) -> None:
            write_latin(attributes)
            chart._xml_empty_tag("a:cs", attributes)

        chart._write_a_latin = write_faces
        return chart

    def define(self, name: str, target: str) -> None:
        """A defined name for a range such as "'สรุป'!$C$4"."""
        self.workbook.define_name(name, f"={target}")

    def texts(self) -> list[str]:
        """The texts written so far, on whatever sheet."""
        return list(self.workbook.str_table.string_table)

    def close(self) -> None:
        """Writes the file.

        Raises OSError when it cannot be written.
        """
        try:
            self.workbook.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from None


def quoted(sheet: str) -> str:
    """A sheet's name as formulas refer to it."""
    escaped = sheet.replace("'", "''")
    return f"'{escaped}'"


_LONGEST_HEADER = 100  # letters: Excel takes 255 units of UTF-16, marks, face and size included


def printed(sheet: Worksheet, header: str, *, landscape: bool, paper: int = A4, repeat: int | None = None) -> None:
    """Paper and margins, the office's name above, page numbers and the day of printing below; `repeat` is the row
    that is printed on every page."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.6)
    escaped = shortened(header, _LONGEST_HEADER).replace("&", "&&")
    own_size = {"scale_with_doc": False}
    sheet.set_header(f'&L&"{FONT},Regular"&12{escaped}', own_size)
    sheet.set_footer(f'&L&"{FONT},Regular"&12พิมพ์เมื่อ &D&R&"{FONT},Regular"&12หน้า &P จาก &N', own_size)
    if repeat is not None:
        sheet.repeat_rows(repeat)


def print_areas(sheet: Worksheet, areas: Sequence[tuple[int, int]], last_column: int) -> None:
    """Prints each of these areas, given by their first and last row counted from 0, from a new page on."""
    print_blocks(sheet, [(first, 0, last, last_column) for first, last in areas])


def print_blocks(sheet: Worksheet, blocks: Sequence[tuple[int, int, int, int]]) -> None:
    """Prints each of these blocks, given by first row and column and last row and column counted from 0, from a new
    page on.

    Excel takes no notice of page breaks where a sheet is made to fit its pages' width; of areas every program does.
    """
    each = (
        f"{quoted(sheet.name)}!${column_letters(left)}${top + 1}:${column_letters(right)}${bottom + 1}"
        for top, left, bottom, right in blocks
    )
    sheet.print_area_range = ",".join(each)
