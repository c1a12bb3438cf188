"""The first sheet of a tracking workbook: what to do, in five steps, with an example row."""

from __future__ import annotations

from itaxl.core.calendar import in_year
from itaxl.core.layout import BY_KEY, GUIDE_SHEET
from itaxl.core.records import Issue
from itaxl.core.statuses import WORDS, Status
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, printed, quoted
from itaxl.excel.tracking_live import STATUS_WORDS, UnitSheet

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
    ("mark_red", "แดง = เกินกำหนด"),
    ("mark_amber", "ส้ม = ใกล้ครบกำหนด หรือยังไม่มีหลักฐาน"),
    ("mark_green", "เขียว = แล้วเสร็จ"),
    ("mark_grey", "เทา = ยกเลิก"),
)
_UNLOCK = "แถวไม่พอ หรือต้องการเรียงลำดับ: รีวิว > ยกเลิกการป้องกันแผ่นงาน (ไม่มีรหัสผ่าน)"
_EXAMPLE = ("status", "progress", "completed_on", "evidence", "explanation", "reporter")
_WIDTHS = (2, 24, 18, 16, 36, 36, 16)


def write_guide(book: Book, places: tuple[UnitSheet, ...], issue: Issue) -> None:
    """คำชี้แจง, with the words of the status drop-down as a named range."""
    sheet = book.sheet(GUIDE_SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    last = len(_WIDTHS) - 1
    sheet.set_row_pixels(0, 48)
    sheet.write_string(0, 1, "วิธีกรอกแบบติดตาม ITA 5 ขั้นตอน", book.style("title"))
    settings = issue.settings
    sheet.write_string(
        1, 1, f"{settings.agency} · ปีงบประมาณ พ.ศ. {settings.fiscal_year} · รอบที่ {issue.round}", book.style("lead")
    )
    row = 3
    for number, text in enumerate(_STEPS, 1):
        sheet.set_row_pixels(row, 44)
        sheet.write_string(row, 1, f"ขั้นที่ {number}", book.style("step"))
        sheet.merge_range(row, 2, row, last, in_year(text, settings.fiscal_year), book.style("step_text"))
        row += 1
    row = _example(book, sheet, row + 1, settings.fiscal_year)
    row = _words(book, sheet, row + 1)
    row = _colours(book, sheet, row + 1)
    sheet.merge_range(row + 1, 1, row + 1, last, _UNLOCK, book.style("note"))
    if len(places) == 1:
        sheet.write_url(2, 1, f"internal:{quoted(places[0].name)}!A1", book.style("link"), f"ไปที่แผ่น {places[0].name}")
    sheet.protect("", {"format_columns": True, "format_rows": True})
    printed(sheet, settings.agency, landscape=True)
    sheet.fit_to_pages(1, 1)


def _example(book: Book, sheet: Sheet, row: int, fiscal_year: int) -> int:
    sheet.write_string(row, 1, "ตัวอย่างแถวที่กรอกแล้ว", book.style("section"))
    sheet.set_row_pixels(row + 1, 2 * LINE_HEIGHT)
    for column, key in enumerate(_EXAMPLE, 1):
        sheet.write_string(row + 1, column, BY_KEY[key].header, book.style("header_answer"))
        example = in_year(BY_KEY[key].example, fiscal_year)
        sheet.write_string(row + 2, column, example, book.style("open_text"))
    return row + 3


def _words(book: Book, sheet: Sheet, row: int) -> int:
    sheet.write_string(row, 1, "สถานะสี่แบบ", book.style("section"))
    for offset, (status, word) in enumerate(WORDS.items(), 1):
        sheet.write_string(row + offset, 1, word, book.style("text_bold"))
        sheet.merge_range(row + offset, 2, row + offset, 5, _MEANINGS[status], book.style("text"))
    book.define(STATUS_WORDS, f"{quoted(GUIDE_SHEET)}!$B${row + 2}:$B${row + 1 + len(WORDS)}")
    return row + len(WORDS) + 1


def _colours(book: Book, sheet: Sheet, row: int) -> int:
    sheet.write_string(row, 1, "สีในตาราง", book.style("section"))
    for offset, (style, text) in enumerate(_COLOURS, row + 1):
        sheet.merge_range(offset, 1, offset, 2, text, book.style(style))
    return row + len(_COLOURS) + 1
