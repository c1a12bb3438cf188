"""Addresses of cells, as Excel shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache


def cell_of(columns: Mapping[str, int], row: int, key: str) -> str:
    """The address of a key's cell in a row: "I14"; where its column is missing that of the row's title, or else of its
    first cell, but for the hidden ref."""
    column = columns.get(key, columns.get("title"))
    if column is None:
        column = min((place for name, place in columns.items() if name != "ref"), default=0)
    return address(row, column)


def address(row: int, column: int) -> str:
    """ "I14" for row 13, column 8, both counted from 0."""
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """ "A" for column 0, "AA" for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)  # asked of cell after cell, and few columns are in use
def column_number(letters: str) -> int:
    """0 for "A", 26 for "AA"."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@lru_cache(maxsize=16384)  # the links of each unit's sheet stand in the same cells
def spot_of(address: str) -> tuple[int, int] | None:
    """(row, column) counted from 0 of "N9", or of the first cell of "N9:N12"; None for what is no address."""
    found = _CELL.match(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None
