"""The Na Khok round of FY2565, start to end: plan, tracking workbook, returns as people make them, summary.

Measures and units are the memo's; what the units answer here is made up.
"""

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from itaxl import catalogues
from itaxl.core.consolidation import consolidate
from itaxl.core.drafts import DraftRow, PlanDraft, public_holidays
from itaxl.core.issuing import issue
from itaxl.core.language import Language
from itaxl.core.layout import sheet_titles
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.report import Report
from itaxl.core.reportdata import report_data
from itaxl.core.systemerrors import why
from itaxl.excel.hands import Hands
from itaxl.excel.plan_reader import read_plan
from itaxl.excel.plan_writer import write_plan
from itaxl.excel.return_reader import read_return
from itaxl.excel.summary_writer import write_summary
from itaxl.excel.tracking_writer import write_tracking

_HERE = Path(__file__).parent / "nakhok"
YEAR = 2565
ISSUED_ON = dt.date(2022, 3, 1)
AS_OF = dt.date(2022, 5, 10)
SITE = "https://www.nakhok.example"

SIGNERS = (
    "นิติกรปฏิบัติการ", "หัวหน้าสำนักปลัด", "ปลัดองค์การบริหารส่วนตำบลนาโคก", "นายกองค์การบริหารส่วนตำบลนาโคก",
)  # fmt: skip
"""By their positions alone: nobody is named."""

PLAN, TRACKING, SUMMARY, REPORT = "plan.xlsx", "tracking.xlsx", "summary.xlsx", "report.json"
TO_UNITS, RETURNS = "to-units", "returns"
MARK = ".itaxl-demo"
"""Says that the folder is ours: it lists what we wrote, each file with the digest of its content."""

Write = Callable[[Path, Callable[[Path], None]], object]
"""Writes a file beside its place and moves it in; given by the caller."""


class Played(NamedTuple):
    """The finished round, and how many returns there were."""

    report: Report
    summary: Path
    returns: int


def draft() -> PlanDraft:
    """The plan of the memo of FY2565, as the planner would type it."""
    return PlanDraft(
        YEAR,
        settings={
            "agency": "องค์การบริหารส่วนตำบลนาโคก",
            "department": "สำนักปลัด องค์การบริหารส่วนตำบลนาโคก",
            "website": SITE,
            "period": "มี.ค. - เม.ย. ๖๕",
            "target": 85,
            "last_score": 75.40,
            "recipients": "palad@nakhok.example",
            "mail_sender": "plan@nakhok.example",
        },
        units=_rows("units.csv"),
        measures=_rows("measures.csv"),
        holidays=public_holidays(YEAR),
        signers=tuple({"position": position} for position in SIGNERS),
    )


