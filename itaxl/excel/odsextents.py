"""The cells of an .ods with their places, and those that stand far outside any table of ours, cut out.

In an .ods a few bytes repeat a cell or a row a million times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from itaxl.excel.extents import FAR_COLUMN, FAR_ROW, MOST_CELLS, FarCell
from itaxl.excel.markup import attributes

# Prefixes as every program writes them: python-calamine knows no others.
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
_COMMENT = re.compile(rb"<office:annotation\b[^<]*+(?:<(?!/?office:annotation\b)[^<]*+)*+</office:annotation>")
_PARAGRAPH = re.compile(rb"<text:p(?=[\s>])[^<>]*>([^<]*+(?:<(?!/?text:p[\s>])[^<]*+)*+)</text:p>")
_ANY_TAG = re.compile(rb"<[^<>]*>")
_TABLE_TAG = re.compile(rb"</?table:")

_INDENTED = re.compile(rb"<table:table-(?:row|cell)[^<>]*>\s+<table:")
_INDENTATION = re.compile(rb">\s+<(?=/?table:)")

Span = tuple[int, int]
"""Where something begins and ends in the bytes."""


class OdsCell(NamedTuple):
    """A cell with a value or a comment, in every place that it is repeated in: from `row` to before `below` and from
    `column` to before `beyond`, counted from 0. `inside` is its content without comments, which are `comments`;
    `whole`, `tag` and `row_tag` say where it, its tag and its row's tag stand in the bytes."""

    sheet: str
    row: int
    below: int
    column: int
    beyond: int
    own: Mapping[str, str]
    inside: bytes
    whole: Span
    tag: Span
    row_tag: Span
    comments: tuple[bytes, ...] = ()

    @property
    def has_value(self) -> bool:
        """False for a cell with nothing but a comment."""
        return "office:value-type" in self.own

    @property
    def text(self) -> str:
        """What the cell shows."""
        return "\n".join(paragraphs(self.inside)) or self.own.get("office:value", "")


def paragraphs(content: bytes) -> Iterator[str]:
    """The text of each paragraph, without tags, characters as they are escaped."""
    for paragraph in _PARAGRAPH.finditer(content):
        yield _ANY_TAG.sub(b"", paragraph[1]).decode("utf-8", "replace")


def ods_cells(content: bytes) -> Iterator[OdsCell]:
    """Every cell with a value or a comment, in the order of the bytes."""
    sheet, row, below, column, row_tag = "", 0, 0, 0, (0, 0)
    for tag in _TAG.finditer(content):
        kind, own = tag[1], attributes(tag[2])
        if kind == b"table":
            sheet, below = own.get("table:name", ""), 0
        elif kind == b"table-row":
            row, below, column, row_tag = below, below + _times(own, "table:number-rows-repeated"), 0, tag.span()
        else:
            first, column = column, column + _times(own, "table:number-columns-repeated")
            if "office:value-type" in own or content.startswith(b"<office:annotation", tag.end()):
                end, is_open = tag.end(), not tag[2].endswith(b"/")
                if is_open:
                    end = following.start() if (following := _TABLE_TAG.search(content, end)) else len(content)
                inside, comments = content[tag.end() : end], ()
                if b"<office:annotation" in inside:
                    comments, inside = tuple(_COMMENT.findall(inside)), _COMMENT.sub(b"", inside)
                whole = (tag.start(), max(content.find(b">", end) + 1, tag.end()) if is_open else tag.end())
                yield OdsCell(sheet, row, below, first, column, own, inside, whole, tag.span(), row_tag, comments)


def without_indentation(content: bytes) -> bytes:
    """Without blanks between the tags of tables, over which python-calamine stumbles: some programs indent them."""
    return _INDENTATION.sub(b"><", content) if _INDENTED.search(content) else content


def _times(own: Mapping[str, str], name: str) -> int:
    """How often a row or cell is repeated: no sheet has more than a million of either."""
    number = own.get(name, "1").removeprefix("+")
    return max(1, int(number[:9])) if number.isdecimal() else 1


def without_far(content: bytes, cells: Sequence[OdsCell]) -> tuple[bytes, dict[str, list[FarCell]]]:
    """(the content, the cells cut out of each sheet): as it is and none, where no sheet spans more than can be read."""
    spans: dict[str, tuple[int, int]] = {}
    valued = [cell for cell in cells if cell.has_value]
    for cell in valued:
        high, wide = spans.get(cell.sheet, (0, 0))
        spans[cell.sheet] = max(high, cell.below), max(wide, cell.beyond)
    far: dict[str, list[FarCell]] = {sheet: [] for sheet, (high, wide) in spans.items() if high * wide > MOST_CELLS}
    edits: dict[Span, bytes] = {}
    for cell in valued:
        if cell.sheet not in far or (cell.below <= FAR_ROW and cell.beyond <= FAR_COLUMN):
            continue
        outside = cell.row >= FAR_ROW or cell.column >= FAR_COLUMN
        row = cell.row if outside or cell.below <= FAR_ROW else FAR_ROW
        column = cell.column if outside or row == FAR_ROW else FAR_COLUMN
        far[cell.sheet].append(FarCell(row, column, cell.text))
        if outside:
            edits[cell.whole] = b""
            continue
        if cell.below > FAR_ROW:
            edits[cell.row_tag] = _repeated(content, cell.row_tag, b"rows", FAR_ROW - cell.row)
        if cell.beyond > FAR_COLUMN:
            edits[cell.tag] = _repeated(content, cell.tag, b"columns", FAR_COLUMN - cell.column)
    return _edited(content, edits), far


def _repeated(content: bytes, tag: Span, what: bytes, times: int) -> bytes:
    """The tag, repeated so many times."""
    number = re.compile(rb"(number-" + what + rb"-repeated\s*=\s*[\"'])\+?\d+")
    return number.sub(rb"\g<1>%d" % times, content[slice(*tag)])


def _edited(content: bytes, edits: Mapping[Span, bytes]) -> bytes:
    if not edits:
        return content
    kept, place = bytearray(), 0
    for (start, end), instead in sorted(edits.items()):
        kept += content[place:start] + instead
        place = end
    return bytes(kept + content[place:])
