"""The live sheet สรุป of a tracking workbook: counts by unit, by formulas over the unit sheets."""

from __future__ import annotations

import datetime as dt

from itaxl.core.calendar import BE_OFFSET, NEAR_YEARS, in_year
from itaxl.core.cells import column_letters
from itaxl.core.deadlines import STATE_WORDS, State
from itaxl.core.layout import AS_OF, TOTALS_SHEET
from itaxl.core.records import Issue, Settings
from itaxl.core.statuses import WORDS
from itaxl.core.years import FIRST_BUDDHIST, FIRST_DOUBLED, TWO_DIGIT_AS_1900S
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, printed, quoted
from itaxl.excel.tracking_checks import as_typed
from itaxl.excel.tracking_live import (
    DUE_SOON,
    UnitSheet,
    count_formula,
    counts_as_issued,
    serial,
)

_OTHER = "other"
_HEADERS: tuple[tuple[str, str], ...] = (
    ("total", "ทั้งหมด"),
    *WORDS.items(),
    (_OTHER, "สถานะอื่น"),
    *((state, STATE_WORDS[state]) for state in (State.DUE_SOON, State.OVERDUE)),
)
_FIRST = 7  # the first unit's row, counted from 0


def write_totals(book: Book, places: tuple[UnitSheet, ...], issue: Issue, as_of: dt.date) -> None:
    """สรุป: as of today, or of a date typed in one cell, which every sheet follows."""
    sheet, settings = book.sheet(TOTALS_SHEET), issue.settings
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(_HEADERS), 16)
    sheet.set_row_pixels(0, 44)
    sheet.write_string(0, 0, f"สรุปความก้าวหน้า ITA ปีงบประมาณ พ.ศ. {settings.fiscal_year}", book.style("title"))
    sheet.write_string(1, 0, f"{settings.agency} · รอบที่ {issue.round} · นับจากแผ่นของหน่วยงานในไฟล์นี้", book.style("lead"))
    _as_of(book, sheet, as_of, settings)
    sheet.set_row_pixels(_FIRST - 1, 2 * LINE_HEIGHT)
    sheet.write_string(_FIRST - 1, 0, "หน่วยงาน", book.style("header"))
    for column, (_, header) in enumerate(_HEADERS, 1):
        sheet.write_string(_FIRST - 1, column, header, book.style("header"))
    for offset, place in enumerate(places):
        _unit_row(book, sheet, _FIRST + offset, place, issue, as_of)
    _total_row(book, sheet, places, issue, as_of)
    sheet.conditional_format(
        _FIRST, len(_HEADERS), _FIRST + len(places), len(_HEADERS),
        {"type": "cell", "criteria": ">", "value": 0, "format": book.style("over_red")},
    )  # fmt: skip
    sheet.conditional_format(
        _FIRST, len(_HEADERS) - 1, _FIRST + len(places), len(_HEADERS) - 1,
        {"type": "cell", "criteria": ">", "value": 0, "format": book.style("over_amber")},
    )  # fmt: skip
    sheet.freeze_panes(_FIRST, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    printed(sheet, settings.agency, landscape=True, repeat=_FIRST - 1)
    sheet.fit_to_pages(1, 0)


# Whatever calendar a machine is set to, a Buddhist year is understood; a Gregorian one only where the machine takes it.
_PROMPT = "พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 10/5/{2565} (ปี ค.ศ. ก็ได้) บรรทัดถัดไปบอกวันที่ที่ใช้จริง เป็น พ.ศ. หากเว้นว่างจะใช้วันนี้"
_UNREAD = "อ่านวันที่นี้ไม่ได้ จึงใช้วันนี้ พิมพ์เป็นตัวเลข เช่น 10/5/{2565}"


def unread_text(fiscal_year: int) -> str:
    """What stands beside a typed date that no program takes for one; `fiscal_year` in BE."""
    return in_year(_UNREAD, fiscal_year)


def _right_year(cell: str, fiscal_year: int) -> str:
    """The date in a cell with its year put right as it is in returns, by the same rules (`core.years`)."""
    year, short = f"YEAR({cell})", TWO_DIGIT_AS_1900S
    to_buddhist = fiscal_year // 100 * 100 - 1900  # makes 2565 of 1965, which a typed 65 is stored as
    is_near = f"ABS({year}+{to_buddhist}-{fiscal_year})<={NEAR_YEARS}"
    less = f"IF(AND({year}>={short.start},{year}<{short.stop},{is_near}),{BE_OFFSET - to_buddhist},0)"
    less = f"IF({year}>={FIRST_BUDDHIST},{BE_OFFSET},{less})"
    less = f"IF({year}>={FIRST_DOUBLED},{2 * BE_OFFSET},{less})"
    return f"DATE({year}-{less},MONTH({cell}),DAY({cell}))"


def _as_of(book: Book, sheet: Sheet, as_of: dt.date, settings: Settings) -> None:
    fiscal_year = settings.fiscal_year
    sheet.write_string(3, 0, "ต้องการดู ณ วันที่ (เว้นว่าง = วันนี้)", book.style("label"))
    sheet.write_blank(3, 1, None, book.style("open_date"))
    prompt = in_year(_PROMPT, fiscal_year)
    sheet.data_validation(
        3, 1, 3, 1, {"validate": "any", "input_title": "ณ วันที่", "input_message": prompt}
    )  # fmt: skip
    for condition, style in as_typed("$B$4"):
        sheet.conditional_format(
            3, 1, 3, 1, {"type": "formula", "criteria": f"={condition}", "format": book.style(style)}
        )  # fmt: skip
    unread = f'=IF(OR($B$4="",ISNUMBER($B$4)),"","{unread_text(fiscal_year)}")'
    sheet.write_formula(3, 2, unread, book.style("warning"), "")
    sheet.write_string(4, 0, "ตัวเลขด้านล่าง ณ วันที่", book.style("label"))
    formula = f"=IF(ISNUMBER($B$4),{_right_year('$B$4', fiscal_year)},TODAY())"
    sheet.write_formula(4, 1, formula, book.style("value_date"), serial(as_of))
    sheet.write_string(4, 3, "เตือนก่อนครบกำหนด (วัน)", book.style("label"))
    sheet.write_number(4, 5, settings.due_soon_days, book.style("value"))
    name = quoted(TOTALS_SHEET)
    book.define(AS_OF, f"{name}!$B$5")
    book.define(DUE_SOON, f"{name}!$F$5")


def _unit_row(book: Book, sheet: Sheet, row: int, place: UnitSheet, issue: Issue, as_of: dt.date) -> None:
    counts = counts_as_issued(place, issue, as_of)
    sheet.write_url(row, 0, f"internal:{quoted(place.name)}!A1", book.style("link"), place.unit.short)
    for column, (key, _) in enumerate(_HEADERS, 1):
        if key == _OTHER:
            formula, result = f"=B{row + 1}-SUM(C{row + 1}:F{row + 1})", 0
        else:
            formula, result = "=" + count_formula(place, key), counts[key]
        sheet.write_formula(row, column, formula, book.style("count"), result)


def _total_row(book: Book, sheet: Sheet, places: tuple[UnitSheet, ...], issue: Issue, as_of: dt.date) -> None:
    row, all_counts = _FIRST + len(places), [counts_as_issued(place, issue, as_of) for place in places]
    sheet.write_string(row, 0, "รวม", book.style("total"))
    for column, (key, _) in enumerate(_HEADERS, 1):
        letter = column_letters(column)
        result = sum(counts.get(key, 0) for counts in all_counts)
        formula = f"=SUM({letter}{_FIRST + 1}:{letter}{row})"
        sheet.write_formula(row, column, formula, book.style("total_count"), result)
