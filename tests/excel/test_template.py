"""An office's own template: what is filled, what is told, what would be lost."""

import datetime as dt
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from itaxl.core.problems import CannotGoOn, Word
from itaxl.core.sentences import advice, message
from itaxl.core.statuses import Status
from itaxl.core.templatenames import CELLS, NAMES, TABLES
from itaxl.excel.archive import open_archive
from itaxl.excel.losses import losses
from itaxl.excel.styles import DATE
from itaxl.excel.template import fill, open_template
from itaxl.excel.template_writer import NAMES as GUIDE_SHEET
from itaxl.excel.template_writer import write_template
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.tables import AS_OF, report_of, tracked

NASTY = "=HYPERLINK(1)"
REPORT = report_of(
    tracked("O1"), tracked("O2", Status.IN_PROGRESS, title=NASTY), tracked("O42", Status.IN_PROGRESS, unit="กองช่าง"),
    tracked("O3", Status.NOT_STARTED, unit="สำนักปลัด", reported=False), last_score=75.4, department="+1",
)  # fmt: skip


def template(folder, draw, name="office.xlsx"):
    """A workbook with one sheet, drawn by `draw`."""
    path = folder / name
    book = xlsxwriter.Workbook(str(path))
    draw(book, book.add_worksheet("หน้า"))
    book.close()
    return path


def named(book, **cells):
    for name, cell in cells.items():
        book.define_name(name, f"='หน้า'!{cell}")


def filled(path, report=REPORT):
    """(the filled workbook, its problems by code)."""
    opened = open_template(path)
    told = [*opened.problems, *fill(opened, report, path.with_name("filled.xlsx"))]
    for problem in told:
        assert message(problem) and advice(problem, "en")
    return openpyxl.load_workbook(path.with_name("filled.xlsx")), {problem.code: problem for problem in told}


def test_named_cells_are_filled_and_keep_their_looks(tmp_path):
    def draw(book, sheet):
        sheet.write_string("B2", "[หน่วยงาน]", book.add_format({"bold": True, "font_size": 20}))
        sheet.write_blank("B4", None, book.add_format({"num_format": "0.0"}))
        sheet.merge_range("D1:F1", "[ส่วนราชการ]")
        named(
            book,
            itaxl_agency="$B$2",
            itaxl_as_of="$B$3",
            Itaxl_Overdue="$C$3",
            itaxl_department="$D$1:$F$1",
            itaxl_score_today="$E$9",
        )
        book.define_name("หน้า!itaxl_fiscal_year", "='หน้า'!$B$4")

    path = template(tmp_path, draw)
    before = path.read_bytes()
    book, told = filled(path)
    sheet = book["หน้า"]
    assert (sheet["B2"].value, sheet["B2"].font.bold, sheet["B2"].font.size) == ("อบต.ทดสอบ", True, 20)
    assert (sheet["B3"].value, sheet["B3"].number_format) == (dt.datetime.combine(AS_OF, dt.time()), DATE)
    assert (sheet["B4"].value, sheet["B4"].number_format) == (2565, "0.0")
    assert (sheet["C3"].value, sheet["E9"].value) == (3, 75.4)
    assert (sheet["D1"].value, sheet["D1"].data_type) == ("+1", "s")
    assert path.read_bytes() == before
    assert dict(told["template-filled"].facts)["count"] == "6"
    unused = ", ".join(str(fact) for name, fact in told["template-unused"].facts if name != "count")
    assert set(unused.split(", ")) == set(NAMES) - {
        "itaxl_agency", "itaxl_as_of", "itaxl_overdue", "itaxl_department", "itaxl_score_today", "itaxl_fiscal_year", "itaxl_guide"
    }  # fmt: skip


def headed(*headers, start="$A$2", table="itaxl_table_actions"):
    def draw(book, sheet):
        sheet.write_row("A1", headers)
        style = book.add_format({"border": 1, "text_wrap": True, "bg_color": "#FFFF00"})
        for column in range(len(headers)):
            sheet.write_string(1, column, "ตัวอย่าง", style)
        sheet.set_column(0, 9, 20)
        named(book, **{table: start})

    return draw


