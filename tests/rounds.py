"""A small office's round on disk: a plan, what is issued from it, and hands to fill it in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from itaxl import catalogues
from itaxl.core.consolidation import consolidate
from itaxl.core.drafts import DraftRow, PlanDraft
from itaxl.core.issuing import issue
from itaxl.core.records import Issue, Plan
from itaxl.core.report import Report
from itaxl.excel.plan_reader import read_plan
from itaxl.excel.plan_writer import write_plan
from itaxl.excel.return_reader import read_return
from itaxl.excel.tracking_writer import write_tracking

ISSUED_ON = dt.date(2022, 3, 1)
SITE = "https://www.thotsop.example"
SAVED_AT = dt.datetime(2022, 5, 2, 3, tzinfo=dt.UTC)

UNITS = (
    {"short": "สำนักปลัด"},
    {"short": "กองคลัง"},
    {"short": "งานพัสดุ", "full": "งานทะเบียนทรัพย์สินและพัสดุ", "parent": "กองคลัง"},
    {"short": "กองช่าง/โยธา"},  # a name that no sheet may have
)
MEASURES = (
    {"item": "O1", "title": "โครงสร้าง", "units": "สำนักปลัด", "method": "เผยแพร่\nบนเว็บไซต์"},
    {"item": "O2", "title": "ข้อมูลผู้บริหาร", "units": "กองคลัง", "period": "1 มี.ค. - 31 มี.ค. 65"},
    {"item": "O15", "title": "ข้อมูลเชิงสถิติการให้บริการ", "units": "สำนักปลัด/ทุกกอง", "method": "=1+1"},
    {"item": "O24", "units": "งานพัสดุ", "period": "ภายใน 15 พ.ค. 65"},
    {
        "item": "ต้องยืนยัน",
        "title": "เรื่องที่ยังไม่ชัด",
        "units": "กองคลัง",
        "period": "ต้องยืนยัน พ.ศ. ๒๕๖๕",
        "note": "ต้องยืนยัน: ทดสอบ",
    },
    {"survey": "IIT", "indicator": "1", "title": "ชี้แจงบุคลากร", "units": "กองช่าง/โยธา", "period": "ตลอดปีงบประมาณ"},
)


def draft(**settings: str | float) -> PlanDraft:
    """The office's plan, to be written."""
    values = {"agency": "อบต.ทดสอบ & เพื่อน", "website": SITE, "period": "มี.ค. - เม.ย. ๖๕", "last_score": 70, **settings}
    return PlanDraft(2565, values, UNITS, MEASURES)


def make(folder: Path, *more: DraftRow, **settings: str | float) -> tuple[Plan, Issue, Path]:
    """Writes plan, with more measures, and tracking workbook into the folder: (the plan, what was issued, the tracking
    workbook)."""
    planned = draft(**settings)
    write_plan(planned._replace(measures=(*planned.measures, *more)), folder / "plan.xlsx", ISSUED_ON)
    plan, _ = read_plan(folder / "plan.xlsx")
    issued = issue(plan)
    write_tracking(issued, folder / "tracking.xlsx", ISSUED_ON)
    return plan, issued, folder / "tracking.xlsx"


def report(as_of: dt.date, *files: Path, plan: Plan | None = None) -> Report:
    """The files consolidated."""
    return consolidate([read_return(file, file.name) for file in files], as_of, catalogues.load, plan)
