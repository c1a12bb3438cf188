"""Opens the zip that an .xlsx, .xlsb or .ods is, as if its sender meant harm: nothing is taken on trust, nothing is
inflated without being counted, nothing is written to disk.

Sizes that an archive declares may lie: only what comes out of inflating counts.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from struct import error, unpack_from
from typing import NamedTuple

from itaxl.core.filenames import readable
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.excel.markup import plain

MOST_ENTRIES = 10_000  # an office's workbook with a picture for every row has some hundreds; Apache POI stops at 1,000
MOST_INFLATED = 64_000_000  # bytes of all parts together: our largest workbook (12 units) has one million
MOST_RATIO = 100  # Apache POI's ZipSecureFile.MIN_INFLATE_RATIO of 0.01 ...
RATIO_FREE = 5_000_000  # ... which is asked only of parts larger than this: rows of long texts that are alike
# Rows that are alike fill an .ods with the same long tags: LibreOffice's own reach 180 to 1, spaces alone 1,000 to 1.
_RATIOS = {"content.xml": 400}

# What is inflated: the parts that say something. Pictures and embedded files are never opened.
_TELLING = (".xml", ".rels", ".bin", "mimetype")


class Archive(NamedTuple):
    """The parts of a zip that say something, inflated, by name in small letters; `names` gives all entries by name in
    small letters the name as it is written, with the strokes of Windows turned round.
    """

    file: str
    parts: Mapping[str, bytes]
    names: Mapping[str, str]
    damaged: Mapping[str, str]

    def part(self, name: str) -> bytes:
        """A part's content, empty when there is none of that name.

        Raises CannotGoOn for one that cannot be inflated: a part that nobody asks for may be damaged.
        """
        name = name.lower()
        if name in self.damaged:
            raise CannotGoOn(damaged(self.file, self.damaged[name], name))
        return self.parts.get(name, b"")


def open_archive(file: str, data: bytes) -> Archive:
    """The archive in these bytes; `file` is what the user calls it.

    Raises CannotGoOn for one that is damaged, encrypted or larger than any workbook, and for one that looks made to
    harm: names that lead elsewhere or occur twice, document type declarations.
    """
    entries = entries_of(file, data, str.lower)
    parts: dict[str, bytes] = {}
    bad: dict[str, str] = {}
    left = MOST_INFLATED
    for name, entry in entries.items():
        if leads_out(name):
            raise _unsafe(file, entry)
        if not name.endswith(_TELLING):
            continue
        try:
            content = inflate(data, entry, left, _RATIOS.get(name, MOST_RATIO))
            if content is not None and not name.endswith(".bin"):
                content = _as_read(file, name, content)
        except (zlib.error, zipfile.BadZipFile, error) as reason:
            bad[name] = str(reason)
            continue
        left -= len(content or b"")
        if content is None or left < 0:
            raise CannotGoOn(Problem("file-bomb", file, found=name))
        parts[name] = content
    return Archive(file, parts, {name: turned(entry) for name, entry in entries.items()}, bad)


def _as_read(file: str, name: str, content: bytes) -> bytes:
    """A part's XML as every reader takes it: in UTF-8, without remarks, and with no text in it that stands as it is.

    Raises BadZipFile for what no XML holds, and CannotGoOn for a document type declaration.
    """
    if wide := _WIDE.get(content[:2]):
        content = _SAYS_WIDE.sub(rb"\1", content.decode(wide, "replace").encode(), count=1)
    if b"!" in content:  # a single byte is found sooner than anything
        content = plain(content)
    if b"\0" in content:  # also in UTF-32, in which python-calamine finds nothing
        raise zipfile.BadZipFile("encoding")
    if _declares(name, content):
        raise CannotGoOn(Problem("file-entities", file, found=name))
    return content


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A new zip of these parts by name."""
    new = BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return new.getvalue()


_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""How a part in UTF-16 begins: with its mark, or at once with its first tag."""
_SAYS_WIDE = re.compile(rb"^(<\?xml[^<>]{0,200}?)\s{1,20}encoding\s*+=\s*+[\"'](?i:utf-16)[\"']")
# It stands before the first element or nowhere: the rest of a part need not be searched.
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
_NAMES_TYPE = re.compile(r"meta-inf/manifest\.xml|(?:basic|dialogs)/")
_ELSEWHERE = re.compile(r"/|[a-z]:|(.*/)?\.\.(/|$)")


def leads_out(name: str) -> bool:
    """True for an entry's name that leads out of the zip. It is never used as a path: nothing is written to disk."""
    return bool(_ELSEWHERE.match(name))


