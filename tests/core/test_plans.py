import datetime as dt

import pytest

from itaxl import catalogues
from itaxl.core import planlayout, plans
from itaxl.core.plans import read_plan, without_header
from itaxl.core.problems import CannotGoOn
from itaxl.core.table import find_header
from tests.tables import grid

SETTINGS = """
| รายการ | ค่า |
| ชื่อหน่วยงาน | อบต.ทดสอบ |
| ปีงบประมาณ | #2565 |
| ระยะเวลาดำเนินการ | มี.ค. - เม.ย. ๖๕ |
"""
UNITS = """
| ชื่อย่อ | ชื่อเต็ม | สังกัด |
| สำนักปลัด | | |
| กองคลัง | | |
| กองช่าง | | |
"""
HEADER = (
    "| แบบสำรวจ | ตัวชี้วัดที่ | ข้อ | หัวข้อ | ระยะเวลาดำเนินการ | วิธีการดำเนินการ | หน่วยงานดำเนินการ | การติดตามผล | หมายเหตุ |\n"
)


def read(measures, settings=SETTINGS, units=UNITS, **others):
    sheets = {planlayout.SETTINGS: settings, planlayout.UNITS: units, planlayout.MEASURES: HEADER + measures, **others}
    tables = {}
    for name, text in sheets.items():
        spec = planlayout.SHEETS[name]
        tables[name] = find_header(grid(text, name, "plan.xlsx"), spec.headers, spec.is_header)
    return read_plan("plan.xlsx", tables, catalogues.load)


def one(measures, **more):
    plan, problems = read(measures, **more)
    return plan.measures[0], [problem.code for problem in problems]


def test_a_row_as_in_the_memo():
    measure, problems = one("| OIT | ๙ | ๐๑ | โครงสร้าง | มี.ค. - เม.ย. ๖๕ | เผยแพร่ | สำนักปลัด/ทุกกอง | รายงาน | |")
    assert problems == []
    assert (measure.survey, measure.indicator, measure.item) == ("OIT", 9, "O1")
    assert (measure.start_on, measure.due_on) == (dt.date(2022, 3, 1), dt.date(2022, 4, 30))
    assert measure.units == ("สำนักปลัด", "กองคลัง", "กองช่าง")
    assert measure.row == 2


def test_what_is_merged_in_the_memo_is_filled_in_from_the_catalogue():
    measure, problems = one("| | | O17 | | | เพิ่มช่องทาง | กองคลัง | | |")
    assert problems == []
    assert (measure.survey, measure.indicator, measure.title) == ("OIT", 9, "E-Service")
    assert measure.due_on == dt.date(2022, 4, 30)  # the default period


def test_measures_of_iit_and_eit_need_no_code():
    measure, problems = one("| IIT | 1 | | ชี้แจงบุคลากร | | ประชุม | กองคลัง | | |")
    assert problems == []
    assert (measure.survey, measure.item) == ("IIT", None)


WRONG = [
    ("| OIT | 9 | O1 | โครงสร้าง | | x | กองสาธารณสุข | | |", "unit-unknown", "G2"),
    ("| OIT | 9 | O1 | โครงสร้าง | | x | | | |", "unit-missing", "G2"),
    ("| OIT | 9 | O1 | โครงสร้าง | | x | ต้องยืนยัน | | |", "unit-unconfirmed", "G2"),
    ("| OIT | 9 | O99 | โครงสร้าง | | x | กองคลัง | | |", "item-unknown", "C2"),
    ("| OIT | 9 | ต้องยืนยัน | โครงสร้าง | | x | กองคลัง | | |", "item-unconfirmed", "C2"),
    ("| OIT | 9 | | โครงสร้าง | | x | กองคลัง | | |", "item-missing", "C2"),
    ("| OIT | 9 | O10 | E-Service | | x | กองคลัง | | |", "item-title-contradict", "D2"),
    ("| OIT | 9 | O10 | งานเลี้ยงปีใหม่ | | x | กองคลัง | | |", "item-title-unlike", "D2"),
    ("| OIT | 10 | O1 | โครงสร้าง | | x | กองคลัง | | |", "indicator-contradict", "B2"),
    ("| XYZ | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |", "survey-unknown", "A2"),
    ("| OIT | 9 | O1 | โครงสร้าง | พ.ศ. ๒๕๖๕ | x | กองคลัง | | |", "period-unreadable", "E2"),
    ("| OIT | 9 | O1 | โครงสร้าง | ต้องยืนยัน | x | กองคลัง | | |", "period-unconfirmed", "E2"),
    ("| OIT | 9 | O1 | โครงสร้าง | 30 เม.ย. 65 - 1 มี.ค. 65 | x | กองคลัง | | |", "due-before-start", "E2"),
    ("| OIT | 9 | O1 | โครงสร้าง | มี.ค. - เม.ย. | x | กองคลัง | | |", "date-year-assumed", "E2"),
    ("| OIT | 9 | ต้องยืนยัน | โครงสร้าง | | x | ต้องยืนยัน | | ต้องยืนยัน: อ่านไม่ออก |", "measure-unconfirmed", "I2"),
]


