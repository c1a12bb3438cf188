"""The first sheet of a tracking workbook: what to do, in five steps, with an example row."""

from __future__ import annotations

import datetime as dt

from itaxl.core.calendar import BE_OFFSET, in_year, month_end
from itaxl.core.dates import read_date
from itaxl.core.evidence import read_evidence
from itaxl.core.layout import BY_KEY, GUIDE_SHEET, GUIDE_TITLE, TOTALS_SHEET, Above, Kind
from itaxl.core.records import Issue, Value
from itaxl.core.statuses import WORDS, Status, read_status
from itaxl.excel.book import ROOMY_LINE, Book, Sheet, printed, quoted
from itaxl.excel.tracking_live import STATUS_WORDS, UnitSheet
from itaxl.excel.tracking_unit import write_value

_STEPS = (
    "เปิดแผ่นงานชื่อหน่วยงานของท่าน จากแถบสีส้มด้านล่าง",
    "กรอกเฉพาะช่องสีเหลือง ช่องสีเทาเป็นแผน ไม่ต้องแก้",
    "เลือก สถานะ จากรายการ ถ้าเสร็จแล้วใส่ วันที่แล้วเสร็จ และวางที่อยู่เว็บของหลักฐาน",
    "พิมพ์วันที่อย่างที่เขียนปกติ เช่น 20 เม.ย. {65} หรือ 20/4/{2565} หากมีมาตรการเพิ่ม กรอกในแถวว่างท้ายตาราง",
    "บันทึกไฟล์ แล้วส่งกลับให้ผู้จัดทำแผน ไม่ต้องเปลี่ยนชื่อไฟล์หรือแผ่นงาน",
)
_MEANINGS = {
    Status.NOT_STARTED: "ยังไม่เริ่มดำเนินการ",
    Status.IN_PROGRESS: "เริ่มแล้วแต่ยังไม่เสร็จ บอกความก้าวหน้าเป็นร้อยละได้",
    Status.COMPLETED: "เสร็จและเผยแพร่แล้ว ใส่วันที่แล้วเสร็จและหลักฐาน",
    Status.CANCELLED: "ไม่ดำเนินการแล้ว บอกเหตุผลในช่อง ปัญหา/อุปสรรค",
}
_COLOURS = (
    ("mark_red", "▲ แดง = เกินกำหนด บอกจำนวนวัน"),
    ("mark_amber", "● ส้ม = ใกล้ครบกำหนด"),
    ("mark_amber", "! ส้ม = แล้วเสร็จแต่ยังไม่มีหลักฐาน"),
    ("mark_green", "✓ เขียว = แล้วเสร็จ"),
    ("mark_grey", "✕ เทา = ยกเลิก"),
)
_NOTES = (
    "แถวไม่พอ หรือต้องการเรียงลำดับ: รีวิว > ยกเลิกการป้องกันแผ่นงาน (ไม่มีรหัสผ่าน)",
    "พิมพ์แล้วได้แผ่นละครึ่งตาราง (แผน และคำตอบ) ต้องการทุกคอลัมน์ในแผ่นเดียว: ไฟล์ > พิมพ์ > เลือกกระดาษ A3 และ ละเว้นพื้นที่พิมพ์",
)
_PLAN, _ANSWERS = ("no", "title", "due_on"), (
    "status", "progress", "completed_on", "evidence", "explanation", "reporter"
)  # fmt: skip
_EXAMPLE_TITLE = "โครงสร้าง"
_WIDTHS = (2, 12, 22, 16, 19, 12, 15, 34, 26, 12, 14)  # 16 points become 11 on the width of A4
_LAST = len(_WIDTHS) - 1


