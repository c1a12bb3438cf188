"""ตามข้อ: the plan's items in the catalogue's order, with their points, and beside them what each unit's share is at."""

from __future__ import annotations

from collections import Counter
from functools import partial

from itaxl.core.calendar import thai_date
from itaxl.core.codes import unit_name
from itaxl.core.counts import ItemCounts
from itaxl.core.deadlines import State
from itaxl.core.itemsunits import SIGN_WORDS, Sign, signs
from itaxl.core.report import Report
from itaxl.core.statuses import SHOWN
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, letters_of, print_blocks, shortened
from itaxl.excel.summary_sheets import AT_STAKE, EARNED, ITEMS, LOST, ONE_SOURCE, WHY, lead
from itaxl.excel.tables import HEADER, Field, table_sheet

FEW_UNITS = 8  # so many have room for their names as they are; those of more stand upright
ON_ONE_LINE, NAME_LETTERS = 16, 36  # letters of an upright name: more go on beside it, and what is left is cut
_NARROW, _TWO_LINES = 4.6, 5.4  # characters: columns of upright names
_LETTER = 7.5  # pixels of a letter of an upright name
_UNEVEN = 4  # letters by which its longer line may be longer than half of it

_COLOURS = (
    (Sign.OVERDUE, "over_red"),
    (Sign.UNREADABLE, "over_amber"),
    (Sign.DUE_SOON, "over_amber"),
    (Sign.COMPLETED, "over_green"),
    (Sign.CANCELLED, "over_grey"),
)


def write_items(book: Book, report: Report) -> None:
    """A table of items; the units' signs follow as columns, printed from a page of their own on, beside the items."""
    fields = _item_fields(report)
    units = [unit.unit.short for unit in report.by_unit if unit.own_items]
    by_item = signs(report.actions)

    def sign(unit: str, item: ItemCounts) -> Sign | None:
        return by_item[item.code].get(unit)

    few = len(units) <= FEW_UNITS
    names = [unit_name(unit) if few else shortened(unit_name(unit), NAME_LETTERS) for unit in units]
    widths = [14.0 if few else _NARROW if letters_of(name) <= ON_ONE_LINE else _TWO_LINES for name in names]
    cells = [
        Field(name, width, "level", partial(sign, unit)) for name, width, unit in zip(names, widths, units, strict=True)
    ]
    everything = [*fields, *cells]
    sheet = table_sheet(book, ITEMS, "ความก้าวหน้าตามข้อ", lead(report), everything, report.items, "ไม่มีมาตรการที่มีรหัสข้อ")
    sheet.freeze_panes(HEADER + 1, 2)
    if units:
        _legend(book, sheet, report, len(fields))
        _heat(book, sheet, len(fields), len(units), len(report.items))
        if not few:
            _upright(book, sheet, len(fields), names)
        sheet.repeat_columns(0, 1)
        last = HEADER + len(report.items)
        print_blocks(sheet, [(0, 0, last, len(fields) - 1), (0, len(fields), last, len(everything) - 1)])


def _legend(book: Book, sheet: Sheet, report: Report, column: int) -> None:
    """What the signs mean, above the units: the lines beside it are repeated there, and must be short."""
    as_of = thai_date(report.as_of, full=True, digits=report.settings.thai_digits)
    sheet.write_string(HEADER - 2, 0, f"ข้อมูล ณ วันที่ {as_of}", book.style("lead"))
    sheet.write_string(HEADER - 1, 0, "ผลของแต่ละหน่วยงานอยู่ทางขวา", book.style("muted"))
    half = len(Sign) // 2
    for row, each in ((HEADER - 2, list(Sign)[:half]), (HEADER - 1, list(Sign)[half:])):
        legend = "    ".join(f"{sign} {SIGN_WORDS[sign]}" for sign in each)
        sheet.write_string(row, column, legend, book.style("lead"))


def _heat(book: Book, sheet: Sheet, column: int, units: int, items: int) -> None:
    """The colours of the signs, by conditions, so that a sign that is typed over has its own."""
    for sign, style in _COLOURS:
        rule = {"type": "cell", "criteria": "==", "value": f'"{sign}"', "format": book.style(style)}
        sheet.conditional_format(HEADER + 1, column, HEADER + max(1, items), column + units - 1, rule)


def _upright(book: Book, sheet: Sheet, column: int, names: list[str]) -> None:
    for place, name in enumerate(names, column):
        sheet.write_string(HEADER, place, name, book.style("header_upright"))
    lengths = (letters_of(name) for name in names)
    longest = max(length if length <= ON_ONE_LINE else length // 2 + _UNEVEN for length in lengths)
    sheet.set_row_pixels(HEADER, max(2 * LINE_HEIGHT, 24 + round(_LETTER * longest)))


def _item_fields(report: Report) -> list[Field[ItemCounts]]:
    now = report.standing
    late = Counter(tracked.action.item for tracked in report.actions if tracked.state is State.OVERDUE)

    def standing(item: ItemCounts) -> str:
        if now is None:
            return ""
        return EARNED if item.code in now.earned else AT_STAKE if item.code in now.at_stake else LOST

    def why(item: ItemCounts) -> str:
        return " · ".join(dict.fromkeys(WHY[each] for each in now.why.get(item.code, ()))) if now else ""

    worth: list[Field[ItemCounts]] = [
        Field("คะแนน (ประมาณ)", 11, "points", lambda item: report.points.get(item.code)),
        Field("ผลต่อคะแนน", 14, "centre", standing),
        Field("เพราะ", 28, "text", why),
    ]
    return [
        Field("ข้อ", 8, "centre", lambda item: item.code),
        Field("หัวข้อ", 33, "text", lambda item: item.title),
        Field("ตัวชี้วัดที่", 9, "number", lambda item: item.indicator),
        Field("ตัวชี้วัดย่อย", 10, "centre", lambda item: item.sub_indicator),
        Field("สถานะ", 20, "centre", lambda item: SHOWN[item.status]),
        Field("หน่วยงานที่เสร็จ", 11, "number", lambda item: item.units_done),
        Field("หน่วยงานทั้งหมด", 11, "number", lambda item: item.units),
        Field("เกินกำหนด", 10, "count", lambda item: late[item.code]),
        *(worth if report.points else ()),
        Field("หมายเหตุ", 14, "text", lambda item: "" if item.confirmed else ONE_SOURCE),
    ]
