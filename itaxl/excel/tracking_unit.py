"""The unit's sheet of a tracking workbook: what is planned, and the open cells to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from itaxl.core import layout
from itaxl.core.calendar import fiscal_span, in_year
from itaxl.core.cells import column_letters
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.deadlines import State, days_overdue
from itaxl.core.layout import AS_OF, BY_KEY, COLUMNS, POSITION, Above, Column, Filler, Kind
from itaxl.core.records import Action, Issue, Value, shown_value
from itaxl.core.statuses import WORDS, Status
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, printed
from itaxl.excel.tracking_live import (
    AGENCY_ROW,
    BAND_ROW,
    COUNTS_ROW,
    FIRST_ROW,
    HEADER_ROW,
    KEY_ROW,
    STATUS_WORDS,
    TITLE_ROW,
    UnitSheet,
    count_formula,
    counts_as_issued,
    is_cancelled,
    is_done,
    is_late,
    is_soon,
    next_due_as_issued,
    next_due_formula,
    serial,
    state_as_issued,
)

PRINT_SCALE = 70  # percent: 16 points become 11

PRINTED_SPARE_ROWS = 2


def write_unit_sheet(book: Book, sheet: Sheet, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    """One unit's sheet, from the layout."""
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
    _checks(sheet, place, issue)
    _colours(book, sheet, place)
    _view(sheet, place, issue)


def _columns(sheet: Sheet) -> None:
    for column, spec in enumerate(COLUMNS):
        sheet.set_column(column, column, spec.width, None, {"hidden": spec.key == "ref"})


