"""The names that an office's own template may give to its cells, and what is written there.

One table of single values and one of tables that begin in a named cell; the guide in the shipped template and what the
command line says of a template both come from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from itaxl.core.codes import unit_name
from itaxl.core.counts import Counts, ItemCounts, UnitCounts
from itaxl.core.deadlines import STATE_WORDS, State
from itaxl.core.memo import COLUMNS, Memo, MemoRow, memo
from itaxl.core.report import Report
from itaxl.core.score import Score
from itaxl.core.statuses import SHOWN, Status
from itaxl.core.table import header_key
from itaxl.core.tracked import NOT_REPORTED, REPORTED, Tracked, worst_first

PREFIX = "itaxl_"
GUIDE = "itaxl_guide"
"""The sheet in which a cell has this name only explains the template: it is not in the filled workbook."""

Filled: TypeAlias = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A name for one cell: what it means, in Thai, and its value in a report."""

    name: str
    meaning: str
    value: Callable[[Report], Filled]


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A name for the cell in which a table begins: its columns by their headers, and its rows' values."""

    name: str
    meaning: str
    headers: tuple[str, ...]
    rows: Callable[[Report], Iterable[Sequence[Filled]]]

    def column(self, header: str) -> int | None:
        """The place of the column of this header, however it is spaced, or None."""
        keys = [header_key(each) for each in self.headers]
        return keys.index(header_key(header)) if header_key(header) in keys else None


def _status(status: Status) -> Callable[[Report], Filled]:
    return lambda report: report.totals.statuses[status]


def _state(state: State) -> Callable[[Report], Filled]:
    return lambda report: report.totals.states[state]


def _score(value: Callable[[Score], Filled]) -> Callable[[Report], Filled]:
    return lambda report: None if report.score is None else value(report.score)


def _memo(part: Callable[[Memo], str]) -> Callable[[Report], Filled]:
    return lambda report: part(memo(report))


CELLS: tuple[NamedCell, ...] = (
    NamedCell("itaxl_agency", "ชื่อหน่วยงาน", lambda report: report.settings.agency),
    NamedCell("itaxl_department", "ส่วนราชการ", lambda report: report.settings.department),
    NamedCell("itaxl_fiscal_year", "ปีงบประมาณ พ.ศ.", lambda report: report.settings.fiscal_year),
    NamedCell("itaxl_round", "รอบที่", lambda report: report.round),
    NamedCell("itaxl_as_of", "ข้อมูล ณ วันที่", lambda report: report.as_of),
    NamedCell("itaxl_actions", "จำนวนมาตรการทั้งหมด", lambda report: report.totals.actions),
    NamedCell("itaxl_completed", "จำนวนที่แล้วเสร็จ", _status(Status.COMPLETED)),
    NamedCell("itaxl_in_progress", "จำนวนที่อยู่ระหว่างดำเนินการ", _status(Status.IN_PROGRESS)),
    NamedCell("itaxl_not_started", "จำนวนที่ยังไม่ได้ดำเนินการ", _status(Status.NOT_STARTED)),
    NamedCell("itaxl_cancelled", "จำนวนที่ยกเลิก", _status(Status.CANCELLED)),
    NamedCell("itaxl_unreadable", "จำนวนที่อ่านสถานะไม่ได้", _status(Status.UNREADABLE)),
    NamedCell("itaxl_overdue", "จำนวนที่เกินกำหนด", _state(State.OVERDUE)),
    NamedCell("itaxl_due_soon", "จำนวนที่ใกล้ครบกำหนด", _state(State.DUE_SOON)),
    NamedCell("itaxl_silent", "จำนวนหน่วยงานที่ไม่ส่งรายงาน", lambda report: len(report.silent_units)),
    NamedCell("itaxl_silent_units", "ชื่อหน่วยงานที่ไม่ส่งรายงาน", lambda report: ", ".join(report.silent_units)),
    NamedCell("itaxl_score_last", "คะแนนปีก่อน", lambda report: report.settings.last_score),
    NamedCell("itaxl_score_target", "คะแนนเป้าหมาย", _score(lambda score: score.target)),
    NamedCell("itaxl_score_today", "คะแนนประมาณขณะนี้", _score(lambda score: _points(score.today))),
    NamedCell("itaxl_score_projected", "คะแนนประมาณหากทำที่เหลือครบ", _score(lambda score: _points(score.projected))),
    NamedCell("itaxl_grade", "ระดับตามคะแนนประมาณหากทำที่เหลือครบ", _score(lambda score: score.grade)),
    NamedCell("itaxl_points_earned", "คะแนนของข้อที่ได้แล้ว", _score(lambda score: _points(score.earned))),
    NamedCell("itaxl_points_at_stake", "คะแนนของข้อที่ยังมีโอกาส", _score(lambda score: _points(score.at_stake))),
    NamedCell("itaxl_points_lost", "คะแนนของข้อที่หมดโอกาสแล้ว", _score(lambda score: _points(score.lost))),
    NamedCell("itaxl_memo_department", "บันทึกข้อความ: ส่วนราชการ", _memo(lambda parts: parts.department)),
    NamedCell("itaxl_memo_date", "บันทึกข้อความ: วันที่", _memo(lambda parts: parts.date)),
    NamedCell("itaxl_memo_subject", "บันทึกข้อความ: เรื่อง", _memo(lambda parts: parts.subject)),
    NamedCell("itaxl_memo_to", "บันทึกข้อความ: เรียน", _memo(lambda parts: parts.to)),
    NamedCell("itaxl_memo_text", "บันทึกข้อความ: เนื้อความ", _memo(lambda parts: "\n\n".join(parts.paragraphs))),
)
"""The single values, in the order of the guide."""


