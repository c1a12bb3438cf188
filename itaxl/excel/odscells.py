"""What python-calamine does not give of an .ods: its error cells and its links, found in the bytes of `content.xml`."""

from __future__ import annotations

import re
from itertools import islice, product

from itaxl.excel.markup import attributes

Found = dict[str, dict[tuple[int, int], str]]
"""By sheet, then by (row, column) counted from 0."""

# Prefixes as every program writes them: python-calamine knows no others.
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_COMMENT = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_ERROR = re.compile(rb"<text:p>(#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3})</text:p>")
_LINK = re.compile(rb"<text:a\s([^>]*)>")
_LINK_FORMULA = re.compile(r"\w+:=HYPERLINK\(\s*\"(.*?)\"")

# From A1 to the last value: a few repeated bytes can ask for more than a machine has. A value that strayed to the last
# row of a sheet of ours still passes.
_MOST_CELLS = 25_000_000
_MOST_REPEATED = 10_000  # places of one error or link that repeats


def errors_and_links(content: bytes) -> tuple[Found, Found]:
    """(the error cells, the link targets) of every sheet.

    Raises ValueError for a sheet that spans more cells than a machine can hold.
    """
    errors: Found = {}
    links: Found = {}
    title, row, below, column, width = "", 0, 0, 0, 0
    for tag in _TAG.finditer(content):
        kind, own = tag[1], attributes(tag[2])
        if kind == b"table":
            title, below, width = own.get("table:name", ""), 0, 0
        elif kind == b"table-row":
            row, below, column = below, below + int(own.get("table:number-rows-repeated", 1)), 0
        else:
            first, column = column, column + int(own.get("table:number-columns-repeated", 1))
            if "office:value-type" not in own:
                continue
            width = max(width, column)
            if below * width > _MOST_CELLS:
                raise ValueError(f"{title}: {below} × {width} cells")
            inside = b"" if tag[2].endswith(b"/") else content[tag.end() : content.find(b"</table:", tag.end())]
            inside = _COMMENT.sub(b"", inside)
            for found, text in ((errors, _error(own, inside)), (links, _link(own, inside))):
                if text:
                    places = product(range(row, below), range(first, column))
                    found.setdefault(title, {}).update(dict.fromkeys(islice(places, _MOST_REPEATED), text))
    return errors, links


def _error(own: dict[str, str], inside: bytes) -> str:
    """The error that a cell shows; LibreOffice marks one, other programs may only show it."""
    if shown := _ERROR.fullmatch(inside):
        return shown[1].decode()
    return "#ERROR" if own.get("calcext:value-type") == "error" else ""


def _link(own: dict[str, str], inside: bytes) -> str:
    """The target behind a cell's text or in its formula; a place within the workbook is none."""
    if formula := _LINK_FORMULA.match(own.get("table:formula", "")):
        return formula[1]
    link = _LINK.search(inside)
    target = attributes(link[1]).get("xlink:href", "") if link else ""
    return "" if target.startswith("#") else target
