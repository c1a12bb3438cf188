"""What Excel shows live is what consolidate says: recalculated by LibreOffice from scratch, for several dates."""

import datetime as dt
import re

import openpyxl
import pytest

from itaxl.core.carriedsummary import as_previous
from itaxl.core.deadlines import OPEN_STATES, State
from itaxl.core.issuing import issue
from itaxl.core.layout import POSITION
from itaxl.core.statuses import Status
from itaxl.core.years import stored_date
from itaxl.excel.hands import Hands
from itaxl.excel.tracking_writer import write_tracking
from tests.office import all_saved_by_libreoffice, needs_libreoffice, saved_by_libreoffice
from tests.rounds import SAVED_AT, SITE, make, report

DATES = ["2022-03-24", "2022-03-31", "2022-04-01", "2022-04-23", "2022-04-30", "2022-05-01", "2022-05-10", "2023-01-01"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    plan, _, tracking = make(folder)
    return plan, tracking, folder


def typed_as_of(tracking, folder, as_of):
    """The workbook with the four words and real dates filled in, and a date typed into the one cell of สรุป."""
    hands = Hands(tracking)
    hands.answer("สำนักปลัด", "O1", status="ดำเนินการแล้วเสร็จ", completed_on=dt.date(2022, 4, 20))
    hands.answer("กองคลัง", "O2", status="อยู่ระหว่างดำเนินการ")
    hands.answer("กองคลัง", "O15", status="ยกเลิก")
    hands.answer("งานพัสดุ", "O24", status="ยังไม่ได้ดำเนินการ")
    hands.add("กองช่าง โยธา", title="งานที่เพิ่มเอง", due_on=dt.date(2022, 4, 5), status="อยู่ระหว่างดำเนินการ")
    hands.sheet("สรุป")["B4"] = as_of
    path = folder / f"live-{as_of}.xlsx"
    hands.save(path, SAVED_AT, "")
    return path


@needs_libreoffice
@pytest.mark.parametrize("date", DATES)
def test_days_overdue_and_totals_equal_ours(filled, tmp_path, date):
    plan, tracking, folder = filled
    as_of = dt.date.fromisoformat(date)
    path = typed_as_of(tracking, folder, as_of)
    ours = report(as_of, path, plan=plan)
    shows_what_we_say(saved_by_libreoffice(path, tmp_path / "office"), ours)


def shows_what_we_say(path, ours):
    """The recalculated workbook's days overdue, สรุป and counts above each unit's table, against the report."""
    book = openpyxl.load_workbook(path, data_only=True)
    for tracked in ours.actions:
        place = tracked.source
        shown = book[place.sheet].cell(place.row, POSITION["days_overdue"] + 1).value
        assert (shown if shown != "" else None) == tracked.days_overdue, tracked.action.ref
    lines = {
        row[0].value: [cell.value for cell in row[1:9]] for row in book["สรุป"].iter_rows(min_row=8) if row[0].value
    }
    for unit in ours.by_unit:
        assert lines[unit.unit.short] == expected(unit.own), unit.unit.short
    assert lines["รวม"] == expected(ours.totals)
    assert as_date(book["สรุป"]["B5"].value) == ours.as_of
    for unit in ours.by_unit:
        own = [tracked for tracked in ours.actions if tracked.action.unit == unit.unit.short]
        if own:
            above_the_table(book[own[0].source.sheet], own)


def above_the_table(sheet, own):
    """Open, late and done, the ask for evidence and the next deadline, each as this unit's actions have it."""
    still_open = [tracked for tracked in own if tracked.state in OPEN_STATES]
    done = [tracked for tracked in own if tracked.status is Status.COMPLETED]
    counts = dict(re.findall(r"(\S+) (\d+)", sheet["G3"].value))
    assert {key: int(value) for key, value in counts.items()} == {
        "มาตรการทั้งหมด": len(own),
        "ยังไม่เสร็จ": len(still_open),
        "แล้วเสร็จ": len(done),
        "ยกเลิก": sum(tracked.status is Status.CANCELLED for tracked in own),
        "ใกล้ครบกำหนด": sum(tracked.state is State.DUE_SOON for tracked in own),
        "เกินกำหนด": sum(tracked.state is State.OVERDUE for tracked in own),
    }
    bare = sum(not tracked.evidence for tracked in done)
    assert (sheet["K3"].value or "").startswith(f"แล้วเสร็จแต่ยังไม่มีหลักฐาน {bare} มาตรการ" if bare else "")
    assert bool(sheet["K3"].value) is bool(bare)
    to_come = [each.action.due_on for each in still_open if each.state in (State.DUE_SOON, State.ON_TRACK)]
    shown = sheet["L2"].value
    assert as_date(shown) == min(to_come) if to_come else isinstance(shown, str), shown


def as_date(value):
    return value.date() if isinstance(value, dt.datetime) else value


def expected(counts):
    words = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED]
    states = [State.DUE_SOON, State.OVERDUE]
    return [
        counts.actions,
        *(counts.statuses[status] for status in words),
        0,
        *(counts.states[state] for state in states),
    ]


