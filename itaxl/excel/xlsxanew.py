"""A workbook written anew around sheets that were looked at: all that python-calamine is given of an .xlsx.

It takes sheets and texts by names that programs are free to change, and finds some of them otherwise than the gate
does. Of what is written here there is one reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from itaxl.excel.archive import packed

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"/>'


def written_anew(
    sheets: Sequence[tuple[str, bytes]], strings: bytes | None, styles: bytes | None, *, from_1904: bool
) -> bytes:
    """An .xlsx with these sheets, by (name, content), the shared strings and the styles, where there are any;
    `from_1904` says that its dates count from there."""
    contents = [_merges_first(content) for _, content in sheets]
    targets = [("worksheet", f"worksheets/sheet{number}.xml", content) for number, content in enumerate(contents, 1)]
    shared = (("sharedStrings", "sharedStrings.xml", strings), ("styles", "styles.xml", styles))
    targets += [(kind, target, content) for kind, target, content in shared if content is not None]
    parts: Mapping[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book([name for name, _ in sheets], from_1904),
        "xl/_rels/workbook.xml.rels": _relations([(kind, target) for kind, target, _ in targets]),
        **{f"xl/{target}": content for _, target, content in targets},
    }
    return packed(parts)


_BEGINS_MERGES = re.compile(rb"<((?:\w+:)?mergeCells)[\s>]")


def _merges_first(content: bytes) -> bytes:
    """A sheet in which its merged cells stand before its values, if only to say that there are none: python-calamine
    looks for them from the beginning on, and going through the values for that takes half as long as reading them."""
    data, after = content.find(b"<sheetData"), content.rfind(b"</sheetData>")
    if data < 0 or after < 0:  # its tags have a prefix
        return content
    return content[:data] + _merges(content, after) + content[data:]


def _merges(content: bytes, after: int) -> bytes:
    """The merged cells as they stand after a sheet's values; nothing where that is as no program writes it."""
    first = content.find(b"mergeCells", after)
    if first < 0:
        return b"<mergeCells></mergeCells>"
    begin = _BEGINS_MERGES.search(content, after)
    if begin and begin.start(1) <= first < begin.end(1):
        tag = b"</%s>" % begin[1]
        end = content.find(tag, begin.end())
        if end >= 0:
            return content[begin.start() : end + len(tag)]
    return b""


def _book(names: Sequence[str], from_1904: bool) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    properties = '<workbookPr date1904="1"/>' if from_1904 else ""
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}<sheets>{sheets}</sheets></workbook>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    """Of (kind, target), called rId1 and so on."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