@pytest.mark.parametrize(("row", "code", "cell"), WRONG)
def test_what_is_wrong_with_a_measure_is_named_once_with_its_cell(row, code, cell):
    plan, problems = read(row)
    assert [(problem.code, problem.cell) for problem in problems] == [(code, cell)]
    assert len(plan.measures) == 1  # and the row is kept


def test_the_likely_code_is_named():
    _, problems = read("| OIT | 9 | O10 | E-Service | | x | กองคลัง | | |")
    assert dict(problems[0].facts)["hint"] == "O17 E-Service"


def test_a_code_means_another_item_in_another_year():
    settings = SETTINGS.replace("#2565", "#2566").replace("๖๕", "๖๖")
    _, codes = one("| OIT | 9 | O10 | แผนดำเนินงานประจำปี | | x | กองคลัง | | |", settings=settings)
    assert codes == ["item-title-contradict"]


def test_what_names_no_unit_becomes_the_share_of_a_unit_to_be_confirmed():
    plan, _ = read("| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง/กองลึกลับ | | |")
    assert plan.measures[0].units == ("กองคลัง", "ต้องยืนยัน")
    assert plan.units[-1].short == "ต้องยืนยัน"


def test_an_unreadable_period_keeps_its_text():
    measure, _ = one("| OIT | 9 | O1 | โครงสร้าง | พ.ศ. ๒๕๖๕ | x | กองคลัง | | |")
    assert (measure.due_on, measure.due_text) == (None, "พ.ศ. ๒๕๖๕")


def test_a_row_without_item_and_title_is_rejected_and_told():
    plan, problems = read("| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |\n| | | | | | ทำอะไรสักอย่าง | กองคลัง | | |")
    assert len(plan.measures) == 1
    assert [problem.code for problem in problems] == ["measure-without-title"]


def test_deadlines_on_holidays_move_only_when_the_plan_says_so():
    row = "| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |"
    holidays = "| วันที่ | ชื่อวันหยุด |\n| 2 พ.ค. 65 | วันหยุดพิเศษ |"
    moved = SETTINGS + "| เลื่อนกำหนดที่ตรงวันหยุดเป็นวันทำการถัดไป | ใช่ |"
    stays, codes = one(row, **{planlayout.HOLIDAYS: holidays})
    assert (stays.due_on, codes) == (dt.date(2022, 4, 30), [])
    goes, codes = one(row, settings=moved, **{planlayout.HOLIDAYS: holidays})
    assert (goes.due_on, codes) == (dt.date(2022, 5, 3), ["due-moved"])


def test_a_holiday_may_be_a_period():
    plan, problems = read(
        "| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |",
        **{planlayout.HOLIDAYS: "| วันที่ | ชื่อวันหยุด |\n| 13 - 15 เม.ย. 65 | สงกรานต์ |\n| 6 เม.ย. | จักรี |\n| วันหนึ่ง | ? |"},
    )
    assert [day.day for day in plan.holidays] == [13, 14, 15, 6]
    assert [problem.code for problem in problems] == ["date-year-assumed", "date-unreadable"]


DEFAULTS = [
    ("มี.ค. - เม.ย.", ["date-year-assumed"]),
    ("เม.ย. - มี.ค. 65", ["due-before-start"]),
    ("พ.ศ. ๒๕๖๕", ["period-unreadable"]),
]


@pytest.mark.parametrize(("period", "codes"), DEFAULTS)
def test_the_default_period_is_complained_of_once_where_it_stands(period, codes):
    settings = SETTINGS.replace("มี.ค. - เม.ย. ๖๕", period)
    _, problems = read("| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |\n" * 3, settings=settings)
    assert [(problem.code, problem.sheet, problem.cell) for problem in problems] == [
        (code, "ตั้งค่า", "B4") for code in codes
    ]


def test_error_cells_in_a_plan_are_no_blanks():
    plan, problems = read("| OIT | 9 | O1 | โครงสร้าง | !#DIV/0! | x | !#N/A | | |")
    assert [(problem.code, problem.cell) for problem in problems] == [("cell-error", "E2"), ("cell-error", "G2")]
    assert plan.measures[0].due_on is None
    assert plan.measures[0].units == ("ต้องยืนยัน",)


