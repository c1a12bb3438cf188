import datetime as dt
import re
import zipfile

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from itaxl.core import layout
from itaxl.core.issuing import prefilled
from itaxl.core.layout import COLUMNS, Filler
from itaxl.core.statuses import Status
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


ALLOWED = ("formatCells", "formatColumns", "formatRows", "insertHyperlinks", "sort", "autoFilter")


def test_protection_has_no_password_and_leaves_filter_widths_heights_and_links(written):
    """Read from the XML itself: what is 0 there is allowed."""
    _, tracking, _ = written
    with zipfile.ZipFile(tracking) as archive:
        [protection] = re.findall(r"<sheetProtection [^>]*>", archive.read("xl/worksheets/sheet3.xml").decode())
    assert "password" not in protection
    assert "hashValue" not in protection
    assert all(f'{what}="0"' in protection for what in ALLOWED)
    assert 'objects="1"' not in protection  # comments may be written


def test_a_date_typed_as_people_write_it_is_not_questioned(written):
    """Whatever a program stores for 20/4/2565: 2022, 2565, 3108, or 1965 for the year 65."""
    _, _, book = written
    column = layout.POSITION["completed_on"]
    [rule] = [
        rule
        for rule in book["กองคลัง"].data_validations.dataValidation
        if rule.type == "custom" and str(rule.sqref).startswith("M")
    ]
    assert column == 12
    spans = [(int(low), int(high)) for low, high in re.findall(r">=(\d+),\$M7<=(\d+)", rule.formula1)]
    for year, near in ((2022, True), (2565, True), (3108, True), (1965, True), (2010, False), (2400, False)):
        day = (dt.date(year, 4, 20) - dt.date(1899, 12, 30)).days
        assert any(low <= day <= high for low, high in spans) is near, year


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
    assert 't="str"><f>IF(ISNUMBER(I10)' in sheets["กองคลัง"]  # an empty text is a result, too
    assert klang == ["40", "10", "", ""]  # overdue, overdue, unreadable deadline, spare row
    assert held["กองคลัง", "E3"] == "44691"  # the as-of date
    assert held["กองคลัง", "G3"] == ("มาตรการทั้งหมด 3   ยังไม่เสร็จ 3   แล้วเสร็จ 0   ยกเลิก 0   ใกล้ครบกำหนด 0   เกินกำหนด 2")
    assert held["กองคลัง", "K3"] == ""  # nothing is finished without evidence
    assert held["กองคลัง", "L2"] == "ไม่มีแล้ว เกินกำหนด 2 มาตรการ"
    assert held["สรุป", "B5"] == "44691"
    assert [held["สรุป", f"{column}9"] for column in "BCDEFGHI"] == ["3", "3", "0", "0", "0", "0", "0", "2"]


DONE, CANCELLED = {"status": Status.COMPLETED}, {"status": Status.CANCELLED}
NEXT_DUE = [
    # answers of กองคลัง's three actions, due 31 March, 30 April and unreadably; as of; what stands beside กำหนดถัดไป
    ({}, {}, {}, "2022-03-01", dt.datetime(2022, 3, 31)),
    (DONE, {}, {}, "2022-03-01", dt.datetime(2022, 4, 30)),
    ({}, {}, {}, "2022-04-30", dt.datetime(2022, 4, 30)),
    ({}, CANCELLED, DONE, "2022-05-01", "ไม่มีแล้ว เกินกำหนด 1 มาตรการ"),
    (DONE, DONE, {}, "2022-05-01", "ไม่มีวันกำหนด"),
    (DONE, DONE, CANCELLED, "2022-03-01", "ไม่มีมาตรการค้าง"),
]


@pytest.mark.parametrize(("one", "two", "three", "as_of", "shown"), NEXT_DUE)
def test_the_next_deadline_or_why_there_is_none(tmp_path, one, two, three, as_of, shown):
    _, issued, tracking = make(tmp_path)
    own = [action.ref for action in issued.actions if action.unit == "กองคลัง"]
    day = dt.date.fromisoformat(as_of)
    write_tracking(prefilled(issued, dict(zip(own, (one, two, three), strict=True)), day), tracking, day)
    assert openpyxl.load_workbook(tracking, data_only=True)["กองคลัง"]["L2"].value == shown


