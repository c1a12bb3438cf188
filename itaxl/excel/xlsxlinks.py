"""The targets of the links behind the texts of an .xlsx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice, product

from itaxl.core.asides import Spot
from itaxl.core.cells import spot_of
from itaxl.excel.archive import Archive
from itaxl.excel.kinds import relations, relations_part
from itaxl.excel.marks import target_of
from itaxl.excel.markup import attributes

_HYPERLINKS = re.compile(rb"<(?:\w+:)?hyperlinks(?=[\s>])")
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
_MOST = 65_530  # of a sheet: Excel makes no more

# As Excel, LibreOffice and XlsxWriter write them: a sheet may have hundreds, and so they cost a fifth.
_PLAIN = re.compile(r'<hyperlink ref="([A-Z]{1,3}[0-9]{1,7})" r:id="(\w+)"(?![^<>]* location=)[^<>]*>')
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLAIN_RELATION = re.compile(rf'<Relationship Id="(\w+)" Type="{re.escape(_OFFICE)}/\w+" Target="([^"<>]*)"')


def links_of(content: bytes, archive: Archive, part: str) -> dict[Spot, str]:
    """The targets of a sheet's links, by cell; a place within the target stands behind a "#"."""
    begin = _HYPERLINKS.search(content, max(content.rfind(b"</sheetData>"), 0))
    if begin is None:
        return {}
    targets = {name: target_of(target) for name, target in _targets(archive, part).items()}
    content = content[begin.end() :]
    plain = _PLAIN.findall(content.decode("utf-8", "replace"))
    if len(plain) == content.count(b"hyperlink "):
        return {
            spot: target
            for address, name in islice(plain, _MOST)
            if (spot := spot_of(address)) and (target := targets.get(name))
        }
    links: dict[Spot, str] = {}
    for spot, name, location in islice(_links(content), _MOST):
        if target := targets.get(name):
            links[spot] = target_of(f"{target}#{location}") if location else target
    return links


def _links(content: bytes) -> Iterator[tuple[Spot, str, str]]:
    """(the cell, the relation's name, a place within its target) of each link, in every cell of its range."""
    for link in map(attributes, _HYPERLINK.findall(content)):
        name = next((value for key, value in link.items() if key.endswith(":id")), "")
        first, _, last = link.get("ref", "").replace("$", "").partition(":")
        start, end = spot_of(first), spot_of(last or first)
        if start and end:
            for spot in product(range(start[0], end[0] + 1), range(start[1], end[1] + 1)):
                yield spot, name, link.get("location", "")


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """What a sheet's relations point to, by their names."""
    content = relations_part(archive, part)
    plain = dict(_PLAIN_RELATION.findall(content.decode("utf-8", "replace")))
    if len(plain) == content.count(b"Relationship "):
        return {number: unescape(target) for number, target in plain.items()} if b"&" in content else plain
    return {relation.name: relation.target for relation in relations(archive, part)}
