"""The unit's sheet of a tracking workbook: what is planned, and the open cells to fill in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from itaxl.core.cells import column_letters
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.deadlines import State, days_overdue
from itaxl.core.evidence import is_address
from itaxl.core.layout import AS_OF, BY_KEY, COLUMNS, POSITION, Above, Column, Filler
from itaxl.core.records import Action, Issue, Value, shown_value
from itaxl.core.statuses import WORDS, Status
from itaxl.excel.book import ROOMY_LINE, Book, Sheet, print_blocks, printed
from itaxl.excel.tracking_checks import write_checks, write_colours
from itaxl.excel.tracking_live import (
    AGENCY_ROW,
    BAND_ROW,
    BARE,
    COUNTS_ROW,
    FIRST_ROW,
    HEADER_ROW,
    KEY_ROW,
    OPEN,
    TITLE_ROW,
    UnitSheet,
    count_formula,
    counts_as_issued,
    days_formula,
    next_due_as_issued,
    next_due_formula,
    serial,
    state_as_issued,
)

PRINTED_SPARE_ROWS = 2


def write_unit_sheet(book: Book, sheet: Sheet, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    """One unit's sheet, from the layout."""
    sheet.line_height = ROOMY_LINE
    _columns(sheet)
    _top(book, sheet, place, issue, as_of)
    for column, spec in enumerate(COLUMNS):
        header = "header_answer" if spec.filler is Filler.UNIT else "header"
        sheet.write_string(HEADER_ROW, column, spec.header, book.style(header))
        sheet.write_string(KEY_ROW, column, spec.key, book.style("key"))
    sheet.set_row_pixels(KEY_ROW, 12, None, {"hidden": True})
    for offset, action in enumerate(place.actions):
        _action(book, sheet, FIRST_ROW + offset, action, issue, as_of)
    for row in range(FIRST_ROW + len(place.actions), place.last + 1):
        _spare(book, sheet, row)
    write_checks(sheet, place, issue.settings.fiscal_year)
    write_colours(book, sheet, place)
    _view(sheet, place, issue)


def _columns(sheet: Sheet) -> None:
    for column, spec in enumerate(COLUMNS):
        sheet.set_column(column, column, spec.width, None, {"hidden": spec.key == "ref"})


