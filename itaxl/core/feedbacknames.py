"""What the feedback on each returned file is called: by the file's own name, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from itaxl.core.filenames import INSIDE, own_name, readable

PREFIX = "สิ่งที่ต้องแก้ "  # so that nobody takes it for the file itself, which it may lie beside

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ufffd]')
_LONGEST = 150  # bytes: file systems take 255, prefix, number and ending included


def feedback_names(files: Sequence[str]) -> dict[str, str]:
    """A name without ending for each file, all different whatever the case: a file that shares its name with another
    is called after its folder too, and one that still does gets a number."""
    alike = Counter(_key(_own(file)) for file in files)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for file in files:
        base = name = _own(file) if alike[_key(_own(file))] == 1 else _with_folder(file)
        number = 1
        while _key(name) in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(_key(name))
        names[file] = PREFIX + name
    return names


def _own(file: str) -> str:
    return safe_name(own_name(file))


def _with_folder(file: str) -> str:
    folders = re.split(f"/|{INSIDE}", file)[:-1]
    return safe_name(f"{folders[-1] if folders else ''} {_own(file)}")


def safe_name(name: str) -> str:
    """Without what Windows refuses, not too long, and not ending in a dot or a blank."""
    text = " ".join(_REFUSED.sub("_", unicodedata.normalize("NFC", readable(name))).split())
    return text.encode()[:_LONGEST].decode("utf-8", "ignore").strip(". ") or "_"


def _key(name: str) -> str:
    return name.casefold()