def entries_of(file: str, data: bytes, key: Callable[[str], str] = str) -> dict[str, zipfile.ZipInfo]:
    """The entries of the zip in these bytes, by the key of their names; `file` is what the user calls it.

    Raises CannotGoOn for a zip that is damaged, encrypted or has too many, and for names that occur twice.
    """
    if _listed(data) > MOST_ENTRIES:  # counted before Python lists them
        raise CannotGoOn(Problem("file-too-large", file, found=f"> {MOST_ENTRIES}"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, error) as reason:
        raise CannotGoOn(damaged(file, str(reason))) from None
    named: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = key(turned(entry))
        if entry.flag_bits & 1:
            raise CannotGoOn(Problem("zip-encrypted", file))
        if name in named:
            raise _unsafe(file, entry)
        named[name] = entry
    return named


def _unsafe(file: str, entry: zipfile.ZipInfo) -> CannotGoOn:
    return CannotGoOn(Problem("file-unsafe", file, found=readable(entry.orig_filename)))


_END, _OF_END = b"PK\5\6", 22  # how the end of a directory begins, and its bytes


def _listed(data: bytes) -> int:
    """How many entries the directory of a zip lists: those of zips that lie in it, unpacked, are not its own."""
    end = data.rfind(_END)
    size = unpack_from("<I", data, end + 12)[0] if 0 <= end <= len(data) - _OF_END else len(data)
    return data.count(b"PK\1\2", max(0, end - size))


_ODDLY_PACKED = "compression "


def damaged(file: str, reason: str, part: str | None = None) -> Problem:
    """That the file, or a part of it, is damaged or packed as nobody packs: in words of ours for what Python complains
    of."""
    said = reason.lower()
    if said.startswith(_ODDLY_PACKED):
        return Problem("zip-packing", file, found=part)
    if any(word in said for word in ("decompress", "crc", "compression")):
        return Problem("file-damaged", file, found=part, facts=(("why", Word.BADLY_PACKED),))
    if any(word in said for word in ("not a zip", "central dir", "truncated", "header", "unpack")):
        return Problem("file-damaged", file, found=part, facts=(("why", Word.CUT_OFF),))
    return Problem("file-damaged", file, found=part)


def turned(entry: zipfile.ZipInfo) -> str:
    """An entry's name as it is written, with the strokes of Windows turned round."""
    return entry.orig_filename.replace("\\", "/")  # programs write both


def inflate(data: bytes, entry: zipfile.ZipInfo, left: int, ratio: int = MOST_RATIO) -> bytes | None:
    """An entry's content, inflated no further than it may be, to no more than `left` bytes and to no more than `ratio`
    times its own; None where there is more.

    Raises zlib.error, BadZipFile or struct.error for one that is damaged.
    """
    start = entry.header_offset
    if data[start : start + 4] != b"PK\3\4":
        raise zipfile.BadZipFile("no header")
    name, extra = unpack_from("<HH", data, start + 26)
    start += 30 + name + extra
    packed = memoryview(data)[start : start + entry.compress_size]
    allowed = min(left, max(RATIO_FREE, ratio * len(packed)))
    if entry.compress_type == zipfile.ZIP_STORED:
        content = bytes(packed)
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, allowed + 1)
    else:
        raise zipfile.BadZipFile(f"{_ODDLY_PACKED}{entry.compress_type}")
    if len(content) > allowed:
        return None
    if zlib.crc32(content) != entry.CRC:
        raise zipfile.BadZipFile("CRC-32")
    return content


def _declares(name: str, content: bytes) -> bool:
    """True where a part declares a document type, from which entities grow. No office program writes one, but that
    LibreOffice names one, without entities, in its lists of macros, and old OpenOffice in its list of parts."""
    if not _DECLARATION.match(content):
        return False
    return not _NAMES_TYPE.match(name) or b"<!ENTITY" in content
