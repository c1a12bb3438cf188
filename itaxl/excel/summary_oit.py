"""แบบตอบ OIT: what is to be copied into ITAS, item by item."""

from __future__ import annotations

from itaxl.core.oit import HAS, HAS_NOT, OitRow, Place, answer_when, oit_rows
from itaxl.core.report import Report
from itaxl.core.statuses import SHOWN
from itaxl.excel.book import Book, Sheet, lines_of
from itaxl.excel.summary_sheets import AT_STAKE, EARNED, LOST, ONE_SOURCE, WHY, lead
from itaxl.excel.tables import HEADER, Field, Link, Written, table_sheet

OIT = "แบบตอบ OIT"
OPEN_HERE = "นอกแผน กรอกเอง"
UNKNOWN_YEAR = "ข้อนอกแผนโปรแกรมไม่ทราบ เพราะไม่มีรายการประเมินของปีนี้"

_PLACES = {Place.EARNED: EARNED, Place.AT_STAKE: AT_STAKE, Place.LOST: LOST}
_ANSWER, _URLS, _EXPLANATION, _BY = 3, 4, 5, 6  # columns, from 0: what ITAS asks for, and who answers
_MOST_LINES = 16  # as many as Excel shows in its highest row
_MOST_LETTERS = 32_000  # Excel holds 32,767 in a cell
_URL_WIDTH, _EXPLANATION_WIDTH = 36, 28


def write_oit(book: Book, report: Report) -> None:
    """One row per item of the year, in ITAS's order; those outside the plan are open cells for the planner."""
    rows = oit_rows(report)
    fields: list[Field[OitRow]] = [
        Field("ตัวชี้วัดย่อย", 8, "centre", lambda row: row.sub_indicator),
        Field("ข้อ", 7, "centre", lambda row: row.code),
        Field("หัวข้อ", 30, "text", lambda row: row.title),
        Field("มี/ไม่มี", 8, "level", lambda row: row.answer),
        Field("URL", _URL_WIDTH, "text", _urls),
        Field("คำอธิบายเพิ่มเติม", _EXPLANATION_WIDTH, "text", lambda row: _cut(row.explanation.split("\n"))),
        Field("ผู้ตอบ", 20, "text", lambda row: row.answered_by),
        Field("สถานะ", 17, "text", _status),
        *([Field("ผลต่อคะแนน", 12, "centre", _place)] if report.points else ()),
        Field("หมายเหตุ", 18, "text", _note),
    ]
    planned = sum(row.planned for row in rows)
    outside = f"นอกแผน {len(rows) - planned} ข้อ" if report.catalogue.items else UNKNOWN_YEAR
    title = f"แบบตอบ OIT ปีงบประมาณ พ.ศ. {report.settings.fiscal_year}: ในแผน {planned} ข้อ {outside}"
    sheet = table_sheet(book, OIT, title, lead(report), fields, rows, "ปีนี้ไม่มีรายการข้อในโปรแกรม")
    sheet.write_string(
        HEADER - 1, 0, f"{answer_when(report)} · ช่องสีเหลือง: ข้อนอกแผน ให้ผู้จัดทำแผนกรอกเอง", book.style("lead")
    )
    for place, row in enumerate(rows, HEADER + 1):
        if not row.planned:
            _open_cells(book, sheet, place)
    _colour(book, sheet, len(rows))
    sheet.freeze_panes(HEADER + 1, _ANSWER)


def _open_cells(book: Book, sheet: Sheet, row: int) -> None:
    """The answer's cells of an item outside the plan: yellow, with a drop-down."""
    for column, style in (
        (_ANSWER, "open_label"),
        (_URLS, "open_text"),
        (_EXPLANATION, "open_text"),
        (_BY, "open_text"),
    ):
        sheet.write_blank(row, column, None, book.style(style))
    sheet.data_validation(row, _ANSWER, row, _ANSWER, {"validate": "list", "source": [HAS, HAS_NOT]})


def _colour(book: Book, sheet: Sheet, rows: int) -> None:
    first, last = HEADER + 1, HEADER + max(1, rows)
    for word, style in ((HAS, "over_green"), (HAS_NOT, "over_red")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.style(style)}
        sheet.conditional_format(first, _ANSWER, last, _ANSWER, rule)


def _urls(row: OitRow) -> Written:
    """All addresses, one a line; one alone can be clicked (LibreOffice would join several behind a link)."""
    return Link(row.urls[0], row.urls[0]) if len(row.urls) == 1 else _cut(row.urls)


def _cut(lines: tuple[str, ...] | list[str]) -> str:
    """The lines, as many as a cell holds; what is left out stands whole in รายการทั้งหมด."""
    text = "\n".join(lines)
    if len(text) <= _MOST_LETTERS:
        return text
    kept, room = 0, _MOST_LETTERS
    while kept < len(lines) and len(lines[kept]) < room:
        room -= len(lines[kept]) + 1
        kept += 1
    return "\n".join([*lines[:kept], f"และอีก {len(lines) - kept} บรรทัด ดูแผ่น รายการทั้งหมด"])


def _status(row: OitRow) -> str:
    if row.status is None:
        return OPEN_HERE
    several = f" ({row.units_done}/{row.units} หน่วยงาน)" if row.units > 1 else ""
    return SHOWN[row.status] + several


def _place(row: OitRow) -> str:
    return _PLACES[row.place] if row.place else ""


def _note(row: OitRow) -> str:
    """Why it is ไม่มี, and what to look at before it is copied."""
    said = [WHY[each] for each in row.why]
    if row.elsewhere:
        said.append(f"{row.elsewhere} URL ไม่อยู่ในเว็บไซต์ของหน่วยงาน")
    if not row.planned and row.last_year is not None:
        said.append(f"ปีก่อนได้ {row.last_year:g}")
    if not row.confirmed:
        said.append(ONE_SOURCE)
    lines = max(lines_of("\n".join(row.urls), _URL_WIDTH), lines_of(row.explanation, _EXPLANATION_WIDTH))
    if lines > _MOST_LINES:
        said.append("ข้อความยาวกว่าที่เห็น คัดลอกทั้งช่องได้ครบ")
    return " · ".join(said)
