"""Addresses of cells, as Excel shows them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache


def cell_of(columns: Mapping[str, int], row: int, key: str) -> str:
    """The address of a key's cell in a row: "I14"; the row alone ("14") where its column is missing."""
    column = columns.get(key)
    return str(row + 1) if column is None else address(row, column)


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
