import datetime as dt
import random
import re
import zipfile

import pytest
import xlsxwriter

from itaxl.core.dates import EPOCH_1904
from itaxl.core.evidence import is_address
from itaxl.core.problems import Problem, Word
from itaxl.core.reading import CellError
from itaxl.excel.gate import FileKind, admit
from itaxl.excel.grids import Workbook
from tests import xls
from tests.rawbooks import book, relations, sheet, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504


def utf16(text):
    return text.encode("utf-16-le")


REFUSED = [
    ("x.xlsx", b"", "file-empty", None),
    ("x.xlsx", b"hello", "file-not-workbook", Word.TEXT),
    ("x.xls", b"<html><table><tr><td>1</td></tr></table>", "file-not-workbook", "HTML"),
    ("x.xlsx", b"%PDF-1.7", "file-not-workbook", "PDF"),
    ("x.xlsx", b"\xff\xd8\xff\xe0", "file-not-workbook", Word.PICTURE),
    ("x.xlsx", b"\0\1\2\3", "file-not-workbook", ""),
    ("x.xlsx", b"PK\3\4 broken", "file-damaged", None),
    ("x.xlsx", OLE + utf16("EncryptedPackage"), "file-encrypted", None),
    ("x.doc", OLE + utf16("WordDocument"), "file-not-workbook", "Microsoft Office"),
    ("~$x.xlsx", b"\5admin", "file-lock", None),
]


@pytest.mark.parametrize(("name", "data", "code", "inside"), REFUSED)
def test_what_is_no_workbook_is_kept_out_with_its_reason(tmp_path, name, data, code, inside):
    (tmp_path / name).write_bytes(data)
    problem = admit(tmp_path / name, name)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == (code, name)
    assert dict(problem.facts).get("inside") == inside


def test_a_missing_file_is_a_problem(tmp_path):
    assert admit(tmp_path / "x.xlsx", "x.xlsx").code == "file-unreadable"


@pytest.mark.parametrize(("part", "code"), [("word/document.xml", "file-not-workbook"), ("readme.txt", "file-zip")])
def test_a_zip_that_is_no_workbook_says_what_it_is(tmp_path, part, code):
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert admit(tmp_path / "x.xlsx", "x").code == code


def test_an_old_xls_is_let_in(tmp_path):
    (tmp_path / "x.xls").write_bytes(xls.container(xls.book("S", [xls.number(0, 0, 1)])))
    assert admit(tmp_path / "x.xls", "x").kind is FileKind.XLS


