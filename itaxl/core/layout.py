"""The one description of the unit's sheet (format version 1): written, read, checked and explained from here."""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from itaxl.core.table import header_key

FORMAT_VERSION = 1

GUIDE_SHEET = "คำชี้แจง"
TOTALS_SHEET = "สรุป"
HIDDEN_SHEET = "_itaxl"
GUIDE_TITLE = "วิธีกรอกแบบติดตาม ITA"
"""How the guide's first line begins: its example is no unit's row, whatever its sheet is called."""

NOT_UNITS = (GUIDE_SHEET, TOTALS_SHEET, HIDDEN_SHEET)
"""The sheets of a tracking workbook that are no unit's."""

AS_OF = "as_of"
"""The name of the cell that holds the as-of date: our own formulas refer to it, nobody else's do."""


class Above(StrEnum):
    """The texts that a unit's sheet is issued with above the table, or how they begin."""

    UNIT = "หน่วยงาน"
    HEADING = "แบบติดตาม ITA"
    FILL_IN = "กรอกเฉพาะช่องสีเหลือง"
    NO_UNIT = "ยังไม่ทราบหน่วยงาน"
    NEXT_DUE = "กำหนดถัดไป"
    AS_OF = "ณ วันที่"
    NONE_LEFT = "ไม่มีแล้ว เกินกำหนด"
    NONE_OPEN = "ไม่มีมาตรการค้าง"
    NONE_DATED = "ไม่มีวันกำหนด"
    TOTAL = "มาตรการทั้งหมด"
    BARE = "แล้วเสร็จแต่ยังไม่มีหลักฐาน"
    PLAN = "ตามแผน (ไม่ต้องแก้)"
    ANSWERS = "หน่วยงานกรอก ▼"


class Filler(StrEnum):
    """Who fills a column in."""

    ISSUE = "issue"
    UNIT = "unit"
    FORMULA = "formula"


class Kind(StrEnum):
    """What a column holds, which decides how it is written and read."""

    TEXT = "text"
    LABEL = "label"  # a short text, centred
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"
    PERCENT = "percent"
    LINKS = "links"


class Column(NamedTuple):
    """A column of the unit's sheet: its machine key, Thai header, known spellings, and width in characters.

    `prompt` is the one sentence that Excel shows beside an answer cell, `example` an answer as one should look.
    """

    key: str
    header: str
    filler: Filler
    kind: Kind
    width: float
    spellings: tuple[str, ...] = ()
    prompt: str = ""
    example: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("ref", "รหัสอ้างอิง", Filler.ISSUE, Kind.LABEL, 10, ("รหัส", "รหัสอ้างอิงรายการ")),
    Column("no", "ที่", Filler.ISSUE, Kind.NUMBER, 5, ("ลำดับ", "ลำดับที่", "ลำดับที")),
    Column("survey", "แบบสำรวจ", Filler.ISSUE, Kind.LABEL, 7, ("แบบวัด",)),
    Column("indicator", "ตัวชี้วัดที่", Filler.ISSUE, Kind.NUMBER, 8, ("ตัวชี้วัด",)),
    Column("item", "ข้อ", Filler.ISSUE, Kind.LABEL, 6, ("ข้อที่", "รหัสข้อ", "OIT ข้อ")),
    Column("title", "หัวข้อ", Filler.ISSUE, Kind.TEXT, 22, ("หัวข้อการประเมิน", "รายการ", "ประเด็น", "เรื่อง")),
    Column("method", "วิธีการดำเนินการ", Filler.ISSUE, Kind.TEXT, 30, ("วิธีดำเนินการ", "วิธีการ", "แนวทางการดำเนินการ")),
    Column(
        "start_on", "เริ่มดำเนินการ", Filler.ISSUE, Kind.DATE, 13, ("วันที่เริ่ม", "วันเริ่ม", "วันที่เริ่มดำเนินการ", "เริ่ม")
    ),
    Column(
        "due_on", "กำหนดแล้วเสร็จ", Filler.ISSUE, Kind.DATE, 16,
        ("กำหนดเสร็จ", "วันครบกำหนด", "ครบกำหนด", "วันที่กำหนดแล้วเสร็จ", "กำหนดส่ง"),
    ),
    Column("follow_up", "การติดตามผล", Filler.ISSUE, Kind.TEXT, 22, ("ติดตามผล", "การติดตาม")),
    Column(
        "status", "สถานะ", Filler.UNIT, Kind.STATUS, 17, (
            "สถานะการดำเนินการ", "สถานะการดำเนินงาน", "สถานะดำเนินการ",
        ),
        "กดลูกศร ▼ ข้างช่อง แล้วเลือกสถานะ", "ดำเนินการแล้วเสร็จ",
    ),
    Column(
        "progress", "ความก้าวหน้า (%)", Filler.UNIT, Kind.PERCENT, 13,
        ("ความก้าวหน้า", "ความคืบหน้า", "คืบหน้า", "ร้อยละความก้าวหน้า", "ร้อยละ", "ร้อยละของความก้าวหน้า", "ผลงาน %", "%"),
        "พิมพ์ตัวเลข 0 ถึง 100 ไม่ต้องใส่เครื่องหมาย %", "100",
    ),
    Column(
        "completed_on", "วันที่แล้วเสร็จ", Filler.UNIT, Kind.DATE, 13,
        (
            "วันแล้วเสร็จ", "วันที่เสร็จ", "วันเสร็จ", "วันที่ดำเนินการแล้วเสร็จ", "แล้วเสร็จเมื่อ", "เสร็จเมื่อ", "แล้วเสร็จ", "วันที่แล้วเสร็จจริง",
            "วันที่เสร็จจริง", "วันที่ดำเนินการแล้วเสร็จจริง", "วันที่ดำเนินการเสร็จ", "วันที่ทำเสร็จ", "วันเดือนปีที่แล้วเสร็จ",
            "ว/ด/ป ที่แล้วเสร็จ", "ว.ด.ป. ที่แล้วเสร็จ", "วดป.ที่แล้วเสร็จ",
        ),
        "พิมพ์วันที่อย่างที่เขียนปกติ เช่น 20 เม.ย. {65} หรือ 20/4/{2565}", "20 เม.ย. {2565}",
    ),
    Column(
        "evidence", "หลักฐาน (URL)", Filler.UNIT, Kind.LINKS, 24,
        (
            "หลักฐาน", "ลิงก์", "ลิงค์", "ลิ้งค์", "ลิ้งก์", "link", "url", "ลิงก์หลักฐาน", "ลิงค์หลักฐาน", "ลิ้งค์หลักฐาน", "หลักฐานอ้างอิง",
            "เอกสารอ้างอิง", "เอกสารหลักฐาน", "ที่อยู่เว็บ", "ที่อยู่เว็บไซต์",
        ),
        "วางที่อยู่เว็บ (http…) ของหน้าที่แสดงผลงาน หากมีหลายแห่งให้ขึ้นบรรทัดใหม่ด้วย Alt+Enter",
        "https://www.nakhok.example/ita/o1",
    ),
    Column(
        "explanation", "คำอธิบายเพิ่มเติม", Filler.UNIT, Kind.TEXT, 18, ("คำอธิบาย", "อธิบายเพิ่มเติม", "รายละเอียดเพิ่มเติม"),
        "บอกว่าต้องกดเมนูใดในเว็บไซต์จึงจะพบ เช่น หน้าหลัก > ITA > โครงสร้าง", "หน้าหลัก > ITA {2565} > โครงสร้าง",
    ),
    Column(
        "reported_on", "วันที่รายงานที่ประชุม", Filler.UNIT, Kind.DATE, 13, ("วันที่รายงาน", "วันรายงาน", "รายงานที่ประชุมเมื่อ"),
        "วันที่รายงานผลในที่ประชุม เช่น 28 เม.ย. {65}", "28 เม.ย. {2565}",
    ),
    Column(
        "reporter", "ผู้รายงาน", Filler.UNIT, Kind.TEXT, 12, ("ชื่อผู้รายงาน", "ผู้กรอก", "ผู้กรอกข้อมูล", "ชื่อผู้กรอก"),
        "ชื่อหรือตำแหน่งผู้กรอก", "หัวหน้าฝ่าย",
    ),
    Column(
        "remarks", "ปัญหา/อุปสรรค", Filler.UNIT, Kind.TEXT, 19,
        ("ปัญหา", "อุปสรรค", "ปัญหาอุปสรรค", "หมายเหตุ", "ปัญหาและอุปสรรค"),
        "หากติดขัดหรือยกเลิก บอกเหตุผลสั้น ๆ", "รอข้อมูลจากกองคลัง",
    ),
    Column("days_overdue", "เกินกำหนด (วัน)", Filler.FORMULA, Kind.NUMBER, 15, ("เกินกำหนด", "จำนวนวันที่เกินกำหนด")),
)  # fmt: skip
"""The columns of the unit's sheet, from the left."""