def test_a_finished_action_without_evidence_asks_for_it(tmp_path):
    """Counted in the sheet's top lines, and in its own row by the conditions that colour it."""
    _, issued, tracking = make(tmp_path)
    own = [action.ref for action in issued.actions if action.unit == "กองคลัง"]
    answers = {own[0]: DONE, own[1]: {**DONE, "evidence": ("https://x.example",)}, own[2]: {"status": "เสร็จ"}}
    write_tracking(prefilled(issued, answers, ISSUED_ON), tracking, ISSUED_ON)
    sheet = openpyxl.load_workbook(tracking, data_only=True)["กองคลัง"]
    assert sheet["K3"].value == "แล้วเสร็จแต่ยังไม่มีหลักฐาน 1 มาตรการ โปรดวางที่อยู่เว็บ (URL)"
    shown = {(cells, rule.dxf.numFmt.formatCode) for cells, rule in conditions(sheet) if rule.dxf.numFmt}
    assert ("S7:S15", ';;;"! ใส่หลักฐาน"') in shown


def conditions(sheet):
    """(cells, rule) of every conditional format."""
    return [(str(each.sqref), rule) for each in sheet.conditional_formatting for rule in each.rules]


def test_beside_every_colour_stands_a_sign_or_a_word(written):
    """A row's colours are on deadline, status and days overdue; only a chosen status is a word by itself."""
    _, _, book = written
    signs = {"I": set(), "S": set()}
    for cells, rule in conditions(book["กองคลัง"]):
        if cells[0] in signs and rule.dxf.fill is not None:
            signs[cells[0]].add(rule.dxf.numFmt.formatCode)
    era = "[$-107041E]"
    assert signs["I"] == {f'{era}"{sign} "d mmm yyyy' for sign in "▲●✓✕"}
    words = {';;;"● ใกล้ครบกำหนด"', ';;;"✓ แล้วเสร็จ"', ';;;"✕ ยกเลิก"', ';;;"! ใส่หลักฐาน"'}
    assert signs["S"] == {'"▲ "0', *words}
    legend = " ".join(str(cell.value) for row in book["คำชี้แจง"].iter_rows() for cell in row if cell.value)
    assert all(sign in legend for sign in "▲●✓✕!")


def test_rows_say_how_high_they_are_and_still_grow(written):
    _, tracking, _ = written
    with zipfile.ZipFile(tracking) as archive:
        xml = archive.read("xl/worksheets/sheet3.xml").decode()
    row = xml[xml.index(f'<row r="{FIRST_ROW + 1}"') :].partition(">")[0]
    assert 'ht="' in row
    assert "customHeight" not in row


def test_the_guides_example_looks_like_a_row_of_the_real_sheet(written):
    _, _, book = written
    guide, sheet = book["คำชี้แจง"], book["กองคลัง"]
    header = next(row for row in guide.iter_rows() if any(cell.value == "สถานะ" for cell in row))
    real = {cell.value: cell for cell in sheet[HEADER_ROW + 1]}
    shown = [cell for cell in header if cell.value]
    assert [cell.value for cell in shown] == [
        "ที่", "หัวข้อ", "กำหนดแล้วเสร็จ", "สถานะ", "ความก้าวหน้า (%)", "วันที่แล้วเสร็จ", "หลักฐาน (URL)", "คำอธิบายเพิ่มเติม",
        "ผู้รายงาน", "เกินกำหนด (วัน)",
    ]  # fmt: skip
    for cell in shown:
        there = sheet.cell(FIRST_ROW + 1, real[cell.value].column)
        example = guide.cell(cell.row + 1, cell.column)
        assert cell.fill.fgColor.rgb == real[cell.value].fill.fgColor.rgb
        assert example.fill.fgColor.rgb == there.fill.fgColor.rgb, cell.value
        assert example.number_format == there.number_format
        assert example.protection.locked
    finished = {cell.value: guide.cell(cell.row + 1, cell.column).value for cell in shown}
    assert finished["สถานะ"] == "ดำเนินการแล้วเสร็จ"
    assert finished["วันที่แล้วเสร็จ"] == dt.datetime(2022, 4, 20)
    assert finished["กำหนดแล้วเสร็จ"] == dt.datetime(2022, 4, 30)