def _top(book: Book, sheet: Sheet, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    """Whose sheet this is beside the titles, where it stays in view and is printed on every page; how the unit stands,
    live, above the plan; what to do, by when, and what is still asked for above the answers."""
    settings, item, title = issue.settings, POSITION["item"], POSITION["title"]
    plan, answers = POSITION["method"], POSITION["status"]
    for row, height in ((TITLE_ROW, 46), (AGENCY_ROW, 40), (COUNTS_ROW, 36), (BAND_ROW, 36)):
        sheet.set_row_pixels(row, height)
    sheet.merge_range(TITLE_ROW, POSITION["no"], AGENCY_ROW, item - 1, Above.UNIT, book.style("label_right"))
    sheet.merge_range(TITLE_ROW, item, AGENCY_ROW, title, place.unit.short, book.style("unit"))
    heading = f"{Above.HEADING} ปีงบประมาณ พ.ศ. {settings.fiscal_year} รอบที่ {issue.round}"
    sheet.write_string(TITLE_ROW, plan, heading, book.style("title_beside"))
    sheet.write_string(AGENCY_ROW, plan, settings.agency, book.style("lead_beside"))
    what_to_do = f"{Above.FILL_IN} แล้วบันทึกและส่งไฟล์นี้กลับ"
    sheet.write_string(TITLE_ROW, answers, what_to_do, book.style("subtitle_beside"))
    if place.unit.short == UNCONFIRMED:
        sheet.write_string(AGENCY_ROW, answers, f"{Above.NO_UNIT} ผู้จัดทำแผนโปรดระบุในแผน", book.style("lead_beside"))
    else:
        _next_due(book, sheet, place, issue, as_of)
    sheet.merge_range(COUNTS_ROW, POSITION["no"], COUNTS_ROW, item - 1, Above.AS_OF, book.style("label_right"))
    sheet.merge_range(COUNTS_ROW, item, COUNTS_ROW, title, None, book.style("date_beside"))
    sheet.write_formula(COUNTS_ROW, item, f"={AS_OF}", book.style("date_beside"), serial(as_of))
    counts = counts_as_issued(place, issue, as_of)
    sheet.write_formula(COUNTS_ROW, plan, _counts_formula(place), book.style("value_beside"), _counts_text(counts))
    sheet.write_formula(COUNTS_ROW, answers, _asks_formula(place), book.style("warning_beside"), _asks_text(counts))
    sheet.merge_range(BAND_ROW, POSITION["no"], BAND_ROW, answers - 1, Above.PLAN, book.style("band_plan"))
    sheet.merge_range(BAND_ROW, answers, BAND_ROW, POSITION["remarks"], Above.ANSWERS, book.style("band_answer"))
    sheet.set_row_pixels(HEADER_ROW, 2 * ROOMY_LINE)


def _next_due(book: Book, sheet: Sheet, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    """The next deadline, live."""
    column, style = POSITION["status"], book.style("date_beside")
    sheet.write_string(AGENCY_ROW, column, Above.NEXT_DUE, book.style("label_right"))
    result, formula = next_due_as_issued(place, issue, as_of), next_due_formula(place)
    sheet.write_array_formula(AGENCY_ROW, column + 1, AGENCY_ROW, column + 1, formula, style, result)


_ASKED = f"{Above.BARE} {{count}} มาตรการ โปรดวางที่อยู่เว็บ (URL)"


def _asks_formula(place: UnitSheet) -> str:
    """It names the as-of date, by which the reader knows our own formulas."""
    bare = count_formula(place, BARE)
    before, after = _ASKED.split("{count}")
    return f'=IF(OR({AS_OF}="",{bare}=0),"","{before}"&{bare}&"{after}")'


def _asks_text(counts: Mapping[str, int]) -> str:
    return _ASKED.format(count=counts[BARE]) if counts[BARE] else ""


_COUNTED = (
    (Above.TOTAL, "total"),
    ("ยังไม่เสร็จ", OPEN),
    ("แล้วเสร็จ", Status.COMPLETED),
    ("ยกเลิก", Status.CANCELLED),
    ("ใกล้ครบกำหนด", State.DUE_SOON),
    ("เกินกำหนด", State.OVERDUE),
)


def _counts_formula(place: UnitSheet) -> str:
    return "=" + '&"   "&'.join(f'"{label} "&{count_formula(place, key)}' for label, key in _COUNTED)


def _counts_text(counts: Mapping[str, int]) -> str:
    return "   ".join(f"{label} {counts[key]}" for label, key in _COUNTED)


# --- rows --------------------------------------------------------------------------------------------------


def _action(book: Book, sheet: Sheet, row: int, action: Action, issue: Issue, as_of: dt.date) -> None:
    for column, spec in enumerate(COLUMNS):
        if spec.filler is Filler.UNIT:
            write_value(book, sheet, row, column, spec, action.answers.get(spec.key), "open")
        elif spec.filler is Filler.ISSUE:
            value: Value = getattr(action, spec.key)
            if spec.key == "due_on" and value is None:
                value = action.due_text
            write_value(book, sheet, row, column, spec, value, "plan")
    texts = [(key, str(getattr(action, key))) for key in ("title", "method", "follow_up")]
    answers = [(key, shown_value(action.answers.get(key))) for key in ("evidence", "explanation", "remarks")]
    sheet.grow(row, [(text, BY_KEY[key].width) for key, text in (*texts, *answers)])
    late = days_overdue(state_as_issued(action, issue, as_of), action.due_on, as_of)
    _write_overdue(book, sheet, row, "" if late is None else late)


def _spare(book: Book, sheet: Sheet, row: int) -> None:
    """A row for an action that the unit adds."""
    for column, spec in enumerate(COLUMNS):
        if spec.filler is not Filler.FORMULA:
            write_value(book, sheet, row, column, spec, None, "plan" if spec.key == "ref" else "open")
    _write_overdue(book, sheet, row, "")


def _write_overdue(book: Book, sheet: Sheet, row: int, result: int | str) -> None:
    due, status = f"{column_letters(POSITION['due_on'])}{row + 1}", f"{column_letters(POSITION['status'])}{row + 1}"
    sheet.write_formula(row, POSITION["days_overdue"], days_formula(due, status), book.style("plan_days"), result)


_REWRITTEN = re.compile(r"[\[\]^`{}]|%(?![0-9A-Fa-f]{2})|#$")
"""What XlsxWriter escapes in an address or takes off: one that it rewrites would not come back as it was issued."""


def write_value(book: Book, sheet: Sheet, row: int, column: int, spec: Column, value: Value, look: str) -> None:
    """One typed cell: text is never taken for a formula or a number, and only a single address for a link."""
    style = book.style(f"{look}_{spec.kind}")
    if value is None or value in ("", ()):
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, Status):
        sheet.write_string(row, column, WORDS[value], style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, tuple):
        text = "\n".join(value)
        if len(value) == 1 and is_address(text) and not _REWRITTEN.search(text):
            sheet.link(row, column, text, text, book.style(f"{look}_link"), style)
        else:
            sheet.write_string(row, column, text, style)
    else:
        sheet.write_string(row, column, value, style)


# --- view, print, protection --------------------------------------------------------------------------------


_ALLOWED: Sequence[str] = (
    "format_cells", "format_columns", "format_rows", "insert_hyperlinks", "sort", "autofilter", "objects"
)  # fmt: skip


def _view(sheet: Sheet, place: UnitSheet, issue: Issue) -> None:
    last_column, answers = len(COLUMNS) - 1, POSITION["status"]
    sheet.autofilter(HEADER_ROW, 0, place.last, last_column)
    sheet.freeze_panes(FIRST_ROW, POSITION["method"])
    sheet.set_selection(FIRST_ROW, POSITION["status"], FIRST_ROW, POSITION["status"])
    sheet.set_zoom(85)
    sheet.protect("", dict.fromkeys(_ALLOWED, True))
    sheet.set_tab_color("#F59E0B")
    printed(sheet, f"{issue.settings.agency} · {place.unit.short}", landscape=True, repeat=HEADER_ROW)
    # A4 holds half the columns at a size that can be read: the plan, and from a new page on the answers beside the
    # titles. Where another face makes the columns wider, fitting keeps it at that.
    last, title = place.last_action + PRINTED_SPARE_ROWS, POSITION["title"]
    print_blocks(sheet, [(0, POSITION["no"], last, answers - 1), (0, answers, last, last_column)])
    sheet.fit_to_pages(1, 0)
    sheet.repeat_columns(POSITION["item"], title)
