"""The guide and the totals of a tracking workbook: they ask for nothing, and yet people write on them.

What was issued on them is carried in the hidden sheet, a mark for each text, so that what is new is known and told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from zlib import crc32

from itaxl.core.beside import told_of_remarks
from itaxl.core.carried import Rows
from itaxl.core.columns import told_outside
from itaxl.core.dates import read_date
from itaxl.core.layout import GUIDE_SHEET, TOTALS_SHEET
from itaxl.core.problems import Problem
from itaxl.core.reading import Cell, How
from itaxl.core.table import Grid
from itaxl.core.text import is_blank, squashed

SHEETS = (GUIDE_SHEET, TOTALS_SHEET)
_KEY = "own_texts"


def text_rows(texts: Iterable[str]) -> Rows:
    """The row of the hidden sheet that carries the texts issued on these sheets."""
    return [(_KEY, " ".join(sorted(set(map(_mark, texts)))))]


def issued_texts(rows: Rows) -> frozenset[str]:
    """The marks of those texts, from the hidden sheet's rows; none where an earlier version wrote it."""
    return frozenset(next((row[1] for row in rows if len(row) > 1 and row[0] == _KEY), "").split())


def _mark(text: str) -> str:
    """What texts are compared by, whatever a program makes of their blanks."""
    return f"{crc32(squashed(text).encode()):08x}"


def told_of(grid: Grid, issued: Collection[str], fiscal_year: int) -> list[Problem]:
    """What somebody wrote on one of these sheets, and the comments on its cells; a typed date is what the totals are
    asked for. Numbers are the results of formulas there."""
    found = list(_texts(grid, fiscal_year, issued)) if issued else []
    return [*told_outside(grid, found), *told_of_remarks(grid)]


def _texts(grid: Grid, fiscal_year: int, issued: Collection[str]) -> Iterator[tuple[int, int, Cell]]:
    for row, values in enumerate(grid.rows, grid.top):
        for column, value in enumerate(values, grid.left):
            if type(value) is not str or value == "" or is_blank(value) or _mark(value) in issued:
                continue
            if read_date(value, fiscal_year, epoch=grid.epoch).how is How.UNREADABLE:
                yield row, column, value