def play(folder: Path, write: Write, language: Language = "th") -> Played:
    """Plays the round in a folder that is new, empty or its own; the messages of its JSON are in the language.

    Raises CannotGoOn for a folder with other files, and before anything is replaced for a file that was edited.
    """
    try:
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
            raise CannotGoOn(Problem("demo-folder-used", found=str(folder)))
        for place in (folder, folder / TO_UNITS, folder / RETURNS):
            place.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as error:
        facts = (("why", why(error)),)
        raise CannotGoOn(Problem("folder-unusable", found=str(folder), facts=facts)) from None
    write = _Keeper(folder, write)
    write.check()
    write(folder / PLAN, lambda path: write_plan(draft(), path, ISSUED_ON))
    plan, problems = read_plan(folder / PLAN)
    issued = issue(plan)
    write(folder / TRACKING, lambda path: write_tracking(issued, path, ISSUED_ON))
    titles = sheet_titles([unit.short for unit in issued.units])
    for unit in (unit.short for unit in issued.units if issued.shares[unit.short]):
        own = folder / TO_UNITS / f"{titles[unit]}.xlsx"
        write(own, partial(write_tracking, issued, as_of=ISSUED_ON, units=[unit]))
    for number, (name, unit, fill) in enumerate(ANSWERS):
        hands = Hands(folder / TO_UNITS / f"{unit}.xlsx")
        fill(hands, unit)
        saved_at = dt.datetime(2022, 5, 2 + number // 2, 3 + number, tzinfo=dt.UTC)
        write(folder / RETURNS / f"{name}.xlsx", partial(hands.save, saved_at=saved_at, saved_by=unit))
    names = sorted(f"{name}.xlsx" for name, _, _ in ANSWERS)
    returns = [read_return(folder / RETURNS / name, name) for name in names]
    report = consolidate(returns, AS_OF, catalogues.load, plan, problems)
    write(folder / REPORT, lambda path: _write_json(path, report, language))
    links = {name: f"{RETURNS}/{name}" for name in names}
    write(folder / SUMMARY, lambda path: write_summary(report, path, links))
    return Played(report, folder / SUMMARY, len(returns))


class _Keeper:
    """Writes into the folder, keeps the list of what it wrote, and replaces nothing else."""

    def __init__(self, folder: Path, write: Write) -> None:
        self.folder, self.write = folder, write
        lines = (folder / MARK).read_text("utf-8").splitlines()
        self.known = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        self.lists = bool(lines)  # a folder of the first versions lists nothing

    def check(self) -> None:
        """Raises CannotGoOn for a file that is not as it was written."""
        for name, digest in self.known.items():
            if (self.folder / name).is_file() and _digest(self.folder / name) != digest:
                raise CannotGoOn(Problem("demo-file-edited", found=str(self.folder / name)))

    def __call__(self, path: Path, fill: Callable[[Path], None]) -> None:
        name = path.relative_to(self.folder).as_posix()
        if self.lists and path.exists() and name not in self.known:
            raise CannotGoOn(Problem("demo-file-edited", found=str(path)))
        self.write(path, fill)
        self.known[name] = _digest(path)
        lines = (f"{digest}  {name}\n" for name, digest in self.known.items())
        (self.folder / MARK).write_text("".join(lines), encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(name: str) -> tuple[DraftRow, ...]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _write_json(path: Path, report: Report, language: Language) -> None:
    text = json.dumps(report_data(report, language), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


# --- how each unit fills its sheet in ----------------------------------------------------------------------


def _palad(hands: Hands, sheet: str) -> None:
    """Thai dates typed as text, a link behind a text, two addresses in one cell."""
    hands.answer(
        sheet, "O2", status="ดำเนินการแล้วเสร็จ", progress=100, completed_on="๒๐ เม.ย. ๒๕๖๕", evidence=f"{SITE}/ita/o2",
        explanation="หน้าหลัก > ITA 2565 > ข้อมูลผู้บริหาร", reported_on="28 เม.ย. 65", reporter="หัวหน้าสำนักปลัด",
    )  # fmt: skip
    hands.answer(sheet, "O5", status="ดำเนินการแล้วเสร็จ", completed_on="30/4/65", reporter="หัวหน้าสำนักปลัด")
    hands.link(sheet, "O5", f"{SITE}/contact", "หน้าติดต่อเรา")
    hands.answer(
        sheet, "O8", status="ดำเนินการแล้วเสร็จ", completed_on="25-04-2565",
        evidence=f"{SITE}/qa\nhttps://qa.nakhok.example/board", reporter="หัวหน้าสำนักปลัด",
    )  # fmt: skip
    hands.answer(sheet, "O15", status="อยู่ระหว่างดำเนินการ", progress=50, remarks="รอข้อมูลจากกองการศึกษา")
    hands.answer(sheet, "O17", status="อยู่ระหว่างดำเนินการ", progress=70, remarks="ผู้รับจ้างทำระบบยังไม่ส่งงาน")


def _personnel(hands: Hands, sheet: str) -> None:
    """A Buddhist year stored as a Gregorian one, and synonyms of the statuses."""
    hands.answer(
        sheet, "O1", status="เสร็จแล้ว", progress=1, completed_on=dt.date(2565, 4, 18), evidence=f"{SITE}/ita/o1",
        reporter="นักทรัพยากรบุคคล",
    )  # fmt: skip
    hands.answer(sheet, "O28", status="กำลังดำเนินการ", progress="๖๐ %", remarks="รอผลการประเมินรอบเมษายน")


def _policy(hands: Hands, sheet: str) -> None:
    """Rows sorted without the hidden column."""
    hands.answer(
        sheet, "O10", status="เรียบร้อย", completed_on="30 เมษายน พ.ศ. 2565", evidence=f"{SITE}/ita/o10",
        reporter="นักวิเคราะห์นโยบายและแผน",
    )  # fmt: skip
    hands.answer(
        sheet, "O11", status="แล้วเสร็จ", completed_on="เม.ย. 65", evidence=f"{SITE}/ita/o11",
        reporter="นักวิเคราะห์นโยบายและแผน",
    )  # fmt: skip
    hands.reverse_visible(sheet)


def _legal(hands: Hands, sheet: str) -> None:
    """A moved column, and an action that will not be done."""
    hands.answer(
        sheet, "O30", status="ดำเนินการแล้วเสร็จ", completed_on=dt.date(2022, 4, 11), evidence=f"{SITE}/complain",
        reporter="นิติกร",
    )  # fmt: skip
    hands.answer(sheet, "O31", status="ยังไม่เริ่ม", remarks="ปีนี้ไม่มีเรื่องร้องเรียน รอตรวจสอบรูปแบบรายงาน")
    hands.answer(sheet, "O35", status="ไม่ได้ดำเนินการ", reporter="นิติกร")
    hands.answer(sheet, "การจัดการความเสี่ยง", status="ยกเลิก", remarks="รวมกับแผนบริหารความเสี่ยงของสำนักปลัด")
    hands.swap_columns(sheet, "evidence", "remarks")


def _finance(hands: Hands, sheet: str) -> None:
    """ "28/4/65" typed where Excel makes 1965 of it, and evidence that is no web address."""
    hands.answer(
        sheet, "O18", status="ดำเนินการแล้วเสร็จ", completed_on=dt.date(1965, 4, 28), evidence="ไฟล์อยู่ในเครื่องงานการเงิน",
        reporter="นักวิชาการเงินและบัญชี",
    )  # fmt: skip


def _supply(hands: Hands, sheet: str) -> None:
    """A finish date too late for the assessment, and a status of their own making."""
    hands.answer(
        sheet, "O23", status="ดำเนินการแล้วเสร็จ", completed_on="3 พ.ค. 65", evidence=f"{SITE}/ita/o23",
        reporter="เจ้าพนักงานพัสดุ",
    )  # fmt: skip
    hands.answer(sheet, "O24", status="จัดทำแล้วบางส่วน", progress=60, remarks="รอข้อมูลเดือนมีนาคม")


def _treasury(hands: Hands, sheet: str) -> None:
    """The status forgotten beside a progress."""
    hands.answer(sheet, "O15", progress=80, remarks="ขาดสถิติเดือนเมษายน", reporter="ผู้อำนวยการกองคลัง")
    hands.answer(sheet, "การประเมินความเสี่ยง", status="อยู่ระหว่างเสนอผู้บริหาร")


def _treasury_again(hands: Hands, sheet: str) -> None:
    """The same unit once more, later, saying something else."""
    hands.answer(
        sheet, "O15", status="ดำเนินการแล้วเสร็จ", progress=100, completed_on="29 เม.ย. 65", evidence=f"{SITE}/stat/klang",
        reporter="ผู้อำนวยการกองคลัง",
    )  # fmt: skip
    hands.answer(sheet, "การประเมินความเสี่ยง", status="อยู่ระหว่างดำเนินการ", progress=40)


def _works(hands: Hands, sheet: str) -> None:
    """An action of their own in a spare row."""
    hands.answer(
        sheet, "O15", status="done", completed_on=dt.date(2022, 4, 20), evidence=f"{SITE}/stat/chang",
        reporter="ผู้อำนวยการกองช่าง",
    )  # fmt: skip
    hands.answer(sheet, "การประเมินความเสี่ยง", status="ระหว่างดำเนินการ", progress=30)
    hands.add(
        sheet, title="ปรับปรุงหน้าขออนุญาตก่อสร้างบนเว็บไซต์", method="ทำแบบคำขอให้กรอกออนไลน์", due_on="31 พ.ค. 65",
        status="อยู่ระหว่างดำเนินการ", progress=20,
    )  # fmt: skip


ANSWERS: tuple[tuple[str, str, Callable[[Hands, str], None]], ...] = (
    ("สำนักปลัด", "สำนักปลัด", _palad),
    ("งานการเจ้าหน้าที่", "งานการเจ้าหน้าที่", _personnel),
    ("งานนโยบายและแผน", "งานนโยบายและแผน", _policy),
    ("งานกฎหมายและคดี", "งานกฎหมายและคดี", _legal),
    ("งานการเงินและบัญชี", "งานการเงินและบัญชี", _finance),
    ("งานพัสดุ ส่งคืน", "งานทะเบียนทรัพย์สินและพัสดุ", _supply),
    ("กองคลัง", "กองคลัง", _treasury),
    ("กองคลัง (แก้ไข)", "กองคลัง", _treasury_again),
    ("กองช่าง", "กองช่าง", _works),
)
"""The returns: file, unit, and what its people do. กองการศึกษา returned nothing."""