def _top(book: Book, sheet: Sheet, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    """Whose sheet this is beside the titles, where it stays in view and is printed on every page; what to do above
    the answers; how the unit stands, live, above the plan."""
    settings, item, title = issue.settings, POSITION["item"], POSITION["title"]
    plan, answers = POSITION["method"], POSITION["status"]
    sheet.set_row_pixels(TITLE_ROW, 42)
    sheet.set_row_pixels(AGENCY_ROW, 36)
    sheet.set_row_pixels(COUNTS_ROW, 36)
    sheet.merge_range(TITLE_ROW, POSITION["no"], AGENCY_ROW, item - 1, Above.UNIT, book.style("label_right"))
    sheet.merge_range(TITLE_ROW, item, AGENCY_ROW, title, place.unit.short, book.style("unit"))
    heading = f"{Above.HEADING} ปีงบประมาณ พ.ศ. {settings.fiscal_year} รอบที่ {issue.round}"
    sheet.write_string(TITLE_ROW, plan, heading, book.style("title"))
    sheet.write_string(AGENCY_ROW, plan, settings.agency, book.style("lead"))
    sheet.write_string(TITLE_ROW, answers, f"{Above.FILL_IN} แล้วบันทึกและส่งไฟล์นี้กลับ", book.style("subtitle"))
    if place.unit.short == UNCONFIRMED:
        sheet.write_string(AGENCY_ROW, answers, f"{Above.NO_UNIT} ผู้จัดทำแผนโปรดระบุในแผน", book.style("lead"))
    else:
        _next_due(book, sheet, place, issue, as_of)
    sheet.merge_range(COUNTS_ROW, POSITION["no"], COUNTS_ROW, item - 1, Above.AS_OF, book.style("label_right"))
    sheet.merge_range(COUNTS_ROW, item, COUNTS_ROW, title, None, book.style("value_date"))
    sheet.write_formula(COUNTS_ROW, item, f"={AS_OF}", book.style("value_date"), serial(as_of))
    counts = _counts_text(place, issue, as_of)
    sheet.write_formula(COUNTS_ROW, plan, _counts_formula(place), book.style("value"), counts)
    sheet.merge_range(BAND_ROW, POSITION["no"], BAND_ROW, answers - 1, Above.PLAN, book.style("band_plan"))
    sheet.merge_range(BAND_ROW, answers, BAND_ROW, POSITION["remarks"], Above.ANSWERS, book.style("band_answer"))
    sheet.set_row_pixels(HEADER_ROW, 2 * LINE_HEIGHT)


def _next_due(book: Book, sheet: Sheet, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    """The next deadline, live."""
    column = POSITION["status"]
    sheet.write_string(AGENCY_ROW, column, Above.NEXT_DUE, book.style("label_right"))
    due = next_due_as_issued(place, issue, as_of)
    result = "" if due is None else serial(due)
    style = book.style("value_date")
    sheet.write_array_formula(AGENCY_ROW, column + 1, AGENCY_ROW, column + 1, next_due_formula(place), style, result)


_COUNTED = (
    (Above.TOTAL, "total"),
    ("แล้วเสร็จ", Status.COMPLETED),
    ("ใกล้ครบกำหนด", State.DUE_SOON),
    ("เกินกำหนด", State.OVERDUE),
)


def _counts_formula(place: UnitSheet) -> str:
    return "=" + '&"   "&'.join(f'"{label} "&{count_formula(place, key)}' for label, key in _COUNTED)


def _counts_text(place: UnitSheet, issue: Issue, as_of: dt.date) -> str:
    counts = counts_as_issued(place, issue, as_of)
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
    formula = f'=IF({is_late(due, status)},{AS_OF}-{due},"")'
    sheet.write_formula(row, POSITION["days_overdue"], formula, book.style("plan_days"), result)


def write_value(book: Book, sheet: Sheet, row: int, column: int, spec: Column, value: Value, look: str) -> None:
    """One typed cell: text is never taken for a formula, a number or a link."""
    style = book.style(f"{look}_{spec.kind}")
    if value is None or value in ("", ()):
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, Status):
        sheet.write_string(row, column, WORDS[value], style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, "\n".join(value) if isinstance(value, tuple) else value, style)


# --- checks that help, colours, view -----------------------------------------------------------------------


def _checks(sheet: Sheet, place: UnitSheet, issue: Issue) -> None:
    """Prompts and checks of the open columns. None refuses what is typed: the reader understands far more."""
    for key in layout.ANSWERS:
        spec = BY_KEY[key]
        rule = {
            "input_title": spec.header,
            "input_message": in_year(spec.prompt, issue.settings.fiscal_year),
            **_rule(spec, issue),
        }
        sheet.data_validation(FIRST_ROW, POSITION[key], place.last, POSITION[key], rule)


def _rule(spec: Column, issue: Issue) -> dict[str, object]:
    cell = f"{column_letters(POSITION[spec.key])}{FIRST_ROW + 1}"
    match spec.kind:
        case Kind.STATUS:
            return {
                "validate": "list", "source": f"={STATUS_WORDS}", "error_type": "information",
                "error_title": "สถานะ", "error_message": "เลือกจากรายการจะแน่นอนกว่า แต่พิมพ์เองได้ กด ตกลง เพื่อใช้คำที่พิมพ์",
            }  # fmt: skip
        case Kind.PERCENT:
            return {
                "validate": "custom", "value": f"=OR(ISTEXT({cell}),AND({cell}>=0,{cell}<=100))",
                "error_type": "warning", "error_title": "ความก้าวหน้า",
                "error_message": "ควรเป็นตัวเลข 0 ถึง 100 ต้องการใช้ค่านี้หรือไม่",
            }  # fmt: skip
        case Kind.DATE:
            first, last = fiscal_span(issue.settings.fiscal_year)
            low, high = serial(first.replace(year=first.year - 2)), serial(last.replace(year=last.year + 2))
            return {
                "validate": "custom", "value": f"=OR(ISTEXT({cell}),AND({cell}>={low},{cell}<={high}))",
                "error_type": "warning", "error_title": "ตรวจปีของวันที่",
                "error_message": "ปีของวันที่นี้ห่างจากปีงบประมาณมาก ตรวจว่าเป็นปี พ.ศ. ที่ถูกต้อง ต้องการใช้วันที่นี้หรือไม่",
            }  # fmt: skip
        case _:
            return {"validate": "any"}


def _colours(book: Book, sheet: Sheet, place: UnitSheet) -> None:
    """Late red, soon amber, done green, cancelled grey: over deadline, status and days overdue."""
    due, status, evidence = (
        f"${column_letters(POSITION[key])}{FIRST_ROW + 1}" for key in ("due_on", "status", "evidence")
    )
    for key in ("due_on", "status", "days_overdue"):
        _over(book, sheet, place, key, f"={is_done(status)}", "over_green")
        _over(book, sheet, place, key, f"={is_cancelled(status)}", "over_grey")
        if key != "status":  # a status that is still to be chosen keeps the colour of the cells to fill in
            _over(book, sheet, place, key, f"={is_late(due, status)}>0", "over_red")
            _over(book, sheet, place, key, f"={is_soon(due, status)}>0", "over_amber")
    _over(book, sheet, place, "evidence", f"={is_done(status)}*(LEN(TRIM({evidence}))=0)>0", "over_amber")


def _over(book: Book, sheet: Sheet, place: UnitSheet, key: str, formula: str, style: str) -> None:
    column = POSITION[key]
    options = {"type": "formula", "criteria": formula, "format": book.style(style)}
    sheet.conditional_format(FIRST_ROW, column, place.last, column, options)


_ALLOWED: Sequence[str] = (
    "format_cells", "format_columns", "format_rows", "insert_hyperlinks", "sort", "autofilter", "objects"
)  # fmt: skip


def _view(sheet: Sheet, place: UnitSheet, issue: Issue) -> None:
    last_column = len(COLUMNS) - 1
    sheet.autofilter(HEADER_ROW, 0, place.last, last_column)
    sheet.freeze_panes(FIRST_ROW, POSITION["method"])
    sheet.set_selection(FIRST_ROW, POSITION["status"], FIRST_ROW, POSITION["status"])
    sheet.set_zoom(85)
    sheet.protect("", dict.fromkeys(_ALLOWED, True))
    sheet.set_tab_color("#F59E0B")
    header = f"{issue.settings.agency} · {place.unit.short}"
    printed(sheet, header, landscape=True, repeat=HEADER_ROW)
    sheet.print_area(0, POSITION["no"], place.last_action + PRINTED_SPARE_ROWS, last_column)
    # A4 holds half the columns at a size that can be read: plan first, answers on a second page beside the titles.
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_v_pagebreaks([POSITION["status"]])
    sheet.repeat_columns(POSITION["item"], POSITION["title"])
