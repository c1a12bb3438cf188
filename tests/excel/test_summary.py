import datetime as dt
import math
import re
import zipfile

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from itaxl import catalogues
from itaxl.core.carried import SUMMARY, kind_of
from itaxl.core.carriedsummary import as_previous
from itaxl.core.consolidation import consolidate
from itaxl.core.deadlines import State
from itaxl.core.history import Point
from itaxl.core.memo import memo
from itaxl.core.reportdata import report_data
from itaxl.core.returns import Return
from itaxl.core.statuses import Status
from itaxl.core.summarymessage import summary_message
from itaxl.excel import tables
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook
from itaxl.excel.hands import Hands
from itaxl.excel.return_reader import read_return
from itaxl.excel.summary_writer import write_summary
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.rounds import SAVED_AT, SITE, make, report
from tests.tables import action, grid, issued, report_of, tracked

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
        "แบบตอบ OIT",
        "บันทึกข้อความ",
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
    for row, each in zip(listed, result.actions, strict=True):
        assert row["รหัสอ้างอิง"] == each.action.ref
        assert row["หัวข้อ"] == each.action.title
        assert row["เกินกำหนด (วัน)"] == each.days_overdue
        assert (row["ที่มา"] is not None) == (each.source is not None)


def test_every_file_and_each_of_its_sheets_has_its_sum(written):
    result, path = written
    listed = rows(path, "ไฟล์ที่ได้รับ")
    assert [row["แผ่นงาน"] for row in listed] == ["รวม 4 แผ่น", *result.files[0].sheets]
    assert all(row["แถวทั้งหมด"] == row["มาตรการ"] + row["ไม่นับ"] + row["ว่าง"] for row in listed)
    assert listed[0]["แถวทั้งหมด"] == sum(row["แถวทั้งหมด"] for row in listed[1:]) == result.files[0].tally.rows


def test_a_problem_links_to_its_cell_and_without_one_to_its_file(tmp_path):
    """The short text is the link: in a cell with a link LibreOffice breaks no line, and cuts a long file name off."""
    plan, _, tracking = make(tmp_path)
    hands = Hands(tracking)
    hands.answer("กองคลัง", "O2", status="ไปเรื่อย ๆ")
    hands.save(tmp_path / "a.xlsx", SAVED_AT, "")
    (tmp_path / "b.xlsx").write_bytes(b"")
    result = report(AS_OF, tmp_path / "a.xlsx", tmp_path / "b.xlsx", plan=plan)
    write_summary(result, tmp_path / "s.xlsx", {"a.xlsx": "a.xlsx", "b.xlsx": "b.xlsx"})
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["ปัญหาข้อมูล"]
    places = {cell.value: cell.column for cell in sheet[4]}
    found = {}
    for row in range(5, sheet.max_row + 1):
        file, cell = (sheet.cell(row, places[header]) for header in ("ไฟล์", "เซลล์"))
        links = [each.hyperlink for each in (file, cell)]
        found[file.value, cell.value] = [link and (link.target, link.location) for link in links]
    assert found["a.xlsx", "K7"] == [None, ("a.xlsx", "'กองคลัง'!K7")]
    assert found["b.xlsx", None] == [("b.xlsx", None), None]


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
    listed = rows(path, "เกินกำหนด")[: result.totals.states[State.OVERDUE]]  # below it, each unit's own again
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
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 2)  # none: 1 page wide
    assert len(page.print_area.split(",")) == 2  # the whole table by unit is an area, and so a page, of its own
    assert book["ปัญหาข้อมูล"].print_title_rows == "$4:$4"


def test_the_summary_knows_itself_and_is_no_return(written):
    _, path = written
    assert kind_of(Workbook(admit(path, "x")).text_rows("_itaxl"))[0] == SUMMARY
    assert read_return(path, "summary.xlsx").skipped.code == "file-ours"


