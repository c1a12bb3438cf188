"""Why the system refused a file, in words of ours: its own are in whatever language it speaks."""

from __future__ import annotations

import errno

from itaxl.core.problems import Fact, Word

_WORDS = {
    "EACCES": Word.DENIED,
    "EPERM": Word.DENIED,
    "EISDIR": Word.IS_FOLDER,
    "ENOTDIR": Word.NOT_FOLDER,
    "EEXIST": Word.EXISTS,
    "ENOENT": Word.NOT_FOUND,
    "ENOSPC": Word.DISK_FULL,
    "EDQUOT": Word.DISK_FULL,
    "EROFS": Word.READ_ONLY,
    "EBUSY": Word.IN_USE,
    "ETXTBSY": Word.IN_USE,
    "ENAMETOOLONG": Word.NAME_TOO_LONG,
    "EMFILE": Word.TOO_MANY_OPEN,
    "ENFILE": Word.TOO_MANY_OPEN,
    "EIO": Word.DISK_FAULT,
}


_LONGEST_ON_WINDOWS = 259  # letters of a path; of a longer one Windows says that it was not found


def why(error: OSError) -> Fact:
    """A word of ours for what the system complains of; what it says itself where we have none."""
    if getattr(error, "winerror", None) and len(str(error.filename or "")) > _LONGEST_ON_WINDOWS:
        return Word.NAME_TOO_LONG
    return _WORDS.get(errno.errorcode.get(error.errno or 0, ""), error.strerror or "")
