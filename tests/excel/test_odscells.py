"""What is found in the bytes of an .ods beside its values, and that what repeats does not explode."""

import datetime as dt
import zipfile

import pytest

from itaxl.core.asides import Asides, Formula, Remark
from itaxl.core.reading import CellError
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook
from itaxl.excel.odsgrids import ods_grids

SITE = "https://www.thotsop.example"
X = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
NA = (
    '<table:table-cell{} table:formula="of:=NA()" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
)
LINK = (
    '<table:table-cell office:value-type="string"><text:p>ดู <text:a xlink:href="{}" xlink:type="simple">ที่นี่</text:a>'
    "</text:p></table:table-cell>"
)
COMMENT = "<office:annotation><dc:creator>ก</dc:creator><text:p>#N/A</text:p><text:p><text:a xlink:href='http://c'/></text:p></office:annotation>"


def row(*cells, times=None):
    return f"<table:table-row{_times('rows', times)}>{''.join(cells)}</table:table-row>"


def blank(times):
    return f"<table:table-cell{_times('columns', times)}/>"


def _times(what, times):
    return f' table:number-{what}-repeated="{times}"' if times else ""


def read_rows(*rows):
    content = f'<table:table table:name="ก &amp; ข">{"".join(rows)}</table:table>'
    grids, problems = ods_grids("x.ods", content.encode())
    assert not problems
    return grids["ก & ข"]


def errors_of(grid):
    return {
        (row, column): str(value)
        for row, values in enumerate(grid.rows, grid.top)
        for column, value in enumerate(values, grid.left)
        if isinstance(value, CellError)
    }


ERRORS = [
    (row(X, NA.format("")), {(0, 1): "#N/A"}),
    (row(X) + row(blank(16384), times=7) + row(blank(3), NA.format("")), {(8, 3): "#N/A"}),
    (row(NA.format(_times("columns", 2)), X, times=2), {(0, 0): "#N/A", (0, 1): "#N/A", (1, 0): "#N/A", (1, 1): "#N/A"}),
    (row("<table:covered-table-cell/>", blank(None), NA.format("")), {(0, 2): "#N/A"}),
    (f"<table:table-header-rows>{row(X)}</table:table-header-rows>{row(NA.format(''))}", {(1, 0): "#N/A"}),
    # shown as an error, not marked as one
    (row('<table:table-cell office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>'), {(0, 0): "#DIV/0!"}),
    (row('<table:table-cell office:value-type="string"><text:p>Err:502</text:p></table:table-cell>'), {(0, 0): "Err:502"}),
    # marked as one in words of another language
    (row(NA.format("").replace("#N/A", "ผิดพลาด")), {(0, 0): "#ERROR"}),
    # somebody's words about an error
    (row('<table:table-cell office:value-type="string"><text:p>เห็น #N/A</text:p></table:table-cell>'), {}),
    (row(X.replace("<text:p>", COMMENT + "<text:p>")), {}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "errors"), ERRORS)
def test_error_cells_are_found(rows, errors):
    assert errors_of(read_rows(rows)) == errors


LINKS = [
    (LINK.format(f"{SITE}/?a=1&amp;b=2#ก"), f"{SITE}/?a=1&b=2#ก"),
    (LINK.format("../แฟ้ม.pdf"), "../แฟ้ม.pdf"),
    (LINK.format("#กองคลัง.A1"), None),  # a place in the workbook
    (X.replace("<table:table-cell", f'<table:table-cell table:formula="of:=HYPERLINK(&quot;{SITE}/f&quot;;&quot;ดู&quot;)"'), f"{SITE}/f"),
    (X.replace("<text:p>", COMMENT + "<text:p>"), None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "target"), LINKS)
def test_links_are_found_with_their_whole_target(cell, target):
    assert read_rows(row(X, cell)).links == ({(0, 1): target} if target else {})


def ods(path, *rows):
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    declared = "".join(f' xmlns:{name}="{uri}"' for name, uri in {**names, "calcext": "urn:calcext"}.items())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{declared}><office:body><office:spreadsheet>"
            f'<table:table table:name="ก">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def test_an_error_stands_among_the_values_and_blank_rows_to_the_end_of_the_sheet_are_nothing(tmp_path):
    to_the_end = row(blank(16384), times=1_048_574)
    path = ods(tmp_path / "x.ods", row(X, NA.format(""), blank(16382)), row(X), to_the_end)
    rows = Workbook(admit(path, "x.ods")).grid("ก").rows
    assert [list(values) for values in rows] == [["x", "#N/A"], ["x", ""]]
    assert isinstance(rows[0][1], CellError)


