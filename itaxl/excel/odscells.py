"""The cells of an .ods, out of its `content.xml` (OpenDocument 1.3, part 3, chapter 9).

A few bytes repeat a cell or a row a million times: nothing is written out here.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from itaxl.core.asides import Formula, Remark
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reading import Cell
from itaxl.excel.marks import target_of
from itaxl.excel.odsnames import BETWEEN, usual
from itaxl.excel.odsvalues import formula_of, value_of

MOST_CELLS = 1_000_000  # with something in them, each repeated one counted once: ten times what an office can fill in
MOST_SPACES = 1_000_000  # that are said as a number
MOST_REPEATED = 2**30  # times: no sheet has more than a million rows or columns

PART = "content.xml"
_UNDECLARED = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]

_TABLE, _ROW, _CELLS = "table:table", "table:table-row", ("table:table-cell", "table:covered-table-cell")
_OF_ANOTHER_FILE = "ta_extref"  # the style in which LibreOffice keeps what it last read of another workbook
_NO_SHEETS = ("table:tracked-changes", "table:dde-links", "table:shapes")  # there may be tables and rows in them
_PARAGRAPHS, _LINK, _COMMENT, _AUTHOR = ("text:p", "text:h"), "text:a", "office:annotation", "dc:creator"
_FOOTNOTE = "text:note"
_LETTERS = {"text:tab": "\t", "text:line-break": "\n"}

_TIMES = re.compile(r"\s*\+?0*(\d{1,20})\s*", re.ASCII)
_LINK_FORMULA = re.compile(r"\w+:=HYPERLINK\(\s*\"(.*?)\"")


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

    Raises CannotGoOn for a content that is cut off or no XML, and for more than any file of an office holds.
    """
    try:
        return _read(file, content, BETWEEN)
    except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError: an encoding that is none
        reason: Exception = error
    if isinstance(reason, expat.ExpatError) and reason.code == _UNDECLARED:
        try:
            return _read(file, content, None)
        except expat.ExpatError as error:
            reason = error
    raise CannotGoOn(Problem("file-damaged", file, found=f"{PART}: {reason}"))


def _read(file: str, content: bytes, between: str | None) -> dict[str, list[OdsCell]]:
    """The cells; with None prefixes are taken for what they usually are, whatever they are declared for."""
    reading = _Reading(file, expat.ParserCreate(namespace_separator=between))
    reading.parser.Parse(content, True)
    return reading.sheets


class _Reading:
    """Reads a content from its first tag to its last: where it is in it, and the cells so far."""

    def __init__(self, file: str, parser: expat.XMLParserType) -> None:
        self.sheets: dict[str, list[OdsCell]] = {}
        self._file, self._cells_left, self._spaces_left = file, MOST_CELLS, MOST_SPACES
        self._cells: list[OdsCell] | None = None  # of the sheet that is open
        self._row, self._below, self._beyond = 0, 0, 0
        self._in_row = False
        self._cell: _Open | None = None
        self._passed_over = 0  # tags that are open in something that is none of ours, itself counted
        self.parser = parser
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters

    def _start(self, name: str, own: dict[str, str]) -> None:
        if self._passed_over:
            self._passed_over += 1
            return
        name, own = usual(name), {usual(key): value for key, value in own.items()}
        if self._cell and name == "text:s":
            self._spaces(self._cell, self._times(own, "text:c"))
        elif self._cell:
            self._passed_over = 0 if self._cell.start(name, own) else 1
        elif name in _CELLS and self._in_row:
            self._cell = _Open(own)
        elif name == _ROW and self._cells is not None and not self._in_row:
            self._in_row, self._beyond = True, 0
            self._row, self._below = self._below, self._below + self._times(own, "table:number-rows-repeated")
        elif name == _TABLE and self._cells is None and own.get("table:style-name") != _OF_ANOTHER_FILE:
            self._sheet(own.get("table:name", ""))
        elif name in (_TABLE, _ROW, *_NO_SHEETS):  # within what it cannot be within
            self._passed_over = 1

    def _end(self, name: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        name = usual(name)
        if self._cell and name in _CELLS:
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
        """Begins a sheet; one without a name of its own gets one, as in LibreOffice."""
        name = name or f"Sheet{len(self.sheets) + 1}"
        while name in self.sheets:
            name += "_2"
        self._cells = self.sheets[name] = []
        self._below = 0

    def _close(self, cell: "_Open") -> None:
        """Takes note of a cell that has ended, if there is something in it."""
        own, column = cell.own, self._beyond
        self._beyond += self._times(own, "table:number-columns-repeated")
        text, first = _with_all_links(cell)
        value, formula = value_of(own, text), own.get("table:formula", "")
        columns, rows = (self._times(own, f"table:number-{what}-spanned") for what in ("columns", "rows"))
        if self._cells is None or not (value != "" or formula or cell.remarks or rows * columns > 1):
            return
        self._cells_left -= 1
        if self._cells_left < 0:
            raise CannotGoOn(Problem("file-too-large", self._file, found=f"> {MOST_CELLS}"))
        link = _LINK_FORMULA.match(formula)
        target = target_of(link[1] if link else first)
        theirs = None if link else formula_of(formula, counted="office:value-type" in own)
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

    def _spaces(self, cell: "_Open", number: int) -> None:
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
        self._text: list[str] | None = None  # of the paragraph that is open ...
        self._around: list[str] | None = None  # ... and of the one that a comment stands in

    def start(self, name: str, own: Mapping[str, str]) -> bool:
        """Takes note of a tag in the cell; False for one in which nothing is the cell's, such as a picture."""
        if name == _COMMENT:
            self._comment, self._author, self._around, self._text = [], "", self._text, None
        elif name in _PARAGRAPHS or name == _AUTHOR:
            self._text = []
        elif name == _LINK and self._comment is None:
            self.links.append(own.get("xlink:href", ""))
        elif name in _LETTERS:
            self.letters(_LETTERS[name])
        return (name.startswith("text:") and name != _FOOTNOTE) or name in (_COMMENT, _AUTHOR)

    def end(self, name: str) -> None:
        """Takes note of the end of a tag in the cell."""
        if name == _COMMENT:
            self.remarks.append(Remark(self._author, "\n".join(self._comment or ())))
            self._comment, self._text = None, self._around
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


def _with_all_links(cell: "_Open") -> tuple[str, str]:
    """(what the cell shows, the target behind it): of several links those behind the first stand in the text. A place
    in the workbook is none."""
    text = "\n".join(cell.paragraphs)
    first, *others = [link for link in cell.links if link and not link.startswith("#")] or [""]
    return "\n".join([text, *(link for link in others if link not in text)]), first
