"""The summary's sheet of what changed since the last one, and the line of it on the page."""

from __future__ import annotations

from collections import Counter

from itaxl.core.calendar import thai_date
from itaxl.core.changes import Change, ChangeKind, Shown
from itaxl.core.deadlines import STATE_WORDS, State
from itaxl.core.records import Value, shown_value
from itaxl.core.report import Report
from itaxl.core.statuses import SHOWN, Status
from itaxl.excel.book import Book, Sheet
from itaxl.excel.summary_sheets import lead
from itaxl.excel.tables import Field, Written, parts_of, table_sheets

CHANGES = "เปลี่ยนแปลง"

WORDS: dict[ChangeKind, str] = {
    ChangeKind.DONE: "แล้วเสร็จ",
    ChangeKind.LATE: "เกินกำหนด",
    ChangeKind.REOPENED: "กลับมาทำใหม่",
    ChangeKind.STATUS: "สถานะเปลี่ยน",
    ChangeKind.DEADLINE: "กำหนดเปลี่ยน",
    ChangeKind.EVIDENCE: "หลักฐานเปลี่ยน",
    ChangeKind.NEW: "มาตรการใหม่",
    ChangeKind.VANISHED: "ไม่มีแล้ว",
}
"""What the sheet calls each kind of change."""

COUNTED: dict[ChangeKind, str] = {
    ChangeKind.DONE: "เสร็จเพิ่ม",
    ChangeKind.LATE: "เกินกำหนดเพิ่ม",
    ChangeKind.REOPENED: "กลับมาทำใหม่",
    ChangeKind.DEADLINE: "เปลี่ยนกำหนด",
    ChangeKind.NEW: "มาตรการใหม่",
    ChangeKind.VANISHED: "มาตรการที่ไม่มีแล้ว",
}
"""What the page counts; the others have room on the sheet only."""

NO_PREVIOUS = "ไม่มีไฟล์สรุปครั้งก่อนให้เทียบ: ครั้งหน้าใส่ --previous ตามด้วยไฟล์สรุปนี้"

_KIND_COLUMN = 3
_COLOURS = {
    ChangeKind.DONE: "over_green",
    ChangeKind.LATE: "over_red",
    ChangeKind.REOPENED: "over_amber",
    ChangeKind.VANISHED: "over_grey",
}


def write_changes(book: Book, report: Report) -> None:
    """เปลี่ยนแปลง: what is different from the earlier summary, or that there is none."""
    fields: list[Field[Change]] = [
        Field("หน่วยงาน", 24, "text", lambda change: change.action.unit),
        Field("ข้อ", 8, "centre", lambda change: change.action.item or ""),
        Field("หัวข้อ", 44, "text", lambda change: change.action.title),
        Field("การเปลี่ยนแปลง", 18, "centre", lambda change: WORDS[change.kind]),
        Field("เดิม", 34, "text", lambda change: _shown(change.before, change.evidence_before)),
        Field("ปัจจุบัน", 34, "text", lambda change: _shown(change.after, change.evidence_after)),
        Field("รหัสอ้างอิง", 30, "text", lambda change: change.action.ref),
    ]
    before, note, nothing = report.previous, lead(report), NO_PREVIOUS
    if before:
        note = f"{note} · เทียบกับสรุป ณ {thai_date(before.as_of)} ({before.file})"
        nothing = f"ไม่มีการเปลี่ยนแปลงตั้งแต่ {thai_date(before.as_of)}"
    title = "เปลี่ยนแปลงตั้งแต่สรุปครั้งก่อน"
    for sheet, part in table_sheets(book, CHANGES, title, note, fields, report.changes, nothing):
        for kind, style in _COLOURS.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{WORDS[kind]}"', "format": book.style(style)}
            sheet.conditional_format(part.first, _KIND_COLUMN, part.last, _KIND_COLUMN, rule)


def _shown(shown: Shown, evidence: Value) -> Written:
    """A date in words: among texts, a number under a format would stand at the other end of the cell. Evidence that
    changed with the status stands below it."""
    if isinstance(shown, State):
        return STATE_WORDS[shown]
    value: Value = SHOWN[shown] if isinstance(shown, Status) else shown
    return "\n".join(filter(None, (shown_value(value), shown_value(evidence))))


def write_moved(book: Book, sheet: Sheet, report: Report, row: int) -> int:
    """How the round moved since the earlier summary, in one line, counted from the sheet; the row after it, which is
    the same one where there is nothing to compare with."""
    if report.previous is None:
        return row
    kinds = Counter(change.kind for change in report.changes)
    parts = parts_of(CHANGES, len(report.changes))
    said = f"ตั้งแต่ {thai_date(report.previous.as_of)}: "
    formula = f'="{said}"'
    counted = [kind for kind in COUNTED if kinds[kind]]
    for place, kind in enumerate(counted):
        label = f"{' · ' if place else ''}{COUNTED[kind]} "
        said += f"{label}{kinds[kind]}"
        counts = "+".join(f'COUNTIF({part.cells(_KIND_COLUMN)},"{WORDS[kind]}")' for part in parts)
        formula += f'&"{label}"&' + (f"({counts})" if len(parts) > 1 else counts)
    ending = _ending(report, bool(counted))
    sheet.write_formula(row, 0, f'{formula}&"{ending}"', book.style("lead"), said + ending)
    return row + 1


def _ending(report: Report, counted: bool) -> str:
    """The estimates of both days, and where the rest is."""
    parts = [] if counted else ["ไม่มีรายการที่เสร็จเพิ่มหรือเกินกำหนดเพิ่ม" if report.changes else "ไม่มีการเปลี่ยนแปลง"]
    if len(report.history) > 1:
        before, after = report.history[-2].estimate, report.history[-1].estimate
        if before is not None and after is not None:
            was, now = f"{before:.2f}", f"{after:.2f}"
            parts.append(f"คะแนนประมาณ {was} → {now}" if was != now else f"คะแนนประมาณเท่าเดิม {now}")
    return "".join(f" · {part}" for part in parts)[0 if counted else 3 :]
