import datetime as dt
import zipfile

import pytest
import xlsxwriter

from itaxl.core.dates import EPOCH_1904
from itaxl.core.problems import Problem, Word
from itaxl.excel.gate import FileKind, admit

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
    (tmp_path / "x.xls").write_bytes(OLE + utf16("Workbook\0"))
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
    assert workbook.errors["หนึ่ง"] == {(1, 1): "#DIV/0!", (8, 16383): "#N/A"}


def test_links_are_found_with_their_whole_target(workbook):
    assert workbook.links["สอง 'ก' & <ข>"] == {
        (2, 2): "https://a.example/x?a=1&b=2#ก",
        (4, 2): "https://b.example/y?a=1&b=2",
    }


def test_the_file_says_when_by_whom_and_how_it_counts_days(workbook):
    assert workbook.saved_at == dt.datetime(2022, 5, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert workbook.saved_by == "ก & ข"
    assert workbook.epoch == EPOCH_1904
    assert workbook.kind is FileKind.XLSX
