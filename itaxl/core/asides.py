"""What stands beside or behind the values of a sheet's cells: comments, struck-through texts, formulas."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Spot: TypeAlias = tuple[int, int]
"""A cell by (row, column), counted from 0."""


class Remark(NamedTuple):
    """What somebody wrote in a comment or note on a cell; a name that the file does not give is ""."""

    author: str
    text: str


class Formula(NamedTuple):
    """A formula as Excel shows it, "=A1+1"; `counted` says that the file holds its result."""

    text: str
    counted: bool


class Asides(NamedTuple):
    """By cell of one sheet: the remarks on it in their order, what of its text is struck through ("" for all of it),
    and the formula behind it, where that is not one of ours."""

    remarks: Mapping[Spot, tuple[Remark, ...]] = {}
    struck: Mapping[Spot, str] = {}
    formulas: Mapping[Spot, Formula] = {}

    def __bool__(self) -> bool:
        return bool(self.remarks or self.struck or self.formulas)


class Comment(NamedTuple):
    """A remark, with the cell that it is on: file and sheet by name, "K7", and the key of the column, or ""."""

    file: str
    sheet: str
    cell: str
    column: str
    author: str
    text: str
