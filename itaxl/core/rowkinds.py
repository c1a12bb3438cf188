"""What a row of a unit's table is, before anybody asks which action it answers: typed, the header once more, a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from itaxl.core import layout
from itaxl.core.codes import read_item
from itaxl.core.evidence import read_evidence
from itaxl.core.matching import Claim
from itaxl.core.merged import Claimed
from itaxl.core.reading import Cell, CellError, shown
from itaxl.core.records import Tally
from itaxl.core.statuses import WORDS, read_status
from itaxl.core.table import Grid, Table, all_blank, header_key
from itaxl.core.text import is_blank, squashed

# Words that begin a row of totals or notes under the table, as people write them.
_NOTE_WORDS = tuple(squashed(word) for word in ("รวม", "หมายเหตุ", "ลงชื่อ", "ผู้รับรอง", "ตรวจแล้ว", "total"))
# Titles that no action has, whatever is counted beside them.
_NOTE_TITLES = frozenset(
    squashed(word) for word in ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "รวมจำนวน", "หมายเหตุ", "total", "grand total")
)
_SIGNED = tuple(squashed(word) for word in ("ลงชื่อ", "(ลงชื่อ", "ลงนาม", "(ลงนาม"))
_LONGEST_HEADER = 25  # letters of a title's header, a few blanks among them
_NUMBER = re.compile(r"[(\[]?\d{1,3}[)\]]?")  # of a column, such as "(3)"


def typed_rows(table: Table, claims: Sequence[Claim]) -> Iterator[Claimed]:
    """The rows of a table in which somebody typed something; our own formula's result is nothing of that."""
    skip = _formula_place(table)
    for (row, values), claim in zip(table.rows(), claims, strict=True):
        if not is_blank(claim.title) or any(
            value != "" and place != skip and not is_blank(value) for place, value in enumerate(values)
        ):
            yield row, values, claim


def unread_rows(grid: Grid, table: Table | None, claims: Sequence[Claim]) -> Tally:
    """The sum of a sheet that is not read: its rows below the header, where it has one, to the last typed one."""
    if table:
        typed, first = [row for row, _, _ in typed_rows(table, claims)], table.first
    else:
        typed, first = [row for row, values in enumerate(grid.rows, grid.top) if not all_blank(values)], grid.top
    last = typed[-1] - first + 1 if typed else 0
    return Tally(last, 0, len(typed), last - len(typed))


def is_header(table: Table, values: Sequence[Cell], claim: Claim) -> bool:
    """True for the header, pasted once more, and for our row of keys, carried there by a sort."""
    return (
        len(claim.title) < _LONGEST_HEADER
        and _named(claim.title) == "title"
        and _named(table.value(values, "status")) == "status"
    )


def _named(header: Cell) -> str | None:
    """The key of the column that has such a header."""
    return layout.HEADERS.get(header_key(header)) if isinstance(header, str) else None


def is_note(table: Table, values: Sequence[Cell], claim: Claim) -> bool:
    """True for a row of totals or notes, which begins like one, names no action, and answers nothing but numbers, or
    has a title that says so and no status; and for a row that numbers the columns."""
    if (
        len(claim.title) < 6
        and _NUMBER.fullmatch(claim.title)
        and all(_NUMBER.fullmatch(shown(value)) for value in values if value)
    ):
        return True
    if claim.ref or read_item(claim.item):
        return False
    if squashed(claim.title).rstrip(":") in _NOTE_TITLES:
        return read_status(table.value(values, "status")).value not in WORDS
    if claim.method or not squashed(_first_text(values)).startswith(_NOTE_WORDS):
        return False
    answers = (table.value(values, key) for key in layout.ANSWERS)
    return all(is_blank(value) or isinstance(value, int | float | CellError) for value in answers)


def is_signature(table: Table, values: Sequence[Cell], claim: Claim, *, below: bool) -> bool:
    """True for a line to sign on, as offices put them under a table, and for what stands `below` one, names and
    positions; never for a row that names an action or gives a status, an address, a number or a date."""
    if claim.ref or claim.method or read_item(claim.item) or not _is_name(claim.title):
        return False
    if read_status(table.value(values, "status")).value in WORDS:
        return False
    return (below or signs(values)) and all(_is_prose(value) for value in typed_cells(table, values))


def typed_cells(table: Table, values: Sequence[Cell]) -> list[Cell]:
    """What somebody typed in a row; our own formula's result is nothing of that."""
    skip = _formula_place(table)
    return [value for place, value in enumerate(values) if place != skip and not is_blank(value)]


def _formula_place(table: Table) -> int | None:
    """Where in a row's values our own formula stands; None where the column is missing."""
    column = table.columns.get("days_overdue")
    return None if column is None else column - table.grid.left


def _is_prose(value: Cell) -> bool:
    return isinstance(value, str) and not isinstance(value, CellError) and not read_evidence(value)


def _is_name(title: str) -> bool:
    """True for no title, and for a signer's name in brackets."""
    return not title or squashed(title).startswith(_SIGNED) or (title.startswith("(") and title.endswith(")"))


def signs(values: Sequence[Cell]) -> bool:
    """True for a row that begins with the words of a line to sign on."""
    return squashed(_first_text(values)).startswith(_SIGNED)


def _first_text(values: Sequence[Cell]) -> str:
    return next((value for value in values if isinstance(value, str) and value.strip()), "")