def _points(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


_ACTION: dict[str, Callable[[Tracked], Any]] = {
    "หน่วยงาน": lambda tracked: unit_name(tracked.action.unit),
    "ข้อ": lambda tracked: tracked.action.item,
    "หัวข้อ": lambda tracked: tracked.action.title,
    "วิธีการดำเนินการ": lambda tracked: tracked.action.method,
    "กำหนดแล้วเสร็จ": lambda tracked: tracked.action.due_on or tracked.action.due_text,
    "สถานะ": lambda tracked: SHOWN[tracked.status],
    "เทียบกำหนด": lambda tracked: STATE_WORDS[tracked.state],
    "เกินกำหนด": lambda tracked: tracked.days_overdue,
    "คะแนนของข้อ": lambda tracked: _points(tracked.points),
    "ความก้าวหน้า": lambda tracked: tracked.progress,
    "วันที่แล้วเสร็จ": lambda tracked: tracked.completed_on,
    "หลักฐาน": lambda tracked: "\n".join(tracked.evidence),
    "คำอธิบายเพิ่มเติม": lambda tracked: tracked.text("explanation"),
    "ผู้รายงาน": lambda tracked: tracked.text("reporter"),
    "ปัญหา/อุปสรรค": lambda tracked: tracked.text("remarks"),
}
_UNIT: dict[str, Callable[[UnitCounts], Any]] = {
    "หน่วยงาน": lambda unit: unit_name(unit.unit.short),
    "ทั้งหมด": lambda unit: unit.own.actions,
    "แล้วเสร็จ": lambda unit: unit.own.statuses[Status.COMPLETED],
    "อยู่ระหว่าง": lambda unit: unit.own.statuses[Status.IN_PROGRESS],
    "ยังไม่ได้ดำเนินการ": lambda unit: unit.own.statuses[Status.NOT_STARTED],
    "ยกเลิก": lambda unit: unit.own.statuses[Status.CANCELLED],
    "ใกล้ครบกำหนด": lambda unit: unit.own.states[State.DUE_SOON],
    "เกินกำหนด": lambda unit: unit.own.states[State.OVERDUE],
    "การรายงาน": lambda unit: REPORTED if unit.returned else NOT_REPORTED,
    "ผู้ประสานงาน": lambda unit: unit.unit.coordinator,
    "โทรศัพท์": lambda unit: unit.unit.phone,
    "อีเมล": lambda unit: unit.unit.email,
}
_ITEM: dict[str, Callable[[ItemCounts], Any]] = {
    "ข้อ": lambda item: item.code,
    "หัวข้อ": lambda item: item.title,
    "ตัวชี้วัดที่": lambda item: item.indicator,
    "ตัวชี้วัดย่อย": lambda item: item.sub_indicator,
    "สถานะ": lambda item: SHOWN[item.status],
    "หน่วยงานที่เสร็จ": lambda item: item.units_done,
    "หน่วยงานทั้งหมด": lambda item: item.units,
}


def _rows(columns: Iterable[Callable[[Any], Any]], records: Iterable[Any]) -> Iterator[tuple[Filled, ...]]:
    values = tuple(columns)
    return (tuple(value(record) for value in values) for record in records)


def _memo_rows(report: Report) -> Iterator[Sequence[Filled]]:
    rows: Sequence[MemoRow] = memo(report).rows
    return (row.texts for row in rows)


def _units(report: Report) -> list[UnitCounts]:
    return [unit for unit in report.by_unit if Counts.of(()) != unit.own]


TABLES: tuple[NamedTable, ...] = (
    NamedTable(
        "itaxl_table_overdue", "มาตรการที่เกินกำหนด เรียงจากสำคัญที่สุด", tuple(_ACTION),
        lambda report: _rows(_ACTION.values(), worst_first(report.actions)),
    ),
    NamedTable(
        "itaxl_table_actions", "มาตรการทั้งหมด", tuple(_ACTION), lambda report: _rows(_ACTION.values(), report.actions)
    ),
    NamedTable(
        "itaxl_table_units", "หน่วยงาน", tuple(_UNIT), lambda report: _rows(_UNIT.values(), _units(report))
    ),
    NamedTable("itaxl_table_items", "ข้อในแผน", tuple(_ITEM), lambda report: _rows(_ITEM.values(), report.items)),
    NamedTable("itaxl_table_memo", "ตารางแนบท้ายบันทึกข้อความ", COLUMNS, _memo_rows),
)  # fmt: skip
"""The tables. The headers in the row above the named cell choose the columns; without any, all are written."""

NAMES: tuple[str, ...] = (*(cell.name for cell in CELLS), *(table.name for table in TABLES), GUIDE)
"""Every name that is known."""
