"""One row for each odd file: what becomes of it. A file that is expected to be refused and starts to be read fails too."""

import random
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from itaxl.core.sentences import advice, message
from itaxl.excel.archive import MOST_ENTRIES
from itaxl.excel.extents import FAR_COLUMN, FAR_ROW
from itaxl.excel.return_reader import MOST_ROWS, read_return
from itaxl.excel.worker import read_apart
from tests.rawbooks import CELLS, book, ods, relations, sheet, whole, zipped
from tests.xlsb import write_xlsb

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
BOMB = b" " * 50_000_000
FAR = '<c r="{}" t="inlineStr"><is><t>ไกล</t></is></c>'
TEXT = '<table:table-cell office:value-type="string"><text:p>ก</text:p></table:table-cell>'
NUMBER = '<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
ODS = f'<table:table table:name="S"><table:table-row>{TEXT}</table:table-row></table:table>'
ALIKE = f'<table:table table:name="S">{f"<table:table-row>{TEXT}{NUMBER}</table:table-row>" * 4_000}</table:table>'
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


def circular_xls():
    """One in which the second sector of its only stream is followed by the first; it holds no sheet."""
    head = struct.pack("<8s16x5H6x9I", OLE[:8], 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    sectors = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 3, 2, *[0xFFFFFFFF] * 124)
    entries = b"".join(
        struct.pack("<64sHBBIII36xIQ", utf16(name), 2 * len(name) + 2, kind, 1, *[0xFFFFFFFF] * 2, child, start, size)
        for name, kind, child, start, size in (
            ("Root Entry", 5, 1, 0xFFFFFFFE, 0),
            ("Workbook", 2, 0xFFFFFFFF, 2, 9000),
        )
    )
    beginning = struct.pack("<HH16x", 0x809, 16).ljust(512, b"\0")
    return head + sectors + entries.ljust(512, b"\0") + beginning * 3


def overlapping(times):
    """A small part that inflates to much more, listed under many names."""
    one = zipped({**book(), "x.xml": b" " * 90_000})
    end = one.rfind(b"PK\5\6")
    start = struct.unpack_from("<I", one, end + 16)[0]
    last = one.rfind(b"PK\1\2")
    entry = one[last:end]
    more = b"".join(entry[:28] + struct.pack("<H", 9) + entry[30:46] + f"{n:05}.xml".encode() for n in range(times))
    count = len(book()) + 1 + times
    sizes = struct.pack("<HHHHIIH", 0, 0, count, count, end - start + len(more), start, 0)
    return one[:end] + more + b"PK\5\6" + sizes


