"""The tables behind the summary's page."""

from __future__ import annotations

from itaxl.core.asides import Comment
from itaxl.core.calendar import thai_date
from itaxl.core.cells import column_letters
from itaxl.core.deadlines import STATE_WORDS, State
from itaxl.core.evidence import is_address
from itaxl.core.planlayout import header_of
from itaxl.core.problems import Problem
from itaxl.core.report import Report
from itaxl.core.score import Shortfall
from itaxl.core.sentences import advice, message, severity, severity_word
from itaxl.core.statuses import SHOWN
from itaxl.core.tracked import NOT_REPORTED, REPORTED, Tracked
from itaxl.excel.book import Book, Sheet
from itaxl.excel.styles import A3
from itaxl.excel.tables import (
    HEADER,
    Field,
    Link,
    Links,
    Part,
    Written,
    cell_link,
    file_link,
    mark_severities,
    table_sheets,
)

OVERDUE = "เกินกำหนด"
ACTIONS = "รายการทั้งหมด"
ACTIONS_TABLE = "Actions"  # what the Excel table is called: letters that every program takes in a name
ITEMS = "ตามข้อ"
PROBLEMS = "ปัญหาข้อมูล"

UNIT, DUE, STATUS, STATE = "หน่วยงาน", "กำหนดแล้วเสร็จ", "สถานะ", "เทียบกำหนด"
"""Headers of รายการทั้งหมด that formulas refer to."""

CARRIED_OVER = "คำตอบเดิมจากสรุปครั้งก่อน"
EARNED, AT_STAKE, LOST = "ได้คะแนนแล้ว", "ยังมีโอกาส", "หมดโอกาสแล้ว"
ONE_SOURCE = "ชื่อข้อพบในแหล่งเดียว"
WHY = {
    Shortfall.UNFINISHED: "ยังทำไม่เสร็จ",
    Shortfall.UNDATED: "ไม่มีวันที่แล้วเสร็จ",
    Shortfall.LATE: "เสร็จหลังปิดรับคำตอบ",
    Shortfall.NO_EVIDENCE: "ไม่มีหลักฐาน",
    Shortfall.OFF_SITE: "หลักฐานไม่อยู่ในเว็บไซต์ของหน่วยงาน",
    Shortfall.CANCELLED: "ยกเลิกทุกหน่วยงาน",
}


def lead(report: Report) -> str:
    """The line under every title: whose round this is, and of which day."""
    digits = report.settings.thai_digits
    return f"{report.settings.agency} · ข้อมูล ณ วันที่ {thai_date(report.as_of, full=True, digits=digits)}"


# --- actions -----------------------------------------------------------------------------------------------


def action_fields(links: Links) -> list[Field[Tracked]]:
    """The columns of รายการทั้งหมด."""
    return [
        Field(UNIT, 24, "text", lambda tracked: tracked.action.unit),
        Field("แบบสำรวจ", 9, "centre", lambda tracked: tracked.action.survey or ""),
        Field("ตัวชี้วัดที่", 8, "number", lambda tracked: tracked.action.indicator),
        Field("ข้อ", 7, "centre", lambda tracked: tracked.action.item or ""),
        Field("หัวข้อ", 34, "text", lambda tracked: tracked.action.title),
        Field("วิธีการดำเนินการ", 36, "text", lambda tracked: tracked.action.method),
        Field("เริ่มดำเนินการ", 13, "date", lambda tracked: tracked.action.start_on),
        Field(DUE, 13, "date", lambda tracked: tracked.action.due_on or tracked.action.due_text),
        Field(STATUS, 20, "centre", lambda tracked: SHOWN[tracked.status]),
        Field(STATE, 16, "centre", lambda tracked: STATE_WORDS[tracked.state]),
        Field("เกินกำหนด (วัน)", 10, "number", lambda tracked: tracked.days_overdue),
        Field("การรายงาน", 14, "centre", lambda tracked: REPORTED if tracked.reported else NOT_REPORTED),
        Field("ความก้าวหน้า (%)", 11, "number", lambda tracked: tracked.progress),
        Field("วันที่แล้วเสร็จ", 13, "date", lambda tracked: tracked.completed_on),
        Field("หลักฐาน (URL)", 40, "text", _evidence),
        Field("คำอธิบายเพิ่มเติม", 32, "text", lambda tracked: tracked.text("explanation")),
        Field("วันที่รายงานที่ประชุม", 13, "date", lambda tracked: _date(tracked, "reported_on")),
        Field("ผู้รายงาน", 18, "text", lambda tracked: tracked.text("reporter")),
        Field("ปัญหา/อุปสรรค", 28, "text", lambda tracked: tracked.text("remarks")),
        Field("คะแนนของข้อ", 11, "points", lambda tracked: tracked.points),
        Field("ที่มา", 36, "text", lambda tracked: _source(tracked, links)),
        Field("รหัสอ้างอิง", 26, "text", lambda tracked: tracked.action.ref),
    ]


