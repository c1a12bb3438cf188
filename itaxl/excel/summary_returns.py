"""The summary's tables about what came back: answers that contradict each other, and every file."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from itaxl.core.calendar import BANGKOK, thai_date
from itaxl.core.merging import Conflict, Said
from itaxl.core.onconflict import OnConflict
from itaxl.core.planlayout import header_of
from itaxl.core.records import Outcome, Tally, shown_value
from itaxl.core.report import FileReport, Report
from itaxl.core.sentences import message
from itaxl.excel.book import Book
from itaxl.excel.summary_sheets import lead
from itaxl.excel.tables import Field, Links, cell_link, file_link, table_sheets

CONFLICTS = "คำตอบไม่ตรงกัน"
FILES = "ไฟล์ที่ได้รับ"

OUTCOMES = {
    Outcome.READ: "อ่านครบ",
    Outcome.PARTLY: "อ่านได้บางส่วน",
    Outcome.REFUSED: "ไม่รับ",
    Outcome.SKIPPED: "ข้าม",
}

RULES: Mapping[OnConflict, str] = {
    "newest": "ใช้ค่าจากไฟล์ที่บันทึกล่าสุด ไฟล์ที่ไม่ทราบเวลาเป็นรอง หากเวลาเท่ากันหรืออยู่ในไฟล์เดียวกัน เลือกตามเนื้อหาด้วยกฎตายตัว",
    "issued": "คงค่าที่ออกให้ไว้ ไม่ใช้คำตอบที่ขัดกัน",
    "stop": "หากมีคำตอบที่ขัดกัน จะหยุดโดยไม่เขียนไฟล์สรุป",
}
"""What the sheet of conflicts says of the rule that was applied."""


def write_conflicts(book: Book, report: Report, links: Links) -> None:
    """คำตอบไม่ตรงกัน: each value that returns give for one field, and which one counts."""
    titles = {tracked.action.ref: tracked.action for tracked in report.actions}
    rows = [(conflict, said) for conflict in report.conflicts for said in conflict.values]

    fields: list[Field[tuple[Conflict, Said]]] = [
        Field("หน่วยงาน", 20, "text", lambda row: titles[row[0].ref].unit),
        Field("หัวข้อ", 34, "text", lambda row: titles[row[0].ref].title),
        Field("คอลัมน์", 20, "text", lambda row: header_of(row[0].column)),
        Field("ค่าที่ออกให้", 18, "text", lambda row: shown_value(row[0].issued)),
        Field("คำตอบ", 24, "text", lambda row: row[1].text),
        Field("ไฟล์", 26, "text", lambda row: row[1].file),
        Field("แผ่นงาน", 18, "text", lambda row: row[1].sheet),
        Field("เซลล์", 8, "centre", lambda row: cell_link(links, row[1].file, row[1].sheet, row[1].cell)),
        Field("บันทึกเมื่อ", 20, "centre", lambda row: _time(row[1].saved_at)),
        Field("ผู้บันทึก", 16, "text", lambda row: row[1].saved_by),
        Field("ผล", 14, "centre", lambda row: _verdict(*row)),
    ]
    note = f"{lead(report)} · {RULES[report.on_conflict]}"
    table_sheets(book, CONFLICTS, "คำตอบไม่ตรงกัน", note, fields, rows, "ไม่มีคำตอบที่ขัดกัน")


def _verdict(conflict: Conflict, said: Said) -> str:
    if conflict.taken is None:
        return "คงค่าที่ออกให้"
    return "ใช้ค่านี้" if said is conflict.taken else ""


class _Sum(NamedTuple):
    """The sum of a file's rows, or of one of its sheets where it has several."""

    file: FileReport
    sheet: str
    tally: Tally
    whole: bool = True


def _sums(report: Report) -> Iterator[_Sum]:
    """Each file, and under a file of several sheets each of them."""
    for file in report.files:
        if len(file.sums) > 1:
            yield _Sum(file, f"รวม {len(file.sums)} แผ่น", file.tally)
            yield from (_Sum(file, sheet, tally, whole=False) for sheet, tally in file.sums.items())
        else:
            yield _Sum(file, next(iter(file.sums), ""), file.tally)


def write_files(book: Book, report: Report, links: Links) -> None:
    """ไฟล์ที่ได้รับ: every file, what became of it, the sums of its rows and of each sheet's."""
    fields: list[Field[_Sum]] = [
        Field("ไฟล์", 40, "text", lambda row: file_link(links, row.file.file, None, None)),
        Field("แผ่นงาน", 20, "text", lambda row: row.sheet),
        Field("ผล", 16, "centre", lambda row: OUTCOMES[row.file.outcome] if row.whole else ""),
        Field("แถวทั้งหมด", 11, "number", lambda row: row.tally.rows),
        Field("มาตรการ", 11, "number", lambda row: row.tally.actions),
        Field("ไม่นับ", 11, "number", lambda row: row.tally.rejected),
        Field("ว่าง", 11, "number", lambda row: row.tally.blank),
        Field("บันทึกเมื่อ", 20, "centre", lambda row: _time(row.file.saved_at) if row.whole else ""),
        Field("ผู้บันทึก", 20, "text", lambda row: row.file.saved_by if row.whole else ""),
        Field("เหตุผล", 50, "text", lambda row: message(row.file.reason) if row.file.reason else ""),
    ]
    note = f"{lead(report)} · แถวทั้งหมด = มาตรการ + ไม่นับ + ว่าง"
    table_sheets(book, FILES, "ไฟล์ที่ได้รับ", note, fields, list(_sums(report)), "ยังไม่ได้รับไฟล์ใด")


def _time(instant: dt.datetime | None) -> str:
    if instant is None:
        return ""
    local = instant.astimezone(BANGKOK)
    return f"{thai_date(local.date())} {local:%H:%M}"
