"""The trend on the summary's page: finished actions against those that should have been, summary by summary."""

from __future__ import annotations

from itaxl.core.cells import column_letters
from itaxl.core.history import Point
from itaxl.core.report import Report
from itaxl.core.statuses import SHOWN, Status
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet
from itaxl.excel.styles import FONT, GREEN, MUTED, RED, SMALL
from itaxl.excel.summary_counts import BY_HEADER, COUNTS, countifs
from itaxl.excel.summary_sheets import DUE, STATUS
from itaxl.excel.summary_units import PAGE

_NUMBERS = len(COUNTS) + 9  # the column where the trend's numbers stand, right of those of the bars
_MOST = 12  # points that a chart of this size shows apart

_HEADERS = ("ณ วันที่", "มาตรการทั้งหมด", "ครบกำหนดแล้ว", "แล้วเสร็จ", "เกินกำหนด", "คะแนนประมาณ", "คะแนนหากทำครบ")
_LINES = ((1, MUTED, "dash", "none"), (2, RED, "solid", "diamond"), (3, GREEN, "solid", "circle"))
"""The lines of the chart: column among the numbers, colour, dash and marker, apart in black and white too."""


def has_trend(report: Report) -> bool:
    """True once there are two points to draw a line between."""
    return len(report.history) > 1


def write_trend(
    book: Book, sheet: Sheet, report: Report, first: int, row: int, *, left: int, width: int, rows: int
) -> int:
    """A line of finished actions against all and against those whose deadline has passed, from this row on and so many
    rows high, `left` and `width` in pixels; its numbers from row `first` on. Gives the last row that it covers."""
    _numbers(book, sheet, report, first)
    last = first + len(report.history) - 1
    start = max(first, last - _MOST + 1)
    chart = book.chart({"type": "line"})
    font = {"name": FONT, "size": 12}
    for offset, colour, dash, marker in _LINES:
        column = _NUMBERS + offset
        chart.add_series(
            {
                "name": [PAGE, first - 1, column],
                "categories": [PAGE, start, _NUMBERS, last, _NUMBERS],
                "values": [PAGE, start, column, last, column],
                "line": {"color": colour, "width": 2.25, "dash_type": dash},
                "marker": {"type": marker, "size": 6, "fill": {"color": colour}, "border": {"color": colour}},
                "data_labels": {"value": offset == _LINES[-1][0], "position": "above", "font": font},
            }
        )
    title = {"name": "ความก้าวหน้าเทียบกับกำหนด", "name_font": {**font, "size": SMALL}, "overlay": False}
    chart.set_title(title)
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"text_axis": True, "num_font": font, "num_format": book.date_format.replace("yyyy", "yy")})
    chart.set_y_axis({"min": 0, "num_font": font, "major_gridlines": {"visible": False}, "num_format": "0"})
    chart.set_size({"width": width, "height": rows * LINE_HEIGHT})
    sheet.insert_chart(row, 0, chart, {"object_position": 1, "x_offset": left})
    return row + rows


def _numbers(book: Book, sheet: Sheet, report: Report, first: int) -> None:
    """One row for each summary: the earlier ones as they said, this one as formulas over รายการทั้งหมด."""
    style, date = book.style("muted"), book.style("muted_date")
    sheet.set_column(_NUMBERS, _NUMBERS + len(_HEADERS) - 1, 16)
    for offset, header in enumerate(_HEADERS if report.points else _HEADERS[:-2]):
        sheet.write_string(first - 1, _NUMBERS + offset, header, style)
    for row, point in enumerate(report.history, first):
        sheet.write_datetime(row, _NUMBERS, point.as_of, date)
        formulas = _formulas(report, row) if point is report.history[-1] else {}
        for offset, number in enumerate(_counted(point), 1):
            if offset in formulas:
                sheet.write_formula(row, _NUMBERS + offset, formulas[offset], style, number)
            elif number is not None:
                sheet.write_number(row, _NUMBERS + offset, number, style)


def _counted(point: Point) -> tuple[float | None, ...]:
    estimates = (None if each is None else round(each, 2) for each in (point.estimate, point.projected))
    return (point.actions, point.due, point.completed, point.overdue, *estimates)


def _formulas(report: Report, row: int) -> dict[int, str]:
    """The counts of this summary, by their column among the numbers."""
    day = f"{column_letters(_NUMBERS)}{row + 1}"
    due = countifs(report, [(DUE, f'"<="&{day}'), (STATUS, f'"<>{SHOWN[Status.CANCELLED]}"')])
    headers = {1: "ทั้งหมด", 3: "แล้วเสร็จ", 4: "เกินกำหนด"}
    return {2: due} | {offset: BY_HEADER[header].formula(report, None) for offset, header in headers.items()}
