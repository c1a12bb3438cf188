"""What each unit still owes, and the message that says so: what is late, what is due soon, what is finished without
evidence that counts, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itaxl.core.calendar import thai_date
from itaxl.core.deadlines import State
from itaxl.core.evidence import is_on_website
from itaxl.core.feedback import Feedback, Point, counted, feedback_of, said_of
from itaxl.core.messages import Block, Heading, Message, Paragraph, Points, Table, inert
from itaxl.core.openissue import open_actions, open_issue
from itaxl.core.problems import Problem
from itaxl.core.records import Issue, Outcome, Unit
from itaxl.core.report import Report
from itaxl.core.sentences import Severity, severity
from itaxl.core.statuses import Status
from itaxl.core.text import squashed
from itaxl.core.tracked import Tracked, worst_first
from itaxl.core.unitsheets import called_after, names_of_units

SHOWN_POINTS = 20  # more are easier to mend in the feedback workbook that the planner has


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a unit owes on the report's date: overdue actions, worst first, those due soon, finished items that earn
    nothing for want of evidence (`unproven`), and what is to be mended in its returned files; `still_open` are the
    actions that are neither finished nor cancelled, and `again` issues them with their last answers. `number` is the
    unit's place in the plan, from 1."""

    unit: Unit
    number: int
    late: tuple[Tracked, ...]
    soon: tuple[Tracked, ...]
    unproven: tuple[Tracked, ...]
    points: tuple[tuple[Feedback, Point], ...]
    still_open: tuple[Tracked, ...]
    again: Issue
    has_returned: bool

    @property
    def errors(self) -> int:
        """How many points must be mended; the others should be looked at."""
        return _errors(self.points)

    @property
    def has_answered(self) -> bool:
        """True when any of what is issued again comes with an answer, be it of an earlier round."""
        return any(action.answers for action in self.again.actions)

    @property
    def is_all_attached(self) -> bool:
        """True when all that is to be mended is in the row of an open action, as it counts: what is attached asks for
        it."""
        rows = {each.source for each in self.still_open}
        return not self.unproven and all(point.row in rows for _, point in self.points)

    @property
    def counted(self) -> str:
        """ "เกินกำหนด 3 · ใกล้ครบกำหนด 1 · ขาดหลักฐาน 1 · ต้องแก้ 2 จุด"."""
        counts = (
            (len(self.late), "เกินกำหนด {}"),
            (len(self.soon), "ใกล้ครบกำหนด {}"),
            (len(self.unproven), "ขาดหลักฐาน {}"),
            (self.errors, "ต้องแก้ {} จุด"),
        )
        return " · ".join(text.format(count) for count, text in counts if count)


def reminders_of(report: Report) -> list[Reminder]:
    """One for each unit that owes something, in the plan's order; a unit whose actions are all in time, readable, and
    where they are finished shown to the public, owes nothing."""
    points = _points_by_unit(report)
    returned = {unit.unit.short: unit.returned for unit in report.by_unit}
    found: list[Reminder] = []
    for number, unit in enumerate(report.units, 1):
        still_open = open_actions(report, unit.short)
        late = tuple(each for each in worst_first(report.actions) if each.action.unit == unit.short)
        soon = tuple(sorted((each for each in still_open if each.state is State.DUE_SOON), key=_soonest_first))
        unproven = tuple(each for each in report.actions if _is_unproven(each, report, unit))
        own = tuple(points.get(unit.short, ()))
        if late or soon or unproven or _errors(own):
            again, has_returned = open_issue(report, unit.short), returned.get(unit.short, False)
            found.append(Reminder(unit, number, late, soon, unproven, own, still_open, again, has_returned))
    return found


def _is_unproven(tracked: Tracked, report: Report, unit: Unit) -> bool:
    """True for a finished share of an item that the unit has without evidence that counts. In a year with scoring
    facts only where it costs points: what a unit added, or what is asked of people, needs none."""
    if tracked.action.unit != unit.short or tracked.status is not Status.COMPLETED:
        return False
    needed = tracked.action.item and not tracked.added and (tracked.points or not report.points)
    shown = any(is_on_website(address, report.settings.website) for address in tracked.evidence)
    return bool(needed) and not shown


