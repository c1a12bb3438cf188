"""The gate: finds out what a file is before anything parses it, and what the reader of values cannot see.

Everything about a file's bytes is decided here: what it is by its content, whether it is let in, its error cells and
the links behind its texts (python-calamine gives error cells as empty), when and by whom it was saved, and what of it
cannot be seen or was left out. What knows the kinds that few files are of is loaded when one comes.
"""

import datetime as dt
import hashlib
import re
import stat
from collections.abc import Container, Iterable, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from itaxl.core.calendar import BANGKOK
from itaxl.core.filenames import base, readable
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.returns import Inside
from itaxl.core.systemerrors import why
from itaxl.core.table import Grid
from itaxl.excel import xlsxcells
from itaxl.excel.archive import Archive, open_archive
from itaxl.excel.bundles import LARGEST_FILE, member
from itaxl.excel.kinds import OLE, FileKind, is_xls_encrypted, kind_of, looks_like, main_part, ole_is, program_of
from itaxl.excel.marks import Marks

LOCK_PREFIX = "~$"


class Admitted(NamedTuple):
    """A file that was let in: what was found in it and what of it may be read, and what it says of itself.

    `saved_at` is in UTC; `grids` are the sheets of an .ods, which are read here; `entries` are the names in a zip.
    """

    file: str
    kind: FileKind
    digest: str
    marks: Marks
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    grids: Mapping[str, Grid] = {}
    entries: Iterable[str] = ()


_NO_NAME = 123  # what Windows calls a name that no file can have, such as "*.xlsx"


def check_there(path: Path) -> None:
    """Raises CannotGoOn for a file that does not exist, or of which the system does not say whether it does."""
    try:
        path.stat()
    except OSError as error:
        no_name = getattr(error, "winerror", None) == _NO_NAME
        if no_name or isinstance(error, FileNotFoundError | NotADirectoryError):
            raise CannotGoOn(Problem("file-missing", found=str(path))) from None
        raise CannotGoOn(_unreadable(readable(path.name), error)) from None


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem("file-unreadable", name, facts=(("why", why(error)),))


def admit(path: Path, name: str, way: Inside = (), only: Container[str] | None = None) -> Admitted | Problem:
    """The file, or what these entries lead to where it is a zip, let in; or the problem that keeps it out. `name` is
    what the user calls it; `only` names the sheets that will be read, where those are not all."""
    if base(name).startswith(LOCK_PREFIX):
        return Problem("file-lock", name)
    try:
        return _admitted(name, member(name, _content(path, name), way), only)
    except CannotGoOn as stop:
        return stop.problem


def _content(path: Path, name: str) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            folder = (("why", Word.IS_FOLDER),) if stat.S_ISDIR(found.st_mode) else ()
            raise CannotGoOn(Problem("file-unreadable", name, facts=folder))
        if found.st_size > LARGEST_FILE:
            raise CannotGoOn(Problem("file-too-large", name, found=f"{found.st_size // 1_000_000} MB"))
        return path.read_bytes()
    except OSError as error:
        raise CannotGoOn(_unreadable(name, error)) from None


def _admitted(name: str, data: bytes, only: Container[str] | None) -> Admitted | Problem:
    """By content, raises CannotGoOn as well."""
    if not data:
        return Problem("file-empty", name)
    if data.startswith(b"PK"):
        return _zip(name, data, only)
    if data.startswith(OLE):
        return _ole(name, data)
    from itaxl.excel.csvgrid import is_csv

    inside = looks_like(data)
    if inside in (Word.TEXT, "") and is_csv(name, data):
        return Admitted(name, FileKind.CSV, _digest(data), Marks(problems=_blind_spots(name, FileKind.CSV), book=data))
    return _not_workbook(name, inside)


_UNSEEN = (Word.ERROR_CELLS, Word.LINKS, Word.COMMENTS, Word.STRUCK_TEXT, Word.FORMULAS, Word.PERCENTAGES)
UNSEEN: Mapping[FileKind, tuple[Word, ...]] = {
    FileKind.ODS: (Word.STRUCK_TEXT,),
    FileKind.XLS: _UNSEEN,
    FileKind.XLSB: (*_UNSEEN, Word.JOINED_CELLS),
    FileKind.CSV: (
        Word.OTHER_SHEETS, Word.NUMBER_FORMATS, Word.LINKS, Word.COMMENTS, Word.STRUCK_TEXT, Word.JOINED_CELLS,
    ),
}  # fmt: skip
"""What nothing here sees in a workbook of each kind."""


def _blind_spots(name: str, kind: FileKind) -> list[Problem]:
    """The one problem that says what could not be seen in a file of this kind; none for an .xlsx."""
    unseen = UNSEEN.get(kind)
    return [Problem("format-blind", name, facts=(("kind", f".{kind}"), ("unseen", unseen)))] if unseen else []