BY_KEY: dict[str, Column] = {column.key: column for column in COLUMNS}
POSITION: dict[str, int] = {column.key: place for place, column in enumerate(COLUMNS)}

ANSWERS: tuple[str, ...] = tuple(column.key for column in COLUMNS if column.filler is Filler.UNIT)
"""Keys of the columns that the unit fills in."""

TOGETHER: tuple[str, ...] = ("status", "progress", "completed_on")
"""Answers that are taken together, from one file."""

HEADERS: dict[str, str] = {
    header_key(name): column.key for column in COLUMNS for name in (column.header, *column.spellings)
} | {column.key: column.key for column in COLUMNS}
"""`header_key` of every known spelling, and the machine keys themselves, to the key."""

NEEDED: tuple[str, ...] = ("title", "status")
"""The columns without which a table says little."""


def is_header(keys: Collection[str]) -> bool:
    """True for the known columns of one row that make it the header of a unit's table, be some of them deleted."""
    if set(NEEDED) <= set(keys):
        return True
    names_actions = "title" in keys or "item" in keys
    return names_actions and len(keys) >= _ENOUGH_COLUMNS and not set(ANSWERS).isdisjoint(keys)


_ENOUGH_COLUMNS = 4

_UNSAFE = re.compile(r"[\[\]:*?/\\]")
_MAX_TITLE = 31  # Excel's limit for a sheet's name
_RESERVED = {GUIDE_SHEET, TOTALS_SHEET, HIDDEN_SHEET, "History"}


def sheet_title(short: str, taken: Collection[str] = ()) -> str:
    """A unit's short name made safe as a sheet's name, different from those taken (Excel ignores case)."""
    used = {name.casefold() for name in (*taken, *_RESERVED)}
    base = _UNSAFE.sub(" ", short).strip(" '") or "หน่วยงาน"
    title, number = base[:_MAX_TITLE].strip(" '"), 1
    while title.casefold() in used:
        number += 1
        ending = f" ~{number}"
        title = base[: _MAX_TITLE - len(ending)].strip(" '") + ending
    return title


def sheet_titles(shorts: Collection[str]) -> dict[str, str]:
    """The sheet's name of each unit, by short name, all different."""
    titles: dict[str, str] = {}
    for short in shorts:
        titles[short] = sheet_title(short, titles.values())
    return titles
