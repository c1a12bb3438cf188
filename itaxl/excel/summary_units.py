"""The table by unit on the summary's page, with the units below each other, and its chart."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from itaxl.core.cells import column_letters
from itaxl.core.codes import NOBODY, UNCONFIRMED
from itaxl.core.counts import Counts, UnitCounts
from itaxl.core.deadlines import State
from itaxl.core.report import Report
from itaxl.core.statuses import Status
from itaxl.core.tracked import NOT_REPORTED, Tracked
from itaxl.core.units import children
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, letters_of, shortened
from itaxl.excel.styles import CHART_COLOURS, FONT, SMALL
from itaxl.excel.summary_counts import COLUMN, COUNTS

PAGE = "สรุป"
MOST = 8  # lines that the page has room for; what is left over stands in one line, and whole below
NAME_LETTERS = 29  # as many letters of a unit's name as fit on one line of the page
_SILENT = f" ({NOT_REPORTED})"


class Line(NamedTuple):
    """A line of the table: the units (short names) whose own actions it counts, or the sum of other lines (their
    places in the table), or the `rest` of all above it; `counts` are its results for the chart."""

    label: str
    depth: int
    units: tuple[str, ...]
    counts: tuple[Counts, ...]
    below: tuple[int, ...] = ()
    rest: bool = False


def top_lines(report: Report) -> list[Line]:
    """The units without a parent with all below them, those with most overdue first where there are too many."""
    family = children(report.units)

    def members(short: str) -> tuple[str, ...]:
        return (short, *(each for child in family.get(short, ()) for each in members(child)))

    tops = [unit for unit in report.by_unit if unit.unit.parent is None and unit.rolled_up.actions]
    kept, others = tops, []
    if len(tops) > MOST:
        ranked = sorted(tops, key=lambda unit: -unit.rolled_up.states[State.OVERDUE])
        kept, others = ranked[: MOST - 1], ranked[MOST - 1 :]
    lines = [Line(_label(unit, report, short=True), 0, members(unit.unit.short), (unit.rolled_up,)) for unit in kept]
    if others:
        units = tuple(each for unit in others for each in members(unit.unit.short))
        lines.append(Line(f"อีก {len(others)} หน่วยงาน", 0, units, tuple(unit.rolled_up for unit in others), rest=True))
    return lines


def unit_lines(report: Report) -> list[Line]:
    """Every unit, each with the units below it; a unit with others below it is their sum and its own."""
    by_short = {unit.unit.short: unit for unit in report.by_unit}
    below = children(report.units)
    lines: list[Line] = []

    def add(short: str, depth: int) -> int:
        place, unit = len(lines), by_short[short]
        lines.append(Line(_label(unit, report), depth, (short,), (unit.rolled_up,)))
        family = [each for each in below.get(short, ()) if by_short[each].rolled_up.actions]
        if family:
            own = []
            if unit.own.actions:
                own.append(len(lines))
                lines.append(Line(f"{short} (เฉพาะสำนัก/กอง)", depth + 1, (short,), (unit.own,)))
            lines[place] = lines[place]._replace(below=(*own, *[add(each, depth + 1) for each in family]))
        return place

    for unit in report.by_unit:
        if unit.unit.parent is None and unit.rolled_up.actions:
            add(unit.unit.short, 0)
    return lines


def _label(unit: UnitCounts, report: Report, *, short: bool = False) -> str:
    """The unit's name, and that it has not reported where nobody below it could have; `short`: on one line."""
    name = unit.unit.short
    if name == UNCONFIRMED:
        return NOBODY
    silent = name in report.silent_units and unit.own.actions == unit.rolled_up.actions
    ending = _SILENT if silent else ""
    return (shortened(name, NAME_LETTERS - letters_of(ending)) if short else name) + ending


def write_units(book: Book, sheet: Sheet, report: Report, row: int, lines: Sequence[Line]) -> tuple[int, int]:
    """The lines with their total from this row on; gives the rows of the first line and of the total."""
    sheet.write_string(row, 0, "หน่วยงาน", book.style("header"))
    sheet.set_row_pixels(row, 2 * LINE_HEIGHT)
    for count in COUNTS:
        sheet.write_string(row, COLUMN[count.header], count.header, book.style("header"))
    first, results = row + 1, _results(lines, report.actions)
    for place, line in enumerate(lines):
        bold = not line.depth
        sheet.write_string(first + place, 0, line.label, book.style("text_bold" if bold else "text_indent"))
        sheet.grow(first + place, [(line.label, 36 - 2 * line.depth)])
        for count, result in zip(COUNTS, results[place], strict=True):
            letters = column_letters(COLUMN[count.header])
            if line.below:
                formula = _sum(letters, first, line.below)
            elif line.rest:
                formula = f"{count.formula(report, None)}-SUM({letters}{first + 1}:{letters}{first + place})"
            else:
                formula = "+".join(count.formula(report, unit) for unit in line.units).replace("+=", "+")
            style = book.style("count_bold" if bold else "count")
            sheet.write_formula(first + place, COLUMN[count.header], formula, style, result)
    total = first + len(lines)
    top = tuple(place for place, line in enumerate(lines) if not line.depth)
    sheet.write_string(total, 0, "รวม", book.style("total"))
    for column, count in enumerate(COUNTS):
        formula = _sum(column_letters(COLUMN[count.header]), first, top)
        result = sum(results[place][column] for place in top)
        sheet.write_formula(total, COLUMN[count.header], formula, book.style("total_count"), result)
    for header, style in (("เกินกำหนด", "over_red"), ("ใกล้ครบกำหนด", "over_amber"), (NOT_REPORTED, "over_amber")):
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": book.style(style)}
        sheet.conditional_format(first, COLUMN[header], total, COLUMN[header], rule)
    return first, total


