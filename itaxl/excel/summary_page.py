"""The summary's first sheet: one A4 page that an executive understands in a minute, and the whole table by unit
below it.

Every count is a formula over รายการทั้งหมด that carries its computed result, so that each number can be traced.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from itaxl.core.codes import unit_name
from itaxl.core.deadlines import State
from itaxl.core.nextsteps import Step, next_steps
from itaxl.core.report import Report
from itaxl.core.statuses import Status
from itaxl.core.tracked import worst_first
from itaxl.core.verdict import assumption, verdict
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, lines_of, print_areas, printed, shortened
from itaxl.excel.summary_changes import write_moved
from itaxl.excel.summary_counts import BY_HEADER, COUNTS
from itaxl.excel.summary_sheets import OVERDUE, lead
from itaxl.excel.summary_trend import has_trend, write_trend
from itaxl.excel.summary_units import MOST, NAME_LETTERS, PAGE, Line, top_lines, unit_lines, write_chart, write_units

URGENT, URGENT_OF_CROWDED = 5, 3  # how many overdue actions the page has room for
PAGE_HEIGHT = 1439  # pixels that a page holds at the scale that its width gives
SPARE = 1.5  # names of units may take two lines
STEPS = 3  # how many items to finish first
WHOLE, BESIDE = 1046, 590  # pixels: the width of the charts, and of the bars where the trend stands beside them
GAP = 8  # pixels between the page's parts
ALONE = 10  # rows that a trend takes at least
TALLER = 80  # pixels by which the rows above the charts, and the one after them, may be higher than lines
MORE_LETTERS = 17  # of " และอีก 12 หน่วยงาน" beside a unit's name
TITLE_LETTERS = 38  # as many as fit beside an urgent action's item on one line

# Together so wide that fitted to the width of A4 16 points become 11, as they do where another face makes the columns
# wider still: the page is then smaller and its letters larger.
_WIDTHS = (36, *[9.9] * len(COUNTS))
_LAST = len(_WIDTHS) - 1


def write_page(book: Book, report: Report) -> None:
    """สรุป: will we make it, what is late and who has it; then, on a page of its own, every unit."""
    sheet = book.sheet(PAGE)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row_pixels(0, 44)
    year = report.settings.fiscal_year
    sheet.write_string(0, 0, f"สรุปการยกระดับผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}", book.style("title"))
    sheet.write_string(1, 0, f"{lead(report)} · รอบที่ {report.round}", book.style("lead"))
    sheet.set_row_pixels(2, GAP)
    _verdict(book, sheet, report, 3)
    sheet.set_row_pixels(5, GAP)
    _tiles(book, sheet, report, 6)
    sheet.set_row_pixels(8, GAP)
    steps, tops, all_lines = next_steps(report), top_lines(report), unit_lines(report)
    crowded = steps and len(tops) > MOST // 2
    row = _urgent(book, sheet, report, 9, URGENT_OF_CROWDED if crowded else URGENT)
    row = _steps(book, sheet, steps, row)
    row = _cancelled(book, sheet, report, row)
    row = write_moved(book, sheet, report, row)
    section(book, sheet, row, "ตามหน่วยงาน")
    first, last = write_units(book, sheet, report, row + 1, tops)
    sheet.set_row_pixels(last + 1, GAP)
    last = _charts(book, sheet, report, tops, first, last + 2)
    areas, pages = [(0, last)], 1
    if len(all_lines) > len(tops):
        section(book, sheet, last + 2, "รายละเอียดทุกหน่วยงาน")
        _, end = write_units(book, sheet, report, last + 3, all_lines)
        areas.append((last + 2, end))
        pages += math.ceil((end - last) * LINE_HEIGHT * SPARE / PAGE_HEIGHT)
    printed(sheet, report.settings.agency, landscape=False)
    sheet.fit_to_pages(1, pages)  # so that the first area is one page whatever a printer's margins are
    sheet.center_horizontally()
    print_areas(sheet, areas, _LAST)


def _charts(book: Book, sheet: Sheet, report: Report, tops: Sequence[Line], first: int, row: int) -> int:
    """The bars of the table that begins in row `first`, and beside them the trend once there is one, each alone if the
    other has nothing to say; the last row that they cover."""
    trend = has_trend(report)
    room = (PAGE_HEIGHT - row * LINE_HEIGHT - TALLER) // LINE_HEIGHT
    width, least = (BESIDE, ALONE) if trend else (WHOLE, 0)
    last = write_chart(book, sheet, first, tops, row, width=width, least=least, most=room)
    if not trend:
        return last
    if last < row:
        return write_trend(book, sheet, report, first, row, left=0, width=WHOLE, rows=ALONE)
    left, rows = BESIDE + 10, last - row
    write_trend(book, sheet, report, first, row, left=left, width=WHOLE - left, rows=rows)
    return last


def section(book: Book, sheet: Sheet, row: int, title: str) -> None:
    """A heading with a rule across the page."""
    sheet.set_row_pixels(row, 34)
    sheet.write_string(row, 0, title, book.style("section"))
    for column in range(1, _LAST + 1):
        sheet.write_blank(row, column, None, book.style("section"))


def wide(book: Book, sheet: Sheet, row: int, left: int, right: int, style: str) -> None:
    """Joins the cells of a row from left to right; what is written into the left one fills them."""
    if right > left:
        sheet.merge_range(row, left, row, right, None, book.style(style))


# --- will we make it ---------------------------------------------------------------------------------------


def _verdict(book: Book, sheet: Sheet, report: Report, row: int) -> None:
    """The answer in one coloured line, and what it rests on."""
    said, colour = verdict(report)
    wide(book, sheet, row, 0, _LAST, f"banner_{colour}")
    sheet.set_row_pixels(row, 50)
    sheet.write_string(row, 0, said, book.style(f"banner_{colour}"))
    wide(book, sheet, row + 1, 0, _LAST, "note")
    sheet.set_row_pixels(row + 1, 54)
    sheet.write_string(row + 1, 0, assumption(report), book.style("note"))


# --- tiles -------------------------------------------------------------------------------------------------


def _tiles(book: Book, sheet: Sheet, report: Report, row: int) -> None:
    late, soon = report.totals.states[State.OVERDUE], report.totals.states[State.DUE_SOON]
    done, silent = report.totals.statuses[Status.COMPLETED], len(report.silent_units)
    sheet.set_row_pixels(row, 30)
    sheet.set_row_pixels(row + 1, 46)
    _first_tile(book, sheet, report, row)
    tiles = (
        ("มาตรการ", "ทั้งหมด", report.totals.actions, "tile", 1, 1),
        ("แล้วเสร็จ", "แล้วเสร็จ", done, "tile_green" if done else "tile", 2, 3),
        ("เกินกำหนด", "เกินกำหนด", late, "tile_red" if late else "tile", 4, 5),
        ("ใกล้ครบกำหนด", "ใกล้ครบกำหนด", soon, "tile_amber" if soon else "tile", 6, 7),
        ("ไม่ส่งรายงาน (แห่ง)", None, silent, "tile_amber" if silent else "tile", 8, 9),
    )
    for title, header, count, style, left, right in tiles:
        wide(book, sheet, row, left, right, "tile_label")
        sheet.write_string(row, left, title, book.style("tile_label"))
        wide(book, sheet, row + 1, left, right, style)
        if header is None:
            sheet.write_number(row + 1, left, count, book.style(style))
        else:
            sheet.write_formula(row + 1, left, BY_HEADER[header].formula(report, None), book.style(style), count)


def _first_tile(book: Book, sheet: Sheet, report: Report, row: int) -> None:
    """The estimated score, the points earned where last year's score is not known, or, in a year that has none, the
    finished share."""
    score = report.score
    if score is None:
        everything, done = (BY_HEADER[header].formula(report, None)[1:] for header in ("ทั้งหมด", "แล้วเสร็จ"))
        share = round(100 * report.totals.statuses[Status.COMPLETED] / max(1, report.totals.actions))
        sheet.write_string(row, 0, "แล้วเสร็จ (ร้อยละ)", book.style("tile_label"))
        formula = f"=ROUND(100*({done})/MAX(1,{everything}),0)"
        sheet.write_formula(row + 1, 0, formula, book.style("tile"), share)
    else:
        label = "คะแนนที่ได้แล้ว" if score.today is None else "คะแนนประมาณ ณ วันที่ของข้อมูล"
        sheet.write_string(row, 0, label, book.style("tile_label"))
        number = score.earned if score.today is None else score.today
        sheet.write_number(row + 1, 0, round(number, 2), book.style("tile_score"))


# --- what is late, what waits for the planner --------------------------------------------------------------


def _urgent(book: Book, sheet: Sheet, report: Report, row: int, most: int) -> int:
    """The worst overdue actions, at most so many; the row after them."""
    late = worst_first(report.actions)
    more = f" {most} จาก {len(late)} มาตรการ (ทั้งหมดอยู่ในแผ่น {OVERDUE})" if len(late) > most else ""
    section(book, sheet, row, f"เร่งด่วนที่สุด{more}")
    if not late:
        sheet.write_string(row + 1, 0, "ไม่มีมาตรการที่เกินกำหนด", book.style("lead"))
        return row + 2
    spans = ((0, 0), (1, 1), (2, 5), (6, 7), *(((8, 8), (9, 9)) if report.points else ((8, 9),)))
    headers = ("ผู้รับผิดชอบ", "ข้อ", "หัวข้อ", "กำหนด", "เกิน (วัน)", "คะแนน")[: len(spans)]
    for (left, right), header in zip(spans, headers, strict=True):
        wide(book, sheet, row + 1, left, right, "header")
        sheet.write_string(row + 1, left, header, book.style("header"))
    for offset, tracked in enumerate(late[:most], row + 2):
        sheet.write_string(offset, 0, shortened(unit_name(tracked.action.unit), NAME_LETTERS), book.style("text_bold"))
        sheet.write_string(offset, 1, tracked.action.item or "", book.style("centre"))
        wide(book, sheet, offset, 2, 5, "one_line")
        sheet.write_string(offset, 2, shortened(tracked.action.title, TITLE_LETTERS), book.style("one_line"))
        wide(book, sheet, offset, 6, 7, "date")
        if tracked.action.due_on:
            sheet.write_datetime(offset, 6, tracked.action.due_on, book.style("date"))
        if not report.points:
            wide(book, sheet, offset, 8, 9, "days")
        sheet.write_number(offset, 8, tracked.days_overdue or 0, book.style("days"))
        if not report.points:
            continue
        if tracked.points is None:
            sheet.write_blank(offset, 9, None, book.style("points"))
        else:
            sheet.write_number(offset, 9, tracked.points, book.style("points"))
    return row + 2 + min(len(late), most)


def _steps(book: Book, sheet: Sheet, steps: Sequence[Step], row: int) -> int:
    """What to do first for the most points; the row after it."""
    if not steps:
        return row
    first = steps[:STEPS]
    which = f"ทำ {len(first)} ข้อนี้ก่อน" if len(steps) > len(first) else "ทำข้อที่เหลือ"
    section(book, sheet, row, f"สัปดาห์นี้ {which}: +{first[-1].so_far:.2f} คะแนน (ประมาณ)")
    for place, step in enumerate(first, row + 1):
        left, names = len(step.actions), [unit_name(unit) for unit in step.units]
        more = f" และอีก {len(names) - 1} หน่วยงาน" if len(names) > 1 else ""
        who = f"{shortened(names[0], NAME_LETTERS - (len(more) and MORE_LETTERS))}{more}"
        sheet.write_string(place, 0, who, book.style("text_bold"))
        sheet.write_string(place, 1, step.item, book.style("centre"))
        wide(book, sheet, place, 2, 5, "one_line")
        sheet.write_string(place, 2, shortened(step.title, TITLE_LETTERS), book.style("one_line"))
        wide(book, sheet, place, 6, 8, "centre")
        sheet.write_string(place, 6, f"เหลือ {left} มาตรการ", book.style("centre"))
        sheet.write_number(place, 9, round(step.points, 2), book.style("points_more"))
    return row + 1 + len(first)


def _cancelled(book: Book, sheet: Sheet, report: Report, row: int) -> int:
    """Cancelled actions wait for the planner's confirmation; the row after them."""
    waiting = [tracked for tracked in report.actions if tracked.status is Status.CANCELLED]
    if not waiting:
        return row
    named = [
        f"{each.action.item or ''} {shortened(each.action.title, 30)} ({each.action.unit})".strip()
        for each in waiting[:2]
    ]
    more = f" และอีก {len(waiting) - 2}" if len(waiting) > 2 else ""
    wide(book, sheet, row, 0, _LAST, "lead_wrapped")
    text = f"หน่วยงานขอยกเลิก รอผู้จัดทำแผนยืนยัน {len(waiting)} มาตรการ: {' · '.join(named)}{more}"
    sheet.write_string(row, 0, text, book.style("lead_wrapped"))
    sheet.set_row_pixels(row, LINE_HEIGHT * lines_of(text, sum(_WIDTHS)))
    return row + 1