def write_guide(book: Book, places: tuple[UnitSheet, ...], issue: Issue) -> None:
    """คำชี้แจง, with the words of the status drop-down as a named range."""
    sheet = book.sheet(GUIDE_SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row_pixels(0, 48)
    sheet.write_string(0, 1, f"{GUIDE_TITLE} {len(_STEPS)} ขั้นตอน", book.style("title"))
    settings = issue.settings
    lead = f"{settings.agency} · ปีงบประมาณ พ.ศ. {settings.fiscal_year} · รอบที่ {issue.round}"
    sheet.write_string(1, 1, lead, book.style("lead"))
    there = places[0].name if len(places) == 1 else TOTALS_SHEET
    sheet.merge_range(2, 1, 2, 4, None, book.style("link"))
    which = f"ไปที่แผ่น {there}" if len(places) == 1 else "เลือกหน่วยงานจากแผ่น สรุป"
    sheet.write_url(2, 1, f"internal:{quoted(there)}!A1", book.style("link"), which)
    sheet.set_row_pixels(3, 12)
    row = 4
    for number, text in enumerate(_STEPS, 1):
        sheet.set_row_pixels(row, 44)
        sheet.write_string(row, 1, f"ขั้นที่ {number}", book.style("step"))
        sheet.merge_range(row, 2, row, _LAST, in_year(text, settings.fiscal_year), book.style("step_text"))
        row += 1
    row = _example(book, sheet, row + 1, settings.fiscal_year)
    after = max(_words(book, sheet, row + 1), _colours(book, sheet, row + 1))
    for offset, note in enumerate(_NOTES, after + 1):
        sheet.merge_range(offset, 1, offset, _LAST, note, book.style("note"))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    printed(sheet, settings.agency, landscape=True)
    sheet.fit_to_pages(1, 1)


def _example(book: Book, sheet: Sheet, row: int, fiscal_year: int) -> int:
    """A finished row as it looks on a unit's sheet; the row after it."""
    _section(book, sheet, row, "ตัวอย่างแถวที่กรอกแล้ว")
    first, over = len(_PLAN) + 1, len(_PLAN) + len(_ANSWERS)
    sheet.merge_range(row + 1, 1, row + 1, first - 1, Above.PLAN, book.style("band_plan"))
    sheet.merge_range(row + 1, first, row + 1, over, Above.ANSWERS, book.style("band_answer"))
    keys = (*_PLAN, *_ANSWERS, "days_overdue")
    for two_lines in (row + 2, row + 3):
        sheet.set_row_pixels(two_lines, 2 * ROOMY_LINE)
    for column, key in enumerate(keys, 1):
        style = "header_answer" if key in _ANSWERS else "header"
        sheet.write_string(row + 2, column, BY_KEY[key].header, book.style(style))
    due = month_end(dt.date(fiscal_year - BE_OFFSET, 4, 1))
    planned: tuple[Value, ...] = (1, _EXAMPLE_TITLE, due)
    for column, (key, value) in enumerate(zip(_PLAN, planned, strict=True), 1):
        write_value(book, sheet, row + 3, column, BY_KEY[key], value, "plan")
    for column, key in enumerate(_ANSWERS, first):
        write_value(book, sheet, row + 3, column, BY_KEY[key], _answered(key, fiscal_year), "shown")
    sheet.write_formula(row + 3, over + 1, '=""', book.style("plan_days"), "")
    for column, style in ((first - 1, "over_green_due"), (first, "over_green"), (over + 1, "over_green_word")):
        always = {"type": "formula", "criteria": "=TRUE", "format": book.style(style)}
        sheet.conditional_format(row + 3, column, row + 3, column, always)
    return row + 4


def _answered(key: str, fiscal_year: int) -> Value:
    """The layout's example of an answer, as it is read."""
    column = BY_KEY[key]
    text = in_year(column.example, fiscal_year)
    match column.kind:
        case Kind.STATUS:
            return read_status(text).value
        case Kind.PERCENT:
            return int(text)
        case Kind.DATE:
            return read_date(text, fiscal_year).value
        case Kind.LINKS:
            return read_evidence(text)
        case _:
            return text


def _section(book: Book, sheet: Sheet, row: int, title: str, left: int = 1, right: int = _LAST) -> None:
    """A heading over these columns."""
    sheet.set_row_pixels(row, 40)
    sheet.write_string(row, left, title, book.style("section"))
    for column in range(left + 1, right + 1):
        sheet.write_blank(row, column, None, book.style("section"))


_COLOURS_AT = 8  # the column where the colours stand, beside the words


def _words(book: Book, sheet: Sheet, row: int) -> int:
    """The words of the drop-down and what they mean; the row after them."""
    last = _COLOURS_AT - 2
    _section(book, sheet, row, "สถานะสี่แบบ", right=last)
    for offset, (status, word) in enumerate(WORDS.items(), row + 1):
        sheet.set_row_pixels(offset, ROOMY_LINE)
        sheet.merge_range(offset, 1, offset, 2, word, book.style("text_bold"))
        sheet.merge_range(offset, 3, offset, last, _MEANINGS[status], book.style("text"))
    book.define(STATUS_WORDS, f"{quoted(GUIDE_SHEET)}!$B${row + 2}:$B${row + 1 + len(WORDS)}")
    return row + len(WORDS) + 1


def _colours(book: Book, sheet: Sheet, row: int) -> int:
    """What the colours and signs mean; the row after them."""
    _section(book, sheet, row, "สีและเครื่องหมายในตาราง", left=_COLOURS_AT)
    for offset, (style, text) in enumerate(_COLOURS, row + 1):
        sheet.set_row_pixels(offset, ROOMY_LINE)
        sheet.merge_range(offset, _COLOURS_AT, offset, _LAST, text, book.style(style))
    return row + len(_COLOURS) + 1
