"""What the executive is told when the summary is sent: the few numbers that matter, and the units, late ones first."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.core.calendar import thai_date
from itaxl.core.codes import UNCONFIRMED, unit_name
from itaxl.core.counts import UnitCounts
from itaxl.core.deadlines import State
from itaxl.core.messages import Block, Heading, Message, Paragraph, Points, Table, inert
from itaxl.core.report import Report
from itaxl.core.statuses import Status
from itaxl.core.tracked import worst_first

URGENT = 5  # as many as the summary's own page shows


def summary_message(report: Report, attachment: str) -> Message:
    """The message; `attachment` is the name of the summary workbook that comes with it."""
    settings, day = report.settings, thai_date(report.as_of, digits=report.settings.thai_digits)
    late, all_of = report.totals.states[State.OVERDUE], report.totals.actions
    subject = f"สรุป ITA {settings.fiscal_year} {settings.agency}: เกินกำหนด {late} จาก {all_of} มาตรการ (ณ {day})"
    return Message(inert(subject), tuple(_blocks(report, attachment)))


def _blocks(report: Report, attachment: str) -> Iterator[Block]:
    settings = report.settings
    day = thai_date(report.as_of, full=True, digits=settings.thai_digits)
    yield Paragraph(
        f"สรุปความก้าวหน้าของแผนยกระดับผลการประเมิน ITA ปีงบประมาณ พ.ศ. {settings.fiscal_year} {settings.agency}"
        f" รอบที่ {report.round} ข้อมูล ณ วันที่ {day}"
    )
    yield Points(tuple(_numbers(report)))
    yield Heading("หน่วยงาน")
    units = sorted((unit for unit in report.by_unit if unit.own.actions), key=_latest_first)
    yield Table(("หน่วยงาน", "เกินกำหนด", "ใกล้ครบ", "แล้วเสร็จ", "รายงาน"), tuple(map(_unit_row, units)))
    if urgent := worst_first(report.actions)[:URGENT]:
        yield Heading("เร่งด่วนที่สุด")
        rows = tuple(
            (
                f"{each.action.item or ''} {each.action.title}".strip(),
                unit_name(each.action.unit),
                str(each.days_overdue),
                *(("" if each.points is None else f"{each.points:.3f}",) if report.points else ()),
            )
            for each in urgent
        )
        yield Table(("มาตรการ", "หน่วยงาน", "เกิน (วัน)", *(("คะแนน",) if report.points else ())), rows)
    yield Paragraph(f"รายละเอียดทั้งหมดอยู่ในไฟล์แนบ {attachment}")


def _numbers(report: Report) -> Iterator[str]:
    totals, score = report.totals, report.score
    yield f"เกินกำหนด {totals.states[State.OVERDUE]} มาตรการ ใกล้ครบกำหนด {totals.states[State.DUE_SOON]} มาตรการ"
    yield f"แล้วเสร็จ {totals.statuses[Status.COMPLETED]} จาก {totals.actions} มาตรการ"
    if silent := report.silent_units:
        yield f"ไม่ส่งรายงาน {len(silent)} หน่วยงาน: {', '.join(silent)}"
    if score and score.today is not None and score.projected is not None:
        target = "" if score.target is None else f" (เป้าหมาย {score.target:g})"
        more = f" ทำที่เหลือทันเวลาอาจได้ถึง {score.projected:.2f}" if score.projected > score.today else ""
        yield f"คะแนนประมาณ {score.today:.2f}{more}{target}"


def _latest_first(unit: UnitCounts) -> tuple[int, int]:
    return -unit.own.states[State.OVERDUE], -unit.own.states[State.DUE_SOON]


def _unit_row(unit: UnitCounts) -> tuple[str, ...]:
    own = unit.own
    return (
        unit_name(unit.unit.short),
        str(own.states[State.OVERDUE]),
        str(own.states[State.DUE_SOON]),
        f"{own.statuses[Status.COMPLETED]}/{own.actions}",
        "" if unit.unit.short == UNCONFIRMED else "แล้ว" if unit.returned else "ยังไม่ส่ง",
    )
