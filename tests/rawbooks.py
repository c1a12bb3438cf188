"""Workbooks written part by part, so that any part can be wrong: shares no code with what reads them."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Parts = dict[str, str | bytes]
Rows = Sequence[Sequence[object]]

CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>ก</t></is></c><c r="B1"><v>2</v></c></row>'
"""What every sheet here holds, if nothing else is said: "ก" and 2."""


def sheet(rows: str = CELLS, before: str = "", space: str = MAIN) -> str:
    return f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData></worksheet>'


def relations(*targets: tuple[str, str], office: str = _OFFICE) -> str:
    """Of (kind, target)."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def book(content: str | bytes | None = None, folder: str = "xl", strict: bool = False, **more: str | bytes) -> Parts:
    """The parts of a workbook with one sheet, "S"."""
    space, office = (STRICT, _STRICT_OFFICE) if strict else (MAIN, _OFFICE)
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("officeDocument", f"{folder}/workbook.xml"), office=office),
        f"{folder}/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        f"{folder}/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), office=office),
        f"{folder}/worksheets/sheet1.xml": sheet(space=space) if content is None else content,
        **more,
    }


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)
"""Style 0 is general, style 1 a date."""


def rows_of(rows: Rows, day_0: dt.date = dt.date(1899, 12, 30), shared: list[str] | None = None) -> str:
    """The rows from A1 on: texts inline, or in `shared` where that is given; dates as serials, counted from `day_0`."""
    return "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{_letters(column)}{number}", value, day_0, shared) for column, value in enumerate(values))
        + "</row>"
        for number, values in enumerate(rows, 1)
    )


def _cell(place: str, value: object, day_0: dt.date, shared: list[str] | None) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return f'<c r="{place}" s="1"><v>{(value - day_0).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = f'<t xml:space="preserve">{escape(str(value))}</t>'
    if shared is None:
        return f'<c r="{place}" t="inlineStr"><is>{text}</is></c>'
    shared.append(f"<si>{text}</si>")
    return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def whole(sheets: Mapping[str, str], strict: bool = False, properties: str = "", shared: Sequence[str] = ()) -> Parts:
    """The parts of a workbook with these sheets' content by name; `properties` stand in `<workbookPr …/>`."""
    space, office = (STRICT, _STRICT_OFFICE) if strict else (MAIN, _OFFICE)
    parts = book(strict=strict)
    names = "".join(f'<sheet name="{escape(n)}" sheetId="{k}" r:id="rId{k}"/>' for k, n in enumerate(sheets, 1))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{space}" xmlns:r="{office}"><workbookPr {properties}/><sheets>{names}</sheets></workbook>'
    )
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number, _ in enumerate(sheets, 1)]
    more = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    parts["xl/_rels/workbook.xml.rels"] = relations(*targets, *more, office=office)
    parts["xl/styles.xml"] = STYLES.replace(MAIN, space)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{"".join(shared)}</sst>'
    return parts | {f"xl/worksheets/sheet{k}.xml": content for k, content in enumerate(sheets.values(), 1)}


def zipped(parts: Parts, *again: tuple[str, str | bytes], lie: int | None = None) -> bytes:
    """A zip of the parts and of these once more, written byte by byte; `lie` is the size that each declares to have."""
    local, directory = BytesIO(), b""
    entries = [*parts.items(), *again]
    for name, content in entries:
        raw = content.encode() if isinstance(content, str) else content
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = deflate.compress(raw) + deflate.flush()
        size = len(raw) if lie is None else lie
        encoded = name.encode()
        sizes = struct.pack("<HHHIIIHH", 8, 0, 33, zlib.crc32(raw), len(packed), size, len(encoded), 0)
        place = local.tell()
        local.write(b"PK\3\4" + struct.pack("<HH", 20, 0x800) + sizes + encoded + packed)
        directory += b"PK\1\2" + struct.pack("<HHH", 20, 20, 0x800) + sizes
        directory += struct.pack("<HHHII", 0, 0, 0, 0, place) + encoded
    start = local.tell()
    end = struct.pack("<HHHHIIH", 0, 0, min(len(entries), 65535), min(len(entries), 65535), len(directory), start, 0)
    return local.getvalue() + directory + b"PK\5\6" + end


def ods(content: str, manifest: str = "<manifest/>", begin: str = "") -> bytes:
    """An .ods with this body of its spreadsheet; `begin` stands before everything."""
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    declared = "".join(f' xmlns:{name}="{uri}"' for name, uri in names.items())
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"{begin}<office:document-content{declared}><office:body><office:spreadsheet>{content}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return packed.getvalue()
