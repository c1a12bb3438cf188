"""What python-calamine does not give of an .ods: its error cells and its links, found in the bytes of `content.xml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, product

from itaxl.excel.archive import Archive
from itaxl.excel.extents import far_problems
from itaxl.excel.marks import Found, Marks
from itaxl.excel.markup import attributes
from itaxl.excel.odsextents import OdsCell, ods_cells, without_far, without_indentation

_ERROR = re.compile(rb"<text:p>(#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3})</text:p>")
_LINK = re.compile(rb"<text:a\s([^>]*)>")
_LINK_FORMULA = re.compile(r"\w+:=HYPERLINK\(\s*\"(.*?)\"")

_MOST_REPEATED = 10_000  # places of one error or link that repeats
_PART = "content.xml"


def marks(archive: Archive) -> Marks:
    """What is found in every sheet."""
    content = without_indentation(archive.part(_PART))
    cells = list(ods_cells(content))
    fit, far = without_far(content, cells)
    problems = [problem for sheet, cut in far.items() for problem in far_problems(archive.file, sheet, cut)]
    errors, links = errors_and_links(cells)
    return Marks(errors, links, changed={} if fit is archive.part(_PART) else {_PART: fit}, problems=problems)


def errors_and_links(cells: Iterable[OdsCell]) -> tuple[Found, Found]:
    """(the error cells, the link targets) of every sheet."""
    errors: Found = {}
    links: Found = {}
    for cell in cells:
        for found, text in ((errors, _error(cell)), (links, _link(cell))):
            if text:
                places = product(range(cell.row, cell.below), range(cell.column, cell.beyond))
                found.setdefault(cell.sheet, {}).update(dict.fromkeys(islice(places, _MOST_REPEATED), text))
    return errors, links


def _error(cell: OdsCell) -> str:
    """The error that a cell shows; LibreOffice marks one, other programs may only show it."""
    if shown := _ERROR.fullmatch(cell.inside):
        return shown[1].decode()
    return "#ERROR" if cell.own.get("calcext:value-type") == "error" else ""


def _link(cell: OdsCell) -> str:
    """The target behind a cell's text or in its formula; a place within the workbook is none."""
    if formula := _LINK_FORMULA.match(cell.own.get("table:formula", "")):
        return formula[1]
    link = _LINK.search(cell.inside)
    target = attributes(link[1]).get("xlink:href", "") if link else ""
    return "" if target.startswith("#") else target
