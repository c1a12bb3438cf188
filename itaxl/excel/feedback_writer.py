"""Writes the feedback on a returned file: where, what is there, what is wrong, what to do; for the unit to mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from itaxl.core.carried import feedback_rows
from itaxl.core.feedback import Feedback, Point
from itaxl.core.planlayout import header_of
from itaxl.core.sentences import message, severity_word
from itaxl.excel.book import Book, Sheet, printed, shortened
from itaxl.excel.hidden import write_hidden
from itaxl.excel.tables import Field, Links, Written, file_link, mark_severities, write_records

SHEET = "สิ่งที่ต้องแก้"
HEADER = 5  # the header's row, counted from 0

_STEPS = (
    "1  เปิดไฟล์ของท่าน (กดช่องสีน้ำเงิน หรือเปิดเองแล้วไปที่ช่องนั้น)",
    "2  แก้ตามตาราง",
    "3  บันทึก แล้วส่งไฟล์ของท่านกลับ ไม่ต้องส่งไฟล์นี้",
)
_LONGEST_FOUND = 120  # letters: what was found is there to be recognised
_LONGEST_NAME = 70
_LONGEST_ACTION = 45
_ALL = "ทั้งหมด"  # where a point is about the whole sheet or file
_LEVEL = 1  # the column of the severity
_LINE = 38  # pixels: units may lack our face, and those that stand in for it are taller


def write_feedback(feedback: Feedback, path: Path, links: Links) -> None:
    """Writes the feedback to `path`; `links` gives the returned file's address relative to it."""
    settings = feedback.settings
    title = f"{SHEET} {shortened(feedback.file, _LONGEST_NAME)}"
    book = Book(path, title, settings.agency, feedback.as_of, thai_digits=settings.thai_digits)
    sheet = book.sheet(SHEET)
    sheet.line_height = _LINE
    fields = _fields(feedback, links)
    _head(book, sheet, feedback, fields)
    last = write_records(book, sheet, fields, list(enumerate(feedback.points, 1)), HEADER + 1)
    mark_severities(book, sheet, _LEVEL, HEADER + 1, last - 1)
    sheet.freeze_panes(HEADER + 1, 0)
    printed(sheet, f"{SHEET}: {shortened(feedback.file, _LONGEST_NAME)}", landscape=True, repeat=HEADER)
    sheet.fit_to_pages(1, 0)
    write_hidden(book, feedback_rows(feedback.file, feedback.as_of))
    book.close()


Row = tuple[int, Point]
"""A point with its number."""


def _fields(feedback: Feedback, links: Links) -> list[Field[Row]]:
    def place(row: Row) -> Written:
        problem = row[1].problem
        return file_link(links, problem.file, problem.sheet, problem.cell or "A1", row[1].place or _ALL)

    sheet: Field[Row] = Field("แผ่นงาน", 13, "text", lambda row: row[1].problem.sheet or "")
    return [
        Field("ที่", 5, "number", lambda row: row[0]),
        Field("ความสำคัญ", 11, "level", lambda row: severity_word(row[1].level)),
        *([] if feedback.is_one_sheet else [sheet]),
        Field("ช่อง", 8, "text", place),
        Field("คอลัมน์", 15, "text_bold", lambda row: header_of(row[1].problem.column)),
        Field("มาตรการ", 22, "text", lambda row: shortened(row[1].action, _LONGEST_ACTION)),
        Field("ที่พบ", 17, "text", lambda row: shortened(row[1].found, _LONGEST_FOUND)),
        Field("ปัญหา", 30, "text", lambda row: message(row[1].problem)),
        Field("วิธีแก้", 28, "text", lambda row: row[1].advice),
        Field("ตัวอย่าง", 18, "example", lambda row: row[1].example),
        Field("แก้แล้ว", 8, "centre", lambda row: ""),  # to tick on paper
    ]


def _head(book: Book, sheet: Sheet, feedback: Feedback, fields: Sequence[Field[Row]]) -> None:
    """Whose file, how many points, who asks, and what to do with this workbook; then the header of the table."""
    sheet.set_row_pixels(0, 48)
    sheet.write_string(0, 0, f"{SHEET}ในไฟล์ “{shortened(feedback.file, _LONGEST_NAME)}”", book.style("title"))
    who = " · ".join(part for part in (feedback.addressed, feedback.counted) if part)
    sheet.set_row_pixels(1, 36)
    sheet.write_string(1, 0, who, book.style("subtitle"))
    sheet.write_string(2, 0, feedback.asked, book.style("lead"))
    sheet.set_row_pixels(3, 44)
    sheet.merge_range(3, 0, 3, len(fields) - 1, "     ".join(_STEPS), book.style("band_plan"))
    sheet.set_row_pixels(HEADER - 1, 12)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width)
        sheet.write_string(HEADER, column, field.header, book.style("header"))
    sheet.set_row_pixels(HEADER, _LINE)