def linked():
    """A workbook in which one entry is a symbolic link."""
    packed = BytesIO(zipped(book()))
    with zipfile.ZipFile(packed, "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def renamed():
    """A workbook with another sheet, whose second name, which zips may give beside the first, is the first one's."""
    packed = BytesIO()
    other = zipfile.ZipInfo("xl/other.xml")
    other.extra = struct.pack("<HHBI", 0x7075, 5 + len(PATH), 1, zlib.crc32(b"xl/other.xml")) + PATH.encode()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in book().items():
            archive.writestr(name, content)
        archive.writestr(other, FAR_SHEET)
    return packed.getvalue()


WITH_TEXTS = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>')


def of_other_names():
    """A workbook whose parts are called as no program that we know of calls them, and as each may."""
    parts = whole({"S": WITH_TEXTS}, shared=["<si><t>ก</t></si>"])
    related = (("worksheet", "./tables/the%201st.xml"), ("styles", "/looks/l.xml"), ("sharedStrings", "../words.xml"))
    return {
        "_rels/.rels": relations(("officeDocument", "/book/main.xml")),
        "book/main.xml": parts["xl/workbook.xml"].replace("r:", "q:").replace(":r=", ":q="),
        "book/_rels/main.xml.rels": relations(*related),
        "book/tables/the 1st.xml": parts["xl/worksheets/sheet1.xml"],
        "looks/l.xml": parts["xl/styles.xml"],
        "words.xml": parts["xl/sharedStrings.xml"],
    }


def with_texts(*related):
    """A workbook with shared strings, to which its main part relates in this way."""
    parts = whole({"S": WITH_TEXTS}, shared=["<si><t>ก</t></si>"])
    return {**parts, "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), *related)}


FAR_SHEET = sheet('<row r="1"><c r="A1"><v>7</v></c><c r="XFD1048576"><v>7</v></c></row>')
SPANNING = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="999"><c r="ZZ999"><v>1</v></c></row>')


def repeated(rows, columns):
    cell = f'<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="{columns}"><text:p>7</text:p></table:table-cell>'
    return f'<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row></table:table>'


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
    "an .ods in which a cell does not end": (ods(ODS.replace("</table:table-cell>", "", 1)), "file-damaged"),
    "an .ods in which a table does not end": (ods(ODS.replace("</table:table>", "", 1)), "file-damaged"),
    "an .xls that ends too soon": (cut_off_xls(), "file-damaged"),
    "a wrong checksum": (zipped(book()).replace(struct.pack("<I", zlib.crc32(sheet().encode())), b"\1\2\3\4"), "file-damaged"),
    "an entry with a password": (zipped(book()).replace(b"PK\1\2\x14\0\x14\0\0", b"PK\1\2\x14\0\x14\0\1", 1), "zip-encrypted"),
    "thousands of entries over the same bytes": (overlapping(9_000), "file-bomb"),
    "row -1": (zipped(book(sheet(CELLS.replace('<row r="1"', '<row r="-1"')))), "file-damaged"),
    "row 0": (zipped(book(sheet(CELLS + '<row r="0"><c r="A0"><v>7</v></c></row>'))), "file-damaged"),
    "a far cell behind a sign that no tag may hold": (zipped(book(sheet(CELLS.replace("</row>", '<c x="<" r="XFD1048576"><v>7</v></c></row>')))), "file-damaged"),
    "a far cell that cutting another would make": (zipped(book(sheet(CELLS.replace("</row>", '<<c r="XFD1048576"></c>c r="XFD1048576"><v>7</v></c></row>')))), "file-damaged"),
    "a far cell that cutting a dimension would make": (zipped(book(sheet('<row r="1"><c r="A1"><v>1</v></c><<dimension ref="A1:B1"/>c r="XFD1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'))), "file-damaged"),
    "two sheets that are one part": (zipped({**book(), "xl/workbook.xml": book()["xl/workbook.xml"].replace("</sheets>", '<sheet name="T" sheetId="2" r:id="rId1"/></sheets>')}), "file-damaged"),
    "two sheets of one name": (zipped({**book(), "xl/workbook.xml": book()["xl/workbook.xml"].replace("</sheets>", '<sheet name="S" sheetId="2" r:id="rId1"/></sheets>')}), "file-damaged"),
    "a sheet that the gate does not see": (zipped({name: part.replace(' sheetId="1"', ' sheetId="<"') if name == "xl/workbook.xml" else part for name, part in book().items()}), "file-damaged"),
    "sheets that span more together than a machine holds": (zipped(whole({f"S{number}": SPANNING for number in range(20)})), "file-too-large"),
    "an .ods repeated a negative number of times": (ods(repeated("-5", "1")), "file-damaged"),
    **{f"cut off after {tenth} tenths": (zipped(book())[: len(zipped(book())) * tenth // 10], "file-damaged") for tenth in range(1, 10)},
    "a sheet of another ending": (zipped({**book(**{"xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.dat"))}), "xl/worksheets/sheet1.dat": FAR_SHEET}), "file-damaged"),
    "in UTF-32": (zipped(book(('<?xml version="1.0" encoding="UTF-32"?>' + sheet()).encode("utf-32"))), "file-damaged"),
    "in UTF-32 without its mark": (zipped(book(sheet().encode("utf-32-be"))), "file-damaged"),
    "an .ods of an encoding that is none": (ods(ODS, begin='<?xml version="1.0" encoding="NaN"?>'), "file-damaged"),
    "more rows than any office has": (ods(f'<table:table table:name="S"><table:table-row>{TEXT.replace("ก", "หัวข้อ")}{TEXT.replace("ก", "สถานะ")}</table:table-row><table:table-row table:number-rows-repeated="{MOST_ROWS + 1}">{TEXT}</table:table-row></table:table>'), "rows-too-many"),
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
    "a part with two names": (renamed(), PLAIN, []),
    "a zip behind another": (zipped(book(FAR_SHEET)) + zipped(book()), PLAIN, []),
    "an .xlsb beside it": (zipped(book(**{"xl/workbook.bin": FAR_SHEET, "xl/_rels/workbook.bin.rels": FAR_SHEET})), PLAIN, []),
    "an .ods that is an .xlsx too": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f"<x>{ODS}</x>", **book(FAR_SHEET)}), [["ก"]], ["format-blind"]),
    "a sheet that only a remark relates to": (zipped(book(sheet(f'{CELLS}<row r="9"><c r="XFD1048576"><v>7</v></c></row>'), **{"xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")).replace("</Relationships>", '<!--<Relationship Id="rId1" Type="x/worksheet" Target="other.xml"/>--></Relationships>'), "xl/other.xml": sheet()})), PLAIN, [("cell-far", "XFD1048576", "7")]),
    "a table that is said to be a chart": (zipped(book(**{"xl/_rels/workbook.xml.rels": relations(("chartsheet", "worksheets/sheet1.xml"))})), PLAIN, []),
    "parts of other names": (zipped(of_other_names()), PLAIN, []),
    "shared strings to which nothing relates": (zipped(with_texts()), PLAIN, []),
    "shared strings related to twice, once in vain": (zipped(with_texts(("sharedStrings", "sharedStrings.xml"), ("sharedStrings", "no.xml"))), PLAIN, []),
    "a table of old macros": (zipped(book(**{"xl/_rels/workbook.xml.rels": relations(("xlMacrosheet", "worksheets/sheet1.xml"))})), PLAIN, []),
    "macros": (zipped(book(**{"xl/vbaProject.bin": "x"})), PLAIN, ["file-macros"]),
    "external links": (zipped(book(**{"xl/externalLinks/externalLink1.xml": "<x/>"})), PLAIN, ["file-external"]),
    "a damaged part that nobody needs": (zipped(book(**{"docProps/app.xml": "x" * 99})).replace(b"x" * 3, b"y" * 3), PLAIN, []),
    "the last cell of all": (zipped(book(sheet(f'{CELLS}<row r="1048576">{FAR.format("XFD1048576")}</row>'))), PLAIN, [("cell-far", "XFD1048576", "ไกล")]),
    "the last cell, formatted only": (zipped(book(sheet(f'{CELLS}<row r="1048576"><c r="XFD1048576" s="1"/></row>'))), PLAIN, []),
    "far rows that say it alone": (zipped(book(sheet(f'{CELLS}<row r="9000"><c r="XFD9000"><v>7</v></c></row>'))), PLAIN, [("cell-far", "XFD9000", "7")]),
    "cells without places among rows of far away": (zipped(book(sheet(f'{CELLS}<row r="{"9" * 20}"><c><v>7</v></c></row>'))), PLAIN, [("cell-far", "A999999999", "7")]),
    "a far address in a near row": (zipped(book(sheet(CELLS.replace("</row>", '<c r="ZZZZZ99999999"><v>7</v></c></row>')))), PLAIN, [("cell-far", "ZZZZZ99999999", "7")]),
    "a far address with blanks about its sign": (zipped(book(sheet(CELLS.replace("</row>", '<c r\n=\t"XFD1048576"><v>7</v></c></row>')))), PLAIN, [("cell-far", "XFD1048576", "7")]),
    "a cell that says two places, the far one last": (zipped(book(sheet(CELLS.replace("</row>", '<c r="A1" r="XFD1048576"><v>7</v></c></row>')))), PLAIN, [("cell-far", "XFD1048576", "7")]),
    "a sheet's name with a sign that ends tags": (zipped({name: part.replace('name="S"', 'name="S>1"') if name == "xl/workbook.xml" else part for name, part in book().items()}), PLAIN, []),
    "a far cell with another sign in its tag": (zipped(book(sheet(CELLS.replace("</row>", '<c x="1>2" r="XFD1048576"><v>7</v></c></row>')))), PLAIN, [("cell-far", "XFD1048576", "7")]),
    "a far cell whose number begins with noughts": (zipped(book(sheet(CELLS.replace("</row>", '<c r="XFD000000000999999"><v>7</v></c></row>')))), PLAIN, [("cell-far", "XFD999999", "7")]),
    "a far cell with its text as it stands": (zipped(book(sheet(CELLS.replace("</row>", FAR.format("XFD1048576").replace("ไกล", "<![CDATA[a & b]]>") + "</row>")))), PLAIN, [("cell-far", "XFD1048576", "a & b")]),
    "a far cell of a strange prefix": (zipped(book(sheet(CELLS.replace("</row>", '<a-b:c r="XFD1048576"><v>7</v></a-b:c></row>')))), PLAIN, [("cell-far", "XFD1048576", "7")]),
    "UTF-16 without its mark": (zipped(book(('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16-le"))), PLAIN, []),
    "UTF-16 without its mark, the other way round": (zipped(book(sheet().encode("utf-16-be"))), PLAIN, []),
    "an address longer than any": (zipped(book(sheet(CELLS.replace("</row>", f'<c r="{"A" * 99}{"9" * 99}"><v>7</v></c></row>')))), PLAIN, [("cell-far", "AAAAAA999999999", "7")]),
    "a gigabyte declared": (zipped(book(), lie=1_000_000_000), PLAIN, []),
    "a link to another file among its entries": (linked(), PLAIN, []),
    "a name with a zero byte": (zipped(book(**{"xl/a\0b.xml": "<x/>"})), PLAIN, []),
    "parts that relate to each other in a circle": (zipped(book(**{"xl/worksheets/_rels/sheet1.xml.rels": relations(("worksheet", "sheet1.xml"), ("officeDocument", "../workbook.xml"))})), PLAIN, []),
    "a hundred thousand merged ranges": (zipped(book(sheet().replace("</sheetData>", "</sheetData><mergeCells>" + "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(2, 100_002)) + "</mergeCells>"))), PLAIN, []),
    "deep nesting": (zipped(book(sheet().replace("</sheetData>", f"</sheetData>{'<x>' * 12_000}{'</x>' * 12_000}"))), PLAIN, []),
    "a table of sectors in a circle": (circular_xls(), None, ["format-blind"]),
    "an .ods in which a far cell has an end and no text": (ods('<table:table table:name="S"><table:table-row><table:table-cell office:value-type="float" office:value="7"></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="10"/><table:table-cell office:value-type="float" office:value="5"></table:table-cell></table:table-row></table:table>'), [[7.0]], ["format-blind", ("cell-far", "K1048002", "5")]),
    "an .ods repeated over a thousand million columns": (ods(repeated("1", "1000000000")), [[7.0] * FAR_COLUMN], ["format-blind", ("cell-far", "OK1", "7")]),
    "an .ods repeated over a thousand million rows": (ods(repeated("1000000000", "1")), [[7.0]] * FAR_ROW, ["format-blind", ("cell-far", "A5001", "7")]),
    "an .ods repeated +9999999 times": (ods(repeated("+9999999", "1")), [[7.0]] * FAR_ROW, ["format-blind", ("cell-far", "A5001", "7")]),
    "an .ods in Thai Windows": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f'<?xml version="1.0" encoding="tis-620"?><x>{ODS}</x>'.encode("tis-620")}), [["ก"]], ["format-blind"]),
    "an .ods with macros": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f"<x>{ODS}</x>", "Basic/Standard/script-lb.xml": '<!DOCTYPE library:library PUBLIC "x" "library.dtd"><library:library/>'}), [["ก"]], ["format-blind", "file-macros"]),
    "an .ods of thousands of rows that are alike": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f"<x>{ALIKE}</x>"}), [["ก", 2.0]] * 4_000, ["format-blind"]),
    "an .ods with what it last read of another workbook": (ods(f'<table:table table:name="T" table:style-name="ta_extref"><table:table-row>{TEXT}</table:table-row></table:table>{ODS}'), [["ก"]], ["format-blind"]),
    "cells between two remarks that only seem to hold them": (zipped(book(sheet(CELLS.replace("<c ", "<!-- <![CDATA[ --><c ", 1).replace("</c>", "</c><!-- ]]> -->", 1)))), PLAIN, []),
    "long texts that are alike": (zipped(book(sheet(CELLS + f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"ข" * 30_000}</t></is></c></row>'))), [*PLAIN, ["ข" * 30_000, ""]], []),
    "a far cell in a remark": (zipped(book(sheet('<row r="1"><c r="A1"><v>1</v></c><!--<c r="XFD1048576">--><c r="B1"><v>7</v></c><!-- --><c r="C1"><v>8</v></c></row>'))), [[1.0, 7.0, 8.0]], []),
    "a sheet and a relation in remarks": (zipped({**book(**{"xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")).replace("</Relationships>", '<!--<Relationship Id="rId1" Type="x/worksheet" Target="other.xml"/>--></Relationships>')}), "xl/workbook.xml": book()["xl/workbook.xml"].replace("<sheets>", '<sheets><!-- <sheet name="S" sheetId="9" r:id="rId9"/> -->')}), PLAIN, []),
    "values that stand as they are": (zipped(book(sheet(CELLS.replace("<v>2<", "<v><![CDATA[2]]><").replace("ก", "<![CDATA[ก]]>")))), PLAIN, []),
    "an .ods in UTF-16": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f'<?xml version="1.0" encoding="UTF-16"?><x>{ODS}</x>'.encode("utf-16")}), [["ก"]], ["format-blind"]),
    "an .ods of more rows than any table has, with no table": (ods(f'<table:table table:name="S"><table:table-row table:number-rows-repeated="{MOST_ROWS + 1}">{TEXT}</table:table-row></table:table>'), [["ก"]] * (MOST_ROWS + 1), ["format-blind"]),
    "an .ods that is indented": (ods(ODS.replace("><table", ">\n  <table").replace("></table", ">\n</table")), [["ก"]], ["format-blind"]),
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_it_is_read_and_what_was_left_out_is_said(tmp_path, what):
    data, rows, problems = READ[what]
    [returned] = read([tmp_path / "x.xlsx"], [data])
    assert returned.refused is None, returned.refused
    assert [[list(values) for values in grid.rows] for grid in returned.grids] == ([] if rows is None else [rows])
    told = [(each.code, each.cell, each.found) if each.cell else each.code for each in returned.problems]
    assert told == problems


