"""The gate: finds out what a file is before anything parses it, and what the reader of values cannot see.

Everything about a file's bytes is decided here: what it is by its content, whether it is let in, its error cells and
the links behind its texts (python-calamine gives error cells as empty), when and by whom it was saved, and what of it
cannot be seen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from io import BytesIO
from pathlib import Path

from itaxl.core.calendar import BANGKOK
from itaxl.core.dates import EPOCH_1900, EPOCH_1904
from itaxl.core.problems import Problem, Word
from itaxl.excel.markup import attributes
from itaxl.excel.odscells import errors_and_links
from itaxl.excel.olesaved import ole_saved

LOCK_PREFIX = "~$"

CellMap = Mapping[tuple[int, int], str]


class FileKind(StrEnum):
    """What a workbook is by its content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that was let in: its bytes and what they say of themselves. `saved_at` is in UTC."""

    file: str
    data: bytes
    kind: FileKind
    digest: str
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    epoch: dt.date = EPOCH_1900
    errors: Mapping[str, CellMap] = field(default_factory=dict)
    links: Mapping[str, CellMap] = field(default_factory=dict)


def admit(path: Path, name: str) -> Admitted | Problem:
    """The file, let in, or the problem that keeps it out; `name` is what the user calls it."""
    if path.name.startswith(LOCK_PREFIX):
        return Problem("file-lock", name)
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem("file-unreadable", name, found=error.strerror)
    if not data:
        return Problem("file-empty", name)
    if data.startswith(b"PK"):
        return _zip(name, data)
    if data.startswith(_OLE):
        return _ole(name, data)
    return _not_workbook(name, _looks_like(data))


UNSEEN: Mapping[FileKind, tuple[Word, ...]] = {
    FileKind.ODS: (Word.COMMENTS, Word.STRUCK_TEXT, Word.JOINED_CELLS),
    FileKind.XLS: (Word.ERROR_CELLS, Word.LINKS, Word.COMMENTS, Word.STRUCK_TEXT),
    FileKind.XLSB: (Word.ERROR_CELLS, Word.LINKS, Word.COMMENTS, Word.STRUCK_TEXT, Word.JOINED_CELLS),
}
"""What nothing here sees in a workbook of each kind."""


def blind_spots(admitted: Admitted) -> tuple[Problem, ...]:
    """The one problem that says what could not be seen in a file of this kind; none for an .xlsx."""
    unseen = UNSEEN.get(admitted.kind)
    facts = (("kind", f".{admitted.kind}"), ("unseen", unseen))
    return (Problem("format-blind", admitted.file, facts=facts),) if unseen else ()


# --- by content --------------------------------------------------------------------------------------------

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", Word.PICTURE),
    (b"\xff\xd8\xff", Word.PICTURE),
    (b"GIF8", Word.PICTURE),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "RTF"),
)


def _not_workbook(name: str, inside: str) -> Problem:
    return Problem("file-not-workbook", name, facts=(("inside", inside),))


def _looks_like(data: bytes) -> str:
    """The name of what the bytes are, or a word of ours for it; "" where they are nothing known."""
    for beginning, name in _OTHERS:
        if data.startswith(beginning):
            return name
    start = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "HTML"
    return "" if b"\0" in data[:1024] else Word.TEXT


def _ole(name: str, data: bytes) -> Admitted | Problem:
    """An OLE container: an old .xls, an encrypted workbook, or something else of Office's."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Problem("file-encrypted", name)
    if not any(stream.encode("utf-16-le") in data for stream in ("Workbook\0", "Book\0")):
        return _not_workbook(name, "Microsoft Office")
    return Admitted(name, data, FileKind.XLS, _digest(data), *ole_saved(data))


def _zip(name: str, data: bytes) -> Admitted | Problem:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
            if "xl/workbook.bin" in parts:
                return Admitted(name, data, FileKind.XLSB, _digest(data), *_saved(archive, "docProps/core.xml"))
            if "content.xml" in parts and b"spreadsheet" in _part(archive, "mimetype"):
                return _ods(name, data, archive)
            if "xl/workbook.xml" in parts:
                return _xlsx(name, data, archive)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return Problem("file-damaged", name, found=str(error))
    if "word/document.xml" in parts:
        return _not_workbook(name, "Word")
    return Problem("file-zip", name)


