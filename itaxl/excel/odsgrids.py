"""The sheets of an .ods as grids: what python-calamine would do for other kinds, and what stands beside the values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, product

from itaxl.core.asides import Asides, Spot
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reading import Cell, CellError, shown
from itaxl.core.table import Grid, Range
from itaxl.excel.extents import FAR_COLUMN, FAR_ROW, MOST_CELLS, MOST_IN_ALL, MOST_TEXT, FarCell, far_problems
from itaxl.excel.odscells import OdsCell, ods_cells

_MOST_SPOTS = 300_000  # links and formulas of all sheets, one for each place


def ods_grids(file: str, content: bytes) -> tuple[dict[str, Grid], list[Problem]]:
    """(the grid of each sheet by its name, what was left out of them); `file` is what the user calls it.

    Raises CannotGoOn for a content that is damaged, and where the sheets together span more than a machine should hold.
    """
    grids: dict[str, Grid] = {}
    problems: list[Problem] = []
    spots_left, text_left, cells_left = _MOST_SPOTS, MOST_TEXT, MOST_IN_ALL
    for sheet, cells in ods_cells(file, content).items():
        near, far = _near(cells)
        problems += far_problems(file, sheet, far)
        text_left -= sum(_places(cell) * len(cell.value) for cell in near if isinstance(cell.value, str))
        spots_left -= sum(_places(cell) for cell in near if cell.link or cell.formula)
        high, wide = _reach(near)
        cells_left -= high * wide
        if min(spots_left, text_left, cells_left) < 0:
            raise CannotGoOn(Problem("file-too-large", file, found=sheet))
        grids[sheet] = _grid(file, sheet, near)
    return grids, problems


def _reach(cells: Sequence[OdsCell]) -> tuple[int, int]:
    """(rows, columns) from A1 to the last value."""
    valued = [cell for cell in cells if cell.value != ""]
    return max((cell.below for cell in valued), default=0), max((cell.beyond for cell in valued), default=0)


def _places(cell: OdsCell) -> int:
    return (cell.below - cell.row) * (cell.beyond - cell.column)


def _near(cells: list[OdsCell]) -> tuple[list[OdsCell], list[FarCell]]:
    """(the cells, those that were left out): all and none, unless they span more than can be read."""
    high, wide = _reach(cells)
    if high * wide <= MOST_CELLS:
        return cells, []
    near: list[OdsCell] = []
    far: list[FarCell] = []
    for cell in cells:
        outside = cell.row >= FAR_ROW or cell.column >= FAR_COLUMN
        if not outside:
            near.append(cell._replace(below=min(cell.below, FAR_ROW), beyond=min(cell.beyond, FAR_COLUMN)))
        if cell.value != "" and (outside or cell.below > FAR_ROW or cell.beyond > FAR_COLUMN):
            row = cell.row if outside or cell.below <= FAR_ROW else FAR_ROW
            column = cell.column if outside or row == FAR_ROW else FAR_COLUMN
            far.append(FarCell(row, column, shown(cell.value)))
    return near, far


def _grid(file: str, sheet: str, cells: Sequence[OdsCell]) -> Grid:
    valued = [cell for cell in cells if cell.value != ""]
    top = min((cell.row for cell in valued), default=0)
    left = min((cell.column for cell in valued), default=0)
    links = {spot: cell.link for cell in cells if cell.link for spot in _spots(cell)}
    remarks = {(cell.row, cell.column): cell.remarks for cell in cells if cell.remarks}
    formulas = {spot: cell.formula for cell in cells if cell.formula for spot in _spots(cell)}
    return Grid(
        file,
        sheet,
        _rows(valued, top, left),
        top,
        left,
        links,
        merged=[_joined(cell) for cell in cells if cell.rows * cell.columns > 1],
        asides=Asides(remarks, {}, formulas) or None,
        has_errors=any(isinstance(cell.value, CellError) for cell in valued),
    )


def _spots(cell: OdsCell) -> Iterator[Spot]:
    return product(range(cell.row, cell.below), range(cell.column, cell.beyond))


def _joined(cell: OdsCell) -> Range:
    return (cell.row, cell.column), (cell.row + cell.rows - 1, cell.column + cell.columns - 1)


def _rows(cells: Sequence[OdsCell], top: int, left: int) -> list[Sequence[Cell]]:
    """The rows from the first value to the last; those that are repeated, and blank ones, are one and the same."""
    width = max((cell.beyond for cell in cells), default=0) - left
    rows: list[Sequence[Cell]] = []
    blank: Sequence[Cell] = ("",) * width
    for (row, below), same in groupby(cells, lambda cell: (cell.row, cell.below)):
        rows += [blank] * (row - top - len(rows))
        values: list[Cell] = [""] * width
        for cell in same:
            values[cell.column - left : cell.beyond - left] = [cell.value] * (cell.beyond - cell.column)
        rows += [values] * (below - row)
    return rows
