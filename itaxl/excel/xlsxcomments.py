"""The comments and notes on the cells of an .xlsx."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from itaxl.core.asides import Remark, Spot
from itaxl.core.cells import spot_of
from itaxl.excel.archive import Archive
from itaxl.excel.kinds import relations
from itaxl.excel.markup import attributes, pieces, texts

_AUTHOR = re.compile(rb"<(?:\w+:)?author(?=[\s/>])[^<>]*?(?:/>|>([^<]*)<)")
_NOTE = re.compile(rb"<(?:\w+:)?comment\s")
_THREADED = re.compile(rb"<(?:\w+:)?threadedComment\s")
_PERSON = re.compile(rb"<(?:\w+:)?person\s([^<>]*)>")
_OF_A_THREAD = "tc="  # the author of the note that stands in for a thread where a program does not know threads


def has_comments(archive: Archive) -> bool:
    """True when a workbook may have comments: without such a part nobody need look for them."""
    return any("comments" in name for name in archive.names)


def people_of(archive: Archive, main: str) -> dict[str, str]:
    """Who wrote threaded comments, by id."""
    parts = _related(archive, main, "person")
    people = (attributes(person[1]) for part in parts for person in _PERSON.finditer(part))
    return {person.get("id", ""): person.get("displayName", "") for person in people}


def remarks_of(archive: Archive, sheet: str, people: dict[str, str]) -> dict[Spot, tuple[Remark, ...]]:
    """The remarks on each cell of a sheet (the name of its part): threads with their replies, and notes."""
    found: dict[Spot, list[Remark]] = defaultdict(list)
    for part in _related(archive, sheet, "threadedComment"):
        for comment in pieces(_THREADED, part):
            own = attributes(comment[: comment.find(b">")])
            if spot := spot_of(own.get("ref", "")):
                found[spot].append(Remark(people.get(own.get("personId", ""), ""), texts(comment, b"text").strip()))
    threads = frozenset(found)
    for part in _related(archive, sheet, "comments"):
        for spot, note in _notes(part):
            if spot not in threads:
                found[spot].append(note)
    kept = {spot: tuple(each for each in remarks if each.text.strip()) for spot, remarks in found.items()}
    return {spot: remarks for spot, remarks in kept.items() if remarks}


def _notes(part: bytes) -> Iterator[tuple[Spot, Remark]]:
    first = _NOTE.search(part)
    head = part[: first.start()] if first else b""
    names = (unescape((each[1] or b"").decode("utf-8", "replace")) for each in _AUTHOR.finditer(head))
    authors = {str(number): name for number, name in enumerate(names)}
    for note in pieces(_NOTE, part):
        own = attributes(note[: note.find(b">")])
        author = authors.get(own.get("authorId", ""), "")
        author = "" if author.startswith(_OF_A_THREAD) else author
        # Excel begins a note with its author's name on a line of its own.
        text = texts(note).removeprefix(f"{author}:").strip()
        if spot := spot_of(own.get("ref", "")):
            yield spot, Remark(author, text)


def _related(archive: Archive, part: str, kind: str) -> list[bytes]:
    """The parts of a kind that a part relates to."""
    parts = dict.fromkeys(relation.part for relation in relations(archive, part) if relation.kind == kind)
    return [archive.part(name) for name in parts]
