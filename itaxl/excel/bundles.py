"""A zip of returned files, as a mail program makes it: what lies in it, and each of it as bytes.

Nothing is ever written to disk: a file in a zip is found again by the names of the entries that lead to it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import error
from zipfile import BadZipFile, ZipInfo

from itaxl.core.filenames import begins_as_workbook, ending, inside, is_looked_for, is_told_of, readable
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.returns import Bundle, Inside, Return, passed_over
from itaxl.excel.archive import damaged, entries_of, inflate, leads_out, turned

MOST_MEMBERS = 300  # files in one zip: an office has some dozens of units
MOST_UNPACKED = 300_000_000  # bytes of all of them together, those in zips inside it too
LARGEST_FILE = 50_000_000  # bytes of any one file: twice what mail programs let through
DEEPEST = 2  # a zip in a zip is looked into, not a third one


def members_of(file: str, data: bytes) -> Bundle | Problem:
    """The files in a zip that is no workbook, also in zips that lie in it; or the problem that there are none.

    What is not looked for is named as in a folder, and so is a file whose name leads out of the zip. Raises CannotGoOn
    for a zip that is damaged, encrypted or unpacks to more than any round.
    """
    others: list[Return] = []
    found = _members(file, data, (), _Budget(file, MOST_MEMBERS, MOST_UNPACKED), others)
    members = tuple(sorted(found, key=lambda member: member[1]))
    if not members and not any(each.refused for each in others):
        return Problem("file-zip", file)
    return Bundle(file, members, tuple(sorted(others, key=lambda each: each.file)))


def member(file: str, data: bytes, way: Inside) -> bytes:
    """The bytes of the file that these entries lead to, in a zip with these bytes.

    Raises CannotGoOn where that is damaged or too large.
    """
    for name in way:
        entry = entries_of(file, data).get(name)
        if entry is None:
            raise CannotGoOn(Problem("file-damaged", file, found=readable(name)))
        data = _unpacked(file, data, entry)
    return data


class _Budget:
    """What may still be unpacked of one zip: whatever it declares, only what came out counts."""

    def __init__(self, file: str, members: int, size: int) -> None:
        self.file, self.members, self.size = file, members, size

    def spend(self, size: int) -> None:
        self.members -= 1
        self.size -= size
        if self.members < 0:
            raise CannotGoOn(Problem("file-too-large", self.file, found=f"> {MOST_MEMBERS}"))
        if self.size < 0:
            raise CannotGoOn(Problem("file-bomb", self.file, found=f"> {MOST_UNPACKED // 1_000_000} MB"))


_OFFICE = frozenset({"[content_types].xml", "mimetype"})  # what every document of an office program has


def _members(
    file: str, data: bytes, way: Inside, budget: _Budget, others: list[Return]
) -> Iterator[tuple[Inside, str]]:
    """What is to be read; `others` is added to by what is not."""
    entries = entries_of(file, data)
    if not _OFFICE.isdisjoint(map(str.lower, entries)):
        return
    for key, entry in entries.items():
        shown = _shown(entry)
        name, here = inside(file, shown), (*way, key)
        if not (is_looked_for(shown) or ending(shown) == "") or shown.endswith("/"):
            if is_told_of(shown) and not shown.endswith("/"):
                others.append(passed_over(name))
            continue
        if leads_out(key.lower()):
            others.append(Return(name, refused=Problem("file-unsafe", name, found=shown)))
            continue
        try:
            content = _unpacked(name, data, entry)
            cost = len(content)
        except CannotGoOn as stop:  # it says so itself when it is read
            content, cost = b"", LARGEST_FILE if stop.problem.code == "file-bomb" else 0
        budget.spend(cost)
        if not is_looked_for(shown) and not begins_as_workbook(content):
            if is_told_of(shown):
                others.append(passed_over(name))
            continue
        nested = shown.lower().endswith(".zip") and len(here) < DEEPEST
        yield from (nested and _within(name, content, here, budget, others)) or [(here, name)]


def _within(name: str, content: bytes, here: Inside, budget: _Budget, others: list[Return]) -> list[tuple[Inside, str]]:
    """What lies in a zip in the zip; nothing in one that cannot be looked into or holds nothing to read, which says why
    when it is read."""
    try:
        entries_of(name, content)
    except CannotGoOn:
        return []
    more: list[Return] = []
    found = list(_members(name, content, here, budget, more))
    if found:
        others += more
    return found


def _unpacked(file: str, data: bytes, entry: ZipInfo) -> bytes:
    try:
        content = inflate(data, entry, LARGEST_FILE)
    except (zlib.error, BadZipFile, error) as reason:
        raise CannotGoOn(damaged(file, str(reason))) from None
    if content is None:
        raise CannotGoOn(Problem("file-bomb", file))
    return content


_UTF_8 = 0x800  # the flag that says so


def _shown(entry: ZipInfo) -> str:
    """An entry's name as its maker saw it. Without the flag that says UTF-8, a Mac writes UTF-8 all the same, and
    Windows its own code page, in Thailand 874, which Python gives as if it were 437."""
    name = turned(entry)
    if not entry.flag_bits & _UTF_8:
        raw = entry.orig_filename.encode("cp437", "replace")
        for encoding in ("utf-8", "cp874"):
            try:
                name = raw.decode(encoding).replace("\\", "/")
                break
            except UnicodeDecodeError:
                continue
    return readable(name)