def test_a_table_is_written_downwards_with_the_columns_that_its_headers_choose(tmp_path):
    book, told = filled(template(tmp_path, headed("หัวข้อ", "ข้อ", "หมายเหตุของเรา", "เกินกำหนด (วัน)")))
    sheet = book["หน้า"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == [tracked.action.item for tracked in REPORT.actions]
    assert [row[3] for row in rows] == [None, 10, 10, 10]
    assert [row[2] for row in rows] == ["ตัวอย่าง", None, None, None]
    assert (sheet["A3"].value, sheet["A3"].data_type) == (NASTY, "s")
    assert {sheet.cell(row, 1).fill.start_color.rgb for row in range(2, 6)} == {"FFFFFF00"}
    unknown = told["template-column-unknown"]
    assert (unknown.cell, unknown.found) == ("C1", "หมายเหตุของเรา")


def test_a_header_that_is_nearly_right_is_told_with_the_nearest(tmp_path):
    _, told = filled(template(tmp_path, headed("หัวข้อ", "วิธีดำเนินการ")))
    assert dict(told["template-column-unknown"].facts)["hint"] == "วิธีการดำเนินการ"


@pytest.mark.parametrize("start", ["$A$1", "$C$8"])
def test_without_headers_all_columns_are_written(tmp_path, start):
    def draw(book, sheet):
        named(book, itaxl_table_units=start)

    book, told = filled(template(tmp_path, draw))
    [units] = [table for table in TABLES if table.name == "itaxl_table_units"]
    first = book["หน้า"][start.replace("$", "")]
    found = [first.offset(0, place).value for place in range(len(units.headers))]
    assert found[:3] == ["กองคลัง", 2, 1]
    assert "template-column-unknown" not in told


def test_what_stands_below_a_table_is_never_written_over(tmp_path):
    def draw(book, sheet):
        headed("ข้อ", "หัวข้อ")(book, sheet)
        sheet.write_string("B4", "ลงชื่อ")

    book, told = filled(template(tmp_path, draw))
    assert [book["หน้า"][f"A{row}"].value for row in range(2, 6)] == ["O1", "O2", None, None]
    assert book["หน้า"]["B4"].value == "ลงชื่อ"
    problem = told["template-no-room"]
    said = {"name": "itaxl_table_actions", "rows": "4", "room": "2", "other": None}
    assert (problem.cell, dict(problem.facts)) == ("A4", said)


def test_a_table_at_the_end_of_a_sheet_has_no_more_room_than_that(tmp_path):
    def draw(book, sheet):
        sheet.write(0, 0, "x")
        book.define_name("itaxl_table_actions", "='หน้า'!$A$1048575")

    _, told = filled(template(tmp_path, draw))
    assert told["template-no-room"].cell == "A1048576"


MEETING = [
    ({"itaxl_agency": "$E$9", "itaxl_round": "$E$9"}, "E9", "itaxl_agency (E9), itaxl_round (E9)"),
    ({"itaxl_agency": "$H$1", "itaxl_round": "$I$1:$J$1"}, "H1", "itaxl_agency (H1), itaxl_round (H1)"),
    ({"itaxl_table_actions": "$A$2", "itaxl_agency": "$B$2"}, "B2", "itaxl_agency (B2), itaxl_table_actions (A2)"),
    ({"itaxl_table_actions": "$A$2", "itaxl_agency": "$B$1"}, "B1", "itaxl_agency (B1), itaxl_table_actions (A2)"),
    (
        {"itaxl_table_overdue": "$A$2", "itaxl_table_units": "$B$2"},
        "B2", "itaxl_table_overdue (A2), itaxl_table_units (B2)",
    ),
    (
        {"itaxl_table_overdue": "$A$20", "itaxl_table_units": "$D$20"},
        "D20", "itaxl_table_overdue (A20), itaxl_table_units (D20)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "cell", "names"), MEETING)
def test_names_that_want_one_cell_are_told_before_and_neither_is_filled(tmp_path, cells, cell, names):
    def draw(book, sheet):
        headed("หัวข้อ", "ข้อ", start="$A$30", table="itaxl_table_memo")(book, sheet)
        sheet.merge_range("H1:J1", "ที่นี่")
        named(book, itaxl_fiscal_year="$E$5", **cells)

    path = template(tmp_path, draw)
    before = [[each.value for each in row] for row in openpyxl.load_workbook(path)["หน้า"].iter_rows(max_row=20)]
    [problem] = open_template(path).problems
    assert (problem.code, problem.cell, dict(problem.facts)["names"]) == ("template-names-meet", cell, names)
    book, told = filled(path)
    after = [[each.value for each in row] for row in book["หน้า"].iter_rows(max_row=20, max_col=len(before[0]))]
    before[4][4] = 2565
    assert after == before
    assert set(cells).isdisjoint(said_of(told["template-filled"]) | said_of(told["template-unused"]))


def said_of(problem):
    """The names that a problem lists."""
    return {name for key, text in problem.facts if key != "count" for name in text.split(", ")}


OTHERS = [("itaxl_agency", "อบต.ทดสอบ"), ("itaxl_table_units", "กองคลัง"), ("itaxl_points_at_stake", 0)]


@pytest.mark.parametrize(("name", "value"), OTHERS)
def test_a_table_ends_above_another_name_also_where_its_cell_is_empty(tmp_path, name, value):
    def draw(book, sheet):
        headed("ข้อ", "หัวข้อ")(book, sheet)
        named(book, **{name: "$B$5"})

    book, told = filled(template(tmp_path, draw))
    assert [book["หน้า"][f"A{row}"].value for row in range(2, 6)] == ["O1", "O2", "O42", None]
    assert dict(told["template-no-room"].facts)["other"] == name
    assert book["หน้า"]["B5"].value == value


def test_headers_are_read_before_anything_is_filled(tmp_path):
    """A name in the row above a table whose headers are not known is filled, and chooses no column."""

    def draw(book, sheet):
        named(book, itaxl_department="$A$1", itaxl_table_actions="$A$2")

    book, _ = filled(template(tmp_path, draw), report_of(tracked(), department="ข้อ"))
    assert [book["หน้า"].cell(row, 1).value for row in (1, 2)] == ["ข้อ", "กองคลัง"]


def test_a_name_of_a_copied_sheet_is_filled_there_too(tmp_path):
    def draw(book, sheet):
        book.add_worksheet("หน้า (2)")
        named(book, itaxl_agency="$B$2")
        book.define_name("'หน้า (2)'!itaxl_agency", "='หน้า (2)'!$B$2")

    book, told = filled(template(tmp_path, draw))
    assert [sheet["B2"].value for sheet in book] == ["อบต.ทดสอบ"] * 2
    assert dict(told["template-filled"].facts)["count"] == "1"


def test_a_column_whose_cell_is_merged_with_another_is_told(tmp_path):
    def draw(book, sheet):
        sheet.write_row("A1", ["หัวข้อ", "ข้อ", "สถานะ"])
        sheet.merge_range("A2:B2", "")
        named(book, itaxl_table_actions="$A$2")

    book, told = filled(template(tmp_path, draw))
    assert [book["หน้า"][f"C{row}"].value for row in (2, 3)] == ["ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ"]
    assert told["template-cell-merged"].cell == "B2"


def test_a_first_row_merged_downwards_leaves_room_for_one(tmp_path):
    def draw(book, sheet):
        sheet.write_row("A1", ["ข้อ", "หัวข้อ"])
        sheet.merge_range("A2:A3", "")
        named(book, itaxl_table_actions="$A$2")

    _, told = filled(template(tmp_path, draw))
    assert dict(told["template-no-room"].facts)["room"] == "1"


def test_merged_cells_of_the_first_row_are_merged_in_each(tmp_path):
    def draw(book, sheet):
        sheet.merge_range("A1:B1", "หัวข้อ")
        sheet.write_string("C1", "ข้อ")
        sheet.merge_range("A2:B2", "")
        named(book, itaxl_table_actions="$A$2")

    book, _ = filled(template(tmp_path, draw))
    sheet = book["หน้า"]
    assert [sheet[f"C{row}"].value for row in range(2, 6)] == ["O1", "O2", "O42", "O3"]
    assert {str(each) for each in sheet.merged_cells.ranges} == {f"A{row}:B{row}" for row in range(1, 6)}


def test_a_table_of_nothing_leaves_no_example_behind(tmp_path):
    book, _ = filled(template(tmp_path, headed("ข้อ", table="itaxl_table_overdue")), report_of(tracked()))
    assert book["หน้า"]["A2"].value is None


def test_rows_grow_with_their_wrapped_text(tmp_path):
    report = report_of(tracked(title="คำ " * 100), tracked("O2", title="สั้น"))
    book, _ = filled(template(tmp_path, headed("หัวข้อ")), report)
    assert book["หน้า"].row_dimensions[2].height > 100
    assert book["หน้า"].row_dimensions[3].height is None


UNKNOWN = [
    ("itaxl_agancy", "itaxl_agency"),
    ("itaxl_table_overdues", "itaxl_table_overdue"),
    ("itax_agency", "itaxl_agency"),
    ("itaxl_zzz_qqq_www", None),
]


@pytest.mark.parametrize(("name", "hint"), UNKNOWN)
def test_a_name_that_is_not_known_is_told_with_the_nearest(tmp_path, name, hint):
    def draw(book, sheet):
        named(book, itaxl_round="$A$1", ปีนี้="$A$3", **{name: "$A$2"})

    [problem] = open_template(template(tmp_path, draw)).problems
    assert (problem.code, problem.found, dict(problem.facts)["hint"]) == ("template-name-unknown", name, hint)


@pytest.mark.parametrize("target", ["=#REF!", "=7", "='ไม่มีแผ่นนี้'!$A$1", "=SUM('หน้า'!$A$1:$A$2)"])
def test_a_name_that_points_to_no_cell_is_told(tmp_path, target):
    def draw(book, sheet):
        named(book, itaxl_round="$A$1")
        book.define_name("itaxl_agency", target)

    [problem] = open_template(template(tmp_path, draw)).problems
    assert (problem.code, problem.found) == ("template-name-broken", "itaxl_agency")
    told = fill(open_template(tmp_path / "office.xlsx"), report_of(tracked()), tmp_path / "filled.xlsx")
    [unused] = [each for each in told if each.code == "template-unused"]
    assert "itaxl_agency" not in str(unused.facts)  # it is there, and was told of


def refused(path):
    with pytest.raises(CannotGoOn) as stop:
        open_template(path)
    return stop.value.problem.code


def test_what_is_no_template_is_refused(tmp_path):
    assert refused(tmp_path / "none.xlsx") == "file-missing"
    assert refused(template(tmp_path, lambda book, sheet: named(book, ปีนี้="$A$1"))) == "template-no-names"
    (tmp_path / "empty.xlsx").write_bytes(b"")
    assert refused(tmp_path / "empty.xlsx") == "file-empty"
    (tmp_path / "text.xlsx").write_text("ก")
    assert refused(tmp_path / "text.xlsx") == "file-not-workbook"


def test_the_gate_stands_before_a_template_too(tmp_path):
    path = template(tmp_path, lambda book, sheet: named(book, itaxl_round="$A$1"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/evil.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
    assert refused(path) == "file-entities"


def test_a_template_that_would_fill_the_memory_is_refused(tmp_path):
    """openpyxl makes a cell of each one under a merged range, and fifty bytes of each that it reads."""

    def merged(book, sheet):
        named(book, itaxl_round="$A$1")
        sheet.merge_range("A2:B2", "")

    def large(book, sheet):
        named(book, itaxl_round="$A$1")
        for row in range(20_000):
            sheet.write_row(row, 0, [row] * 25)

    with zipfile.ZipFile(template(tmp_path, merged, "merged.xlsx")) as archive:
        parts = {name: archive.read(name).replace(b'"A2:B2"', b'"A2:XFD1048576"') for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "all.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refused(tmp_path / "all.xlsx") == "file-too-large"
    assert refused(template(tmp_path, large, "large.xlsx")) == "file-too-large"


# --- what would be lost ------------------------------------------------------------------------------------

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def chart(book, sheet):
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"values": "='หน้า'!$A$1:$A$2"})
    sheet.insert_chart("C1", drawn)


def header_picture(book, sheet):
    sheet.set_header("&L&G", {"image_left": "p.png", "image_data_left": BytesIO(PNG)})


LOST = [
    (lambda book, sheet: sheet.insert_image("C1", "p.png", {"image_data": BytesIO(PNG)}), Word.PICTURES, rb"<xdr:pic\b"),
    (lambda book, sheet: sheet.insert_textbox("C1", "ก"), Word.SHAPES, rb"<xdr:sp\b"),
    (lambda book, sheet: sheet.insert_button("C1", {}), Word.CONTROLS, rb"ObjectType=.Button"),
    (lambda book, sheet: sheet.add_sparkline("C1", {"range": "'หน้า'!A1:B1"}), Word.SPARKLINES, rb"sparklineGroup"),
    (
        lambda book, sheet: sheet.conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True}),
        Word.NEW_CONDITIONS, rb"x14:conditionalFormatting",
    ),
    (header_picture, Word.HEADER_PICTURES, rb"legacyDrawingHF"),
    (lambda book, sheet: sheet.set_background(BytesIO(PNG), is_byte_stream=True), Word.BACKGROUND, rb"<picture "),
    (lambda book, sheet: sheet.write_formula("C1", "=1+1", None, 2), Word.RESULTS, rb"<v>2</v>"),
    (chart, Word.CHART_LOOKS, None),
]  # fmt: skip


def found_in(data, pattern):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return any(re.search(pattern, archive.read(name)) for name in archive.namelist())


@pytest.mark.parametrize(("draw", "word", "mark"), LOST, ids=[str(case[1]) for case in LOST])
def test_what_is_told_to_be_lost_really_is(tmp_path, draw, word, mark):
    path = template(tmp_path, lambda book, sheet: (named(book, itaxl_round="$A$1"), draw(book, sheet)))
    opened = open_template(path)
    [problem] = opened.problems
    assert problem.code == "template-loses"
    assert word in dict(problem.facts)["lost"]
    fill(opened, REPORT, tmp_path / "filled.xlsx")
    if mark:
        before = path.read_bytes()
        assert (found_in(before, mark) or word is Word.CONTROLS) and not found_in(
            (tmp_path / "filled.xlsx").read_bytes(), mark
        )


PARTS = [
    ("xl/threadedComments/threadedComment1.xml", Word.THREADS),
    ("xl/slicers/slicer1.xml", Word.SLICERS),
    ("xl/charts/chartEx1.xml", Word.NEW_CHARTS),
    ("xl/embeddings/oleObject1.bin", Word.EMBEDDED),
    ("xl/ctrlProps/ctrlProp1.xml", Word.CONTROLS),
    ("xl/connections.xml", Word.QUERIES),
    ("xl/vbaProject.bin", Word.MACROS),
    ("_xmlsignatures/sig1.xml", Word.SIGNATURE),
]


@pytest.mark.parametrize(("part", "word"), PARTS)
def test_parts_that_are_lost_are_known_by_their_names(tmp_path, part, word):
    path = template(tmp_path, lambda book, sheet: named(book, itaxl_round="$A$1"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"<a/>")
    assert word in losses(open_archive("x", path.read_bytes()))


def test_a_plain_workbook_loses_nothing(tmp_path):
    def draw(book, sheet):
        sheet.write_comment("A1", "ก")
        sheet.data_validation("B1", {"validate": "list", "source": ["ก", "ข"]})
        sheet.conditional_format(
            "A1:A9", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format({"bold": 1})}
        )

    assert losses(open_archive("x", template(tmp_path, draw).read_bytes())) == ()


def test_rich_text_links_and_print_set_up_stay(tmp_path):
    def draw(book, sheet):
        named(book, itaxl_round="$A$1")
        sheet.write_rich_string("A3", "ธรรมดา ", book.add_format({"bold": True}), "หนา")
        sheet.write_url("A4", "https://www.nakhok.example")
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.set_header("&Lหัวกระดาษ")

    filled(template(tmp_path, draw))
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx", rich_text=True)["หน้า"]
    assert sheet["A3"].value[-1].font.b
    assert sheet["A4"].hyperlink.target == "https://www.nakhok.example"
    assert (sheet.page_setup.paperSize, sheet.print_title_rows, sheet.oddHeader.left.text) == (9, "$1:$1", "หัวกระดาษ")


# --- the template that is shipped --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shipped")
    write_template(folder / "office-template.xlsx", dt.date(2022, 1, 1))
    return folder / "office-template.xlsx"


def test_the_shipped_template_explains_every_name_and_loses_nothing(shipped):
    opened = open_template(shipped)
    assert not opened.problems
    guide = openpyxl.load_workbook(shipped)[GUIDE_SHEET]
    explained = {cell.value for cell in guide["A"]}
    assert {each.name for each in (*CELLS, *TABLES)} <= explained


def test_the_shipped_templates_tiles_are_coloured_only_where_something_is_counted(shipped, tmp_path):
    fill(open_template(shipped), report_of(tracked()), tmp_path / "filled.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx")["รายงาน"]
    ruled = {str(each.sqref): [rule.formula for rule in each.rules] for each in sheet.conditional_formatting}
    assert ruled == {cells: [["0"]] for cells in ("B9:C9", "D9:E9", "F9:G9")}
    assert [sheet[cell].value for cell in ("B9", "D9", "F9")] == [1, 0, 0]
    assert all(sheet[cell].fill.fill_type is None for cell in ("A9", "B9", "D9", "F9"))


def test_the_shipped_template_is_filled_without_its_guide(shipped):
    book, told = filled(shipped)
    assert book.sheetnames == ["รายงาน", "เกินกำหนด"]
    assert not {"template-no-room", "template-column-unknown", "template-name-broken"} & set(told)
    assert book["รายงาน"]["A1"].value == "อบต.ทดสอบ"
    assert [book["เกินกำหนด"].cell(row, 2).value for row in (4, 5, 6)] == ["O2", "O42", "O3"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("[")]


@needs_libreoffice
def test_libreoffice_sees_the_filled_template_as_we_wrote_it(shipped, tmp_path):
    book, _ = filled(shipped)
    theirs = openpyxl.load_workbook(saved_by_libreoffice(shipped.with_name("filled.xlsx"), tmp_path / "office"))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert theirs[sheet.title][cell.coordinate].value == cell.value