def _ods(name: str, data: bytes, archive: zipfile.ZipFile) -> Admitted:
    errors, links = errors_and_links(_part(archive, "content.xml"))
    saved = _saved(archive, "meta.xml")
    return Admitted(name, data, FileKind.ODS, _digest(data), *saved, errors=errors, links=links)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, empty when the archive has none of that name."""
    try:
        return archive.read(name)
    except KeyError:
        return b""


# --- what an .xlsx says of itself --------------------------------------------------------------------------

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL
)
_LINK_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f[^>]*>\s*HYPERLINK\(\s*(?:&quot;|\")(.*?)(?:&quot;|\")", re.DOTALL
)
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def _xlsx(name: str, data: bytes, archive: zipfile.ZipFile) -> Admitted:
    workbook = _part(archive, "xl/workbook.xml")
    targets = _relations(archive, "xl/_rels/workbook.xml.rels")
    errors: dict[str, CellMap] = {}
    links: dict[str, CellMap] = {}
    for found in _SHEET.finditer(workbook):
        sheet = attributes(found[1])
        part = _resolve(targets.get(sheet.get("r:id", ""), ""))
        content = _part(archive, part) if part else b""
        title = sheet.get("name", "")
        errors[title] = _error_cells(content)
        links[title] = _links(content, archive, part)
    epoch = EPOCH_1904 if re.search(rb"date1904=[\"'](1|true)[\"']", workbook) else EPOCH_1900
    saved = _saved(archive, "docProps/core.xml")
    return Admitted(name, data, FileKind.XLSX, _digest(data), *saved, epoch, errors, links)


def _relations(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Target by id."""
    found = (attributes(relation[1]) for relation in _RELATION.finditer(_part(archive, name)))
    return {relation.get("Id", ""): relation.get("Target", "") for relation in found}


def _resolve(target: str) -> str:
    """The part's name for a target of the workbook's relations."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}" if target else ""


def _error_cells(content: bytes) -> CellMap:
    if b't="e"' not in content and b"t='e'" not in content:
        return {}
    found = (
        (attributes(cell[1]).get("r", ""), cell[2].decode("utf-8", "replace")) for cell in _ERROR_CELL.finditer(content)
    )
    return {place: error for address, error in found if (place := _position(address))}


def _links(content: bytes, archive: zipfile.ZipFile, part: str) -> CellMap:
    links: dict[tuple[int, int], str] = {}
    for found in _LINK_FORMULA.finditer(content) if b"HYPERLINK(" in content else ():
        if place := _position(attributes(found[1]).get("r", "")):
            links[place] = unescape(found[2].decode("utf-8", "replace"))
    start = content.find(b"hyperlinks>")
    if start < 0:
        return links
    folder, _, name = part.rpartition("/")
    targets = _relations(archive, f"{folder}/_rels/{name}.rels")
    for found in _HYPERLINK.finditer(content, start):
        link = attributes(found[1])
        target, place = targets.get(link.get("r:id", ""), ""), _position(link.get("ref", ""))
        if target and place:
            location = link.get("location", "")
            links[place] = f"{target}#{location}" if location else target
    return links


def _position(address: str) -> tuple[int, int] | None:
    """(row, column) counted from 0 of "N9", or of the first cell of "N9:N12"."""
    found = _CELL.match(address)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


_SAVED_AT = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>([^<]+)<")
_SAVED_BY = re.compile(rb"<(?:cp:lastModifiedBy|dc:creator)[^>]*>([^<]+)<")


def _saved(archive: zipfile.ZipFile, part: str) -> tuple[dt.datetime | None, str]:
    """(when, in UTC, or None; by whom) the file says it was last saved."""
    text = _part(archive, part)
    by = re.search(rb"<cp:lastModifiedBy>([^<]+)<", text) or _SAVED_BY.search(text)
    at = _SAVED_AT.search(text)
    return _instant(at[1].decode("ascii", "replace")) if at else None, unescape(
        by[1].decode("utf-8", "replace")
    ) if by else ""


def _instant(text: str) -> dt.datetime | None:
    """In UTC; an .ods gives the time on its maker's clock and no zone."""
    try:
        instant = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=BANGKOK)).astimezone(dt.UTC)
