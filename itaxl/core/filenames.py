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
