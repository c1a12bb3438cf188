"""Workbooks written part by part, so that any part can be wrong: shares no code with what reads them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Parts = dict[str, str | bytes]

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
