"""A table that a program saved as text: which letters and which separator it is in, read into a grid.

Excel's own export is in the machine's code page with commas, in Europe with semicolons; "Unicode text" is UTF-16 with
tabs; LibreOffice and Google write UTF-8.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from itaxl.core.filenames import base, own_name
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reading import CellError
from itaxl.core.table import Grid
from itaxl.core.unitsheets import find_table

SUFFIX = ".csv"
MOST_CELLS = 1_000_000  # a unit's sheet has some thousands
LARGEST = 10_000_000  # bytes: the largest of a unit's sheets has some hundred thousand; as a table, they take far more
SEPARATORS = (",", ";", "\t")

_HEAD = 60  # rows in which a table begins
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)")
_NEVER_TYPED = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ufffe]")
_SEPARATOR_TOLD = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


def is_csv(file: str, data: bytes) -> bool:
    """True for a file that is called one, and for a text in which a unit's table is found."""
    if base(file).lower().endswith(SUFFIX):
        return True
    text = _decoded(data) if len(data) <= LARGEST else None
    return text is not None and find_table(_grid(file, text, _separator(file, text), _HEAD)) is not None


def read_csv(file: str, data: bytes) -> Grid:
    """The table, on a sheet that is called after the file, as Excel does; a text such as "#REF!" is an error cell.

    Raises CannotGoOn for bytes that are no text, and for more of them or more cells than a sheet of ours can have.
    """
    if len(data) > LARGEST:
        raise CannotGoOn(Problem("file-too-large", file, found=f"> {LARGEST // 1_000_000} MB"))
    text = _decoded(data)
    if text is None:
        raise CannotGoOn(Problem("csv-undecodable", file))
    return _grid(file, text, _separator(file, text))


def _decoded(data: bytes) -> str | None:
    """The text, whatever it is written in; None for bytes that are none."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _NEVER_TYPED.search(text) else text
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in data[:1024]:  # UTF-16 without its mark: separators have their zero second in the little-endian one
        little = data[1:1024:2].count(0) > data[:1024:2].count(0)
        return ("utf-16-le" if little else "utf-16-be",)
    return ("utf-8-sig", "cp874")


def _separator(file: str, text: str) -> str:
    """What the file says itself; otherwise what makes a unit's table of it, or the most columns."""
    if told := _SEPARATOR_TOLD.match(text):
        return told[1]

    def worth(separator: str) -> tuple[int, int]:
        try:
            grid = _grid(file, text, separator, _HEAD)
        except CannotGoOn as stop:
            if stop.problem.code == "file-too-large":
                raise
            return -1, 0  # it is not this one
        table = find_table(grid)
        return len(table.columns) if table else 0, max(map(len, grid.rows), default=0)

    return max(SEPARATORS, key=worth)


def _grid(file: str, text: str, separator: str, most: int | None = None) -> Grid:
    """The grid of the first so many rows, or of all."""
    if told := _SEPARATOR_TOLD.match(text):
        text = text[told.end() :]
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        return Grid(file, own_name(file), list(_counted(file, islice(lines, most))))
    except csv.Error as error:  # a quotation mark that is never closed
        raise CannotGoOn(Problem("file-damaged", file, found=f"{lines.line_num}: {error}")) from None


def _counted(file: str, lines: Iterator[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for values in lines:
        cells += len(values) or 1
        if cells > MOST_CELLS:
            raise CannotGoOn(Problem("file-too-large", file, found=f"> {MOST_CELLS:,}"))
        yield [CellError(value) if value[:1] == "#" and _ERROR.fullmatch(value) else value for value in values]
