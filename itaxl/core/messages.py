"""What an e-mail says, once: blocks, shown as plain text and as simple HTML that mail programs agree on.

Outlook lays HTML out with Word's engine and Gmail drops style sheets, so that the HTML has tables for columns, styles
on every element, and nothing that is fetched. Texts of units are inert in both: one line, no invisible characters,
escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from itaxl.core.htmltext import Markup, element, joined


def inert(text: str) -> str:
    """The text on one line, without control characters and what turns the direction of writing."""
    visible = (" " if letter.isspace() else letter for letter in text)
    return " ".join("".join(letter for letter in visible if unicodedata.category(letter)[0] != "C").split())


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """One thing a line."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under headers; the first column is the widest."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Points | Table


@dataclass(frozen=True, slots=True)
class Message:
    """A subject, and blocks from the top."""

    subject: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The blocks as plain text; a row of a table is a line that names its columns, for a phone's narrow window."""
        return "\n".join(line for block in self.blocks for line in _lines(block)).strip() + "\n"

    @property
    def html(self) -> str:
        """The blocks as a whole HTML page."""
        return _page(inert(self.subject), [_shown(block) for block in self.blocks])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"== {inert(block.text)} =="
        case Paragraph():
            yield inert(block.text)
            yield ""
        case Points():
            yield from (f"- {inert(text)}" for text in block.texts)
            yield ""
        case Table():
            for first, *others in block.rows:
                named = (f"{header} {text}" for header, text in zip(block.headers[1:], others, strict=True) if text)
                yield inert("- " + " · ".join((first, *named)))
            yield ""


# --- HTML --------------------------------------------------------------------------------------------------

_FONT = "font-family:Sarabun,'Leelawadee UI',Tahoma,sans-serif;font-size:16px;line-height:1.5;color:#1f2933"
_LONG = ";overflow-wrap:anywhere;word-break:break-word"  # an address as long as a line widens nothing
_HEADING = f"{_FONT};font-size:18px;font-weight:bold;color:#7a1f1f;margin:24px 0 8px 0"
_TEXT = f"{_FONT}{_LONG};margin:0 0 12px 0"
_CELL = f"{_FONT};font-size:15px;padding:6px 5px;border-bottom:1px solid #d3dae0;vertical-align:top"
_HEADER = f"{_FONT};font-size:13px;font-weight:bold;padding:6px 5px;background-color:#eef1f4;vertical-align:bottom"
_SHORT = 14  # letters that stay on one line: a number, a date
_LETTER_WIDTH = 640  # pixels: what mail programs show beside their list of messages


_A_DATE = re.compile(r"\d{1,2} \S+ \d{4}\b")


def _unbroken(text: str) -> str:
    """A text of ours or a unit's for HTML: inert, and no date breaks over two lines in a phone's narrow window."""
    return _A_DATE.sub(lambda found: found[0].replace(" ", "\u00a0"), inert(text))


def _shown(block: Block) -> Markup:
    match block:
        case Heading():
            return element("h2", _unbroken(block.text), style=_HEADING)
        case Paragraph():
            return element("p", _unbroken(block.text), style=_TEXT)
        case Points():
            items = [element("li", _unbroken(text), style=f"{_FONT}{_LONG};margin:0 0 6px 0") for text in block.texts]
            return element("ul", joined(items), style="margin:0 0 12px 0;padding-left:24px")
        case Table():
            return _table(block)


def _table(table: Table) -> Markup:
    header = [_cell("th", _HEADER, place, text) for place, text in enumerate(table.headers)]
    rows = [[_cell("td", _CELL, place, text) for place, text in enumerate(row)] for row in table.rows]
    return element(
        "table",
        element("thead", element("tr", joined(header))),
        element("tbody", joined([element("tr", joined(row)) for row in rows])),
        width="100%", cellpadding="0", cellspacing="0", border="0", style="border-collapse:collapse;margin:0 0 12px 0",
    )  # fmt: skip


def _cell(name: str, style: str, place: int, text: str) -> Markup:
    """The first column breaks anywhere, so that the others, of short texts, need break in no word."""
    if place == 0:
        return element(name, _unbroken(text), align="left", width="50%", style=f"{style}{_LONG};text-align:left")
    whole = ";white-space:nowrap" if name == "td" and len(text) <= _SHORT and text[:1].isdecimal() else ""
    return element(name, _unbroken(text), align="center", style=f"{style};text-align:center{whole}")


def _page(title: str, blocks: list[Markup]) -> str:
    cell = element("td", joined(blocks), align="left", style="padding:16px;background-color:#ffffff")
    # Word's engine knows no max-width, phones no fixed one: the attribute is for the one, the style for the others.
    letter = element(
        "table", element("tr", cell), width=str(_LETTER_WIDTH), cellpadding="0", cellspacing="0", border="0",
        style=f"width:100%;max-width:{_LETTER_WIDTH}px",
    )  # fmt: skip
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
    )
    body = element("body", letter, style="margin:0;padding:0;background-color:#ffffff")
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='th')}\n"
