"""What python-calamine does not give of an .xlsx: its error cells and its links, found in the bytes of its parts."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from itaxl.core.problems import Problem
from itaxl.excel.archive import Archive
from itaxl.excel.extents import column_number, far_problems, without_far_cells
from itaxl.excel.kinds import relations, resolved
from itaxl.excel.markup import attributes
from itaxl.excel.odscells import Found

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^<>]{0,500}?\bt=[\"']e[\"'][^<>/]{0,500})>"
    rb"[^<]*+(?:<(?!/?(?:\w+:)?[cv][\s/>])[^<]*+)*+<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<"
)
_LINK_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f[^<>]*>\s*HYPERLINK\(\s*(?:&quot;|\")([^<]*?)(?:&quot;|\")"
)
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
_MOST_LINKS = 65_530  # of a sheet: Excel makes no more
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def marks(archive: Archive, main: str) -> tuple[Found, Found, dict[str, bytes], list[Problem]]:
    """(the error cells, the link targets) of every sheet, (the parts that must be changed before they can be read, what
    was left out of them)."""
    errors: Found = {}
    links: Found = {}
    changed: dict[str, bytes] = {}
    problems: list[Problem] = []
    targets, strings = {}, b""
    for relation in relations(archive, main):
        part = resolved(main, relation.get("Target", "")).lower()
        targets[relation.get("Id", "")] = part
        if relation.get("Type", "").endswith("/sharedStrings"):
            strings = archive.part(part)
    for found in _SHEET.finditer(archive.part(main)):
        sheet = attributes(found[1])
        title = sheet.get("name", "")
        part = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), ""), "")
        content, far = without_far_cells(archive.part(part), strings)
        if content is not archive.part(part):
            changed[part] = content
            problems += far_problems(archive.file, title, far)
        errors[title] = _error_cells(content)
        links[title] = _links(content, archive, part)
    return errors, links, changed, problems


def _error_cells(content: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in content and b"t='e'" not in content:
        return {}
    found = (
        (attributes(cell[1]).get("r", ""), cell[2].decode("utf-8", "replace")) for cell in _ERROR_CELL.finditer(content)
    )
    return {place: error for address, error in found if (place := _position(address))}


def _links(content: bytes, archive: Archive, part: str) -> dict[tuple[int, int], str]:
    links: dict[tuple[int, int], str] = {}
    for found in _LINK_FORMULA.finditer(content) if b"HYPERLINK(" in content else ():
        if place := _position(attributes(found[1]).get("r", "")):
            links[place] = unescape(found[2].decode("utf-8", "replace"))
    start = content.find(b"hyperlinks>")
    if start < 0:
        return links
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations(archive, part)}
    for found in islice(_HYPERLINK.finditer(content, start), _MOST_LINKS):
        link = attributes(found[1])
        target, place = targets.get(link.get("r:id", ""), ""), _position(link.get("ref", ""))
        if target and place:
            location = link.get("location", "")
            links[place] = f"{target}#{location}" if location else target
    return links


def _position(address: str) -> tuple[int, int] | None:
    """(row, column) counted from 0 of "N9", or of the first cell of "N9:N12"."""
    found = _CELL.match(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None
