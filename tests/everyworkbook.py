"""One of every workbook that itaxl writes: small ones, and ones with everything in them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from itaxl import catalogues
from itaxl.core.carriedsummary import as_previous
from itaxl.core.consolidation import consolidate
from itaxl.core.drafts import PlanDraft, public_holidays
from itaxl.core.feedback import feedback_of
from itaxl.core.issuing import issue
from itaxl.core.report import Report
from itaxl.core.statuses import Status
from itaxl.excel import tables
from itaxl.excel.feedback_writer import write_feedback
from itaxl.excel.hands import Hands
from itaxl.excel.plan_writer import write_plan
from itaxl.excel.return_reader import read_return
from itaxl.excel.summary_writer import write_summary
from itaxl.excel.template_writer import write_template
from itaxl.excel.tracking_writer import write_tracking
from tests.rounds import ISSUED_ON, SAVED_AT, SITE, make, report
from tests.tables import report_of, tracked

NAMES = (
    "plan.xlsx", "blank.xlsx", "tracking.xlsx", "unit.xlsx", "next.xlsx", "summary.xlsx", "empty.xlsx", "many.xlsx", "split.xlsx", "unscored.xlsx",
    "feedback.xlsx", "template.xlsx",
)  # fmt: skip
"""The files that `write_all` writes."""


def write_all(folder: Path, today: dt.date) -> None:
    """Writes them; `today` is the date as of which the tracking workbooks' results are counted."""
    plan, issued, tracking = make(folder)
    empty = report(ISSUED_ON, plan=plan)
    write_summary(empty, folder / "empty.xlsx")
    everything = _everything(folder, tracking, plan)
    write_tracking(issued, tracking, today)
    write_tracking(issued, folder / "unit.xlsx", today, ["กองคลัง"])
    write_tracking(issue(plan, 2, as_previous(everything)), folder / "next.xlsx", today)
    write_plan(PlanDraft(2565, holidays=public_holidays(2565)), folder / "blank.xlsx", ISSUED_ON)
    write_template(folder / "template.xlsx", ISSUED_ON)
    write_summary(everything, folder / "summary.xlsx", {"a.xlsx": "ส่งกลับ/a.xlsx", "b.xlsx": "ส่งกลับ/b.xlsx"})
    write_feedback(next(feedback_of(everything)), folder / "feedback.xlsx", {"a.xlsx": "a.xlsx"})
    write_summary(many(), folder / "many.xlsx")
    unscored = catalogues.load(2565)._replace(facts=None)  # type: ignore[union-attr]
    write_summary(report_of(tracked(), tracked("O2", Status.IN_PROGRESS), catalogue=unscored), folder / "unscored.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "MAX_ROWS", tables.HEADER + 1 + 45)
        write_summary(many(), folder / "split.xlsx")


def _everything(folder: Path, tracking: Path, plan: object) -> Report:
    """Finished, late, cancelled, added, contradicted and unreadable, since an earlier summary."""
    before = as_previous(report(dt.date(2022, 4, 10), plan=plan))  # type: ignore[arg-type]
    for name, status in (("a", "เสร็จ"), ("b", "อยู่ระหว่างดำเนินการ")):
        hands = Hands(tracking)
        hands.answer(
            "สำนักปลัด", "O1", status=status, completed_on=dt.date(2022, 4, 20), evidence=f"{SITE}/{name}\n{SITE}/x"
        )
        hands.answer("กองคลัง", "O2", status="ไปเรื่อย ๆ", progress="ครึ่ง", remarks='=1+1 & <x> "ย"')
        hands.answer("กองคลัง", "O15", status="ยกเลิก", completed_on="5/4")
        hands.add("กองคลัง", title="เพิ่มเอง", status="อยู่ระหว่างดำเนินการ")
        hands.save(folder / f"{name}.xlsx", SAVED_AT, name)
    returns = [read_return(folder / f"{name}.xlsx", f"{name}.xlsx") for name in "ab"]
    return consolidate(returns, dt.date(2022, 4, 24), catalogues.load, plan, previous=before)  # type: ignore[arg-type]


def many() -> Report:
    """An office with 25 units, each with something in every state."""
    statuses = list(Status)
    actions = [
        tracked(
            f"O{place % 43 + 1}", statuses[place % len(statuses)], unit=f"กองที่ {place % 25}", ref=f"r{place}",
            title=f"หัวข้อที่ยาวมากจนเกินหนึ่งบรรทัดของหน้ากระดาษแน่นอน {place}", due_on=dt.date(2022, 4, 1 + place % 30),
            as_of=dt.date(2022, 4, 20),
        )
        for place in range(100)
    ]  # fmt: skip
    return report_of(*actions, as_of=dt.date(2022, 4, 20), last_score=75.4)
