"""Writes the template that is shipped: a letterhead page, a list, and a guide to every name that may be used."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from itaxl.core.cells import column_letters
from itaxl.core.templatenames import CELLS, GUIDE, TABLES
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, printed, quoted
from itaxl.excel.tables import Field, write_records

PAGE, LATE, NAMES = "รายงาน", "เกินกำหนด", "ชื่อที่ใช้ได้"

_MEANINGS = {cell.name: cell.meaning for cell in CELLS} | {table.name: table.meaning for table in TABLES}
_PAGE_WIDTHS = (30, 11, 11, 12, 14, 13, 11)
_TILES = (
    ("ทั้งหมด", "itaxl_actions", None),
    ("แล้วเสร็จ", "itaxl_completed", "over_green"),
    ("เกินกำหนด", "itaxl_overdue", "over_red"),
    ("ใกล้ครบกำหนด", "itaxl_due_soon", "over_amber"),
)
_SCORES = (
    ("คะแนนประมาณขณะนี้", "itaxl_score_today"),
    ("หากทำที่เหลือครบ", "itaxl_score_projected"),
    ("คะแนนเป้าหมาย", "itaxl_score_target"),
)
_UNIT_COLUMNS = ("หน่วยงาน", "ทั้งหมด", "แล้วเสร็จ", "อยู่ระหว่าง", "ยังไม่ได้\nดำเนินการ", "ใกล้ครบ\nกำหนด", "เกินกำหนด")
_LATE_COLUMNS = (
    ("หน่วยงาน", 26, "text_bold"),
    ("ข้อ", 8, "centre"),
    ("หัวข้อ", 40, "text"),
    ("กำหนดแล้วเสร็จ", 15, "date"),
    ("เกินกำหนด\n(วัน)", 12, "days"),
    ("สถานะ", 22, "centre"),
    ("ปัญหา/อุปสรรค", 34, "text"),
)


def write_template(path: Path, day: dt.date) -> None:
    """Writes the template to `path`; `day` is the date that the file gives as its own."""
    book = Book(path, "แม่แบบรายงาน ITA ของหน่วยงาน", "itaxl", day)
    _page(book)
    _late(book)
    _guide(book)
    book.close()


def _named(book: Book, sheet: Sheet, row: int, column: int, name: str, style: str, says: str = "") -> None:
    """A cell with a name; until it is filled it says what will stand there."""
    sheet.write_string(row, column, says or f"[{_MEANINGS[name]}]", book.style(style))
    book.define(name, f"{quoted(sheet.name)}!${column_letters(column)}${row + 1}")


def _across(book: Book, sheet: Sheet, row: int, left: int, right: int, name: str, style: str) -> None:
    sheet.merge_range(row, left, row, right, None, book.style(style))
    _named(book, sheet, row, left, name, style)


def _page(book: Book) -> None:
    """The page of the office: letterhead, numbers, the units."""
    sheet, last = book.sheet(PAGE), len(_PAGE_WIDTHS) - 1
    for column, width in enumerate(_PAGE_WIDTHS):
        sheet.set_column(column, column, width)
    _across(book, sheet, 0, 0, last, "itaxl_agency", "letterhead")
    sheet.set_row_pixels(0, 56)
    _across(book, sheet, 1, 0, last, "itaxl_department", "letterhead_small")
    sheet.set_row_pixels(2, 14)
    sheet.write_string(3, 0, "รายงานผลการยกระดับ ITA", book.style("title"))
    sheet.set_row_pixels(3, 48)
    for row, label, name, style in (
        (4, "ปีงบประมาณ พ.ศ.", "itaxl_fiscal_year", "value"),
        (5, "ข้อมูล ณ วันที่", "itaxl_as_of", "value_date"),
    ):
        sheet.write_string(row, 0, label, book.style("label"))
        _across(book, sheet, row, 1, 3, name, style)
    sheet.set_row_pixels(6, 14)
    spans = ((0, 0), (1, 2), (3, 4), (5, 6))
    for (left, right), (label, name, colour) in zip(spans, _TILES, strict=True):
        _tile(book, sheet, 7, left, right, label, name, "tile")
        if colour:  # none late is nothing to be red about
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": book.style(colour)}
            sheet.conditional_format(8, left, 8, right, rule)
    for (left, right), (label, name) in zip(spans, _SCORES, strict=False):
        _tile(book, sheet, 10, left, right, label, name, "tile_score")
    sheet.set_row_pixels(9, 14)
    sheet.write_string(13, 0, "ตามหน่วยงาน", book.style("section"))
    for column in range(1, last + 1):
        sheet.write_blank(13, column, None, book.style("section"))
    for column, header in enumerate(_UNIT_COLUMNS):
        sheet.write_string(14, column, header, book.style("header"))
        sheet.write_blank(15, column, None, book.style("count" if column else "text_bold"))
    sheet.set_row_pixels(14, 2 * LINE_HEIGHT)
    _named(book, sheet, 15, 0, "itaxl_table_units", "text_bold")
    printed(sheet, "", landscape=False)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)


def _tile(book: Book, sheet: Sheet, row: int, left: int, right: int, label: str, name: str, style: str) -> None:
    for offset, each in ((0, "tile_label"), (1, style)):
        if right > left:
            sheet.merge_range(row + offset, left, row + offset, right, None, book.style(each))
    sheet.write_string(row, left, label, book.style("tile_label"))
    _named(book, sheet, row + 1, left, name, style, "…")
    sheet.set_row_pixels(row + 1, 50)


def _late(book: Book) -> None:
    """The overdue actions, the worst first."""
    sheet = book.sheet(LATE)
    sheet.write_string(0, 0, "มาตรการที่เกินกำหนด", book.style("title"))
    sheet.set_row_pixels(0, 48)
    for column, (header, width, style) in enumerate(_LATE_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, header, book.style("header"))
        sheet.write_blank(3, column, None, book.style(style))
    sheet.set_row_pixels(2, 2 * LINE_HEIGHT)
    _named(book, sheet, 3, 0, "itaxl_table_overdue", "text_bold")
    sheet.freeze_panes(3, 0)
    printed(sheet, LATE, landscape=True, repeat=2)
    sheet.fit_to_pages(1, 0)


_STEPS = (
    "1  แต่งแผ่นอื่นตามแบบของหน่วยงาน: หัวกระดาษ แบบอักษร สี ความกว้าง หรือเริ่มจากไฟล์ของท่านเอง",
    "2  ตั้งชื่อเซลล์ที่ต้องการให้เติม: คลิกเซลล์ แล้วพิมพ์ชื่อจากตารางนี้ในช่องชื่อ (ซ้ายมือของแถบสูตร) กด Enter",
    "3  ตาราง: ตั้งชื่อเซลล์แรกใต้หัวคอลัมน์ หัวคอลัมน์เลือกและเรียงเองได้ แถวต่อไปใช้รูปแบบของแถวแรก ข้างใต้ต้องว่าง",
    "4  สั่ง itaxl consolidate … --template แม่แบบ.xlsx --filled รายงาน.xlsx แม่แบบไม่ถูกแก้ และแผ่นนี้ไม่ตามไป",
)


def _guide(book: Book) -> None:
    """How to make one's own, and every name that is known."""
    sheet = book.sheet(NAMES)
    sheet.write_string(0, 0, "วิธีทำแม่แบบของหน่วยงาน และชื่อที่ใช้ได้", book.style("title"))
    sheet.set_row_pixels(0, 48)
    book.define(GUIDE, f"{quoted(NAMES)}!$A$1")
    for row, step in enumerate(_STEPS, 1):
        sheet.write_string(row, 0, step, book.style("lead"))
    fields: list[Field[tuple[str, str, str]]] = [
        Field("ชื่อ", 28, "text_bold", lambda row: row[0]),
        Field("ความหมาย", 46, "text", lambda row: row[1]),
        Field("หัวคอลัมน์ที่เลือกได้ (เฉพาะตาราง)", 66, "text", lambda row: row[2]),
    ]
    header = len(_STEPS) + 2
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width)
        sheet.write_string(header, column, field.header, book.style("header"))
    rows = [(cell.name, cell.meaning, "") for cell in CELLS]
    rows += [(table.name, table.meaning, " · ".join(table.headers)) for table in TABLES]
    write_records(book, sheet, fields, rows, header + 1)
    sheet.freeze_panes(header + 1, 0)
    printed(sheet, NAMES, landscape=True, repeat=header)
    sheet.fit_to_pages(1, 0)