def _errors(points: Iterable[tuple[Feedback, Point]]) -> int:
    return sum(point.level is Severity.ERROR for _, point in points)


def _soonest_first(tracked: Tracked) -> tuple[str, float]:
    due = tracked.action.due_on
    return due.isoformat() if due else "", -(tracked.points or 0)


def unclaimed(report: Report) -> list[Problem]:
    """What is to be mended in files of which nothing says whose they are: the planner has to ask."""
    return [point.problem for _, point, units in _claimed(report) if not units and point.level is Severity.ERROR]


def unread(report: Report) -> list[Problem]:
    """Why returned files were not read, or what was sent in a form that is none: the planner has to know, whoever else
    is told."""
    reasons = (file.reason for file in report.files if file.outcome in (Outcome.REFUSED, Outcome.SKIPPED))
    return [reason for reason in reasons if reason and severity(reason) is not Severity.INFO]


def _points_by_unit(report: Report) -> dict[str, list[tuple[Feedback, Point]]]:
    found: dict[str, list[tuple[Feedback, Point]]] = {}
    for feedback, point, units in _claimed(report):
        for unit in units:
            found.setdefault(unit, []).append((feedback, point))
    return found


def _claimed(report: Report) -> Iterator[tuple[Feedback, Point, frozenset[str]]]:
    """Every point of the feedback, with the units (short names) that it concerns: the sheet's, or those of the file
    where it is about the whole file. No unit is told what stands on another's sheet."""
    owners = _owners_of_sheets(report)
    for feedback in feedback_of(report):
        of_file = frozenset(unit for (file, _), unit in owners.items() if file == feedback.file)
        of_file = of_file or called_after(feedback.file, report.units)
        for point in feedback.points:
            sheet = point.problem.sheet
            own = owners.get((feedback.file, sheet)) if sheet else None
            yield feedback, point, of_file if not sheet else frozenset(filter(None, (own,)))


def _owners_of_sheets(report: Report) -> Mapping[tuple[str, str], str]:
    """The unit of each sheet of each file that was read: whose actions came from there, or who is called so."""
    called = names_of_units(report.units)
    found = {
        (file.file, sheet): called[squashed(sheet)]
        for file in report.files
        for sheet in file.sheets
        if squashed(sheet) in called
    }
    for tracked in report.actions:
        if tracked.source:
            found[tracked.source.file, tracked.source.sheet] = tracked.action.unit
    return found


# --- the message -------------------------------------------------------------------------------------------


def reminder_message(reminder: Reminder, report: Report, attachment: str | None) -> Message:
    """What the unit is told; `attachment` is the name of the workbook that comes with it."""
    settings, unit = report.settings, reminder.unit
    day = thai_date(report.as_of, digits=settings.thai_digits)
    subject = f"ITA {settings.fiscal_year} {unit.short}: {reminder.counted} (ณ {day})"
    return Message(inert(subject), tuple(_blocks(reminder, report, attachment)))


def _blocks(reminder: Reminder, report: Report, attachment: str | None) -> Iterator[Block]:
    settings, unit = report.settings, reminder.unit
    day = thai_date(report.as_of, full=True, digits=settings.thai_digits)
    yield Paragraph(f"เรียน {unit.coordinator or f'ผู้ประสานงาน {unit.short}'}")
    plan = f"แผนยกระดับผลการประเมิน ITA ปีงบประมาณ พ.ศ. {settings.fiscal_year} ของ{settings.agency} รอบที่ {report.round}"
    owed = f"รายการตาม{plan} ที่ยังค้างอยู่" if reminder.late or reminder.soon else f"จุดที่ต้องแก้ในแบบติดตามของ{plan}"
    yield Paragraph(f"{unit.short} มี{owed} ข้อมูล ณ วันที่ {day}")
    if not reminder.has_returned and reminder.points:
        yield Paragraph("ได้รับไฟล์จากหน่วยงานของท่านแล้ว แต่ยังไม่มีคำตอบที่อ่านได้")
    elif not reminder.has_returned:
        yield Paragraph("ยังไม่ได้รับแบบติดตามที่กรอกแล้วจากหน่วยงานของท่าน")
    digits = settings.thai_digits
    if reminder.late:
        yield Heading(f"เกินกำหนดแล้ว {len(reminder.late)} รายการ")
        rows = tuple(_row(each, str(each.days_overdue), digits=digits) for each in reminder.late)
        yield _table(report, "เกิน (วัน)", rows)
    if reminder.soon:
        yield Heading(f"ครบกำหนดภายใน {settings.due_soon_days} วัน {len(reminder.soon)} รายการ")
        rows = tuple(_row(each, _days_left(each, report), digits=digits) for each in reminder.soon)
        yield _table(report, "เหลือ (วัน)", rows)
    if reminder.unproven:
        yield Heading(f"แล้วเสร็จ แต่ยังไม่มีหลักฐานที่นับได้ {len(reminder.unproven)} รายการ")
        yield Points(tuple(_evidence_wanted(each, settings.website) for each in reminder.unproven))
    yield from _to_mend(reminder)
    yield Heading("วิธีส่งกลับ")
    yield Points(tuple(_how_to_reply(reminder, attachment)))
    yield Paragraph(" ".join(filter(None, (settings.department or settings.agency, settings.phone))))