def test_a_year_without_scoring_facts_shows_counts_and_no_score(tmp_path):
    catalogue = catalogues.load(2565)._replace(facts=None)
    result = report_of(
        tracked("O1"), tracked("O2", Status.IN_PROGRESS), tracked("O3", Status.NOT_STARTED), catalogue=catalogue
    )
    assert (result.score, result.points) == (None, {})
    write_summary(result, tmp_path / "summary.xlsx")
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx", data_only=True)
    said = [
        (sheet.title, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if "คะแนน" in str(cell.value) and sheet.title not in ("รายการทั้งหมด", "_itaxl")
    ]
    assert said == [("สรุป", "ปีนี้ยังไม่มีเกณฑ์คะแนนในโปรแกรม จึงแสดงเฉพาะจำนวนมาตรการ")]
    [column] = [cell.column for cell in book["รายการทั้งหมด"][4] if cell.value == "คะแนนของข้อ"]
    assert {row[column - 1].value for row in book["รายการทั้งหมด"].iter_rows(min_row=5)} == {None}
    assert (book["สรุป"]["A7"].value, book["สรุป"]["A8"].value) == ("แล้วเสร็จ (ร้อยละ)", 33)
    assert "คะแนน" not in summary_message(result, "x.xlsx").text
    assert "คะแนน" not in summary_message(result, "x.xlsx").html
    assert "คะแนน" not in " ".join(memo(result).paragraphs)
    data = report_data(result)
    assert {value for key, value in data["score"].items() if key not in ("previous", "target")} == {None}


def test_an_empty_round_is_a_summary_too(tmp_path):
    plan, _, _ = make(tmp_path)
    result = report(AS_OF, plan=plan)
    write_summary(result, tmp_path / "summary.xlsx")
    assert [row["ไฟล์"] for row in rows(tmp_path / "summary.xlsx", "ไฟล์ที่ได้รับ")] == ["ยังไม่ได้รับไฟล์ใด"]


PRINTABLE = (297 - 2 * 0.6 * 25.4) / 25.4 * 72  # points between the margins of an A4 page
PRINTABLE_WIDTH = (210 - 2 * 0.3 * 25.4) / 25.4 * 72
A_CHARACTER = 6  # points: the body's digits take 8 pixels
BODY = 16


def earlier_points(count):
    """So many earlier summaries, a week apart, up to April 2022."""
    return (Point(dt.date(2022, 4, 10) - dt.timedelta(weeks=week), 40, 20 - week, 0, 0) for week in range(count))


def big_round(count, previous=None, as_of=AS_OF):
    """An office with so many units, all late in everything."""
    names = [f"กองประชาสัมพันธ์และบริการข้อมูลข่าวสารที่ {number}" for number in range(count)]
    actions = tuple(
        action(
            f"O{place % 43 + 1}",
            "หัวข้อที่ยาวมากจนเกินหนึ่งบรรทัดของหน้ากระดาษแน่นอน",
            unit=unit,
            ref=f"{unit}-{place}",
            due_on=dt.date(2022, 4, 1),
        )
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
    return consolidate([returned], as_of, catalogues.load, previous=previous)


@pytest.mark.parametrize("is_later", [False, True], ids=["first", "later"])
@pytest.mark.parametrize("count", [1, 2, 4, 5, 8, 9, 25, 60])
@pytest.mark.parametrize("as_of", [dt.date(2022, 4, 20), AS_OF], ids=["open", "closed"])
def test_the_page_is_one_page_at_a_size_that_can_be_read_however_many_units_there_are(tmp_path, as_of, count, is_later):
    before = as_previous(big_round(count))
    earlier = before._replace(as_of=dt.date(2022, 4, 10), history=tuple(earlier_points(12))) if is_later else None
    result = big_round(count, earlier, as_of)
    assert len(result.history) == (13 if is_later else 1)
    write_summary(result, tmp_path / "summary.xlsx")
    page = openpyxl.load_workbook(tmp_path / "summary.xlsx")["สรุป"]
    first = page.print_area.split(",")[0]
    *_, columns, last = range_boundaries(first.rpartition("!")[2].replace("$", ""))
    heights = [page.row_dimensions[row].height or 24 for row in range(1, last + 1)]
    widths = {}
    for each in page.column_dimensions.values():
        widths |= dict.fromkeys(range(each.min, min(each.max, columns) + 1), each.width)
    scale = math.floor(PRINTABLE_WIDTH / sum(widths[column] * A_CHARACTER for column in range(1, columns + 1)) * 100)
    assert sum(heights) * scale / 100 <= PRINTABLE
    assert BODY * scale / 100 >= 11


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


CHARTS = [(1, False, 0), (1, True, 1), (3, False, 1), (3, True, 2)]


@pytest.mark.parametrize(("count", "is_later", "charts"), CHARTS)
def test_the_trend_stands_beside_the_bars_once_there_are_two_summaries(tmp_path, count, is_later, charts):
    earlier = as_previous(big_round(count))._replace(as_of=dt.date(2022, 4, 10), history=tuple(earlier_points(1)))
    write_summary(big_round(count, earlier if is_later else None), tmp_path / "summary.xlsx")
    with zipfile.ZipFile(tmp_path / "summary.xlsx") as archive:
        parts = sorted(name for name in archive.namelist() if "charts/chart" in name)
        drawing = archive.read("xl/drawings/drawing1.xml").decode() if parts else ""
        trend = archive.read(parts[-1]).decode() if is_later else ""
    assert len(parts) == charts == drawing.count("<xdr:twoCellAnchor")
    rows = {
        (found[0], found[1]) for found in re.findall(r"<xdr:row>(\d+)</xdr:row>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    }
    assert len(rows) <= 1  # side by side, as high as each other
    sheet = openpyxl.load_workbook(tmp_path / "summary.xlsx", data_only=True)["สรุป"]
    references = re.findall(r"<c:(?:cat|val)>.*?<c:f>'?สรุป'?!([^<]+)</c:f>", trend)
    assert len(references) == (6 if is_later else 0)
    for reference in references:
        assert [row[0].value is not None for row in sheet[reference.replace("$", "")]] == [True, True]


def test_bars_that_leave_units_out_say_so(tmp_path):
    for count, title in ((8, "จำนวนมาตรการของแต่ละหน่วยงาน"), (9, "จำนวนมาตรการของ 7 จาก 9 หน่วยงาน")):
        write_summary(big_round(count), tmp_path / "s.xlsx")
        with zipfile.ZipFile(tmp_path / "s.xlsx") as archive:
            assert title in archive.read("xl/charts/chart1.xml").decode()


def test_what_to_do_first_stands_on_the_page_while_the_window_is_open(tmp_path):
    for as_of, is_open in ((dt.date(2022, 4, 20), True), (AS_OF, False)):
        result = big_round(5, as_of=as_of)
        write_summary(result, tmp_path / "s.xlsx")
        page = list(openpyxl.load_workbook(tmp_path / "s.xlsx", data_only=True)["สรุป"].iter_rows(values_only=True))
        found = [place for place, row in enumerate(page) if str(row[0]).startswith("สัปดาห์นี้")]
        assert bool(found) == is_open
        for place in found:
            steps = report_data(result)["next_steps"][:3]
            assert page[place][0] == f"สัปดาห์นี้ ทำ 3 ข้อนี้ก่อน: +{steps[-1]['points_so_far']:.2f} คะแนน (ประมาณ)"
            for step, row in zip(steps, page[place + 1 :], strict=False):
                assert (row[1], row[6]) == (step["item"], f"เหลือ {len(step['actions'])} มาตรการ")
                assert abs(row[9] - step["points"]) <= 0.0051


def test_all_actions_are_an_excel_table_and_from_a_size_on_a_plain_filter(tmp_path, monkeypatch):
    result = big_round(3)
    for most, is_table in ((6, True), (5, False)):
        monkeypatch.setattr(tables, "MOST_IN_TABLE", most)
        write_summary(result, tmp_path / "s.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["รายการทั้งหมด"]
        assert [table.ref for table in sheet.tables.values()] == (["A4:V10"] if is_table else [])
        assert sheet.auto_filter.ref == (None if is_table else "A4:V10")


def test_what_one_sheet_does_not_hold_goes_on_on_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", tables.HEADER + 1 + 45)
    result = big_round(50)
    write_summary(result, tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    parts = [name for name in book.sheetnames if name.startswith("รายการทั้งหมด")]
    assert parts == ["รายการทั้งหมด", "รายการทั้งหมด (2)", "รายการทั้งหมด (3)"]
    listed = [row["รหัสอ้างอิง"] for name in parts for row in rows(tmp_path / "s.xlsx", name)]
    assert listed == [tracked.action.ref for tracked in result.actions]
    assert [name for name in book.sheetnames if name.startswith("เกินกำหนด")] == [
        "เกินกำหนด",
        "เกินกำหนด (2)",
        "เกินกำหนด (3)",
    ]
    assert all(book[name].print_title_rows == "$4:$4" for name in parts)