def test_last_years_items_and_signers():
    last = "| ข้อ | คะแนน |\n| ๐๑ | ๑๐๐ |\n| O2 | สูง |\n| | |"
    signers = "| ชื่อ | ตำแหน่ง |\n| นาย ก | ปลัด |\n| | |"
    plan, problems = read(
        "| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |", **{planlayout.LAST_ITEMS: last, planlayout.SIGNERS: signers}
    )
    assert plan.last_items == {"O1": 100.0}
    assert [problem.code for problem in problems] == ["last-item-wrong"]
    assert [(signer.name, signer.position) for signer in plan.signers] == [("นาย ก", "ปลัด")]


def test_a_plan_may_bring_its_own_catalogue_for_a_year_that_is_not_shipped():
    settings = SETTINGS.replace("#2565", "#2570").replace("๖๕", "๗๐")
    own = "| ข้อ | หัวข้อ | ตัวชี้วัดที่ | ตัวชี้วัดย่อย |\n| O1 | โครงสร้าง | 9 | 9.1 |\n| O1 | ซ้ำ | 9 | 9.1 |"
    row = "| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |"
    plan, problems = read(row, settings=settings, **{planlayout.CATALOGUE: own})
    assert [problem.code for problem in problems] == ["catalogue-row-wrong", "catalogue-without-facts"]
    assert plan.catalogue.find("O1").sub_indicator == "9.1"
    _, codes = one(row, settings=settings)
    assert codes == ["catalogue-unknown"]
    assert _.item == "O1"  # nothing to compare it with, so it is kept


def test_the_shipped_catalogue_goes_before_the_plans_own():
    own = "| ข้อ | หัวข้อ | ตัวชี้วัดที่ | ตัวชี้วัดย่อย |\n| O1 | อย่างอื่น | 9 | 9.1 |"
    _, codes = one("| OIT | 9 | O1 | โครงสร้าง | | x | กองคลัง | | |", **{planlayout.CATALOGUE: own})
    assert codes == ["catalogue-shipped"]


def test_a_plan_for_more_actions_than_any_office_has_cannot_go_on(monkeypatch):
    monkeypatch.setattr(plans, "MOST_ACTIONS", 1)
    row = "| OIT | 9 | O1 | โครงสร้าง | | x | {} | | |"
    assert one(row.format("กองคลัง"))
    with pytest.raises(CannotGoOn) as stop:
        read(row.format("กองคลัง/กองช่าง"))
    assert (stop.value.problem.code, stop.value.problem.found) == ("plan-too-large", "2")


def test_a_plan_without_measures_cannot_go_on():
    with pytest.raises(CannotGoOn) as stop:
        read("| | | | | | | | | |")
    assert stop.value.problem.code == "plan-empty"


def test_a_plan_without_a_needed_sheet_cannot_go_on():
    with pytest.raises(CannotGoOn) as stop:
        read_plan("plan.xlsx", {}, catalogues.load)
    assert (stop.value.problem.code, stop.value.problem.sheet) == ("plan-sheet-missing", planlayout.SETTINGS)


def test_without_the_column_of_periods_the_default_counts_and_that_is_told():
    header = "| ข้อ | หัวข้อ | หน่วยงานดำเนินการ |\n"
    spec = planlayout.SHEETS[planlayout.MEASURES]
    table = find_header(
        grid(header + "| O1 | | กองคลัง |", planlayout.MEASURES, "plan.xlsx"), spec.headers, spec.is_header
    )
    sheets = {name: find_header(grid(text, name, "plan.xlsx"), planlayout.SHEETS[name].headers,
              planlayout.SHEETS[name].is_header) for name, text in
              {planlayout.SETTINGS: SETTINGS, planlayout.UNITS: UNITS}.items()}  # fmt: skip
    plan, problems = read_plan("plan.xlsx", {**sheets, planlayout.MEASURES: table}, catalogues.load)
    assert plan.measures[0].due_on == dt.date(2022, 4, 30)
    assert [problem.code for problem in problems] == ["plan-period-absent"]


def test_a_header_that_lacks_a_column_is_told_by_that_column():
    spec = planlayout.SHEETS[planlayout.MEASURES]
    lacking = without_header(grid("| ข้อ | หัวข้อ | หมายเหตุ |", spec.name, "plan.xlsx"), spec)
    assert (lacking.code, lacking.found) == ("plan-column-missing", "หน่วยงานดำเนินการ")
    assert without_header(grid("| ก | ข |", spec.name, "plan.xlsx"), spec).code == "plan-sheet-missing"