@pytest.fixture
def workbook(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"), {"date_1904": True})
    book.set_properties({"author": "ก & ข", "created": dt.datetime(2022, 5, 2, 3, 4, 5)})
    one, two = book.add_worksheet("หนึ่ง"), book.add_worksheet("สอง 'ก' & <ข>")
    one.write_formula("B2", "=1/0", None, "#DIV/0!")
    one.write_formula("XFD9", "=NA()", None, "#N/A")
    two.write_url("C3", "https://a.example/x?a=1&b=2#ก", string="หน้าแรก")
    two.write_url("C4", "internal:หนึ่ง!A1")
    two.write_formula("C5", '=HYPERLINK("https://b.example/y?a=1&b=2","ดู")', None, "ดู")
    book.close()
    return admit(tmp_path / "x.xlsx", "x.xlsx")


def test_error_cells_are_found_in_the_bytes(workbook):
    assert workbook.marks.errors["หนึ่ง"] == {(1, 1): "#DIV/0!", (8, 16383): "#N/A"}


def test_links_are_found_with_their_whole_target(workbook):
    assert workbook.marks.links["สอง 'ก' & <ข>"] == {
        (2, 2): "https://a.example/x?a=1&b=2#ก",
        (4, 2): "https://b.example/y?a=1&b=2",
    }


def test_the_file_says_when_by_whom_and_how_it_counts_days(workbook):
    assert workbook.saved_at == dt.datetime(2022, 5, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert workbook.saved_by == "ก & ข"
    assert workbook.marks.epoch == EPOCH_1904
    assert workbook.kind is FileKind.XLSX


def test_blanks_about_the_signs_of_attributes_hide_nothing(tmp_path):
    """XML allows them, and no office program writes them."""
    book = xlsxwriter.Workbook(str(tmp_path / "tight.xlsx"), {"date_1904": True})
    percent, struck = book.add_format({"num_format": "0%"}), book.add_format({"font_strikeout": True})
    sheet = book.add_worksheet("S")
    sheet.write("A1", "ก", struck)
    sheet.write_rich_string("A2", "เดิม ", struck, "ใหม่")
    sheet.write("B1", 0.6, percent)
    sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
    sheet.write_formula("D1", "=1+1", None, 2)
    sheet.write_url("E1", "https://x.example/a?b=1", None, "ดู")
    sheet.merge_range("A3:B4", "รวม")
    book.close()
    with zipfile.ZipFile(tmp_path / "tight.xlsx") as tight, zipfile.ZipFile(tmp_path / "loose.xlsx", "w") as loose:
        for name in tight.namelist():
            loose.writestr(name, re.sub(rb'([\w:]+)="([^"]*)"(?=[^<>]*>)', rb'\1 =\n"\2"', tight.read(name)))
    one, two = (admit(tmp_path / name, "x.xlsx") for name in ("tight.xlsx", "loose.xlsx"))
    marks = one.marks
    assert marks.errors["S"] and marks.looks["S"] and marks.links["S"]
    assert marks.asides["S"].struck and marks.asides["S"].formulas
    assert two.marks._replace(book=marks.book) == marks
    assert list(Workbook(two).grids()) == list(Workbook(one).grids())


def read(tmp_path, parts):
    (tmp_path / "x.xlsx").write_bytes(zipped(parts))
    return Workbook(admit(tmp_path / "x.xlsx", "x.xlsx")).grid("S")


ERRORS = [
    ('<row r="1"><c r="A1" t="e"><v>#GETTING_DATA</v></c><c r="B1"><v>2</v></c></row>', "#GETTING_DATA"),
    ('<row r="1"><c r="A1" t="e"><v>#ERROR!</v></c><c r="B1"><v>2</v></c></row>', "#ERROR!"),
    ('<row r="1"><c t="e" r="A1"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><v>2</v></c></row>', "#DIV/0!"),
    ('<row><c t="e"><v>#N/A</v></c><c><v>2</v></c></row>', "#N/A"),
    ('<row r="1"><c r="A1" t="e"><v><![CDATA[#REF!]]></v></c><c r="B1"><v>2</v></c></row>', "#REF!"),
]


@pytest.mark.parametrize(("cells", "error"), ERRORS)
def test_an_error_of_any_name_is_its_cell_s_alone(tmp_path, cells, error):
    first, second = read(tmp_path, book(sheet(cells))).rows[0]
    assert (type(first), first, second) == (CellError, error, 2.0)


HREF = "http://x.example/ก"
LINKS = [
    ('<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>', {(0, 0)}),
    ('<hyperlinks><hyperlink ref="A1:A2" r:id="rId1"/></hyperlinks>', {(0, 0), (1, 0)}),
    ('<hyperlinks xmlns:q="x"><hyperlink q:id="rId1" ref="$B$1"/></hyperlinks>', {(0, 1)}),
    ('<x:hyperlinks ><x:hyperlink ref="A1" r:id="rId1"/></x:hyperlinks>', {(0, 0)}),
    ('<hyperlinks><hyperlink ref="A1" r:id="none"/></hyperlinks>', set()),
]


@pytest.mark.parametrize(("links", "spots"), LINKS)
def test_links_are_found_however_they_are_written_and_in_every_cell_of_theirs(tmp_path, links, spots):
    content = sheet().replace("</sheetData>", f"</sheetData>{links}")
    related = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("hyperlink", HREF))}
    assert read(tmp_path, book(content, **related)).links == dict.fromkeys(spots, HREF)


def test_a_link_longer_than_any_is_no_address_and_costs_no_more_than_one(tmp_path):
    links = '<hyperlinks><hyperlink ref="A1:Z2000" r:id="rId1"/></hyperlinks>'
    related = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("hyperlink", "http://" + "x" * 1_000_000))}
    noise = f"<!--{random.Random(1).randbytes(80_000).hex()}-->"  # so that it is no bomb
    parts = book(sheet().replace("</sheetData>", f"</sheetData>{links}"), **related, **{"xl/noise.xml": noise})
    parts["xl/worksheets/_rels/sheet1.xml.rels"] += noise
    found = set(read(tmp_path, parts).links.values())
    assert len(found) == 1 and not any(map(is_address, found))
