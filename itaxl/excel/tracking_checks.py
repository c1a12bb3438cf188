"""The open cells of a unit's sheet: prompts, checks that help and refuse nothing, and the colours of a row, each with a
word or sign beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from itaxl.core import layout
from itaxl.core.calendar import BE_OFFSET, fiscal_span, in_year
from itaxl.core.cells import column_letters
from itaxl.core.layout import BY_KEY, COLUMNS, POSITION, Column, Kind
from itaxl.core.years import FIRST_BUDDHIST, FIRST_DOUBLED, TWO_DIGIT_AS_1900S
from itaxl.excel.book import Book, Sheet
from itaxl.excel.tracking_live import (
    FIRST_ROW,
    STATUS_WORDS,
    UnitSheet,
    is_bare,
    is_cancelled,
    is_done,
    is_late,
    is_soon,
    serial,
)


def _first(key: str) -> str:
    """A key's cell in the first row, as rules over the whole column refer to it."""
    return f"${column_letters(POSITION[key])}{FIRST_ROW + 1}"


# --- prompts and checks ------------------------------------------------------------------------------------


def write_checks(sheet: Sheet, place: UnitSheet, fiscal_year: int) -> None:
    """Prompts and checks of the open columns. None refuses what is typed: the reader understands far more."""
    for key in layout.ANSWERS:
        spec = BY_KEY[key]
        rule = {
            "input_title": spec.header,
            "input_message": in_year(spec.prompt, fiscal_year),
            **_rule(spec, fiscal_year),
        }
        sheet.data_validation(FIRST_ROW, POSITION[key], place.last, POSITION[key], rule)


def _rule(spec: Column, fiscal_year: int) -> dict[str, object]:
    cell = _first(spec.key)
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
            near = ",".join(f"AND({cell}>={first},{cell}<={last})" for first, last in _near(fiscal_year))
            return {
                "validate": "custom", "value": f"=OR(ISTEXT({cell}),{near})",
                "error_type": "warning", "error_title": "ตรวจปีของวันที่",
                "error_message": "ปีของวันที่นี้ห่างจากปีงบประมาณมาก ตรวจว่าเป็นปี พ.ศ. ที่ถูกต้อง ต้องการใช้วันที่นี้หรือไม่",
            }  # fmt: skip
        case _:
            return {"validate": "any"}


def _near(fiscal_year: int) -> Iterator[tuple[int, int]]:
    """First and last number of a date not far from the fiscal year, for each way in which programs store a year that
    was typed as people write it, all of which the reader puts right."""
    first, last = fiscal_span(fiscal_year)
    for years in (0, BE_OFFSET, 2 * BE_OFFSET, 1900 + BE_OFFSET - fiscal_year // 100 * 100):
        yield serial(first.replace(year=first.year - 2 + years)), serial(last.replace(year=last.year + 2 + years))


# --- colours -----------------------------------------------------------------------------------------------


def write_colours(book: Book, sheet: Sheet, place: UnitSheet) -> None:
    """Late red, soon amber, done green, cancelled grey over deadline, status and days overdue, and amber where evidence
    of a finished action is missing; each with a sign or a word, too. Where two conditions hold, the first counts."""
    due, status, evidence = (_first(key) for key in ("due_on", "status", "evidence"))
    bare = f"={is_bare(status, evidence)}>0"
    _over(book, sheet, place, "evidence", bare, "over_amber")
    _over(book, sheet, place, "days_overdue", bare, "over_amber_no_evidence")
    _as_typed(book, sheet, place)
    for colour, condition in (
        ("green", is_done(status)),
        ("grey", is_cancelled(status)),
        ("red", is_late(due, status)),
        ("amber", is_soon(due, status)),
    ):
        _over(book, sheet, place, "due_on", f"={condition}>0", f"over_{colour}_due")
        _over(book, sheet, place, "days_overdue", f"={condition}>0", f"over_{colour}_word")
        if colour in ("green", "grey"):  # a status still to be chosen keeps the colour of the cells to fill in
            _over(book, sheet, place, "status", f"={condition}>0", f"over_{colour}")


def _as_typed(book: Book, sheet: Sheet, place: UnitSheet) -> None:
    """A Buddhist year that a program takes for a Gregorian one is shown as it was typed, not 543 years later."""
    for column in COLUMNS:
        if column.kind is Kind.DATE:
            for condition, style in as_typed(_first(column.key)):
                _over(book, sheet, place, column.key, f"={condition}", style)


def as_typed(cell: str) -> Iterator[tuple[str, str]]:
    """(a condition under which a date's year is a Buddhist one, the format that shows it as it was typed)."""
    eras = (
        (FIRST_BUDDHIST, FIRST_DOUBLED, "over_typed"),
        (TWO_DIGIT_AS_1900S.start, TWO_DIGIT_AS_1900S.stop, "over_typed_short"),
    )
    for first, end, style in eras:
        start, stop = serial(dt.date(first, 1, 1)), serial(dt.date(end, 1, 1))
        yield f"AND(ISNUMBER({cell}),{cell}>={start},{cell}<{stop})", style


def _over(book: Book, sheet: Sheet, place: UnitSheet, key: str, formula: str, style: str) -> None:
    column = POSITION[key]
    options = {"type": "formula", "criteria": formula, "format": book.style(style)}
    sheet.conditional_format(FIRST_ROW, column, place.last, column, options)