def _not_workbook(name: str, inside: str) -> Problem:
    return Problem("file-not-workbook", name, facts=(("inside", inside),))


def _ole(name: str, data: bytes) -> Admitted | Problem:
    """An OLE container: an old .xls, an encrypted workbook, or something else of Office's."""
    if ole_is(data, "EncryptedPackage"):
        return Problem("file-encrypted", name)
    if not ole_is(data, "Workbook\0", "Book\0", "WORKBOOK\0", "BOOK\0"):
        return _not_workbook(name, "Microsoft Office")
    if is_xls_encrypted(data):
        return Problem("file-encrypted", name)
    from itaxl.excel.olesaved import ole_saved
    from itaxl.excel.xlscells import fit_to_read

    problems = _blind_spots(name, FileKind.XLS)
    if ole_is(data, "_VBA_PROJECT"):
        problems.append(Problem("file-macros", name))
    fit, far = fit_to_read(name, data)
    return Admitted(name, FileKind.XLS, _digest(data), Marks(problems=[*problems, *far], book=fit), *ole_saved(data))


def _zip(name: str, data: bytes, only: Container[str] | None) -> Admitted | Problem:
    archive = open_archive(name, data)
    main = main_part(archive)
    kind = kind_of(archive, main)
    if kind is None:
        program = program_of(archive)
        return _not_workbook(name, program) if program else Problem("file-zip", name)
    if b":encryption-data" in archive.part("meta-inf/manifest.xml"):
        return Problem("file-encrypted", name)
    found, grids = Marks(), dict[str, Grid]()
    if kind is FileKind.ODS:
        from itaxl.excel import odscells, odsgrids

        grids, told = odsgrids.ods_grids(name, archive.part(odscells.PART))
        found = Marks(problems=told)
    elif kind is FileKind.XLSX:
        found = xlsxcells.marks(archive, main, only)
    elif kind is FileKind.XLSB:
        from itaxl.excel import xlsbcells

        found = xlsbcells.marks(archive, main)
    found = found._replace(problems=[*_blind_spots(name, kind), *_unused(archive), *found.problems])
    saved = _saved(archive.part("meta.xml" if kind is FileKind.ODS else "docProps/core.xml")[:_LONGEST_PROPERTIES])
    return Admitted(name, kind, _digest(data), found, *saved, grids, archive.names)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_MACROS = re.compile(r".*/vbaproject\.bin|basic/|scripts/.")
_EXTERNAL = re.compile(r"xl/externallinks/|xl/connections\.")


def _unused(archive: Archive) -> list[Problem]:
    """What is in a workbook and is never used: macros, links to other workbooks and to data."""
    found = (("file-macros", _MACROS), ("file-external", _EXTERNAL))
    return [Problem(code, archive.file) for code, sign in found if any(map(sign.match, archive.names))]


_LONGEST_PROPERTIES = 20_000  # bytes: nobody's are longer
_SAVED_AT = re.compile(rb"<(?:dcterms:modified|dc:date)[^<>]*>([^<]+)<")
_SAVED_BY = re.compile(rb"<(?:dc:creator)[^<>]*>([^<]+)<")
_LAST_SAVED_BY = re.compile(rb"<cp:lastModifiedBy>([^<]+)<")


def _saved(properties: bytes) -> tuple[dt.datetime | None, str]:
    """(when, in UTC, or None; by whom) the file says it was last saved."""
    by = _LAST_SAVED_BY.search(properties) or _SAVED_BY.search(properties)
    at = _SAVED_AT.search(properties)
    return (
        _instant(at[1].decode("ascii", "replace")) if at else None,
        unescape(by[1].decode("utf-8", "replace")) if by else "",
    )


def _instant(text: str) -> dt.datetime | None:
    """In UTC; an .ods gives the time on its maker's clock and no zone."""
    try:
        instant = dt.datetime.fromisoformat(text.strip())
        return (instant if instant.tzinfo else instant.replace(tzinfo=BANGKOK)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


_OUR_PARTS = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/\w+\.xml"
    r"|xl/(?:_rels/workbook\.xml\.rels|workbook\.xml|styles\.xml|sharedstrings\.xml|theme/theme\d+\.xml)"
    r"|xl/(?:worksheets|drawings|charts|tables)/(?:_rels/)?\w+\.xml(?:\.rels)?"
)


def holds_objects(admitted: Admitted) -> bool:
    """True for an .xlsx with a part of a kind that none of our workbooks has: objects, controls, programs."""
    return not all(map(_OUR_PARTS.fullmatch, admitted.entries))
