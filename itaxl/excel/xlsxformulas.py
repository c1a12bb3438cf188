"""The formulas that people put into the cells of an .xlsx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from itaxl.core.asides import Formula, Spot
from itaxl.core.cells import spot_of
from itaxl.core.layout import AS_OF
from itaxl.excel.marks import LONGEST_FORMULA
from itaxl.excel.markup import attributes

_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*[^/<>])>\s*<(?:\w+:)?f(?=[\s/>])([^<>]*?)(?:/>|>([^<]*)</(?:\w+:)?f\s*>)"
    rb"\s*(?:<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<)?"
)
_LINK = re.compile(r"=\s*HYPERLINK\(\s*\"(.*?)\"", re.IGNORECASE | re.DOTALL)

# Each of our formulas that count the days overdue, one in each row of a table, holds this exactly once, and four times
# an "f", its tags counted.
_OURS, _OURS_IN_EACH_ROW, _FS = AS_OF.encode(), f"),{AS_OF}-".encode(), 4


def formulas_of(content: bytes) -> tuple[dict[Spot, Formula], dict[Spot, str]]:
    """(the formula of each cell of a sheet, but for our own and for links; the targets of links)."""
    found: dict[Spot, Formula] = {}
    links: dict[Spot, str] = {}
    shared: dict[str, str] = {}
    for cell in _cells(content):
        if cell[3] and _OURS in cell[3] and b"si" not in cell[2]:  # ours, and no other cell has it from here
            continue
        own, formula = attributes(cell[1]), attributes(cell[2])
        text = "=" + unescape((cell[3] or b"").decode("utf-8", "replace"))[:LONGEST_FORMULA]
        if number := formula.get("si"):  # the first of those that share one has its text
            text = shared.setdefault(number, text)
        spot = spot_of(own.get("r", ""))
        if spot and (link := _LINK.match(text)):
            links[spot] = link[1]
        elif spot and AS_OF not in text:
            # A result that is no text is never empty: some programs write so that there is none.
            counted = cell[4] is not None and (cell[4] != b"" or own.get("t") == "str")
            found[spot] = Formula(text, counted)
    return found, links


def _cells(content: bytes) -> Iterator[re.Match[bytes]]:
    """The cells with formulas, but for the last rows, where nothing but our own are left."""
    end = content.rfind(b"</sheetData>")
    if end < 0:  # its tags have a prefix
        yield from _FORMULA.finditer(content)
        return
    end = _end_of_others(content, end)
    place = 0
    while (formula := content.find(b"<f", place, end)) >= 0:
        start = content.rfind(b"<c", place, formula)
        ends = content.find(b"<", formula + 2, end)  # not the tag that ends it: many formulas may have none
        if content.startswith(b"<f>", formula) and content.find(_OURS, formula, max(ends, 0)) >= 0:  # one of ours
            place = ends
            continue
        place = formula + 2
        if start >= 0 and (cell := _FORMULA.match(content, start)):
            yield cell


def _end_of_others(content: bytes, end: int) -> int:
    """Where formulas need no longer be looked for: counting those of the rows costs far less than reading them, and in
    nearly every sheet there are no others than ours. A single byte is counted fastest by far."""
    ours = content.find(_OURS_IN_EACH_ROW, 0, end)
    row = content.rfind(b"<row", 0, ours) if ours >= 0 else end
    theirs = content.count(b"f", row, end) != _FS * content.count(_OURS_IN_EACH_ROW, row, end)
    return end if theirs else row
