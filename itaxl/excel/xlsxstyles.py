"""Which cells of an .xlsx look otherwise than their values say: percentages, dates of which the reader gives the bare
number, struck-through text."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from itaxl.core.asides import Spot
from itaxl.core.cells import spot_of
from itaxl.excel.marks import Look
from itaxl.excel.markup import attributes, number_of, pieces, texts

# Built-in number formats, ECMA-376 18.8.30; python-calamine knows all dates among them but the Thai ones.
_LOOKS = {**dict.fromkeys((9, 10, 67, 68), Look.PERCENT), **dict.fromkeys((*range(71, 79), 80, 81), Look.DATE)}
_BUILT_IN = re.compile(rb"numFmtId\s*+=\s*+[\"'](?:9|10|6[78]|7[1-8]|8[01])[\"']")

_CUSTOM = re.compile(rb"<(?:\w+:)?numFmt\s([^<>]*)>")
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\[\]]*\]")
_THAI_LETTERS = re.compile("วว|ดด|ปป")  # day, month or year, as a Thai program may write them
_FONT = re.compile(rb"<(?:\w+:)?font(?=[\s/>])")
_XF = re.compile(rb"<(?:\w+:)?xf\s([^<>]*)>")
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?!\s[^<>]*val\s*+=\s*+[\"'](?:0|false|off)[\"'])(?=[\s/>])")

_FEW = 50  # styles


class Styles(NamedTuple):
    """The cell styles that matter here, by their number: how a number looks in them, and which are struck through."""

    looks: Mapping[int, Look]
    struck: frozenset[int]
    cells: re.Pattern[bytes] | None

    def of_cells(self, content: bytes) -> Iterator[tuple[Spot, int]]:
        """The cells of a sheet that are not empty and have one of these styles: where, and which."""
        for cell in self.cells.finditer(content) if self.cells else ():
            own = attributes(cell[1])
            style = number_of(own.get("s", ""))
            spot = spot_of(own.get("r", ""))
            if spot and style is not None and (style in self.looks or style in self.struck):
                yield spot, style


def styles_of(part: bytes) -> Styles:
    """What of a workbook's styles matters: nothing, in nearly every workbook."""
    custom = {**_LOOKS, **_custom(_section(part, b"numFmts"))}
    struck = _struck_fonts(_section(part, b"fonts")) if b"strike" in part else frozenset()
    section = _section(part, b"cellXfs")
    if not (struck or len(custom) > len(_LOOKS) or _BUILT_IN.search(section)):
        return Styles({}, frozenset(), None)
    styles = [attributes(style[1]) for style in _XF.finditer(section)]
    formats = [number_of(style.get("numFmtId", "")) for style in styles]
    looks = {number: custom[form] for number, form in enumerate(formats) if form in custom}
    lined = frozenset(number for number, style in enumerate(styles) if style.get("fontId") in struck)
    wanted = sorted({*looks, *lined})
    if not wanted:
        return Styles({}, frozenset(), None)
    # Each cell is compared with one after the other: where there are many, all cells are looked at.
    either = b"|".join(b"%d" % number for number in wanted) if len(wanted) <= _FEW else rb"\d+"
    cell = rb"<(?:\w+:)?c\s(?=[^<>]*\bs\s*+=\s*+[\"'](?:" + either + rb")[\"'])([^<>]*[^/<>])>"
    return Styles(looks, lined, re.compile(cell))


def _section(part: bytes, name: bytes) -> bytes:
    """What stands in an element of this name, of which there is one."""
    start = part.find(name)
    return part[start : part.find(name + b">", start + 1)] if start >= 0 else b""


def _custom(section: bytes) -> dict[int, Look]:
    """The formats of a workbook's own that show a percentage, or a date in Thai letters."""
    found: dict[int, Look] = {}
    for each in _CUSTOM.finditer(section):
        own = attributes(each[1])
        code = _LITERAL.sub("", own.get("formatCode", ""))
        look = Look.PERCENT if "%" in code else Look.DATE if _THAI_LETTERS.search(code) else None
        number = number_of(own.get("numFmtId", ""))
        if look and number is not None:
            found[number] = look
    return found


def _struck_fonts(section: bytes) -> frozenset[str]:
    return frozenset(str(number) for number, font in enumerate(pieces(_FONT, section)) if _STRIKE.search(font))


# --- struck-through runs of a text -------------------------------------------------------------------------

_STRUCK = re.compile(b"strike")  # found sooner than with `in`, in Thai
_STRING = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_RUN = re.compile(rb"<(?:\w+:)?r(?=[\s/>])")
_CELL = re.compile(rb"<(?:\w+:)?c(?=\s)")
_SHARED = re.compile(rb"<(?:\w+:)?c\s((?>[^<>]*?\bt\s*+=\s*+[\"']s[\"'])[^<>]*+)>\s*<(?:\w+:)?v>(\d{1,9})<")


def struck_strings(strings: bytes) -> dict[int, str] | None:
    """What of each shared string, by its number, is struck through; None where there are no shared strings."""
    if not strings:
        return None
    if not _STRUCK.search(strings):
        return {}
    every = ((number, _struck(string)) for number, string in enumerate(pieces(_STRING, strings)))
    return {number: text for number, text in every if text}


def struck_in_texts(content: bytes, shared: Mapping[int, str] | None) -> dict[Spot, str]:
    """What of the texts in a sheet's cells is struck through; `shared` are the shared strings that are, None in a
    workbook that keeps its texts in the cells."""
    found: dict[Spot, str] = {}

    def put(cell: bytes, text: str) -> None:
        if text and (spot := spot_of(attributes(cell).get("r", ""))):
            found[spot] = text

    if shared:
        for cell in _SHARED.finditer(content):
            put(cell[1], shared.get(int(cell[2]), ""))
    elif shared is None and b"strike" in content:
        for inline in pieces(_CELL, content[: content.rfind(b"sheetData>")]):
            put(inline[: inline.find(b">")], _struck(inline))
    return found


def _struck(string: bytes) -> str:
    """The struck-through runs of a rich text, joined."""
    return "".join(texts(run) for run in pieces(_RUN, string) if _STRIKE.search(run))