@pytest.fixture(scope="module")
def prefilled(filled, tmp_path_factory):
    """The next round with the last answers in place, one of them changed by hand."""
    plan, tracking, _ = filled
    folder = tmp_path_factory.mktemp("next")
    first = Hands(tracking)
    first.answer("สำนักปลัด", "O1", status="ดำเนินการแล้วเสร็จ", completed_on=dt.date(2022, 3, 20), evidence=f"{SITE}/o1")
    first.answer("สำนักปลัด", "O15", status="ดำเนินการแล้วเสร็จ", completed_on=dt.date(2022, 3, 21))
    first.answer("กองคลัง", "O2", status="อยู่ระหว่างดำเนินการ", progress=50)
    first.answer("กองคลัง", "O15", status="ยกเลิก", remarks="รวมกับข้ออื่น")
    first.add("กองช่าง โยธา", title="งานที่เพิ่มเอง", due_on=dt.date(2022, 4, 5), status="อยู่ระหว่างดำเนินการ")
    first.save(folder / "first.xlsx", SAVED_AT, "")
    last = as_previous(report(dt.date(2022, 3, 25), folder / "first.xlsx", plan=plan))
    issued = issue(plan, previous=last)
    assert sum(bool(action.answers) for action in issued.actions) == 5
    write_tracking(issued, folder / "next.xlsx", dt.date(2022, 3, 26))
    return plan, folder / "next.xlsx", folder


@needs_libreoffice
def test_a_prefilled_workbook_shows_what_consolidate_says_of_it(prefilled, tmp_path):
    """As issued and with answers changed by hand, for several dates."""
    plan, tracking, folder = prefilled
    files = {}
    for date in DATES:
        for changed in (False, True):
            hands = Hands(tracking)
            if changed:
                hands.answer("งานพัสดุ", "O24", status="ดำเนินการแล้วเสร็จ", completed_on=dt.date(2022, 3, 27))
                hands.answer("กองคลัง", "O2", status="ดำเนินการแล้วเสร็จ", evidence=f"{SITE}/o2")
            hands.sheet("สรุป")["B4"] = dt.date.fromisoformat(date)
            path = folder / f"next-{date}-{changed}.xlsx"
            hands.save(path, SAVED_AT, "")
            files[path] = report(dt.date.fromisoformat(date), path, plan=plan)
    saved = all_saved_by_libreoffice(list(files), tmp_path / "office")
    for path, ours in zip(saved, files.values(), strict=True):
        shows_what_we_say(path, ours)


YEARS = [2022, 2565, 3108, 1965]


@needs_libreoffice
def test_the_typed_date_counts_in_whatever_year_a_program_stores_it(filled, tmp_path):
    """2022 itself, and what programs make of a typed 2565 or 65: as `core.years` puts it right in returns."""
    _, tracking, _ = filled
    paths = []
    for year in YEARS:
        hands = Hands(tracking)
        hands.sheet("สรุป")["B4"] = dt.date(year, 5, 10)
        paths.append(tmp_path / f"{year}.xlsx")
        hands.save(paths[-1], SAVED_AT, "")
    for path, year in zip(all_saved_by_libreoffice(paths, tmp_path / "office"), YEARS, strict=True):
        shown = openpyxl.load_workbook(path, data_only=True)["สรุป"]["B5"].value
        assert as_date(shown) == stored_date(dt.date(year, 5, 10), 2565)[0] == dt.date(2022, 5, 10)


@needs_libreoffice
def test_the_results_that_formulas_carry_are_right_before_anything_recalculates(filled, tmp_path):
    """As issued, with the date typed that they were computed for."""
    _plan, tracking, _ = filled
    carried = openpyxl.load_workbook(tracking, data_only=True)
    hands = Hands(tracking)
    hands.sheet("สรุป")["B4"] = dt.date(2022, 3, 1)
    hands.save(tmp_path / "typed.xlsx", SAVED_AT, "")
    recalculated = openpyxl.load_workbook(
        saved_by_libreoffice(tmp_path / "typed.xlsx", tmp_path / "office"), data_only=True
    )
    for name in ("สรุป", *(sheet for sheet in carried.sheetnames if sheet not in ("คำชี้แจง", "สรุป", "_itaxl"))):
        formulas = openpyxl.load_workbook(tracking)[name]
        for row in formulas.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    one, other = carried[name][cell.coordinate].value, recalculated[name][cell.coordinate].value
                    assert ("" if one is None else one) == ("" if other is None else other), (name, cell.coordinate)


@needs_libreoffice
def test_no_formula_fails_in_libreoffice(filled, tmp_path):
    _, tracking, _ = filled
    book = openpyxl.load_workbook(saved_by_libreoffice(tracking, tmp_path / "office"), data_only=True)
    errors = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []
