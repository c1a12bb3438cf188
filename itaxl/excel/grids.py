"""The values of a workbook's sheets, read with python-calamine."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, load_workbook

from itaxl.core.asides import Spot
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reading import Cell, CellError, percentage, shown
from itaxl.core.table import Grid
from itaxl.excel.extents import MOST_IN_ALL
from itaxl.excel.gate import Admitted, admit
from itaxl.excel.kinds import FileKind
from itaxl.excel.marks import CellMap, Look


class Workbook:
    """An admitted workbook, open for reading.

    Raises CannotGoOn with the problem "file-damaged" when a sheet cannot be read or is called like another, and with
    "file-too-large" when the sheets together span more cells than a machine should hold.
    """

    def __init__(self, admitted: Admitted) -> None:
        self.admitted = admitted
        self._cells = 0
        self.sheets: tuple[str, ...] = tuple(admitted.grids)
        if admitted.kind is FileKind.ODS:
            return
        with self._named_if_damaged():
            self._book: CalamineWorkbook = load_workbook(BytesIO(admitted.marks.book))
        every = self._book.sheets_metadata
        # Tables stand on other kinds of sheets as well, such as those of old macros.
        self.sheets = tuple(
            sheet.name for sheet in every if sheet.typ == SheetTypeEnum.WorkSheet or self._holds_values(sheet.name)
        )
        if len(set(self.sheets)) < len(self.sheets):  # the reader finds the first of one name only
            raise CannotGoOn(Problem("file-damaged", admitted.file))

    def _holds_values(self, sheet: str) -> bool:
        try:
            with self._named_if_damaged():
                return self._book.get_sheet_by_name(sheet).start is not None
        except CannotGoOn:
            return False

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet, with the error cells and links that the gate found in it."""
        if sheet in self.admitted.grids:
            return self.admitted.grids[sheet]
        with self._named_if_damaged():
            found = self._book.get_sheet_by_name(sheet)
            self._cells += _spanned(found)
            if self._cells > MOST_IN_ALL:
                raise CannotGoOn(Problem("file-too-large", self.admitted.file, found=sheet))
            rows: Sequence[Sequence[Cell]] = found.to_python()
        admitted, marks = self.admitted, self.admitted.marks
        errors = marks.errors.get(sheet, {})
        top, left = found.start or (0, 0)
        if errors:
            rows, top, left = _with_errors(rows, top, left, errors)
        if looks := marks.looks.get(sheet):
            rows = _as_they_look(rows, top, left, looks, marks.epoch)
        merged = found.merged_cell_ranges or ()  # None in formats in which calamine does not look for them
        links, asides = marks.links.get(sheet, {}), marks.asides.get(sheet) or None
        return Grid(admitted.file, sheet, rows, top, left, links, marks.epoch, merged, asides, bool(errors))

    def grids(self, *but: str) -> Iterator[Grid]:
        """The grids of all sheets but these."""
        return (self.grid(sheet) for sheet in self.sheets if sheet not in but)

    def text_rows(self, sheet: str) -> list[list[str]]:
        """A sheet's rows as text, from column A on."""
        grid = self.grid(sheet)
        margin = [""] * grid.left
        return [margin + [value if type(value) is str else shown(value) for value in values] for values in grid.rows]

    @contextlib.contextmanager
    def _named_if_damaged(self) -> Iterator[None]:
        """Raises CannotGoOn where the reader fails. A panic of Rust's, as over a cut-off .xls, is no Exception, and its
        class cannot be imported; the reader can go on after it."""
        code = "file-damaged"
        try:
            yield
        except (CalamineError, OSError, ValueError):
            pass  # what the reader says of it helps nobody: it is not our language, and often one letter
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            if "pointer is null" in str(error):  # Python had no room for an object
                code = "file-memory"
        else:
            return
        raise CannotGoOn(Problem(code, self.admitted.file))


def open_workbook(path: Path, name: str, otherwise: Problem, only: Container[str] | None = None) -> Workbook:
    """The workbook in a file, which the user calls `name`; `only` names the sheets that will be read, where those are
    not all.

    Raises CannotGoOn for a file that is kept out, and with `otherwise` for a CSV or a zip of files.
    """
    admitted = admit(path, name, only=only)
    if isinstance(admitted, Problem):
        raise CannotGoOn(otherwise if admitted.code == "file-zip" else admitted)
    if admitted.kind is FileKind.CSV:
        raise CannotGoOn(otherwise)
    return Workbook(admitted)


def _spanned(sheet: CalamineSheet) -> int:
    """Cells from the first to the last value of a sheet."""
    if sheet.start is None or sheet.end is None:
        return 0
    return (sheet.end[0] - sheet.start[0] + 1) * (sheet.end[1] - sheet.start[1] + 1)


def _with_errors(
    rows: Sequence[Sequence[Cell]], top: int, left: int, errors: CellMap
) -> tuple[list[list[Cell]], int, int]:
    """The rows with the error cells that the reader gives as blank, and where they begin.

    An error cell outside the other values makes the grid larger, but never beyond what one sheet of ours can be.
    """
    near = {place: error for place, error in errors.items() if place[0] < _FAR and place[1] < _FAR}
    first = min([top, *(row for row, _ in near)])
    start = min([left, *(column for _, column in near)])
    height = max([top + len(rows), *(row + 1 for row, _ in near)]) - first
    width = max([left + max(map(len, rows), default=0), *(column + 1 for _, column in near)]) - start
    grid: list[list[Cell]] = [[""] * width for _ in range(height)]
    for offset, values in enumerate(rows, top - first):
        grid[offset][left - start : left - start + len(values)] = values
    for (row, column), error in near.items():
        grid[row - first][column - start] = CellError(error)
    return grid, first, start


def _as_they_look(
    rows: Sequence[Sequence[Cell]], top: int, left: int, looks: Mapping[Spot, Look], epoch: dt.date
) -> list[Sequence[Cell]]:
    """The rows with what a person sees in place of a number: "60%" for 0.6, a date for its serial."""
    seen: dict[int, list[Cell]] = {}
    for (row, column), look in looks.items():
        place, offset = row - top, column - left
        if 0 <= place < len(rows) and 0 <= offset < len(rows[place]):
            number = rows[place][offset]
            if isinstance(number, int | float) and not isinstance(number, bool):
                values = seen.get(place) or seen.setdefault(place, list(rows[place]))
                values[offset] = percentage(number) if look is Look.PERCENT else _day(number, epoch)
    return [seen.get(place, values) for place, values in enumerate(rows)]


def _day(serial: float, epoch: dt.date) -> Cell:
    """The date of a serial; as it is, where there is none: a time of day, or beyond the calendar."""
    try:
        return epoch + dt.timedelta(days=int(serial)) if serial >= 1 else serial
    except OverflowError:
        return serial


_FAR = 5_000  # rows or columns from the corner: an error cell further out belongs to no table of ours