_COMMENTS: Field[Tracked] = Field(
    "ความเห็นในเซลล์", 40, "text", lambda tracked: "\n".join(map(_comment, tracked.comments))
)
"""Stands after the others in รายการทั้งหมด where any action has one."""


def _comment(comment: Comment) -> str:
    return f"{comment.cell} {comment.author}: {comment.text}" if comment.author else f"{comment.cell}: {comment.text}"


def column_of(header: str) -> int:
    """The column of รายการทั้งหมด with this header, counted from 0."""
    return _PLACES[header]


def _evidence(tracked: Tracked) -> Written:
    """All addresses, the first of them clickable; only http(s) ever is."""
    addresses = tracked.evidence
    text = "\n".join(addresses)
    return Link(addresses[0], text) if addresses and is_address(addresses[0]) else text


def _date(tracked: Tracked, key: str) -> Written:
    value = tracked.answers.get(key)
    return None if isinstance(value, tuple) else value


def _source(tracked: Tracked, links: Links) -> Written:
    place = tracked.source
    if place is None:
        return CARRIED_OVER if tracked.carried_over else ""
    sheet = "" if place.sheet in place.file else f" › {place.sheet}"
    text = f"{place.file}{sheet} แถว {place.row}" + (f"\n({CARRIED_OVER})" if tracked.carried_over else "")
    return file_link(links, place.file, place.sheet, f"B{place.row}", text)


ACTION_FIELDS: dict[str, Field[Tracked]] = {field.header: field for field in action_fields({})}
_PLACES = {header: place for place, header in enumerate(ACTION_FIELDS)}


def write_actions(book: Book, report: Report, links: Links) -> None:
    """รายการทั้งหมด: every action, filterable, with where it came from."""
    fields = action_fields(links)
    if any(tracked.comments for tracked in report.actions):
        fields.append(_COMMENTS)
    title = "รายการทั้งหมด"
    for sheet, part in table_sheets(
        book, ACTIONS, title, lead(report), fields, report.actions, "ไม่มีมาตรการ", ACTIONS_TABLE
    ):
        _colour_states(book, sheet, part)
        sheet.freeze_panes(HEADER + 1, column_of("วิธีการดำเนินการ"))
        sheet.set_paper(A3)
        sheet.repeat_columns(0, column_of("หัวข้อ"))
        sheet.fit_to_pages(2, 0)


def _colour_states(book: Book, sheet: Sheet, part: Part) -> None:
    """Colours what is said of the deadline, by the state in words."""
    letters = column_letters(column_of(STATE))
    for header in (DUE, STATE, "เกินกำหนด (วัน)"):
        for state, style in (
            (State.OVERDUE, "over_red"),
            (State.DUE_SOON, "over_amber"),
            (State.COMPLETED, "over_green"),
            (State.COMPLETED_LATE, "over_amber"),
            (State.CANCELLED, "over_grey"),
        ):
            rule = f'=${letters}{part.first + 1}="{STATE_WORDS[state]}"'
            column = column_of(header)
            options = {"type": "formula", "criteria": rule, "format": book.style(style)}
            sheet.conditional_format(part.first, column, part.last, column, options)


# --- problems ----------------------------------------------------------------------------------------------


def write_problems(book: Book, report: Report, links: Links) -> None:
    """ปัญหาข้อมูล: where, what, and what to do; most important first."""
    fields: list[Field[Problem]] = [
        Field("ความสำคัญ", 13, "centre", lambda problem: severity_word(severity(problem))),
        Field("ไฟล์", 24, "text", lambda each: each.file if each.cell else file_link(links, each.file, None, None)),
        Field("แผ่นงาน", 16, "text", lambda problem: problem.sheet or ""),
        Field("เซลล์", 8, "centre", lambda each: cell_link(links, each.file, each.sheet, each.cell)),
        Field("คอลัมน์", 14, "text", lambda problem: header_of(problem.column)),
        Field("พบ", 28, "text", lambda problem: problem.found or ""),
        Field("ปัญหา", 44, "text", message),
        Field("ควรทำ", 38, "text", advice),
        Field("รหัสปัญหา", 14, "text", lambda problem: problem.code),
    ]
    for sheet, part in table_sheets(
        book, PROBLEMS, "ปัญหาข้อมูล", lead(report), fields, report.problems, "ไม่พบปัญหาในข้อมูล"
    ):
        mark_severities(book, sheet, 0, part.first, part.last)
