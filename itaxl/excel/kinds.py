"""What a file is by its content, whatever it is called."""

import posixpath
import re
from collections.abc import Mapping
from enum import StrEnum
from struct import unpack_from
from typing import NamedTuple
from urllib.parse import unquote

from itaxl.core.problems import Word
from itaxl.excel.archive import Archive
from itaxl.excel.markup import WITHIN, attributes

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""What an .xls, an encrypted workbook and other files of Office begin with."""


class FileKind(StrEnum):
    """What a workbook is by its content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    CSV = "csv"


_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", Word.PICTURE),
    (b"\xff\xd8\xff", Word.PICTURE),
    (b"GIF8", Word.PICTURE),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "RTF"),
)
_PROGRAMS = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}


def looks_like(data: bytes) -> str:
    """The name of what bytes that are no workbook are, or a word of ours for it; "" where they are nothing known."""
    for beginning, name in _OTHERS:
        if data.startswith(beginning):
            return name
    start = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "HTML"
    return "" if b"\0" in data[:1024] else Word.TEXT


def ole_is(data: bytes, *streams: str) -> bool:
    """True for an OLE container in which one of these streams is named."""
    return any(stream.encode("utf-16-le") in data for stream in streams)


_BEGINNING, _FILE_PASS = 0x809, 0x2F  # records BOF and FILEPASS of an .xls, MS-XLS 2.4.21 and 2.4.117
_SECTOR = 512


def is_xls_encrypted(data: bytes) -> bool:
    """True for an .xls with a password: one of the first records of its stream says so."""
    for start in range(_SECTOR, len(data) - 4, _SECTOR):
        record, size = unpack_from("<HH", data, start)
        if record == _BEGINNING:
            for _ in range(4):
                start += 4 + size
                if start + 4 > len(data):
                    return False
                record, size = unpack_from("<HH", data, start)
                if record == _FILE_PASS:
                    return True
            return False
    return False


def kind_of(archive: Archive, main: str) -> FileKind | None:
    """What workbook the archive is, by its main part; None for any other zip."""
    if b"opendocument.spreadsheet" in archive.part("mimetype"):
        return FileKind.ODS if "content.xml" in archive.names else None
    if main not in archive.names:
        return None
    if main.endswith(".bin"):
        return FileKind.XLSB
    return FileKind.XLSX if _WORKBOOK.search(archive.part(main)[:4096]) else None


def program_of(archive: Archive) -> str:
    """The program whose document the archive is, when it is no workbook; "" for any other zip."""
    return next((program for part, program in _PROGRAMS.items() if part in archive.names), "")


_WORKBOOK = re.compile(rb"<(?:\w+:)?workbook[\s>/]")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s(" + WITHIN + rb")>")
_USUAL = ("xl/workbook.xml", "xl/workbook.bin")


def main_part(archive: Archive) -> str:
    """The part that the archive says it begins with, in small letters, otherwise the usual one."""
    for relation in relations(archive, ""):
        if relation.kind == "officeDocument":
            return relation.part
    return next((part for part in _USUAL if part in archive.names), "")


class Relation(NamedTuple):
    """What a part relates to: the relation's name in it, the last word of its type, its target as it is written, and
    the name of the part in small letters, where it is one."""

    name: str
    kind: str
    target: str
    part: str


def relations(archive: Archive, part: str) -> list[Relation]:
    """What a part relates to; the whole archive for ""."""
    return [_relation(archive, part, attributes(tag[1])) for tag in _RELATION.finditer(relations_part(archive, part))]


def _relation(archive: Archive, part: str, own: Mapping[str, str]) -> Relation:
    target = own.get("Target", "")
    other = _resolved(part, target).lower()
    if "%" in other and other not in archive.names:
        other = unquote(other)
    return Relation(own.get("Id", ""), own.get("Type", "").rpartition("/")[2], target, other)


def relations_part(archive: Archive, part: str) -> bytes:
    """The part that says what a part relates to."""
    folder, _, name = part.rpartition("/")
    return archive.part(posixpath.join(folder, "_rels", f"{name}.rels"))


def _resolved(part: str, target: str) -> str:
    """The name of what a part's relation points to."""
    if not target:
        return ""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))).lstrip("/")