FAR = [
    (row(X.replace("<table:table-cell", f"<table:table-cell{_times('columns', 16384)}"), times=1_048_576), ["A5001"], (5000, 400)),
    (row(X) + row(blank(16384), times=1_048_574) + row(blank(16383), X), ["XFD1048576"], (1, 1)),
    (row(X, blank(16382), X) + row(X, times=1_048_575), ["XFD1", "A5001"], (5000, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "left_out", "size"), FAR)
def test_what_would_fill_the_memory_is_left_out_and_said(tmp_path, rows, left_out, size):
    admitted = admit(ods(tmp_path / "x.ods", rows), "x.ods")
    far = [problem for problem in admitted.marks.problems if problem.code == "cell-far"]
    assert [(problem.sheet, problem.cell, problem.found) for problem in far] == [("ก", cell, "x") for cell in left_out]
    read = Workbook(admitted).grid("ก").rows
    assert (len(read), len(read[0])) == size


def test_a_value_in_the_last_row_is_read_where_the_sheet_is_narrow(tmp_path):
    admitted = admit(ods(tmp_path / "x.ods", row(X) + row(blank(16384), times=1_048_574) + row(X)), "x.ods")
    assert [problem.code for problem in admitted.marks.problems] == ["format-blind"]
    assert len(Workbook(admitted).grid("ก").rows) == 1_048_576


def test_percentages_formulas_and_comments_of_an_ods_are_seen(tmp_path):
    comment = (
        "<office:annotation><dc:creator>ก &amp; ข</dc:creator><dc:date>2022-04-01</dc:date>"
        "<text:p>เสร็จ<text:span>หรือยัง</text:span></text:p><text:p>ตอบด้วย</text:p></office:annotation>"
    )
    cells = (
        '<table:table-cell office:value-type="percentage" office:value="0.6"><text:p>60%</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]+1" office:value-type="float" office:value="1.6"><text:p>1.6</text:p></table:table-cell>'
        f"<table:table-cell>{comment}</table:table-cell>"
        f'<table:table-cell office:value-type="string">{comment}<text:p>คำตอบ</text:p></table:table-cell>'
    )
    path = ods(tmp_path / "a.ods", f"<table:table-row>{cells}</table:table-row>")
    grid = Workbook(admit(path, "a.ods")).grid("ก")
    assert list(grid.rows[0])[:2] == ["60%", 1.6]
    assert grid.rows[0][-1] == "คำตอบ"
    remark = Remark("ก & ข", "เสร็จหรือยัง\nตอบด้วย")
    assert grid.asides == Asides({(0, 2): (remark,), (0, 3): (remark,)}, {}, {(0, 1): Formula("=A1+1", counted=True)})


def number(value=7, times=None):
    return f'<table:table-cell{_times("columns", times)} office:value-type="float" office:value="{value}"/>'


FAR_TABLE = f'<table:table table:name="T">{row(number(times=9_999_999), times=9_999)}</table:table>'
VALUES = [
    (X.replace("x<", "ก<text:tab/>ข<text:line-break/>ค<text:s text:c='2'/>ง<"), "ก\tข\nค  ง"),
    (X.replace("x<", "<text:span>ก<text:a xlink:href='http://x'>ข</text:a></text:span>ค<"), "กขค"),
    (X.replace("</text:p>", "</text:p><text:p>y</text:p>"), "x\ny"),
    (X.replace("x<", "<![CDATA[<b>]]><"), "<b>"),
    (X.replace("</text:p>", "</text:p><draw:frame xmlns:draw='d'><text:p>รูป</text:p></draw:frame>"), "x"),
    (X.replace(' office:value-type="string"', ""), "x"),
    (X.replace("<table:", "<table:covered-").replace("/table:", "/table:covered-"), "x"),
    ('<table:table-cell office:value-type="string" office:string-value="ผล"><text:p>x</text:p></table:table-cell>', "ผล"),
    ('<table:table-cell x=">" office:value-type="float" office:value="1.50"/>', 1.5),
    ('<table:table-cell office:value="7"/>', 7.0),
    ('<table:table-cell office:value-type="float" office:value="NaN"><text:p>ไม่ใช่เลข</text:p></table:table-cell>', "ไม่ใช่เลข"),
    ('<table:table-cell office:value-type="percentage" office:value="0.6"/>', "60%"),
    ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', True),
    ('<table:table-cell office:value-type="date" office:date-value="2022-04-01"/>', dt.date(2022, 4, 1)),
    ('<table:table-cell office:value-type="date" office:date-value="2022-04-01T10:00:00"/>', dt.datetime(2022, 4, 1, 10)),
    ('<table:table-cell office:value-type="date" office:date-value="0000-00-00"><text:p>x</text:p></table:table-cell>', "x"),
    ('<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>', dt.time(10, 30)),
    ('<table:table-cell office:value-type="time" office:time-value="PT30H30M00S"><text:p>30:30</text:p></table:table-cell>', "30:30"),
    (f"{X}<!-- {FAR_TABLE} -->", "x"),
    (X.replace("</table:table-cell>", f"{FAR_TABLE}</table:table-cell>"), "x"),
    (f"{X}{row(number())}{FAR_TABLE}", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value"), VALUES)
def test_a_cell_holds_what_a_person_sees_in_it(cell, value):
    assert [list(values) for values in read_rows(row(cell)).rows] == [[value]]


def test_of_several_links_in_a_cell_none_is_lost():
    links = "".join(
        f"<text:a xlink:href='http://x/{n}'>{text}</text:a> " for n, text in enumerate(("ก", "http://x/1", "ข"))
    )
    grid = read_rows(row(X.replace("x<", f"{links}<")))
    assert grid.links == {(0, 0): "http://x/0"}
    assert grid.rows[0][0] == "ก http://x/1 ข \nhttp://x/2"


SPACES = {prefix: f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0" for prefix in ("office", "table", "text")}
DECLARED = "<root " + " ".join(f"xmlns:{prefix}='{space}'" for prefix, space in SPACES.items()) + ">"
OF_ITS_OWN = [
    # prefixes of its own
    lambda xml: DECLARED.replace(":office=", ":c=").replace(":table=", ":a=").replace(":text=", ":b=") + xml.replace("table:", "a:").replace("text:", "b:").replace("office:", "c:"),
    # none, declared anew in every tag
    lambda xml: DECLARED + xml.replace("<text:p>", f"<p xmlns='{SPACES['text']}'>").replace("</text:p>", "</p>"),
    # the same one for two spaces, one within the other
    lambda xml: DECLARED + xml.replace("<text:p>", f"<table:p xmlns:table='{SPACES['text']}'>").replace("</text:p>", "</table:p>"),
    # declared for what nobody knows
    lambda xml: "<root xmlns:table='t' xmlns:text='x' xmlns:office='o'>" + xml,
    # not declared
    lambda xml: "<root>" + xml,
]  # fmt: skip


@pytest.mark.parametrize("written", OF_ITS_OWN)
def test_prefixes_are_what_they_are_declared_to_be_where_they_are(written):
    xml = written(f"<table:table table:name='S'>{row(X, number())}{row(X)}</table:table></root>")
    rows = ods_grids("x.ods", xml.encode())[0]["S"].rows
    assert [list(values) for values in rows] == [["x", 7.0], ["x", ""]]


NOTE = "<office:annotation><text:p>บันทึก</text:p></office:annotation>"
WITHIN = [
    (X.replace("x<", f"ก{NOTE}ข<"), "กข"),
    (X.replace("x<", "ก<text:note><text:note-body><text:p>ล่าง</text:p></text:note-body></text:note>ข<"), "กข"),
]


@pytest.mark.parametrize(("cell", "value"), WITHIN)
def test_what_stands_within_a_paragraph_leaves_its_text_as_it_is(cell, value):
    assert read_rows(row(cell)).rows[0][0] == value


def test_a_comment_within_a_paragraph_is_kept():
    assert read_rows(row(WITHIN[0][0])).asides.remarks == {(0, 0): (Remark("", "บันทึก"),)}


def test_sheets_of_one_name_or_of_none_are_all_read():
    tables = "".join(
        f"<table:table{name}>{row(X)}</table:table>" for name in (" table:name='S'", " table:name='S'", "")
    )
    assert list(ods_grids("x.ods", f"<x>{tables}</x>".encode())[0]) == ["S", "S_2", "Sheet3"]


def test_a_formula_is_shown_without_the_dots_of_its_places():
    formula = X.replace("<table:table-cell", '<table:table-cell table:formula="of:=SUM([.A1:.B2];[ก.C3])"')
    assert read_rows(row(formula)).asides.formulas[0, 0].text == "=SUM(A1:B2;ก.C3)"


def test_tables_that_are_no_sheets_are_none():
    content = f"<x><table:tracked-changes>{FAR_TABLE}</table:tracked-changes><table:dde-links>{FAR_TABLE}</table:dde-links></x>"
    assert ods_grids("x.ods", content.encode()) == ({}, [])


def test_joined_cells_are_known():
    joined = X.replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="3"')
    assert read_rows(row(X), row(X, joined)).merged == [((1, 1), (3, 1))]


REFUSED = [
    (row(number(times="-5")), "file-damaged"),
    (row(number(), times="many"), "file-damaged"),
    (row(X.replace("x<", "<text:s text:c='1000000000'/><")), "file-too-large"),
    (row(X.replace("x<", "<text:s text:c='99999'/><").replace("-cell ", f"-cell{_times('columns', 999)} ")), "file-too-large"),
    (row('<table:table-cell table:formula="of:=1"/>', times=10**9), "file-too-large"),
    (row(number(times=2_000_000)) + "".join(f'</table:table><table:table table:name="{n}">{row(number(times=2_000_000))}' for n in range(2)), "file-too-large"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "code"), REFUSED)
def test_what_repeats_beyond_any_workbook_is_refused(tmp_path, rows, code):
    assert admit(ods(tmp_path / "x.ods", rows), "x.ods").code == code


def test_numbers_that_begin_with_noughts_repeat_as_often_as_they_say(tmp_path):
    admitted = admit(ods(tmp_path / "x.ods", row(number(), times="000000000001048576") + row(X)), "x.ods")
    assert len(Workbook(admitted).grid("ก").rows) == 1_048_577
