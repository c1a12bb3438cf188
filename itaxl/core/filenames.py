"""What the name of a returned file says: whose it is behind the marks of a copy, and what it lies in."""

from __future__ import annotations

import re

from itaxl.core.text import comparable

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".zip"})
"""What is looked for in folders and zips."""

INSIDE = " › "
"""Between a zip and what lies in it, in the names that messages give: "ส่งกลับ.zip › กองคลัง.xlsx"."""

# What Windows, macOS, Google Drive and browsers add to the name of a copy, in Thai and English.
_BEFORE = re.compile(r"สำเนาของ\s*|(?:สำเนา|copy\s+of)\s+", re.IGNORECASE)
_NUMBER = r"(?:\s*\(\d+\)|\s+\d+)?"
_BEHIND = re.compile(rf"(?:\s*\(\d+\)|(?:\s+-)?\s+(?:copy|สำเนา){_NUMBER})$", re.IGNORECASE)


def inside(outer: str, inner: str) -> str:
    """What a file in a zip is called."""
    return f"{outer}{INSIDE}{inner}"


def container(file: str) -> str:
    """The name of the file on disk: the zip of what lies in one."""
    return file.partition(INSIDE)[0]


def base(file: str) -> str:
    """The name without folders and zip."""
    return file.rpartition(INSIDE)[2].rpartition("/")[2]


def is_looked_for(file: str) -> bool:
    """True for what may be a return among other files; a Mac leaves "._x.xlsx" beside every file."""
    name = base(file)
    return not name.startswith(".") and name[name.rfind(".") :].lower() in SUFFIXES


def begins_as_workbook(beginning: bytes) -> bool:
    """True for how workbooks begin, whatever they are called: a zip, or an old .xls."""
    return beginning.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


SENT_WRONG = frozenset({".pdf", ".doc", ".docx", ".jpg", ".jpeg", ".png", ".heic", ".rar", ".7z"})
"""What looks like a return that was sent in another form: a scan, a photograph, a document, another kind of archive."""

_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})  # what Windows leaves in folders
_OURS = (".eml", ".ledger.sqlite", ".ledger.sqlite-journal")
_OUR_TEXT = "สิ่งที่ต้องแก้ "  # feedback to paste into a chat


def ending(file: str) -> str:
    """The ending in small letters with its point; "" for none."""
    name = base(file)
    return name[name.rfind(".") :].lower() if "." in name.lstrip(".") else ""


def is_told_of(file: str) -> bool:
    """True for a file whose being passed over is told: not what is hidden or a lock file, what systems leave behind, or
    what we wrote."""
    name = base(file)
    hidden = any(
        (part.startswith(".") and part != "..") or part == "__MACOSX" for part in re.split(f"/|{INSIDE}", file)
    )
    ours = name.lower().endswith(_OURS) or (name.startswith(_OUR_TEXT) and ending(name) == ".txt")
    return not (hidden or ours or name.startswith("~$") or name.lower() in _OF_SYSTEMS)


def own_name(file: str) -> str:
    """The name without folders, zip and ending."""
    name = base(file)
    return name.rpartition(".")[0] or name


def without_copy_marks(name: str) -> str:
    """The name that a copy was made of: "สำเนาของ กองคลัง (1)" and "กองคลัง - Copy" are กองคลัง."""
    text = comparable(name)
    while before := _BEFORE.match(text):
        text = text[before.end() :]
    while behind := _BEHIND.search(text):
        text = text[: behind.start()]
    return text.strip()


_NO_LETTER = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def readable(name: str) -> str:
    """The name with a replacement character for each byte that is no UTF-8, as names from old systems may hold, and
    for each that would move the cursor of a terminal."""
    return _NO_LETTER.sub("\ufffd", name)