def _table(report: Report, days: str, rows: Iterable[tuple[str, ...]]) -> Table:
    """The rows under their headers; in a year without scoring facts without their points."""
    headers = ("มาตรการ", "กำหนด", days, "คะแนน")
    return Table(headers, tuple(rows)) if report.points else Table(headers[:-1], tuple(row[:-1] for row in rows))


def _row(tracked: Tracked, days: str, *, digits: bool) -> tuple[str, ...]:
    action = tracked.action
    due = thai_date(action.due_on, digits=digits) if action.due_on else ""
    points = "" if tracked.points is None else f"{tracked.points:.3f}"
    return f"{action.item or ''} {action.title}".strip(), due, days, points


def _evidence_wanted(tracked: Tracked, website: str) -> str:
    worth = f" · คะแนน {tracked.points:.3f}" if tracked.points else ""
    where = f"ในเว็บไซต์ {website}" if website else "ที่เปิดดูได้"
    return f"{tracked.action.item} {tracked.action.title}{worth} → วางที่อยู่ของหน้าเว็บ{where} ในช่องหลักฐาน"


def _days_left(tracked: Tracked, report: Report) -> str:
    return str((tracked.action.due_on - report.as_of).days) if tracked.action.due_on else ""


def _to_mend(reminder: Reminder) -> Iterator[Block]:
    if not reminder.points:
        return
    yield Heading(f"ในไฟล์ที่ส่งมา {counted(point for _, point in reminder.points)}")
    files = {feedback.file for feedback, _ in reminder.points}
    if len(files) == 1:
        yield Paragraph(f"ไฟล์ “{files.pop()}”")
    shown = reminder.points[:SHOWN_POINTS]
    texts = [_mending(feedback, point, names_file=len(files) > 1) for feedback, point in shown]
    more = len(reminder.points) - len(shown)
    yield Points((*texts, f"และอีก {more} จุด") if more else tuple(texts))


def _mending(feedback: Feedback, point: Point, *, names_file: bool) -> str:
    """A point on one line, with the action that it is about, and the file where there are several."""
    said = said_of(feedback, point)
    about = point.action if point.action not in said else ""
    return " · ".join(filter(None, (f"ไฟล์ “{feedback.file}”" if names_file else "", about, said)))


def _how_to_reply(reminder: Reminder, attachment: str | None) -> Iterator[str]:
    if attachment:
        answers = " พร้อมคำตอบล่าสุดของท่าน" if reminder.has_answered else ""
        yield (
            f"เปิดไฟล์แนบ {attachment} ซึ่งมีเฉพาะรายการที่ยังไม่เสร็จ {len(reminder.still_open)} รายการ{answers}"
            " กรอกช่องสีเหลือง บันทึก แล้วแนบส่งกลับโดยตอบอีเมลนี้"
        )
        if not reminder.is_all_attached:
            yield "จุดที่ต้องแก้หรือตรวจซึ่งไม่อยู่ในไฟล์แนบ ขอให้แก้ในไฟล์เดิมที่ท่านส่งมา แล้วส่งกลับมาด้วย"
    elif reminder.points or reminder.unproven:
        yield "ขอให้แก้ในไฟล์เดิมที่ท่านส่งมา บันทึก แล้วแนบส่งกลับโดยตอบอีเมลนี้"