def _sum(letters: str, first: int, places: tuple[int, ...]) -> str:
    return "=" + ("+".join(f"{letters}{first + place + 1}" for place in places) or "0")


def _results(lines: Sequence[Line], actions: Sequence[Tracked]) -> list[list[int]]:
    """The counts of every line, from the last up, so that sums find their parts."""
    of_unit: dict[str, list[Tracked]] = {}
    for tracked in actions:
        of_unit.setdefault(tracked.action.unit, []).append(tracked)
    results: list[list[int]] = [[] for _ in lines]
    for place in reversed(range(len(lines))):
        line = lines[place]
        if line.below:
            results[place] = [sum(column) for column in zip(*(results[each] for each in line.below), strict=True)]
        else:
            own = [tracked for unit in line.units for tracked in of_unit.get(unit, [])]
            results[place] = [count.result(own) for count in COUNTS]
    return results


# --- chart -------------------------------------------------------------------------------------------------

_NAMES = 210  # pixels for the names beside the bars
_CHART_LETTERS = 25  # letters of a name there: a longer one takes two lines, and its neighbour's name is left out
_NUMBERS = len(COUNTS) + 3  # the column where the chart's numbers stand, right of the printed page


class _Part(NamedTuple):
    """A part of the bars: its name, colour, formula over the table's cells, and result."""

    name: str
    colour: str
    formula: str
    result: Callable[[Counts], int]


def _not_late(counts: Counts) -> int:
    closed = counts.statuses[Status.COMPLETED] + counts.statuses[Status.CANCELLED]
    return counts.actions - closed - counts.states[State.OVERDUE]


_PARTS = (
    _Part("แล้วเสร็จ", "completed", "={แล้วเสร็จ}", lambda counts: counts.statuses[Status.COMPLETED]),
    _Part("ยังไม่เกินกำหนด", "open", "={ทั้งหมด}-{แล้วเสร็จ}-{เกินกำหนด}-{ยกเลิก}", _not_late),
    _Part("เกินกำหนด", "overdue", "={เกินกำหนด}", lambda counts: counts.states[State.OVERDUE]),
    _Part("ยกเลิก", "cancelled", "={ยกเลิก}", lambda counts: counts.statuses[Status.CANCELLED]),
)


def write_chart(
    book: Book, sheet: Sheet, first: int, lines: Sequence[Line], row: int, *, width: int, least: int, most: int
) -> int:
    """A stacked bar for each line of the table that begins in row `first`, `width` in pixels and at least and, if that
    leaves room for the names, at most so many rows high; gives the last row that it covers.

    One bar alone would say less than its line in the table: then there is none. The rest of many units would dwarf
    the others, and has no bar.
    """
    every, lines = lines, [line for line in lines if not line.rest]
    if len(lines) < 2:
        return row - 1
    _chart_numbers(book, sheet, first, lines)
    chart = book.chart({"type": "bar", "subtype": "stacked"})
    last = first + len(lines) - 1
    font = {"name": FONT, "size": 12}
    for column, part in enumerate(_PARTS, _NUMBERS + 1):
        dark = part.colour in ("overdue", "cancelled")
        chart.add_series(
            {
                "name": [PAGE, first - 1, column],
                "categories": [PAGE, first, _NUMBERS, last, _NUMBERS],
                "values": [PAGE, first, column, last, column],
                "fill": {"color": CHART_COLOURS[part.colour]},
                "data_labels": {
                    "value": True, "num_format": "0;;;", "font": {**font, "color": "#FFFFFF" if dark else "#1F2937"}
                },
                "gap": 40,
            }
        )  # fmt: skip
    which = "แต่ละหน่วยงาน" if lines == every else f" {len(lines)} จาก {sum(len(line.counts) for line in every)} หน่วยงาน"
    chart.set_title({"name": f"จำนวนมาตรการของ{which}", "name_font": {**font, "size": SMALL}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"num_font": font, "reverse": True, "interval_unit": 1})
    names = _NAMES / width
    chart.set_plotarea({"layout": {"x": names, "y": 0.2, "width": 0.96 - names, "height": 0.62}})
    narrowest, comfortable = 4 + math.ceil(len(lines) * 0.75), 4 + math.ceil(len(lines) * 1.25)
    rows = max(least, narrowest, min(most, comfortable))
    chart.set_size({"width": width, "height": rows * LINE_HEIGHT})
    sheet.insert_chart(row, 0, chart, {"object_position": 1})
    return row + rows


def _chart_numbers(book: Book, sheet: Sheet, first: int, lines: Sequence[Line]) -> None:
    """What the chart shows, as formulas over the table."""
    style = book.style("muted")
    sheet.set_column(_NUMBERS, _NUMBERS, 24)
    sheet.write_string(first - 1, _NUMBERS, "ตัวเลขของกราฟ", style)
    for column, part in enumerate(_PARTS, _NUMBERS + 1):
        sheet.write_string(first - 1, column, part.name, style)
    for row, line in enumerate(lines, first):
        cells = {header: f"{column_letters(column)}{row + 1}" for header, column in COLUMN.items()}
        name = line.label.removesuffix(_SILENT)
        sheet.write_string(row, _NUMBERS, shortened(name, _CHART_LETTERS), style)
        for column, part in enumerate(_PARTS, _NUMBERS + 1):
            result = sum(part.result(counts) for counts in line.counts)
            sheet.write_formula(row, column, part.formula.format_map(cells), style, result)
