import datetime as dt
import re
import zipfile

import openpyxl
import pytest

from itaxl import catalogues
from itaxl.core.carried import SUMMARY, kind_of
from itaxl.core.consolidation import consolidate
from itaxl.core.deadlines import State
from itaxl.core.returns import Return
from itaxl.core.statuses import Status
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook
from itaxl.excel.hands import Hands
from itaxl.excel.return_reader import read_return
from itaxl.excel.summary_page import verdict
from itaxl.excel.summary_writer import write_summary
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.rounds import SAVED_AT, SITE, make, report
from tests.tables import action, grid, issued

AS_OF = dt.date(2022, 5, 10)
NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    '=HYPERLINK("http://evil.example","x")',
    "http://evil.example",
    "internal:สรุป!A1",
    "file:///C:/x",
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("summary")
    plan, _, tracking = make(folder)
    hands = Hands(tracking)
    hands.answer("สำนักปลัด", "O1", status="เสร็จแล้ว", completed_on=dt.date(2022, 4, 20), evidence=f"{SITE}/o1\n{SITE}/b")
    hands.answer("กองคลัง", "O2", status="ไปเรื่อย ๆ", evidence="javascript:alert(1)")
    for number, text in enumerate(NASTY):
        hands.add("กองคลัง", title=f"เพิ่ม {number}", remarks="x")
        row = hands.row("กองคลัง", f"เพิ่ม {number}")
        for key in ("remarks", "explanation", "reporter"):
            cell = hands.sheet("กองคลัง").cell(row, hands.column("กองคลัง", key))
            cell.value, cell.data_type = text, "s"
    hands.save(folder / "กองคลัง.xlsx", SAVED_AT, "หัวหน้า")
    result = report(AS_OF, folder / "กองคลัง.xlsx", plan=plan)
    write_summary(result, folder / "summary.xlsx", {"กองคลัง.xlsx": "กองคลัง.xlsx"})
    return result, folder / "summary.xlsx"


def test_the_sheets_of_the_contract(written):
    book = openpyxl.load_workbook(written[1])
    assert book.sheetnames == [
        "สรุป",
        "เกินกำหนด",
        "รายการทั้งหมด",
        "ตามข้อ",
        "ปัญหาข้อมูล",
        "คำตอบไม่ตรงกัน",
        "เปลี่ยนแปลง",
        "ไฟล์ที่ได้รับ",
        "_itaxl",
    ]
    assert book["_itaxl"].sheet_state == "veryHidden"


def rows(path, sheet):
    found = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(min_row=4, values_only=True)
    header = [name for name in next(found) if name]
    return [dict(zip(header, row, strict=False)) for row in found if any(value is not None for value in row)]


def test_every_action_stands_in_the_list_with_where_it_came_from(written):
    result, path = written
    listed = rows(path, "รายการทั้งหมด")
    assert len(listed) == len(result.actions)
    for row, tracked in zip(listed, result.actions, strict=True):
        assert row["รหัสอ้างอิง"] == tracked.action.ref
        assert row["หัวข้อ"] == tracked.action.title
        assert row["เกินกำหนด (วัน)"] == tracked.days_overdue
        assert (row["ที่มา"] is not None) == (tracked.source is not None)


def test_every_file_and_each_of_its_sheets_has_its_sum(written):
    result, path = written
    listed = rows(path, "ไฟล์ที่ได้รับ")
    assert [row["แผ่นงาน"] for row in listed] == ["รวม 4 แผ่น", *result.files[0].sheets]
    assert all(row["แถวทั้งหมด"] == row["มาตรการ"] + row["ไม่นับ"] + row["ว่าง"] for row in listed)
    assert listed[0]["แถวทั้งหมด"] == sum(row["แถวทั้งหมด"] for row in listed[1:]) == result.files[0].tally.rows


NOTES = [("newest", "ใช้ค่านี้", "บันทึกล่าสุด"), ("issued", "คงค่าที่ออกให้", "คงค่าที่ออกให้ไว้")]


@pytest.mark.parametrize(("rule", "verdict", "note"), NOTES)
def test_conflicts_show_what_was_issued_who_said_what_and_the_rule(tmp_path, rule, verdict, note):
    one, other = action(answers={"remarks": "รอ"}), action("O2", "ข้อมูลผู้บริหาร")
    everything = issued(one, other)
    text = "| รหัสอ้างอิง | ข้อ | หัวข้อ | สถานะ | ปัญหา/อุปสรรค |\n" + f"| {one.ref} | O1 | {one.title} | | "
    returns = [
        Return(
            f"{name}.xlsx", name, SAVED_AT, f"คุณ {name}", (grid(f"{text}{name} |", file=f"{name}.xlsx"),), everything
        )
        for name in ("ก", "ข")
    ]
    write_summary(consolidate(returns, AS_OF, catalogues.load, on_conflict=rule), tmp_path / "s.xlsx")
    listed = rows(tmp_path / "s.xlsx", "คำตอบไม่ตรงกัน")
    assert [(row["ค่าที่ออกให้"], row["คำตอบ"], row["ไฟล์"], row["เซลล์"], row["บันทึกเมื่อ"], row["ผู้บันทึก"]) for row in listed] == [
        ("รอ", "ข", "ข.xlsx", "E2", "2 พ.ค. 2565 10:00", "คุณ ข"), ("รอ", "ก", "ก.xlsx", "E2", "2 พ.ค. 2565 10:00", "คุณ ก")
    ]  # fmt: skip
    assert listed[0]["ผล"] == verdict
    assert note in openpyxl.load_workbook(tmp_path / "s.xlsx")["คำตอบไม่ตรงกัน"]["A2"].value


