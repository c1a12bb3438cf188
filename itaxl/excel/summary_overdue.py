"""เกินกำหนด: all that is late, worst first, with whom to call; then each unit on a page of its own, for the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from itaxl.core.codes import unit_name
from itaxl.core.records import Unit
from itaxl.core.report import Report
from itaxl.core.score import worth
from itaxl.core.statuses import SHOWN
from itaxl.core.tracked import Tracked, worst_first
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet
from itaxl.excel.summary_sheets import NOT_REPORTED, OVERDUE, lead
from itaxl.excel.tables import HEADER, Field, table_sheet, write_records

MOST_ON_PAGES = 2_000  # overdue actions up to which each unit has a page: nobody prints more for a meeting


def write_overdue(book: Book, report: Report) -> None:
    """The list of all, and below it each unit's, in the plan's order."""
    late = worst_first(report.actions)
    fields = _fields(report)
    title = f"เกินกำหนด {len(late)} มาตรการ เรียงตามคะแนนของข้อและจำนวนวัน"
    sheet = table_sheet(book, OVERDUE, title, lead(report), fields, late, "ไม่มีมาตรการที่เกินกำหนด")
    last = HEADER + max(1, len(late))
    if late:
        last = _unit_pages(book, sheet, report, fields, late, last + 2)
    sheet.print_area(0, 0, last, len(fields) - 1)


def _fields(report: Report) -> list[Field[Tracked]]:
    units = {unit.short: unit for unit in report.units}

    def unit_of(tracked: Tracked) -> Unit:
        return units.get(tracked.action.unit, Unit(tracked.action.unit))

    return [
        Field("หน่วยงาน", 20, "text_bold", lambda tracked: unit_name(tracked.action.unit)),
        Field("ผู้ประสานงาน", 19, "text", lambda tracked: _contact(unit_of(tracked), units, "coordinator")),
        Field("ติดต่อ", 24, "text", lambda tracked: _contact(unit_of(tracked), units, "phone", "email")),
        Field("ข้อ", 7, "centre", lambda tracked: tracked.action.item or ""),
        Field("หัวข้อ", 32, "text", lambda tracked: tracked.action.title),
        Field("กำหนดแล้วเสร็จ", 14, "date", lambda tracked: tracked.action.due_on),
        Field("เกินกำหนด (วัน)", 10, "days", lambda tracked: tracked.days_overdue),
        Field("สถานะ", 20, "centre", lambda tracked: SHOWN[tracked.status] if tracked.reported else NOT_REPORTED),
        Field("ปัญหา/อุปสรรค", 25, "text", lambda tracked: tracked.text("remarks")),
        Field("คะแนนของข้อ", 9, "points", lambda tracked: tracked.points),
    ]


def _contact(unit: Unit, units: Mapping[str, Unit], *keys: str) -> str:
    """How to reach a unit: the first of these that is known of it, else of the unit above it."""
    for each in (unit, units.get(unit.parent or "", unit)):
        for key in keys:
            if known := str(getattr(each, key)):
                return known
    return ""


def _unit_pages(
    book: Book, sheet: Sheet, report: Report, fields: Sequence[Field[Tracked]], late: Sequence[Tracked], row: int
) -> int:
    """Each unit's overdue actions from a new page, under the header that every page repeats; gives the last row."""
    if len(late) > MOST_ON_PAGES:
        text = f"มีมากกว่า {MOST_ON_PAGES:,} มาตรการ จึงไม่แยกเป็นหน้าของแต่ละหน่วยงาน ให้กรองจากตารางข้างบน"
        sheet.write_string(row - 1, 0, text, book.style("lead"))
        return row - 1
    of_unit: dict[str, list[Tracked]] = {}
    for tracked in late:
        of_unit.setdefault(tracked.action.unit, []).append(tracked)
    order = [unit.short for unit in report.units if unit.short in of_unit]
    breaks = []
    for unit in (*order, *sorted(of_unit.keys() - set(order))):
        breaks.append(row)
        sheet.merge_range(row, 0, row, len(fields) - 1, None, book.style("page_of"))
        sheet.write_string(row, 0, _heading(unit, of_unit[unit], report), book.style("page_of"))
        sheet.set_row_pixels(row, 40)
        row = write_records(book, sheet, fields, of_unit[unit], row + 1)
        sheet.set_row_pixels(row, LINE_HEIGHT)
        row += 1
    sheet.set_h_pagebreaks(breaks)
    return row - 2


def _heading(unit: str, late: Sequence[Tracked], report: Report) -> str:
    points = worth({tracked.action.item for tracked in late if tracked.action.item}, report.points)
    at_stake = f" · {points:.2f} คะแนน" if points else ""
    return f"{unit_name(unit)}: เกินกำหนด {len(late)} มาตรการ{at_stake}"
