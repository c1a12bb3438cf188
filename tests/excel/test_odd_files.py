"""One row for each odd file: what becomes of it. A file that is expected to be refused and starts to be read fails too."""

import struct

import pytest

from itaxl.core.sentences import advice, message
from itaxl.excel import worker
from itaxl.excel.archive import MOST_ENTRIES
from itaxl.excel.return_reader import read_return
from itaxl.excel.worker import read_apart
from tests.rawbooks import CELLS, book, ods, relations, sheet, zipped
from tests.xlsb import write_xlsb

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
BOMB = b" " * 50_000_000
FAR = '<c r="{}" t="inlineStr"><is><t>ไกล</t></is></c>'
TEXT = '<table:table-cell office:value-type="string"><text:p>ก</text:p></table:table-cell>'
ODS = f'<table:table table:name="S"><table:table-row>{TEXT}</table:table-row></table:table>'
PATH = "xl/worksheets/sheet1.xml"


def utf16(text):
    return text.encode("utf-16-le")


def encrypted_xls():
    records = struct.pack("<HH16x", 0x809, 16) + struct.pack("<HH54x", 0x2F, 54)
    return OLE + records + b"\0" * 512 + utf16("Workbook\0")


def cut_off_xls():
    """One whose table of sectors ends within a number: python-calamine panics over it."""
    head = struct.pack("<8s16x5H6x9I", OLE[:8], 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + utf16("Workbook\0").ljust(511, b"\0")


REFUSED = {
    "empty": (b"", "file-empty"),
    "a lock file": ("~$x.xlsx", b"\5admin", "file-lock"),
    "text": (b"hello", "file-not-workbook"),
    "HTML named .xls": ("x.xls", b"<html><table><tr><td>1</td></tr></table>", "file-not-workbook"),
    "encrypted by Excel": (OLE + utf16("EncryptedPackage"), "file-encrypted"),
    "encrypted .xls": (encrypted_xls(), "file-encrypted"),
    "encrypted .ods": (ods(ODS, '<m:manifest><m:encryption-data m:checksum="x"/></m:manifest>'), "file-encrypted"),
    ".xls with nothing in it": (OLE + utf16("Workbook\0"), "file-damaged"),
    "truncated": (zipped(book())[:-200], "file-damaged"),
    "a zip of other things": (zipped({"readme.txt": "x"}), "file-zip"),
    "Word": (zipped({"word/document.xml": "<x/>"}), "file-not-workbook"),
    "a bomb in a sheet": (zipped(book(BOMB)), "file-bomb"),
    "a bomb where nobody looks": (zipped(book(**{"xl/theme/theme1.xml": BOMB})), "file-bomb"),
    "a bomb that declares to be small": (zipped(book(BOMB), lie=100), "file-bomb"),
    "many small bombs": (zipped({**book(), **{f"xl/x{n}.xml": b"<x/>" * 24_000 for n in range(700)}}), "file-bomb"),
    "many entries": (zipped({**book(), **{f"{n}.txt": "" for n in range(MOST_ENTRIES)}}), "file-too-large"),
    "an absolute name": (zipped(book(**{"/etc/passwd": "x"})), "file-unsafe"),
    "a drive's name": (zipped(book(**{"C:\\x.xml": "x"})), "file-unsafe"),
    "a name that leads out": (zipped(book(**{"xl/../../x.xml": "x"})), "file-unsafe"),
    "a name that leads out, as Windows writes": (zipped(book(**{"xl\\..\\..\\x.xml": "x"})), "file-unsafe"),
    "the same name twice": (zipped(book(), (PATH, sheet())), "file-unsafe"),
    "the same name in capitals": (zipped(book(), (PATH.upper(), sheet())), "file-unsafe"),
    "entities": (zipped(book(DOCTYPE + sheet())), "file-entities"),
    "entities after a remark": (zipped(book(f"<?xml version='1.0'?>\n<!-- {'x' * 9999} --> {DOCTYPE}{sheet()}")), "file-entities"),
    "entities in UTF-16": (zipped(book((DOCTYPE + sheet()).encode("utf-16"))), "file-entities"),
    "entities in an .ods": (ods(ODS, begin=DOCTYPE), "file-entities"),
    "broken XML": (zipped(book(sheet('<row r="1"><c r="A1"><v>1</c></row>'))), "file-damaged"),
    "XML that ends too soon": (zipped(book(sheet()[:-30])), "file-damaged"),
    "an .ods that ends too soon": (ods(ODS + "<!--"), "file-damaged"),
    "an .xls that ends too soon": (cut_off_xls(), "file-damaged"),
    "a missing sheet": (zipped({name: part for name, part in book().items() if name != PATH}), "file-damaged"),
    "shared strings that are missing": (zipped(book(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))), "file-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_with_a_next_step(tmp_path, what):
    *name, data, code = REFUSED[what]
    [returned] = read([tmp_path / (name or ["x.xlsx"])[0]], [data])
    problem = returned.refused or returned.skipped
    assert problem and problem.code == code
    for language in ("th", "en"):
        assert message(problem, language) and advice(problem, language)


PLAIN = [["ก", 2.0]]
READ = {
    "as it should be": (zipped(book()), PLAIN, []),
    "Strict Open XML": (zipped(book(strict=True)), PLAIN, []),
    "in UTF-16": (zipped(book(('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16"))), PLAIN, []),
    "another folder": (zipped(book(folder="wtf")), PLAIN, []),
    "paths as Windows writes": (zipped({name.replace("/", "\\"): part for name, part in book().items()}), PLAIN, []),
    "a dimension too small": (zipped(book(sheet(before='<dimension ref="A1"/>'))), PLAIN, []),
    "a dimension too large": (zipped(book(sheet(before='<dimension ref="A1:XFD1048576"/>'))), PLAIN, []),
    "a dimension of rows": (zipped(book(sheet(before='<dimension ref="1:4"/>'))), PLAIN, []),
    "without content types": (zipped({name: part for name, part in book().items() if "[" not in name}), PLAIN, []),
    "wrong content types": (zipped(book(**{"[Content_Types].xml": "<html/>"})), PLAIN, []),
    "sizes that lie": (zipped(book(), lie=1), PLAIN, []),
    "cells that do not say where": (zipped(book(sheet(CELLS.replace(' r="1"', "").replace(' r="A1"', "").replace(' r="B1"', "")))), PLAIN, []),
    "macros": (zipped(book(**{"xl/vbaProject.bin": "x"})), PLAIN, ["file-macros"]),
    "external links": (zipped(book(**{"xl/externalLinks/externalLink1.xml": "<x/>"})), PLAIN, ["file-external"]),
    "a damaged part that nobody needs": (zipped(book(**{"docProps/app.xml": "x" * 99})).replace(b"x" * 3, b"y" * 3), PLAIN, []),
    "the last cell of all": (zipped(book(sheet(f'{CELLS}<row r="1048576">{FAR.format("XFD1048576")}</row>'))), PLAIN, [("cell-far", "XFD1048576", "ไกล")]),
    "the last cell, formatted only": (zipped(book(sheet(f'{CELLS}<row r="1048576"><c r="XFD1048576" s="1"/></row>'))), PLAIN, []),
    "far rows that say it alone": (zipped(book(sheet(f'{CELLS}<row r="9000"><c r="XFD9000"><v>7</v></c></row>'))), PLAIN, [("cell-far", "XFD9000", "7")]),
    "cells without places among rows of far away": (zipped(book(sheet(f'{CELLS}<row r="{"9" * 20}"><c><v>7</v></c></row>'))), PLAIN, [("cell-far", "A999999999", "7")]),
    "a far address in a near row": (zipped(book(sheet(CELLS.replace("</row>", '<c r="ZZZZZ99999999"><v>7</v></c></row>')))), PLAIN, [("cell-far", "ZZZZZ99999999", "7")]),
    "an address longer than any": (zipped(book(sheet(CELLS.replace("</row>", f'<c r="{"A" * 99}{"9" * 99}"><v>7</v></c></row>')))), PLAIN, [("cell-far", "AAAAAA999999999", "7")]),
    "an .ods that is indented": (ods(ODS.replace("><table", ">\n  <table").replace("></table", ">\n</table")), [["ก"]], ["format-blind"]),
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_it_is_read_and_what_was_left_out_is_said(tmp_path, what):
    data, rows, problems = READ[what]
    [returned] = read([tmp_path / "x.xlsx"], [data])
    assert returned.refused is None, returned.refused
    [grid] = returned.grids
    assert [list(values) for values in grid.rows] == rows
    told = [(each.code, each.cell, each.found) if each.cell else each.code for each in returned.problems]
    assert told == problems


def test_of_many_far_cells_some_are_told_and_the_others_counted(tmp_path):
    far = "".join(f'<row r="{row}">{FAR.format(f"XFD{row}")}</row>' for row in range(9001, 9031))
    [returned] = read([tmp_path / "x.xlsx"], [zipped(book(sheet(CELLS + far)))])
    *cells, last = returned.problems
    assert [cell.cell for cell in cells] == [f"XFD{row}" for row in range(9001, 9021)]
    assert (last.code, last.cell, dict(last.facts)["count"]) == ("cells-far", "XFD9021", "10")


def test_a_workbook_without_sheets_or_with_a_chart_alone_is_no_unit_s(tmp_path):
    parts = book()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('<sheet name="S" sheetId="1" r:id="rId1"/>', "")
    chart = book(**{"xl/_rels/workbook.xml.rels": relations(("chartsheet", "chartsheets/sheet1.xml"))})
    chart["xl/chartsheets/sheet1.xml"] = '<chartsheet xmlns="x"/>'
    for returned in read([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], [zipped(parts), zipped(chart)]):
        assert returned.refused is None and returned.grids == ()


def test_a_reader_that_panics_is_no_exception_of_ours_also_within_this_process(tmp_path):
    (tmp_path / "x.xls").write_bytes(cut_off_xls())
    assert read_return(tmp_path / "x.xls", "x.xls").refused.code == "file-damaged"


def test_a_reader_that_aborts_costs_its_file_alone(tmp_path, monkeypatch):
    """python-calamine makes room for every cell that an .xlsb spans, and aborts."""
    monkeypatch.setattr(worker, "_start", worker._launch)  # a fork of pytest would print its own dump
    near = write_xlsb(tmp_path / "near.xlsb", {"S": [["x"], ["", "x"]]}).read_bytes()  # not compressed
    second = [struct.pack("<BBII", 0, 17, row, 0) for row in (1, 1_048_575)]
    cell = [struct.pack("<BBII", 6, 14, column, 0) for column in (1, 16_383)]
    far = near.replace(*second).replace(*cell)
    assert far != near
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsb", "c.xlsx")]
    one, two, three = read(paths, [zipped(book()), far, zipped(book())])
    assert one.grids and three.grids
    assert two.refused.code in ("file-memory", "file-crashed")


def read(paths, contents):
    for path, data in zip(paths, contents, strict=True):
        path.write_bytes(data)
    return list(read_apart((path, path.name) for path in paths))
