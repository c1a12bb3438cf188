"""The generated rounds that `bench.py` measures on: 8 units × 43 rows × 19 columns of Thai text, all answered."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from itaxl import catalogues
from itaxl.core.carried import issue_rows
from itaxl.core.codes import Survey
from itaxl.core.consolidation import consolidate
from itaxl.core.drafts import PlanDraft
from itaxl.core.issuing import issue
from itaxl.core.layout import COLUMNS
from itaxl.core.reading import Cell
from itaxl.core.records import Action, Issue, Measure, Plan, Settings, Unit, Value
from itaxl.core.report import Report
from itaxl.core.returns import Return
from itaxl.core.statuses import WORDS, Status
from itaxl.core.table import Grid
from itaxl.excel import tracking_writer
from itaxl.excel.plan_reader import read_plan
from itaxl.excel.plan_writer import write_plan

YEAR, ISSUED_ON, AS_OF = 2565, dt.date(2022, 3, 1), dt.date(2022, 5, 10)
UNITS, MANY_UNITS = 8, 25
SITE = "https://www.x.example"
METHOD, FOLLOW_UP = "จัดทำและเผยแพร่ทางเว็บไซต์ของหน่วยงานให้ประชาชนทราบ", "รายงานผลการดำเนินการในที่ประชุมประจำเดือน เม.ย. ๖๕"


@dataclass(frozen=True)
class Round:
    """A plan, one tracking workbook with the sheets of all units, and one with each unit's own, all filled in."""

    plan: Path
    whole: Path
    parts: list[Path]


def make_round(folder: Path) -> Round:
    """The round of a year's whole catalogue, in the folder."""
    catalogue = catalogues.load(YEAR)
    assert catalogue
    names = [f"กองที่ {number}" for number in range(1, UNITS + 1)]
    shared = {"units": "/".join(names), "period": "มี.ค. - เม.ย. ๖๕", "method": METHOD, "follow_up": FOLLOW_UP}
    measures = [{"item": item.code, "title": item.title, **shared} for item in catalogue.items]
    office = {"agency": "อบต.ทดสอบ", "website": SITE, "last_score": 70}
    made = Round(folder / "plan.xlsx", folder / "whole.xlsx", [folder / f"{name}.xlsx" for name in names])
    write_plan(PlanDraft(YEAR, office, [{"short": name} for name in names], measures), made.plan, ISSUED_ON)
    plan, _ = read_plan(made.plan)
    issued = issue(plan)
    _return(issued, made.whole)
    for unit, part in zip(plan.units, made.parts, strict=True):
        _return(issued, part, [unit.short])
    return made


def _return(issued: Issue, path: Path, units: Sequence[str] | None = None) -> None:
    """A tracking workbook that units filled in after it was issued: our writer would note what is in its cells as what
    was issued, and a unit that returned that would have answered nothing."""
    with patch.object(tracking_writer, "issue_rows", lambda _, held: issue_rows(issued, held)):
        tracking_writer.write_tracking(answered(issued), path, ISSUED_ON, units)


def answered(issued: Issue) -> Issue:
    """The issue with its answers given, each row a little different."""
    actions = (action._replace(answers=_answers(number)) for number, action in enumerate(issued.actions))
    return issued._replace(actions=tuple(actions))


def _answers(number: int) -> dict[str, Value]:
    """As units answer: most have finished, every fourth is on its way."""
    finished = number % 4 != 3
    return {
        "status": Status.COMPLETED if finished else Status.IN_PROGRESS,
        "progress": 100 if finished else number % 100,
        "completed_on": dt.date(2022, 4, 1 + number % 28) if finished else None,
        "evidence": (f"{SITE}/ita/{number}",),
        "explanation": "หน้าหลัก > ITA 2565 > ข้อมูลพื้นฐาน",
        "reported_on": dt.date(2022, 4, 28),
        "reporter": "หัวหน้าสำนักปลัด",
        "remarks": "รอข้อมูลจากหน่วยงานอื่น",
    }


def copies(parts: list[Path], count: int, folder: Path) -> Path:
    """A folder of so many files, each saved at another second: the same content twice would be read once."""
    folder.mkdir()
    for number in range(count):
        saved = dt.datetime(2022, 5, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=number)
        stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        with (
            zipfile.ZipFile(parts[number % len(parts)]) as old,
            zipfile.ZipFile(folder / f"{number:04}.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b"2022-03-01T00:00:00Z", stamp))
    return folder


def large_report(actions: int) -> Report:
    """A round of at least so many actions over 25 units, all answered, consolidated without any file."""
    catalogue = catalogues.load(YEAR)
    assert catalogue
    names = tuple(f"กองที่ {number}" for number in range(1, MANY_UNITS + 1))
    measures = tuple(
        Measure(
            row, Survey.OIT, item.indicator, item.code, f"{item.title} ครั้งที่ {turn}", METHOD,
            dt.date(2022, 3, 1), dt.date(2022, 4, 30), "", names, FOLLOW_UP, "",
        )
        for turn in range(1, 1 - actions // -(MANY_UNITS * len(catalogue.items)))
        for row, item in enumerate(catalogue.items)
    )  # fmt: skip
    office = Settings("อบต.ทดสอบ", YEAR, website=SITE, last_score=70.0)
    plan = Plan(office, tuple(map(Unit, names)), measures, catalogue)
    issued = answered(issue(plan))
    grids = tuple(_grid([action for action in issued.actions if action.unit == name], name) for name in names)
    return consolidate([Return("returned.xlsx", grids=grids)], AS_OF, catalogues.load, plan)


def _grid(actions: list[Action], unit: str) -> Grid:
    """A unit's sheet as a reader would give it."""
    rows: list[list[Cell]] = [[column.key for column in COLUMNS]]
    for action in actions:
        rows.append([_cell(getattr(action, column.key, action.answers.get(column.key))) for column in COLUMNS])
    return Grid("returned.xlsx", unit, rows)


def _cell(value: Value) -> Cell:
    if isinstance(value, Status):
        return WORDS[value]
    return "\n".join(value) if isinstance(value, tuple) else value