LONG = 1_000_000  # letters: a second where the time grows with the length, an hour where it grows with its square
PERCENT, STRUCK = '<numFmt numFmtId="164" formatCode="0%"/>', '<xf numFmtId="164" fontId="1"/>'
FAR_STRING = sheet(CELLS + '<row r="9999"><c r="XFD9999" t="s"><v>0</v></c></row>')
WITH_ALL = {
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "strings.xml"),
        ("styles", "styles.xml"),
        ("person", "person.xml"),
    ),
    "xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../comments1.xml")),
    "xl/strings.xml": "<sst/>",
    "xl/styles.xml": f"<styleSheet><numFmts>{PERCENT}</numFmts><fonts><font/><font><strike/></font></fonts><cellXfs><xf/>{STRUCK}</cellXfs></styleSheet>",
    "xl/comments1.xml": "<comments/>",
    "xl/person.xml": "<personList/>",
}
BEGIN = '<worksheet xmlns="x"><sheetData>'
ODS_CELL = '<table:table table:name="S"><table:table-row table:number-rows-repeated="999999"><table:table-cell table:number-columns-repeated="99" office:value-type="string"'
RUNS = [
    *[
        (PATH, BEGIN + before, run)
        for before, run in (
            (CELLS, "<c "), (CELLS, '<c r="A'), (CELLS, "<row"), (CELLS, "<row/>"), ('<c r="', "A"), ('<c t="e">', "<c "),
            ("", '<c t="e">'), ("<c ", ' t="e"'), ("", '<c t="e"><v'), ("", '<c r="A1"><f>HYPERLINK("'), ("", "<www"),
            ('<c r="A1"><f>HYPERLINK(', " "), ("hyperlinks>", "<hyperlink "), ('<row r="9999" ', "aaaa"), ("<row a", " "),
            ('<c r="XFD9999"><v>1</v></c>', "<c>"), ("", '<c r="XFD9999"><v>'), ('<c r="XFD9999"/>', "<"), ("<row ", 'a="" '),
        )
    ],
    *[("xl/strings.xml", "<sst>", run) for run in ("<si>", "<si><t>", "<t ")],
    *[
        (PATH, BEGIN, run)
        for run in ("<c <f", '<c r="A1"><f ', '<c r="A1"><f>x</f><v ', '<c s="1" ', '<c t="s" ', '<c r="A1" s="1"/>', '<c r="A1" x:s="1">')
    ],
    *[
        ("xl/styles.xml", before, run)
        for before, run in (
            ("<numFmts>", "<numFmt "), ('<numFmts><numFmt numFmtId="164" formatCode="%', "["), ("<fonts><font>", "<strike "), ("<cellXfs>", "<xf "),
            ("<cellXfs>", '<xf numFmtId="9"/>'), ("<cellXfs>", f'<xf numFmtId="{"9" * 5000}"/>'),
        )
    ],
    *[("xl/strings.xml", "<sst>", run) for run in ("<si><strike/><r>", "<r><strike ")],
    *[("xl/comments1.xml", "<comments>", run) for run in ("<author ", "<comment ", '<comment ref="A1" authorId="9"><t ')],
    ("xl/person.xml", "", "<person "),
    (PATH, "<worksheet><dimension", " "),
    (PATH, "", "<!-- "),
    ("docProps/core.xml", "", "<dc:creator "),
    ("xl/_rels/workbook.xml.rels", "", "<Relationship "),
    ("xl/workbook.xml", "<workbook>", "<sheet "),
    *[
        ("content.xml", before, run)
        for before, run in (
            ("", "<table:table-cell "), ("", "<table:table-row   "), ("<table:table-row>", " "), ("", "<table:table-row>   <x"),
            (f"{ODS_CELL}>", "<office:annotation>"), (f"{ODS_CELL}>", "<office:annotation "), (f"{ODS_CELL}>", "<text:p>"),
            (f"{ODS_CELL}><office:annotation>", "<text:p>"), (f"{ODS_CELL}><office:annotation><text:p>", "<"), (f'{ODS_CELL} table:formula="of:=', "["),
            (f"{ODS_CELL}><text:p>", "<"), (f"{ODS_CELL}>", "<text:a "), (f"{ODS_CELL} table:formula=\"of:=HYPERLINK('", "x"),
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize(("part", "before", "run"), RUNS)
def test_no_pattern_of_ours_takes_time_by_the_square_of_a_length(tmp_path, part, before, run):
    """Whatever becomes of the file, it is no matter of time."""
    content = before + run * (LONG // len(run))
    noise = f"<!--{random.Random(1).randbytes(LONG // 80).hex()}-->"  # hardly deflates, so that the whole is no bomb
    if part == "content.xml":
        parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    else:
        parts = {**book(FAR_STRING if part == "xl/strings.xml" else None), **WITH_ALL}
    data = zipped({**parts, part: content + noise + "</office:document-content>"})
    [returned] = read([tmp_path / "x.xlsx"], [data])
    assert returned.refused is None or returned.refused.code in ("file-damaged", "file-memory"), returned.refused


def test_a_formula_filled_down_a_whole_column_is_read(tmp_path):
    """As Excel writes it: the first cell has the text, and each of the others only says that it shares it."""
    shares = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/><v>2</v></c></row>' for row in range(2, 14_001)
    )
    first = '<row r="1"><c r="A1"><f t="shared" ref="A1:A14000" si="0">1+1</f><v>2</v></c></row>'
    [returned] = read([tmp_path / "x.xlsx"], [zipped(book(sheet(first + shares)))])
    [grid] = returned.grids
    assert len(grid.rows) == len(grid.asides.formulas) == 14_000
    assert grid.asides.formulas[13_999, 0].text == "=1+1"


def test_error_cells_are_looked_for_in_no_more_time_than_they_are_long(tmp_path):
    errors = "<c " + "t='e'" * 140 + ">#</c>"
    cells = f"<row>{errors * 100}</row>" * 180
    noise = f"<!--{random.Random(1).randbytes(80_000).hex()}-->"  # so that the whole is no bomb
    [returned] = read([tmp_path / "x.xlsx"], [zipped(book(sheet(cells) + noise))])
    assert returned.refused is None or returned.refused.code == "file-damaged"


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


def test_cells_of_an_xlsb_that_do_not_say_their_column_are_read(tmp_path):
    """As SheetJS writes them; python-calamine passes over them."""
    path = write_xlsb(tmp_path / "x.xlsb", {"ก": [["x", "y", 2], ["", "ข", 1]]}, short=True)
    [returned] = read([path], [path.read_bytes()])
    assert [grid.rows for grid in returned.grids] == [[["x", "y", 2.0], ["", "ข", 1.0]]]


def test_far_cells_of_an_xlsb_are_left_out_and_told(tmp_path):
    plain = write_xlsb(tmp_path / "x.xlsb", {"ก": [["x"], ["", "y"]]})
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.bin"
    second = [struct.pack("<BBII", 0, 17, row, 0) for row in (1, 1_048_575)]
    cell = [struct.pack("<BBII", 6, 14, column, 0) for column in (1, 16_383)]
    far = {**parts, part: parts[part].replace(*second).replace(*cell)}
    one, two = read([tmp_path / "near.xlsb", tmp_path / "far.xlsb"], [zipped(parts), zipped(far)])
    assert [grid.rows for grid in one.grids] == [[["x", ""], ["", "y"]]]
    assert [grid.rows for grid in two.grids] == [[["x"]]]
    assert [(each.code, each.sheet, each.cell, each.found) for each in two.problems[1:]] == [
        ("cell-far", "ก", "XFD1048576", "y")
    ]


def read(paths, contents):
    for path, data in zip(paths, contents, strict=True):
        path.write_bytes(data)
    return list(read_apart((path, path.name) for path in paths))
