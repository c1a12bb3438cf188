"""The cells of an .ods, out of its `content.xml` (OpenDocument 1.3, part 3, chapter 9).

A few bytes repeat a cell or a row a million times: nothing is written out here.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers import expat

from itaxl.core.asides import Formula, Remark
from itaxl.core.layout import AS_OF
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reading import Cell, CellError, percentage

MOST_CELLS = 1_000_000  # with something in them, each repeated one counted once: ten times what an office can fill in
MOST_SPACES = 1_000_000  # that are said as a number
MOST_REPEATED = 2**30  # times: no sheet has more than a million rows or columns

PART = "content.xml"

# Prefixes as every program writes them.
_TABLE, _ROW, _CELLS = "table:table", "table:table-row", ("table:table-cell", "table:covered-table-cell")
_NO_SHEETS = ("table:tracked-changes", "table:dde-links", "table:shapes")  # there may be tables and rows in them
_PARAGRAPHS, _LINK, _COMMENT, _AUTHOR = ("text:p", "text:h"), "text:a", "office:annotation", "dc:creator"
_LETTERS = {"text:tab": "\t", "text:line-break": "\n"}

_TIMES = re.compile(r"\s*\+?0*(\d{1,20})\s*", re.ASCII)
_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3}")
_LINK_FORMULA = re.compile(r"\w+:=HYPERLINK\(\s*\"(.*?)\"")
_REFERENCE = re.compile(r"\[\.?([^\[\]]*)\]")  # "[.A1]" is A1
_TIME_OF_DAY = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


class OdsCell(NamedTuple):
    """A cell with something in it, in every place that it is repeated in: from `row` to before `below` and from
    `column` to before `beyond`, counted from 0. `rows` and `columns` say over how many it is joined."""

    row: int
    below: int
    column: int
    beyond: int
    value: Cell
    link: str = ""
    formula: Formula | None = None
    remarks: tuple[Remark, ...] = ()
    rows: int = 1
    columns: int = 1


def ods_cells(file: str, content: bytes) -> dict[str, list[OdsCell]]:
    """The cells of each sheet by its name, row by row; `file` is what the user calls it.

    Raises CannotGoOn for a content that is cut off or no XML, two sheets of one name, and more than any file of an
    office holds.
    """
    reading = _Reading(file)
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise CannotGoOn(Problem("file-damaged", file, found=f"{PART}: {error}")) from None
    return reading.sheets


class _Reading:
    """Reads a content from its first tag to its last: where it is in it, and the cells so far."""

    def __init__(self, file: str) -> None:
        self.sheets: dict[str, list[OdsCell]] = {}
        self._file, self._cells_left, self._spaces_left = file, MOST_CELLS, MOST_SPACES
        self._cells: list[OdsCell] | None = None  # of the sheet that is open
        self._row, self._below, self._beyond = 0, 0, 0
        self._in_row = False
        self._cell: _Open | None = None
        self._passed_over = 0  # tags that are open in something that is none of ours, itself counted
        self.parser = expat.ParserCreate("utf-8")  # whatever is declared: UTF-16 has been turned into it
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters

    def _start(self, name: str, own: dict[str, str]) -> None:
        if self._passed_over:
            self._passed_over += 1
        elif self._cell and name == "text:s":
            self._spaces(self._cell, self._times(own, "text:c"))
        elif self._cell:
            self._passed_over = 0 if self._cell.start(name, own) else 1
        elif name in _CELLS and self._in_row:
            self._cell = _Open(own)
        elif name == _ROW and self._cells is not None and not self._in_row:
            self._in_row, self._beyond = True, 0
            self._row, self._below = self._below, self._below + self._times(own, "table:number-rows-repeated")
        elif name == _TABLE and self._cells is None:
            self._sheet(own.get("table:name", ""))
        elif name in (_TABLE, _ROW, *_NO_SHEETS):  # within what it cannot be within
            self._passed_over = 1

    def _end(self, name: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
        elif self._cell and name in _CELLS:
            self._close(self._cell)
            self._cell = None
        elif self._cell:
            self._cell.end(name)
        elif name == _ROW:
            self._in_row = False
        elif name == _TABLE:
            self._cells = None

    def _letters(self, letters: str) -> None:
        if self._cell and not self._passed_over:
            self._cell.letters(letters)

    def _sheet(self, name: str) -> None:
        if name in self.sheets:
            raise CannotGoOn(Problem("file-damaged", self._file))
        self._cells = self.sheets[name] = []
        self._below = 0

    def _close(self, cell: _Open) -> None:
        """Takes note of a cell that has ended, if there is something in it."""
        own, column = cell.own, self._beyond
        self._beyond += self._times(own, "table:number-columns-repeated")
        text, first = _with_all_links(cell)
        value, formula = _value(own, text), own.get("table:formula", "")
        columns, rows = (self._times(own, f"table:number-{what}-spanned") for what in ("columns", "rows"))
        if self._cells is None or not (value != "" or formula or cell.remarks or rows * columns > 1):
            return
        self._cells_left -= 1
        if self._cells_left < 0:
            raise CannotGoOn(Problem("file-too-large", self._file, found=f"> {MOST_CELLS}"))
        link = _LINK_FORMULA.match(formula)
        target = link[1] if link else first
        theirs = None if link else _formula(formula, counted="office:value-type" in own)
        places = self._row, self._below, column, self._beyond
        self._cells.append(OdsCell(*places, value, target, theirs, tuple(cell.remarks), rows, columns))

    def _times(self, own: Mapping[str, str], name: str) -> int:
        """How often a row or cell is repeated, or over how many it is joined.

        Raises CannotGoOn where that is no number.
        """
        if not (said := own.get(name)):
            return 1
        number = _TIMES.fullmatch(said)
        if number is None:
            raise CannotGoOn(Problem("file-damaged", self._file, found=f"{PART}: {name}={said[:20]}"))
        return max(1, min(int(number[1]), MOST_REPEATED))

    def _spaces(self, cell: _Open, number: int) -> None:
        self._spaces_left -= number
        if self._spaces_left < 0:
            raise CannotGoOn(Problem("file-too-large", self._file, found=f"text:c={number}"))
        cell.letters(" " * number)


class _Open:
    """A cell that is being read: its attributes, and the texts, the links and the comments in it so far."""

    def __init__(self, own: dict[str, str]) -> None:
        self.own = own
        self.paragraphs: list[str] = []
        self.links: list[str] = []
        self.remarks: list[Remark] = []
        self._comment: list[str] | None = None  # paragraphs of the comment that is open
        self._author = ""
        self._text: list[str] | None = None  # of the paragraph that is open

    def start(self, name: str, own: Mapping[str, str]) -> bool:
        """Takes note of a tag in the cell; False for one in which nothing is the cell's, such as a picture."""
        if name == _COMMENT:
            self._comment, self._author = [], ""
        elif name in _PARAGRAPHS or name == _AUTHOR:
            self._text = []
        elif name == _LINK and self._comment is None:
            self.links.append(own.get("xlink:href", ""))
        elif name in _LETTERS:
            self.letters(_LETTERS[name])
        return name.startswith("text:") or name in (_COMMENT, _AUTHOR)

    def end(self, name: str) -> None:
        """Takes note of the end of a tag in the cell."""
        if name == _COMMENT:
            self.remarks.append(Remark(self._author, "\n".join(self._comment or ())))
            self._comment = None
        elif name == _AUTHOR:
            self._author, self._text = self._taken(), None
        elif name in _PARAGRAPHS:
            into = self.paragraphs if self._comment is None else self._comment
            into.append(self._taken())

    def letters(self, letters: str) -> None:
        """Takes note of letters, which count within a paragraph only."""
        if self._text is not None:
            self._text.append(letters)

    def _taken(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text


def _with_all_links(cell: _Open) -> tuple[str, str]:
    """(what the cell shows, the target behind it): of several links those behind the first stand in the text. A place
    in the workbook is none."""
    text = "\n".join(cell.paragraphs)
    first, *others = [link for link in cell.links if link and not link.startswith("#")] or [""]
    return "\n".join([text, *(link for link in others if link not in text)]), first


def _formula(formula: str, counted: bool) -> Formula | None:
    """A formula as Excel shows it; None where there is none, and for one of ours."""
    if not formula or AS_OF in formula:
        return None
    return Formula(_REFERENCE.sub(r"\1", formula[formula.find("=") :]), counted)


def _number(said: str) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError(said)
    return number


def _moment(said: str) -> Cell:
    if len(said) <= len("2022-04-01"):
        return dt.date.fromisoformat(said)
    return dt.datetime.fromisoformat(said).replace(tzinfo=None)


def _time_of_day(said: str) -> Cell:
    if found := _TIME_OF_DAY.fullmatch(said):
        hour, minute, second = map(int, found.groups())
        return dt.time(hour, minute, second)
    raise ValueError(said)


_READERS: Mapping[str, Callable[[str], Cell]] = {
    "office:value": _number,
    "office:date-value": _moment,
    "office:time-value": _time_of_day,
    "office:boolean-value": lambda said: said.strip().lower() == "true",
    "office:string-value": str,
}
_KINDS = {
    **dict.fromkeys(("float", "currency", "percentage"), "office:value"),
    **{kind: f"office:{kind}-value" for kind in ("date", "time", "boolean", "string")},
}


def _value(own: Mapping[str, str], text: str) -> Cell:
    """What is in a cell that shows this text: as it is shown, where that is no number, day or time of day, and where it
    is a percentage. LibreOffice marks an error; other programs may only show it."""
    if _ERROR.fullmatch(text):
        return CellError(text)
    if own.get("calcext:value-type") == "error":
        return CellError("#ERROR")
    kind = own.get("office:value-type", "")
    where = _KINDS.get(kind) or next((name for name in _READERS if name in own), "")
    if where not in own:
        return text
    try:
        value = _READERS[where](own[where])
    except (ValueError, OverflowError):
        return text or own[where]
    return percentage(value) if kind == "percentage" and isinstance(value, float) else value