def test_overdue_is_worst_first(written):
    result, path = written
    listed = rows(path, "เกินกำหนด")
    assert len(listed) == result.totals.states[State.OVERDUE]
    worst = [(-(row["คะแนนของข้อ"] or 0), -row["เกินกำหนด (วัน)"]) for row in listed]
    assert worst == sorted(worst)


def test_text_from_units_is_never_a_formula_or_a_link(written):
    _, path = written
    book = openpyxl.load_workbook(path)
    sheet = book["รายการทั้งหมด"]
    header = {cell.value: cell.column for cell in sheet[4]}
    texts = [sheet.cell(row, header["ปัญหา/อุปสรรค"]) for row in range(5, sheet.max_row + 1)]
    found = [cell for cell in texts if cell.value in NASTY]
    assert len(found) == len(NASTY)
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)
    links = [
        cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target
    ]
    assert {link for link in links if not link.startswith("กองคลัง.xlsx") and "%" not in link} == {f"{SITE}/o1"}


def test_only_our_own_formulas_stand_in_the_summary(written):
    _, path = written
    book = openpyxl.load_workbook(path)
    with_formulas = {
        sheet.title for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert with_formulas == {"สรุป"}


@needs_libreoffice
def test_every_number_on_the_page_is_what_its_formula_gives(written, tmp_path):
    _, path = written
    carried = openpyxl.load_workbook(path, data_only=True)["สรุป"]
    recalculated = openpyxl.load_workbook(saved_by_libreoffice(path, tmp_path / "office"), data_only=True)["สรุป"]
    formulas = [
        cell for row in openpyxl.load_workbook(path)["สรุป"].iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert len(formulas) > 40
    for cell in formulas:
        assert carried[cell.coordinate].value == recalculated[cell.coordinate].value, cell.coordinate


def test_the_total_line_equals_the_report(written):
    result, path = written
    sheet = openpyxl.load_workbook(path, data_only=True)["สรุป"]
    total, *_ = [row for row in sheet.iter_rows(values_only=True) if row[0] == "รวม"]
    by_status = result.totals.statuses
    assert total[1] == result.totals.actions
    assert total[2] == by_status[Status.COMPLETED]
    assert total[4] + total[5] == by_status[Status.NOT_STARTED]
    assert total[7] == by_status[Status.UNREADABLE]
    assert total[9] == result.totals.states[State.OVERDUE]
    assert sum(total[2:8]) == total[1]


def test_the_chart_refers_to_cells_that_hold_its_numbers(written):
    _, path = written
    with zipfile.ZipFile(path) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    sheet = openpyxl.load_workbook(path, data_only=True)["สรุป"]
    references = re.findall(r"<c:f>'?สรุป'?!([^<]+)</c:f>", chart)
    assert references
    for reference in references:
        cells = sheet[reference.replace("$", "")]
        for row in cells if isinstance(cells, tuple) else ((cells,),):
            assert all(cell.value is not None for cell in row), reference


def test_the_page_fits_one_a4_sheet_and_lists_repeat_their_header(written):
    _, path = written
    book = openpyxl.load_workbook(path)
    page = book["สรุป"]
    assert (page.page_setup.paperSize, page.page_setup.scale, page.page_setup.orientation) == (9, 70, "portrait")
    assert len(page.row_breaks.brk) == 1  # the whole table by unit stands on a page of its own
    assert book["ปัญหาข้อมูล"].print_title_rows == "$4:$4"


def test_the_summary_knows_itself_and_is_no_return(written):
    _, path = written
    assert kind_of(Workbook(admit(path, "x")).text_rows("_itaxl"))[0] == SUMMARY
    assert read_return(path, "summary.xlsx").skipped.code == "file-ours"


def test_an_empty_round_is_a_summary_too(tmp_path):
    plan, _, _ = make(tmp_path)
    result = report(AS_OF, plan=plan)
    write_summary(result, tmp_path / "summary.xlsx")
    assert [row["ไฟล์"] for row in rows(tmp_path / "summary.xlsx", "ไฟล์ที่ได้รับ")] == ["ยังไม่ได้รับไฟล์ใด"]


PRINTABLE = (297 - 2 * 0.6 * 25.4) / 25.4 * 72  # points between the margins of an A4 page
BODY = 16


def big_round(count):
    """An office with so many units, all late in everything."""
    names = [f"กองประชาสัมพันธ์และบริการข้อมูลข่าวสารที่ {number}" for number in range(count)]
    actions = tuple(
        action(f"O{place % 43 + 1}", "หัวข้อที่ยาวมากจนเกินหนึ่งบรรทัดของหน้ากระดาษแน่นอน", unit=unit, ref=f"{unit}-{place}")
        for place, unit in enumerate(names * 2)
    )
    everything = issued(*actions, units=tuple(names), last_score=70.0)
    rows = "".join(
        f"| {each.ref} | {each.item} | {each.title} | {each.method} | ยกเลิก |\n"
        for each in actions
        if each.unit == names[0]
    )
    text = "| รหัสอ้างอิง | ข้อ | หัวข้อ | วิธีการดำเนินการ | สถานะ |\n" + rows
    returned = Return("a.xlsx", "a", grids=(grid(text, sheet=names[0], file="a.xlsx"),), issue=everything)
    return consolidate([returned], AS_OF, catalogues.load)


@pytest.mark.parametrize("count", [1, 2, 8, 9, 25, 60])
def test_the_page_is_one_page_at_a_size_that_can_be_read_however_many_units_there_are(tmp_path, count):
    write_summary(big_round(count), tmp_path / "summary.xlsx")
    page = openpyxl.load_workbook(tmp_path / "summary.xlsx")["สรุป"]
    breaks = [each.id for each in page.row_breaks.brk]
    area = page.print_area.replace("$", "").rpartition(":")[2]
    last = breaks[0] if breaks else int("".join(letter for letter in area if letter.isdigit()))
    heights = [page.row_dimensions[row].height or 24 for row in range(1, last + 1)]
    assert sum(heights) * page.page_setup.scale / 100 <= PRINTABLE
    assert BODY * page.page_setup.scale / 100 >= 11
    widths = sum(page.column_dimensions[letter].width for letter in "ABCDEFGHIJ" if letter in page.column_dimensions)
    assert widths > 30


def test_no_formula_is_longer_than_excel_takes(tmp_path):
    write_summary(big_round(60), tmp_path / "summary.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "summary.xlsx")["สรุป"]
    assert max(len(str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.data_type == "f") < 8192


def test_a_name_with_jokers_is_counted_exactly(tmp_path):
    from itaxl.excel.summary_counts import COUNTS

    assert '"=กอง~*"' in COUNTS[0].formula(big_round(1), "กอง*")
    assert '"=<>x"' in COUNTS[0].formula(big_round(1), "<>x")


WHY = [("ไม่มีหลักฐาน", ""), ("หลักฐานไม่อยู่ในเว็บไซต์ของหน่วยงาน", "https://drive.example/x")]


@pytest.mark.parametrize(("why", "evidence"), WHY)
def test_an_item_that_is_done_and_earns_nothing_says_why(tmp_path, why, evidence):
    plan, _, tracking = make(tmp_path)
    hands = Hands(tracking)
    hands.answer("สำนักปลัด", "O1", status="เสร็จแล้ว", completed_on=dt.date(2022, 4, 20), evidence=evidence or None)
    hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    write_summary(report(AS_OF, tmp_path / "back.xlsx", plan=plan), tmp_path / "summary.xlsx")
    [row] = [row for row in rows(tmp_path / "summary.xlsx", "ตามข้อ") if row["ข้อ"] == "O1"]
    assert (row["สถานะ"], row["ผลต่อคะแนน"], row["เพราะ"]) == ("ดำเนินการแล้วเสร็จ", "หมดโอกาสแล้ว", why)


VERDICTS = [
    ("2022-05-10", 70.0, "ไม่ถึงเป้าหมาย 85: ได้ประมาณ 70.00 ขาด 15.00 คะแนน", "red"),
    ("2022-05-10", 90.0, "ถึงเป้าหมาย 85: ได้ประมาณ 90.00 คะแนน ระดับ A", "green"),
    ("2022-04-10", 84.5, "ยังไม่ถึงเป้าหมาย 85: ตอนนี้ประมาณ 84.50", "amber"),
    ("2022-04-10", 70.0, "ทำที่เหลือครบก็ยังไม่ถึงเป้าหมาย 85", "red"),
    ("2022-04-10", 90.0, "ถึงเป้าหมาย 85 แล้ว", "green"),
]


@pytest.mark.parametrize(("as_of", "last_score", "said", "colour"), VERDICTS)
def test_the_verdict_comes_first(tmp_path, as_of, last_score, said, colour):
    plan, _, _ = make(tmp_path, last_score=last_score, target=85)
    text, shown = verdict(report(dt.date.fromisoformat(as_of), plan=plan))
    assert text.startswith(said)
    assert shown == colour
