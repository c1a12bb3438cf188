import datetime as dt
import re
import zipfile

import openpyxl
import pytest

from itaxl.core import layout
from itaxl.core.layout import COLUMNS, Filler
from itaxl.excel.return_reader import read_return
from itaxl.excel.tracking_live import FIRST_ROW, HEADER_ROW, KEY_ROW
from itaxl.excel.tracking_writer import write_tracking
from tests.rounds import ISSUED_ON, make


@pytest.fixture
def written(tmp_path):
    _, issued, tracking = make(tmp_path)
    return issued, tracking, openpyxl.load_workbook(tracking)


def test_one_sheet_per_unit_between_guide_totals_and_the_hidden_one(written):
    _, _, book = written
    assert book.sheetnames == ["คำชี้แจง", "สรุป", "สำนักปลัด", "กองคลัง", "งานพัสดุ", "กองช่าง โยธา", "_itaxl"]
    assert book["_itaxl"].sheet_state == "veryHidden"


def test_the_hidden_row_of_keys_stands_directly_under_the_header(written):
    _, _, book = written
    sheet = book["กองคลัง"]
    assert [cell.value for cell in sheet[HEADER_ROW + 1]] == [column.header for column in COLUMNS]
    assert [cell.value for cell in sheet[KEY_ROW + 1]] == [column.key for column in COLUMNS]
    assert KEY_ROW == HEADER_ROW + 1
    assert sheet.row_dimensions[KEY_ROW + 1].hidden
    assert sheet.column_dimensions["A"].hidden


def test_above_the_table_stand_title_agency_unit_year_round_and_date(written):
    _, _, book = written
    above = [cell.value for row in book["กองคลัง"].iter_rows(max_row=HEADER_ROW) for cell in row if cell.value]
    text = " ".join(str(value) for value in above)
    for wanted in ("กองคลัง", "อบต.ทดสอบ & เพื่อน", "พ.ศ. 2565", "รอบที่ 1", "ณ วันที่"):
        assert wanted in text


def test_plan_cells_are_locked_answer_cells_and_spare_rows_open(written):
    issued, _, book = written
    sheet = book["กองคลัง"]
    count = issued.shares["กองคลัง"]
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    assert not sheet.protection.formatRows
    for place, column in enumerate(COLUMNS, 1):
        assert sheet.cell(FIRST_ROW + 1, place).protection.locked is (column.filler is not Filler.UNIT)
        spare_is_locked = column.key in ("ref", "days_overdue")
        assert sheet.cell(FIRST_ROW + count + 1, place).protection.locked is spare_is_locked


def test_drop_downs_refer_to_a_defined_name_that_resolves(written):
    _, _, book = written
    [rule] = [rule for rule in book["กองคลัง"].data_validations.dataValidation if rule.type == "list"]
    assert rule.formula1 == "status_words"
    sheet, cells = next(iter(book.defined_names["status_words"].destinations))
    words = [row[0].value for row in book[sheet][cells]]
    assert words == ["ยังไม่ได้ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ", "ยกเลิก"]


def test_no_check_stops_a_date_typed_as_text(written):
    _, _, book = written
    for rule in book["กองคลัง"].data_validations.dataValidation:
        assert rule.errorStyle in ("information", "warning") or rule.type is None


def test_dates_are_real_and_shown_in_the_buddhist_era(written):
    _, _, book = written
    cell = book["กองคลัง"].cell(FIRST_ROW + 1, layout.POSITION["due_on"] + 1)
    assert cell.value == dt.datetime(2022, 3, 31)
    assert cell.number_format == "[$-107041E]d mmm yyyy"


def test_thai_digits_on_request(tmp_path):
    _, _, tracking = make(tmp_path, thai_digits="ใช่")
    cell = openpyxl.load_workbook(tracking)["กองคลัง"].cell(FIRST_ROW + 1, layout.POSITION["due_on"] + 1)
    assert cell.number_format == "[$-D07041E]d mmm yyyy"


def test_a_text_that_begins_with_an_equals_sign_is_a_text(written):
    _, _, book = written
    cell = book["สำนักปลัด"].cell(FIRST_ROW + 2, layout.POSITION["method"] + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_an_unreadable_deadline_is_shown_as_it_was_written(written):
    _, _, book = written
    assert book["กองคลัง"].cell(FIRST_ROW + 3, layout.POSITION["due_on"] + 1).value == "ต้องยืนยัน พ.ศ. ๒๕๖๕"


def test_every_formula_carries_its_result(tmp_path):
    """Read from the XML itself: a result that was forgotten would be stored as 0."""
    _, issued, tracking = make(tmp_path)
    write_tracking(issued, tracking, dt.date(2022, 5, 10))
    names = openpyxl.load_workbook(tracking).sheetnames
    with zipfile.ZipFile(tracking) as archive:
        sheets = {
            name: archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number, name in enumerate(names, 1)
        }
    held = {
        (name, cell): value
        for name, xml in sheets.items()
        for cell, value in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f[^>]*>[^<]*</f><v>([^<]*)</v>', xml)
    }
    klang = [held["กองคลัง", f"S{row}"] for row in range(FIRST_ROW + 1, FIRST_ROW + 5)]
    assert klang == ["40", "10", "", ""]  # overdue, overdue, unreadable deadline, spare row
    assert held["กองคลัง", "E3"] == "44691"  # the as-of date
    assert held["กองคลัง", "G3"] == "มาตรการทั้งหมด 3   แล้วเสร็จ 0   ใกล้ครบกำหนด 0   เกินกำหนด 2"
    assert held["กองคลัง", "L2"] == ""  # no deadline is still to come
    assert held["สรุป", "B5"] == "44691"
    assert [held["สรุป", f"{column}9"] for column in "BCDEFGHI"] == ["3", "3", "0", "0", "0", "0", "0", "2"]


def test_rows_say_how_high_they_are_and_still_grow(written):
    _, tracking, _ = written
    with zipfile.ZipFile(tracking) as archive:
        xml = archive.read("xl/worksheets/sheet3.xml").decode()
    row = xml[xml.index(f'<row r="{FIRST_ROW + 1}"') :].partition(">")[0]
    assert 'ht="' in row
    assert "customHeight" not in row


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_input_gives_the_same_parts(written, tmp_path):
    issued, tracking, _ = written
    write_tracking(issued, tmp_path / "again.xlsx", ISSUED_ON)
    assert parts(tmp_path / "again.xlsx") == parts(tracking)


def test_a_units_own_file_has_only_its_sheet(written, tmp_path):
    issued, _, _ = written
    write_tracking(issued, tmp_path / "one.xlsx", ISSUED_ON, ["งานพัสดุ"])
    assert openpyxl.load_workbook(tmp_path / "one.xlsx").sheetnames == ["คำชี้แจง", "สรุป", "งานพัสดุ", "_itaxl"]
    back = read_return(tmp_path / "one.xlsx", "one.xlsx").issue
    assert {action.unit for action in back.actions} == {"งานพัสดุ"}
    assert back.issue_id == issued.issue_id
    assert [unit.short for unit in back.units] == [unit.short for unit in issued.units]
