"""เกินกำหนด: all that is late, worst first, with whom to call; then each unit on a page of its own, for the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from itaxl.core.codes import unit_name
from itaxl.core.records import Unit
from itaxl.core.report import Report
from itaxl.core.score import worth
from itaxl.core.statuses import SHOWN
from itaxl.core.tracked import NOT_REPORTED, Tracked, worst_first
from itaxl.excel.book import Book, Sheet, print_areas
from itaxl.excel.summary_sheets import OVERDUE, lead
from itaxl.excel.tables import HEADER, Field, table_sheets, write_records

MOST_ON_PAGES = 2_000  # overdue actions up to which each unit has a page: nobody prints more for a meeting
MOST_PAGES = 200  # units: the areas to print have to be named in one formula of Excel


def write_overdue(book: Book, report: Report) -> None:
    """The list of all, and below it each unit's, in the plan's order."""
    late = worst_first(report.actions)
    fields, units = _fields(report), _by_unit(report, late)
    order = "คะแนนของข้อและจำนวนวัน" if report.points else "จำนวนวัน"
    title = f"เกินกำหนด {len(late)} มาตรการ เรียงตาม{order}" if late else OVERDUE
    sheets = table_sheets(book, OVERDUE, title, lead(report), fields, late, "ไม่มีมาตรการที่เกินกำหนด")
    for sheet, part in sheets:
        areas = [(0, part.last)]
        if len(late) <= MOST_ON_PAGES and len(units) <= MOST_PAGES and len(sheets) == 1:
            areas += _unit_pages(book, sheet, report, fields, units, part.last + 2)
        else:
            text = "มีมากเกินกว่าจะแยกเป็นหน้าของแต่ละหน่วยงาน ให้กรองจากตารางแทน"
            sheet.write_string(HEADER - 1, 0, text, book.style("lead"))
        print_areas(sheet, areas, len(fields) - 1)


def _by_unit(report: Report, late: Sequence[Tracked]) -> dict[str, list[Tracked]]:
    """The overdue actions of each unit (short name), in the plan's order."""
    found: dict[str, list[Tracked]] = {unit.short: [] for unit in report.units}
    for tracked in late:
        found.setdefault(tracked.action.unit, []).append(tracked)
    return {unit: actions for unit, actions in found.items() if actions}


def _fields(report: Report) -> list[Field[Tracked]]:
    units = {unit.short: unit for unit in report.units}

    def unit_of(tracked: Tracked) -> Unit:
        return units.get(tracked.action.unit, Unit(tracked.action.unit))

    fields: list[Field[Tracked]] = [
        Field("หน่วยงาน", 20, "text_bold", lambda tracked: unit_name(tracked.action.unit)),
        Field("ผู้ประสานงาน", 19, "text", lambda tracked: _contact(unit_of(tracked), units, "coordinator")),
        Field("ติดต่อ", 28, "text", lambda tracked: _contact(unit_of(tracked), units, "phone", "email")),
        Field("ข้อ", 7, "centre", lambda tracked: tracked.action.item or ""),
        Field("หัวข้อ", 32, "text", lambda tracked: tracked.action.title),
        Field("กำหนดแล้วเสร็จ", 14, "date", lambda tracked: tracked.action.due_on),
        Field("เกินกำหนด (วัน)", 10, "days", lambda tracked: tracked.days_overdue),
        Field("สถานะ", 20, "centre", lambda tracked: SHOWN[tracked.status] if tracked.reported else NOT_REPORTED),
        Field("ปัญหา/อุปสรรค", 25, "text", lambda tracked: tracked.text("remarks")),
        Field("คะแนนของข้อ", 11, "points", lambda tracked: tracked.points),
    ]
    return fields if report.points else fields[:-1]


def _contact(unit: Unit, units: Mapping[str, Unit], *keys: str) -> str:
    """How to reach a unit: the first of these that is known of it, else of the unit above it."""
    for each in (unit, units.get(unit.parent or "", unit)):
        for key in keys:
            if known := str(getattr(each, key)):
                return known
    return ""


def _unit_pages(
    book: Book, sheet: Sheet, report: Report, fields: Sequence[Field[Tracked]],
    units: Mapping[str, Sequence[Tracked]], row: int,
) -> list[tuple[int, int]]:  # fmt: skip
    """Each unit's overdue actions, under the header that every page repeats; gives the first and last row of each."""
    areas = []
    for unit, late in units.items():
        sheet.merge_range(row, 0, row, len(fields) - 1, None, book.style("page_of"))
        sheet.write_string(row, 0, _heading(unit, late, report), book.style("page_of"))
        sheet.set_row_pixels(row, 40)
        after = write_records(book, sheet, fields, late, row + 1)
        areas.append((row, after - 1))
        row = after + 1
    return areas


def _heading(unit: str, late: Sequence[Tracked], report: Report) -> str:
    points = worth({tracked.action.item for tracked in late if tracked.action.item}, report.points)
    at_stake = f" · {points:.2f} คะแนน" if points else ""
    return f"{unit_name(unit)}: เกินกำหนด {len(late)} มาตรการ{at_stake}"
