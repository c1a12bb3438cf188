import datetime as dt

import openpyxl
import pytest

from itaxl.core import planlayout
from itaxl.core.drafts import PlanDraft, public_holidays
from itaxl.core.problems import CannotGoOn
from itaxl.excel.plan_reader import read_plan
from itaxl.excel.plan_writer import write_plan
from itaxl.excel.summary_reader import read_summary
from tests.rawbooks import book, zipped
from tests.rounds import MEASURES, make

DAY = dt.date(2022, 3, 1)


@pytest.fixture
def blank(tmp_path):
    write_plan(PlanDraft(2565, {"agency": "อบต.นาโคก"}, holidays=public_holidays(2565)), tmp_path / "plan.xlsx", DAY)
    return tmp_path / "plan.xlsx"


def test_a_new_plan_has_the_sheets_and_headers_of_the_contract(blank):
    book = openpyxl.load_workbook(blank)
    names = [name for name in planlayout.SHEETS if name != planlayout.CATALOGUE]
    assert [name for name in book.sheetnames if name in planlayout.SHEETS] == names
    measures = [cell.value for cell in book["มาตรการ"][4]]
    assert measures == [
        "แบบสำรวจ",
        "ตัวชี้วัดที่",
        "ข้อ",
        "หัวข้อ",
        "ระยะเวลาดำเนินการ",
        "วิธีการดำเนินการ",
        "หน่วยงานดำเนินการ",
        "การติดตามผล",
        "หมายเหตุ",
    ]
    settings = [row[0].value for row in book["ตั้งค่า"].iter_rows(min_row=5)]
    assert settings == [
        "ชื่อหน่วยงาน", "ส่วนราชการ", "โทรศัพท์", "เว็บไซต์", "ปีงบประมาณ", "ระยะเวลาดำเนินการ", "คะแนนเป้าหมาย", "คะแนนปีก่อน",
        "คะแนน IIT ปีก่อน", "คะแนน EIT ปีก่อน", "เตือนก่อนครบกำหนด (วัน)", "เลื่อนกำหนดที่ตรงวันหยุดเป็นวันทำการถัดไป", "ใช้เลขไทย",
        "ผู้รับรายงาน", "เครื่องแม่ข่ายอีเมล", "พอร์ต", "ความปลอดภัย", "ผู้ส่ง",
    ]  # fmt: skip


def test_examples_stand_beside_the_cells_that_are_read_never_in_them(blank):
    book = openpyxl.load_workbook(blank)
    values = {row[0].value: row[1].value for row in book["ตั้งค่า"].iter_rows(min_row=5)}
    given = {name: value for name, value in values.items() if value is not None}
    assert given == {
        "ชื่อหน่วยงาน": "อบต.นาโคก", "ปีงบประมาณ": 2565, "เตือนก่อนครบกำหนด (วัน)": 7,
        "เลื่อนกำหนดที่ตรงวันหยุดเป็นวันทำการถัดไป": "ไม่ใช่", "ใช้เลขไทย": "ไม่ใช่",
    }  # fmt: skip
    for name in ("หน่วยงาน", "มาตรการ", "ผู้ลงนาม"):
        assert not [cell for row in book[name].iter_rows(min_row=5) for cell in row if cell.value is not None]


def test_last_years_scores_are_asked_for_item_by_item(blank):
    rows = [row[:3] for row in openpyxl.load_workbook(blank)["คะแนนปีก่อน"].iter_rows(min_row=5, values_only=True)]
    assert rows[0] == ("O1", None, "โครงสร้าง")
    assert sum(row[0] is not None for row in rows) == 43


def test_what_is_typed_stays_as_typed_in_text_cells(blank):
    """A telephone number keeps its zero, and "เม.ย. 65" does not become a date."""
    book = openpyxl.load_workbook(blank)
    for name, columns in (("หน่วยงาน", "AEF"), ("มาตรการ", "CEG")):
        assert {book[name][f"{column}5"].number_format for column in columns} == {"@"}


def test_every_cell_to_fill_in_has_a_prompt_and_nothing_is_refused(blank):
    book = openpyxl.load_workbook(blank)
    for name in ("ตั้งค่า", "หน่วยงาน", "มาตรการ"):
        rules = book[name].data_validations.dataValidation
        assert rules
        for rule in rules:
            assert rule.prompt
            assert len(rule.promptTitle) <= 32
            assert not rule.showErrorMessage or rule.type is None


def test_a_year_that_is_not_shipped_gets_a_sheet_for_its_catalogue(tmp_path):
    write_plan(PlanDraft(2570), tmp_path / "plan.xlsx", DAY)
    assert planlayout.CATALOGUE in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


def test_a_plan_reads_back_as_it_was_written(tmp_path):
    plan, issued, _ = make(tmp_path)
    assert plan.settings.agency == "อบต.ทดสอบ & เพื่อน"
    assert [measure.title for measure in plan.measures] == [
        row.get("title") or "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี" for row in MEASURES
    ]
    assert plan.measures[0].method == "เผยแพร่\nบนเว็บไซต์"
    assert [unit.short for unit in plan.units] == ["สำนักปลัด", "กองคลัง", "งานพัสดุ", "กองช่าง/โยธา"]
    assert issued.shares == {"สำนักปลัด": 2, "กองคลัง": 3, "งานพัสดุ": 1, "กองช่าง/โยธา": 2}


def test_a_blank_plan_cannot_go_on_and_a_tracking_workbook_is_no_plan(blank, tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        read_plan(blank)
    assert stop.value.problem.code == "plan-empty"
    (tmp_path / "round").mkdir()
    _, _, tracking = make(tmp_path / "round")
    with pytest.raises(CannotGoOn) as stop:
        read_plan(tracking)
    assert stop.value.problem.code == "plan-not-one"
    with pytest.raises(CannotGoOn) as stop:
        read_plan(tmp_path / "ไม่มี.xlsx")
    assert stop.value.problem.code == "file-missing"


@pytest.mark.parametrize(("read", "code"), [(read_plan, "plan-not-one"), (read_summary, "previous-not-one")])
@pytest.mark.parametrize(
    ("name", "data"), [("x.csv", "หัวข้อ,สถานะ".encode()), ("x.zip", zipped({"plan.xlsx": zipped(book())}))]
)
def test_a_csv_and_a_zip_are_neither_a_plan_nor_a_summary(tmp_path, name, data, read, code):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CannotGoOn) as stop:
        read(tmp_path / name, name)
    assert stop.value.problem.code == code


def test_a_folder_is_called_a_folder(tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        read_plan(tmp_path)
    assert "เป็นโฟลเดอร์" in str(stop.value)


def test_a_plan_without_one_of_its_sheets_is_told_which(tmp_path):
    make(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    del book[planlayout.UNITS]
    book.save(tmp_path / "less.xlsx")
    with pytest.raises(CannotGoOn) as stop:
        read_plan(tmp_path / "less.xlsx")
    assert (stop.value.problem.code, stop.value.problem.found) == ("plan-lacks-sheet", planlayout.UNITS)
