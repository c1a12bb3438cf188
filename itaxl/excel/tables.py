"""Tables of a report: a header row and one row per record, each field a typed cell."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from itaxl.core.cells import column_letters
from itaxl.core.filenames import container
from itaxl.core.sentences import Severity, severity_word
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, may_be_tall, printed, quoted
from itaxl.excel.styles import is_wrapped

T = TypeVar("T")

MAX_ROWS = 1_048_576  # Excel's limit of rows in a sheet
MOST_IN_TABLE = 20_000  # records of an Excel table; above, a plain filter does the same and costs less
GROWN = 2_000  # records up to which we say how high each row is; Excel finds out by itself when it opens the file


class Link(NamedTuple):
    """A text with the address behind it."""

    target: str
    text: str


Written: TypeAlias = str | int | float | dt.date | Link | None

Links = Mapping[str, str]
"""Each returned file's address relative to the workbook that is written, by its name."""

_ESCAPED_IN_ADDRESSES = re.compile(r"[%#\"<>\[\]^`{} ]")


def file_link(links: Links, file: str | None, sheet: str | None, cell: str | None, text: str | None = None) -> Written:
    """A file's name or another text, linked to the cell in the file where the file's address is known; for a file in a
    zip, to the zip."""
    text = text or file or ""
    address = links.get(file or "") or links.get(container(file or ""))
    if not file or not address:
        return text
    place = f"#{quoted(sheet)}!{cell}" if sheet and cell and file in links else ""
    # Escaped here: XlsxWriter takes a name such as "50%25.xlsx" for one that already is, and cuts at a "#".
    address = _ESCAPED_IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02x}", address)
    return Link(f"external:{address}{place}", text)


def cell_link(links: Links, file: str | None, sheet: str | None, cell: str | None) -> Written:
    """A cell's address, linked to it: short, because LibreOffice breaks no line in a cell with a link."""
    return file_link(links, file, sheet, cell, cell) if cell else ""


class Field(NamedTuple, Generic[T]):
    """A column: its header, width in characters, style by name, and the value of a record."""

    header: str
    width: float
    style: str
    value: Callable[[T], Written]


HEADER = 3  # the header's row, counted from 0; above it stand title and lead


class Part(NamedTuple):
    """A sheet of a table: its name, how many records stand on the sheets before it, and how many on it."""

    sheet: str
    before: int
    records: int

    @property
    def first(self) -> int:
        """The row of its first record, counted from 0."""
        return HEADER + 1

    @property
    def last(self) -> int:
        """The row of its last record; without records the one that says so."""
        return HEADER + max(1, self.records)

    def cells(self, column: int) -> str:
        """The cells of a column, counted from 0, as formulas refer to them."""
        letters = column_letters(column)
        return f"{quoted(self.sheet)}!${letters}${self.first + 1}:${letters}${self.last + 1}"


def parts_of(name: str, count: int) -> list[Part]:
    """The sheets that a table of so many records takes: one, unless it has more rows than Excel holds in a sheet."""
    room = MAX_ROWS - HEADER - 1
    starts = range(0, max(1, count), room)
    return [
        Part(name if not start else f"{name} ({number})", start, min(room, count - start))
        for number, start in enumerate(starts, 1)
    ]


def write_records(book: Book, sheet: Sheet, fields: Sequence[Field[T]], records: Sequence[T], first: int) -> int:
    """One row per record from row `first`, counted from 0; gives the row after the last."""
    values_of = [field.value for field in fields]
    styles = [book.style(field.style) for field in fields]
    widths = [(place, field.width) for place, field in enumerate(fields) if is_wrapped(field.style)]
    linked, grow = book.style("link"), len(records) <= GROWN
    for row, record in enumerate(records, first):
        values = [value_of(record) for value_of in values_of]
        links = {column: value for column, value in enumerate(values) if isinstance(value, Link)}
        shown = [value.text if isinstance(value, Link) else value for value in values]
        sheet.fill(row, shown, styles)
        for column, link in links.items():
            sheet.link(row, column, link.target, link.text, linked, styles[column])
        if grow:
            texts = [(text, width) for place, width in widths if isinstance(text := shown[place], str)]
            sheet.grow(row, [(text, width) for text, width in texts if may_be_tall(text, width)])
    return first + len(records)


def table_sheet(
    book: Book, name: str, title: str, lead: str, fields: Sequence[Field[T]], records: Sequence[T], nothing: str
) -> Sheet:
    """A sheet that is one filterable table of records that one sheet surely holds; `nothing` is said where there are
    none."""
    [(sheet, _)] = table_sheets(book, name, title, lead, fields, records, nothing)
    return sheet


def table_sheets(
    book: Book, name: str, title: str, lead: str, fields: Sequence[Field[T]], records: Sequence[T], nothing: str,
    table: str = "",
) -> list[tuple[Sheet, Part]]:  # fmt: skip
    """The same over as many sheets as the records take; as an Excel table of this name, if it has one and not too many
    records."""
    parts = parts_of(name, len(records))
    sheets = []
    for number, part in enumerate(parts, 1):
        of_how_many = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
        sheet = _headed(book, part.sheet, title + of_how_many, lead, fields)
        write_records(book, sheet, fields, records[part.before : part.before + part.records], part.first)
        if not records:
            sheet.write_string(part.first, 0, nothing, book.style("lead"))
        elif table and len(records) <= MOST_IN_TABLE:
            _as_table(book, sheet, part, fields, table if len(parts) == 1 else f"{table}_{number}")
        else:
            sheet.autofilter(HEADER, 0, part.last, len(fields) - 1)
        sheets.append((sheet, part))
    return sheets


def _headed(book: Book, name: str, title: str, lead: str, fields: Sequence[Field[T]]) -> Sheet:
    """A sheet with title, lead and header row, that is printed on so many pages as it is high."""
    sheet = book.sheet(name)
    sheet.set_row_pixels(0, 48)
    sheet.write_string(0, 0, title, book.style("title"))
    sheet.write_string(1, 0, lead, book.style("lead"))
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width)
        sheet.write_string(HEADER, column, field.header, book.style("header"))
    sheet.set_row_pixels(HEADER, 2 * LINE_HEIGHT)
    sheet.freeze_panes(HEADER + 1, 0)
    printed(sheet, lead, landscape=True, repeat=HEADER)
    sheet.fit_to_pages(1, 0)
    return sheet


def _as_table(book: Book, sheet: Sheet, part: Part, fields: Sequence[Field[T]], name: str) -> None:
    """An Excel table over the cells that are there, each of which has its own format already."""
    columns = [{"header": field.header, "header_format": book.style("header")} for field in fields]
    options = {"name": name, "columns": columns, "style": None, "banded_rows": False}
    sheet.add_table(HEADER, 0, part.last, len(fields) - 1, options)


def mark_severities(book: Book, sheet: Sheet, column: int, first: int, last: int) -> None:
    """Colours the words of errors and warnings in a column, from row to row counted from 0."""
    for level, style in ((Severity.ERROR, "over_red"), (Severity.WARNING, "over_amber")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{severity_word(level)}"', "format": book.style(style)}
        sheet.conditional_format(first, column, last, column, rule)