def test_the_guide_says_how_everything_is_printed_on_one_page(written):
    _, _, book = written
    said = [str(cell.value) for row in book["คำชี้แจง"].iter_rows() for cell in row if cell.value]
    assert [text for text in said if "A3" in text and "ละเว้นพื้นที่พิมพ์" in text]


PAPER, WIDE, POINTS = 11.69, 8.27, 11  # inches of A4's sides; the least size of a printed letter


def test_a_unit_sheet_prints_plan_and_answers_on_a_page_each_at_11_points(written):
    """Fitted to the width of the page; where another face makes columns wider, the letters are wider, too."""
    _, _, book = written
    for sheet in (book["กองคลัง"], book["คำชี้แจง"], book["สรุป"]):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        room = (PAPER - sheet.page_margins.left - sheet.page_margins.right) * 96
        for columns in printed_columns(sheet):
            pixels = sum(8 * width_of(sheet, column) + 5 for column in columns)
            assert 16 * min(1, room / pixels) >= POINTS, (sheet.title, room / pixels * 16)
    guide = book["คำชี้แจง"]  # fitted to the height of one page, too
    high = sum(guide.row_dimensions[row].height or 24 for row in range(1, guide.max_row + 1))
    assert 16 * min(1, (WIDE - guide.page_margins.top - guide.page_margins.bottom) * 72 / high) >= POINTS
    sheet = book["กองคลัง"]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_area == "'กองคลัง'!$B$1:$J$11,'กองคลัง'!$K$1:$S$11"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$5:$5", "$E:$F")


def printed_columns(sheet):
    """The columns of each printed area, the repeated ones too."""
    again = [5, 6] if sheet.print_title_cols else []
    areas = re.findall(r"\$([A-Z]+)\$\d+:\$([A-Z]+)\$\d+", str(sheet.print_area or "")) or [("A", "")]
    for first, last in areas:
        left = column_index_from_string(first)
        right = column_index_from_string(last) if last else sheet.max_column
        yield [*(each for each in again if each < left), *range(left, right + 1)]


def width_of(sheet, column):
    """In characters; openpyxl keeps equal neighbours as one."""
    for each in sheet.column_dimensions.values():
        if each.min <= column <= each.max:
            return each.width - 5 / 8  # the file counts a margin of five pixels
    raise KeyError(column)


def test_every_page_names_the_office_and_is_numbered_and_dated(written):
    _, _, book = written
    for name in ("คำชี้แจง", "สรุป", "กองคลัง"):
        above, below = book[name].oddHeader, book[name].oddFooter
        assert "อบต.ทดสอบ && เพื่อน" in above.left.text or "อบต.ทดสอบ & เพื่อน" in above.left.text
        assert below.left.text.endswith("พิมพ์เมื่อ &D")
        assert below.right.text.endswith("หน้า &P จาก &N")


def test_the_date_cell_says_which_year_is_meant_and_shows_it_as_typed(written):
    _, _, book = written
    sheet = book["สรุป"]
    [rule] = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "B4"
    assert "พ.ศ. เช่น 10/5/2565" in rule.prompt
    assert "ค.ศ." in rule.prompt
    assert len(rule.prompt) <= 255
    shown = [rule.dxf.numFmt.formatCode for cells, rule in conditions(sheet) if cells == "B4"]
    assert shown == ["[$-41E]d mmm yyyy", "[$-41E]d mmm yy"]


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
