"""What python-calamine does not give of an .ods, found in the bytes of `content.xml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice, product
from xml.parsers import expat

from itaxl.core.asides import Asides, Formula, Remark, Spot
from itaxl.core.layout import AS_OF
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.archive import Archive
from itaxl.excel.extents import far_problems
from itaxl.excel.marks import Found, Look, Marks
from itaxl.excel.markup import attributes
from itaxl.excel.odsextents import OdsCell, ods_cells, paragraphs, without_far, without_indentation

_ERROR = re.compile(rb"<text:p>(#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3})</text:p>")
_LINK = re.compile(rb"<text:a\s([^<>]*)>")
_LINK_FORMULA = re.compile(r"\w+:=HYPERLINK\(\s*\"(.*?)\"")

_AUTHOR = re.compile(rb"<dc:creator>([^<]*)<")
_REFERENCE = re.compile(r"\[\.?([^\[\]]*)\]")  # "[.A1]" is A1

_MOST_REPEATED = 10_000  # places of one error or link that repeats
_PART = "content.xml"


def marks(archive: Archive) -> Marks:
    """What is found in every sheet.

    Raises CannotGoOn for a content that is cut off or in which an end is missing: python-calamine would look for it for
    ever.
    """
    try:
        expat.ParserCreate().Parse(archive.part(_PART), True)
    except expat.ExpatError as error:
        raise CannotGoOn(Problem("file-damaged", archive.file, found=f"{_PART}: {error}")) from None
    content = without_indentation(archive.part(_PART))
    cells = list(ods_cells(content))
    fit, far = without_far(content, cells)
    problems = [problem for sheet, cut in far.items() for problem in far_problems(archive.file, sheet, cut)]
    errors, links = errors_and_links(cells)
    looks, asides = _percentages(cells), _asides(cells)
    return Marks(errors, links, looks, asides, {} if fit is archive.part(_PART) else {_PART: fit}, problems)


def errors_and_links(cells: Iterable[OdsCell]) -> tuple[Found, Found]:
    """(the error cells, the link targets) of every sheet."""
    errors: Found = {}
    links: Found = {}
    for cell in cells:
        for found, text in ((errors, _error(cell)), (links, _link(cell))):
            if text:
                found.setdefault(cell.sheet, {}).update(dict.fromkeys(_spots(cell), text))
    return errors, links


def _spots(cell: OdsCell) -> Iterator[Spot]:
    return islice(product(range(cell.row, cell.below), range(cell.column, cell.beyond)), _MOST_REPEATED)


def _percentages(cells: Iterable[OdsCell]) -> dict[str, dict[Spot, Look]]:
    """The numbers that look like percentages."""
    found: dict[str, dict[Spot, Look]] = defaultdict(dict)
    for cell in cells:
        if cell.own.get("office:value-type") == "percentage":
            found[cell.sheet].update(dict.fromkeys(_spots(cell), Look.PERCENT))
    return found


def _asides(cells: Iterable[OdsCell]) -> dict[str, Asides]:
    """The comments on the cells of every sheet, and the formulas behind them that are neither ours nor links."""
    remarks: dict[str, dict[Spot, tuple[Remark, ...]]] = defaultdict(dict)
    formulas: dict[str, dict[Spot, Formula]] = defaultdict(dict)
    for cell in cells:
        if cell.comments:
            remarks[cell.sheet][cell.row, cell.column] = tuple(map(_remark, cell.comments))
        formula = cell.own.get("table:formula", "")
        if formula and AS_OF not in formula and not _LINK_FORMULA.match(formula):
            text = _REFERENCE.sub(r"\1", formula[formula.find("=") :])
            formulas[cell.sheet].update(dict.fromkeys(_spots(cell), Formula(text, counted=cell.has_value)))
    return {sheet: Asides(remarks[sheet], {}, formulas[sheet]) for sheet in {*remarks, *formulas}}


def _remark(comment: bytes) -> Remark:
    author = _AUTHOR.search(comment)
    by = author[1].decode("utf-8", "replace") if author else ""
    return Remark(unescape(by), unescape("\n".join(paragraphs(comment))))


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
