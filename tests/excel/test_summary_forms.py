"""The summary's forms: what is copied into ITAS, and the memo; and what is printed for a meeting."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from itaxl.core.itemsunits import Sign
from itaxl.core.memo import COLUMNS
from itaxl.core.oit import answer_when
from itaxl.core.records import Catalogue, Signer
from itaxl.core.statuses import Status
from itaxl.excel import summary_overdue
from itaxl.excel.summary_items import FEW_UNITS
from itaxl.excel.summary_writer import write_summary
from tests.tables import report_of, tracked

SITE = "https://www.thotsop.example"
YELLOW = "FFFFF2CC"
A4, PRINTABLE_WIDTH = 9, (297 - 2 * 0.3 * 25.4) / 25.4 * 72  # points
READABLE = 11 / 16  # the scale at which the body is 11 points
A_CHARACTER = 8 * 0.75  # points; the widths that a file gives have the cells' edges in them


def book_of(folder, *actions, **more):
    write_summary(report_of(*actions, website=SITE, **more), folder / "summary.xlsx")
    return openpyxl.load_workbook(folder / "summary.xlsx")


def table(sheet):
    header = [cell.value for cell in sheet[4]]
    rows = []
    for row in sheet.iter_rows(min_row=5):
        if all(cell.value is None for cell in row):
            break
        rows.append(dict(zip(header, row, strict=True)))
    return rows


# --- แบบตอบ OIT --------------------------------------------------------------------------------------------

DONE = tracked("O1", answers={"evidence": (f"{SITE}/a", f"{SITE}/b"), "completed_on": dt.date(2022, 4, 20)})


@pytest.fixture(scope="module")
def oit(tmp_path_factory):
    late = tracked("O2", Status.IN_PROGRESS, answers={"evidence": ("https://drive.example/x",), "explanation": "=1+1"})
    return book_of(tmp_path_factory.mktemp("oit"), DONE, late)["แบบตอบ OIT"]


def test_every_item_has_one_row_and_the_sheet_says_when_an_item_is_answered(oit):
    assert [row["ข้อ"].value for row in table(oit)] == [f"O{number}" for number in range(1, 44)]
    assert oit["A3"].value.startswith(answer_when(report_of(DONE)))
    assert oit["A1"].value.endswith("ในแผน 2 ข้อ นอกแผน 41 ข้อ")


def test_of_a_year_whose_items_are_not_known_nothing_is_said_about_items_outside_the_plan(tmp_path):
    sheet = book_of(tmp_path, DONE, catalogue=Catalogue(2570, ()))["แบบตอบ OIT"]
    assert sheet["A1"].value.endswith("ในแผน 1 ข้อ ข้อนอกแผนโปรแกรมไม่ทราบ เพราะไม่มีรายการประเมินของปีนี้")
    assert "วันปิดรับคำตอบ" not in sheet["A3"].value  # nobody knows that day
    assert [(row["ข้อ"].value, row["มี/ไม่มี"].value) for row in table(sheet)] == [("O1", "มี")]


def test_addresses_stand_on_lines_of_their_own_and_one_alone_is_a_link(oit):
    first, second, *_ = table(oit)
    assert (first["มี/ไม่มี"].value, first["URL"].value) == ("มี", f"{SITE}/a\n{SITE}/b")
    assert first["URL"].hyperlink is None
    assert second["URL"].hyperlink.target == "https://drive.example/x"
    assert (second["มี/ไม่มี"].value, second["คำอธิบายเพิ่มเติม"].data_type) == ("ไม่มี", "s")
    assert second["หมายเหตุ"].value == "ยังทำไม่เสร็จ · 1 URL ไม่อยู่ในเว็บไซต์ของหน่วยงาน"


def test_items_outside_the_plan_are_open_yellow_cells_with_a_choice(oit):
    planned, outside = table(oit)[0], table(oit)[2]
    for header in ("มี/ไม่มี", "URL", "คำอธิบายเพิ่มเติม", "ผู้ตอบ"):
        assert outside[header].fill.start_color.rgb == YELLOW != planned[header].fill.start_color.rgb
        assert outside[header].value is None
    choices = {str(each.sqref): each.formula1 for each in oit.data_validations.dataValidation}
    assert choices[outside["มี/ไม่มี"].coordinate] == '"มี,ไม่มี"'
    assert planned["มี/ไม่มี"].coordinate not in choices


def test_an_item_of_one_source_keeps_its_mark(oit):
    marked = [row["ข้อ"].value for row in table(oit) if "พบในแหล่งเดียว" in (row["หมายเหตุ"].value or "")]
    assert "O37" in marked and "O1" not in marked


def test_what_does_not_fit_into_a_cell_is_counted_and_what_is_not_seen_is_said(tmp_path):
    long = tuple(f"{SITE}/{'x' * 900}{number}" for number in range(60))
    row = table(book_of(tmp_path, tracked("O1", answers={"evidence": long}))["แบบตอบ OIT"])[0]
    *kept, last = row["URL"].value.split("\n")
    assert kept == list(long[: len(kept)])
    assert last == f"และอีก {60 - len(kept)} บรรทัด ดูแผ่น รายการทั้งหมด"
    assert "คัดลอกทั้งช่อง" in row["หมายเหตุ"].value


# --- บันทึกข้อความ ------------------------------------------------------------------------------------------


def test_the_memo_is_an_a4_page_with_its_annex_on_the_next(tmp_path):
    signers = tuple(Signer(f"นาย {name}", "ตำแหน่ง") for name in "กขคง")
    sheet = book_of(tmp_path, DONE, tracked("O2", Status.IN_PROGRESS), signers=signers, last_score=75.4)["บันทึกข้อความ"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.scale) == (
        A4,
        "portrait",
        None,
    )  # none: 100 %
    assert round(sheet.page_margins.left * 2.54, 1) == 3.0
    assert round(sheet.page_margins.right * 2.54, 1) == 2.0
    of_memo, of_annex = areas(sheet)
    broken = of_memo[1]
    assert of_annex[0] == broken + 1
    heights = [sheet.row_dimensions[row].height or 24 for row in range(1, broken + 1)]
    assert sum(heights) <= (29.7 - 2.5 - 2) / 2.54 * 72
    assert width_of(sheet, len(COLUMNS)) <= 16 / 2.54 * 72
    [header] = [row for row in sheet.iter_rows(min_row=broken + 1) if row[0].value == COLUMNS[0]]
    assert [cell.value for cell in header] == list(COLUMNS)
    assert sheet.print_title_rows == f"${header[0].row}:${header[0].row}"
    fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value}
    assert fonts == {"TH Sarabun New"}


# --- เกินกำหนด, ตามข้อ ---------------------------------------------------------------------------------------


def areas(sheet):
    """The first and last row of each area to print, which every program begins on a new page."""
    assert not sheet.row_breaks.brk
    found = (range_boundaries(each.rpartition("!")[2].replace("$", "")) for each in sheet.print_area.split(","))
    return [(top, bottom) for _, top, _, bottom in found]


def width_of(sheet, columns):
    """Points that these columns take on paper."""
    widths = [0.0] * columns
    for each in sheet.column_dimensions.values():
        for column in range(each.min, min(each.max, columns) + 1):
            widths[column - 1] = each.width * A_CHARACTER
    return sum(widths)


LATE = [
    tracked(f"O{number}", Status.IN_PROGRESS, unit=unit)
    for unit in ("กองคลัง", "กองช่าง", "สำนักปลัด")
    for number in range(1, 5)
]


def test_each_unit_that_is_late_has_a_page_of_its_own(tmp_path):
    sheet = book_of(tmp_path, *LATE, tracked("O9", unit="กองศึกษา"))["เกินกำหนด"]
    assert len(table(sheet)) == 12
    whole, *pages = areas(sheet)
    assert whole == (1, 16)
    assert [sheet.cell(row, 1).value.partition(":")[0] for row, _ in pages] == ["กองคลัง", "กองช่าง", "สำนักปลัด"]
    for first, last in pages:
        of_page = [sheet.cell(row, 1).value for row in range(first + 1, last + 1)]
        assert len(of_page) == 4 and len(set(of_page)) == 1 and of_page[0] in sheet.cell(first, 1).value
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # none: 1 page wide
    assert width_of(sheet, 10) * READABLE <= PRINTABLE_WIDTH


@pytest.mark.parametrize(("limit", "most"), [("MOST_ON_PAGES", 11), ("MOST_PAGES", 2)])
def test_more_than_anybody_prints_has_no_pages(tmp_path, monkeypatch, limit, most):
    monkeypatch.setattr(summary_overdue, limit, most)
    sheet = book_of(tmp_path, *LATE)["เกินกำหนด"]
    assert areas(sheet) == [(1, 16)]
    assert sheet["A3"].value.startswith("มีมากเกินกว่าจะแยกเป็นหน้า")


@pytest.mark.parametrize("count", [1, FEW_UNITS, FEW_UNITS + 1, 25])
def test_items_stand_against_units(tmp_path, count):
    units = [f"กองประชาสัมพันธ์และบริการข้อมูลที่ {number}" for number in range(count)]
    statuses = [Status.COMPLETED, Status.IN_PROGRESS, Status.CANCELLED]
    actions = [tracked("O1", statuses[place % 3], unit=unit) for place, unit in enumerate(units)]
    sheet = book_of(tmp_path, *actions, tracked("O2", unit=units[0]))["ตามข้อ"]
    first, second = table(sheet)
    signs = [cell.value for cell in list(first.values())[12:]]
    assert signs == [[Sign.COMPLETED, Sign.OVERDUE, Sign.CANCELLED][place % 3] for place in range(count)]
    assert [cell.value for cell in list(second.values())[12:]] == [Sign.COMPLETED] + [None] * (count - 1)
    assert sheet.page_setup.fitToHeight == 0  # and by itself one page wide, as is each of the areas
    last = get_column_letter(12 + count)
    assert sheet.print_area == f"'ตามข้อ'!$A$1:$L$6,'ตามข้อ'!$M$1:${last}$6"
    assert sheet.print_title_cols == "$A:$B"
    beside = width_of(sheet, 12 + count) - width_of(sheet, 12) + width_of(sheet, 2)
    assert max(width_of(sheet, 12), beside) * READABLE <= PRINTABLE_WIDTH
    assert (sheet.row_dimensions[4].height or 24) <= 150
    upright = {cell.alignment.textRotation for cell in sheet[4][12:]}
    assert upright == ({0} if count <= FEW_UNITS else {90})


def test_no_unit_is_shown_by_the_plans_word_for_an_unknown_one(tmp_path):
    book = book_of(tmp_path, tracked("O1", Status.NOT_STARTED, unit="ต้องยืนยัน", reported=False))
    assert table(book["เกินกำหนด"])[0]["หน่วยงาน"].value == "ยังไม่มีผู้รับผิดชอบ"
    assert book["ตามข้อ"]["M4"].value == "ยังไม่มีผู้รับผิดชอบ"


def test_nothing_late_is_said(tmp_path):
    sheet = book_of(tmp_path, DONE)["เกินกำหนด"]
    assert sheet["A5"].value == "ไม่มีมาตรการที่เกินกำหนด"
    assert areas(sheet) == [(1, 5)]
