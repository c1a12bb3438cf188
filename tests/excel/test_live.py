"""What Excel shows live is what consolidate says: recalculated by LibreOffice from scratch, for several dates."""

import datetime as dt

import openpyxl
import pytest

from itaxl.core.deadlines import State
from itaxl.core.layout import POSITION
from itaxl.core.statuses import Status
from itaxl.excel.hands import Hands
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.rounds import SAVED_AT, make, report

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
    book = openpyxl.load_workbook(saved_by_libreoffice(path, tmp_path / "office"), data_only=True)
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


def expected(counts):
    words = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED]
    states = [State.DUE_SOON, State.OVERDUE]
    return [
        counts.actions,
        *(counts.statuses[status] for status in words),
        0,
        *(counts.states[state] for state in states),
    ]


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
