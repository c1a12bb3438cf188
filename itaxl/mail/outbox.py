"""The outbox: one .eml file for each letter, and a table of who gets what. It is used again and again: what changed is
rewritten, and drafts of an earlier run that nobody needs any more are taken away; what somebody has edited is left."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import StringIO
from pathlib import Path

from itaxl.core.feedbacknames import safe_name
from itaxl.core.ourtables import OUTBOX_HEADERS
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.reportdata import defused
from itaxl.core.systemerrors import why
from itaxl.mail.ledger import Ledger, Posted
from itaxl.mail.letters import Letter, email_bytes

Write = Callable[[Path, Callable[[Path], None]], Path]
"""Writes a file beside its place and moves it in; gives where it went."""

STATES = {
    None: "ร่าง",
    Posted.PLANNED: "ยังไม่ได้ส่ง",
    Posted.SENDING: "ไม่ทราบผล",
    Posted.ACCEPTED: "ส่งแล้ว",
    Posted.REFUSED: "ถูกปฏิเสธ",
    Posted.UNKNOWN: "ไม่ทราบผล",
}
UNDER_WAY = "กำลังส่ง (หากยังเห็นคำนี้หลังส่งเสร็จหรือหยุด ให้สั่งใหม่เพื่อดูผล)"
WITHOUT_ADDRESS = "ไม่มีอีเมล"


def ledger_path(folder: Path) -> Path:
    """The ledger lies beside the outbox, so that clearing the outbox sends nobody anything twice."""
    folder = folder.resolve()
    return folder.parent / f"{folder.name or 'outbox'}.ledger.sqlite"  # a drive has no name


def write_letters(
    folder: Path, prefix: str, letters: Sequence[Letter], ledger: Ledger, date: dt.datetime, write: Write
) -> list[Problem]:
    """Writes each letter as `prefix`, a blank and its name: as a draft until every recipient's server has taken it. A
    file that says the same already is left alone, and a draft of ours with this prefix for which there is no letter
    is taken away, which is told; and so is what somebody has edited, which stays."""
    paths = letter_paths(folder, prefix, letters)
    told: list[Problem] = []
    for letter, path in zip(letters, paths, strict=True):
        told += write_letter(path, letter, ledger, date, write)
    for path in sorted(folder.glob(f"{prefix} *.eml")):
        ours = _as_written(path) if path not in paths else None
        if ours is not None and _DRAFT in ours.partition(_BLANK_LINE)[0]:
            try:
                path.unlink()
            except OSError as error:
                raise CannotGoOn(Problem("output-unwritable", found=str(path), facts=(("why", why(error)),))) from None
            told.append(Problem("mail-draft-removed", found=path.name))
    return told


def write_letter(path: Path, letter: Letter, ledger: Ledger, date: dt.datetime, write: Write) -> list[Problem]:
    """Writes one of them, unless it stands there already, or is edited, which is told."""
    if is_edited(path):
        return [Problem("mail-draft-kept", found=path.name)]
    data = email_bytes(letter, date, draft=not ledger.has_accepted(letter))
    if _undated(_as_written(path) or b"") != _undated(data):
        write(path, partial(_write_bytes, _sealed(data)))
    return []


def is_edited(path: Path) -> bool:
    """True for a file that is not as we wrote it: edited, saved by a mail program, or cut off."""
    return path.exists() and _as_written(path) is None


def letter_paths(folder: Path, prefix: str, letters: Sequence[Letter]) -> list[Path]:
    """Where each letter's file lies: by its name, which gets a number where it looks like another's as a file's."""
    taken: list[str] = []
    for letter in letters:
        name = base = safe_name(letter.name)
        number = 1
        while name.casefold() in (other.casefold() for other in taken):
            number += 1
            name = f"{base} ({number})"
        taken.append(name)
    return [folder / f"{prefix} {name}.eml" for name in taken]


_DRAFT = b"X-Unsent: 1\r\n"
_SEAL = b"X-Itaxl-Written: "
_BLANK_LINE = b"\r\n\r\n"
_DATE = re.compile(rb"^Date: [^\r]*\r\n", re.MULTILINE)


def _sealed(data: bytes) -> bytes:
    """A message as it lies in the outbox: behind a header that names its content, so that an edit is seen."""
    return _SEAL + hashlib.sha256(data).hexdigest().encode() + b"\r\n" + data


def _as_written(path: Path) -> bytes | None:
    """The message in a file as we wrote it; None for any other file, or none."""
    try:
        if not path.is_file():
            return None
        seal, _, data = path.read_bytes().partition(b"\r\n")
    except OSError:
        return None
    return data if seal == _SEAL + hashlib.sha256(data).hexdigest().encode() else None


def _undated(data: bytes) -> bytes:
    head, blank, body = data.partition(_BLANK_LINE)
    return _DATE.sub(b"", head) + blank + body


def _write_bytes(data: bytes, place: Path) -> None:
    place.write_bytes(data)


# --- the table ---------------------------------------------------------------------------------------------


def write_table(
    folder: Path, prefix: str, letters: Sequence[Letter], without: Iterable[str], ledger: Ledger, write: Write,
    *, sending: bool = False,
) -> Path:  # fmt: skip
    """Who gets what, a row for each recipient with what became of it, and a row for each unit that has no address; as
    CSV that Excel opens. Gives where it is. Before they are sent, `sending` calls them that: should the run be killed,
    the table says of none that it is still a draft."""
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(OUTBOX_HEADERS)
    for letter, path in zip(letters, letter_paths(folder, prefix, letters), strict=True):
        attached = letter.attachment.name if letter.attachment else ""
        what = (path.name, letter.name, ", ".join(letter.to), ", ".join(letter.copy), letter.message.subject, attached)
        for recipient in letter.recipients:
            entry = ledger.entry(letter, recipient)
            state = STATES[entry.state if entry else None]
            if sending and not (entry and entry.state in (Posted.ACCEPTED, Posted.UNKNOWN)):
                state = UNDER_WAY
            table.writerow(map(defused, (*what, recipient, state, entry.answer if entry else "")))
    for name in without:
        table.writerow(("", defused(name), "", "", "", "", "", WITHOUT_ADDRESS, ""))
    data = ("\ufeff" + text.getvalue()).encode()
    return write(folder / f"{prefix} รายชื่อ.csv", partial(_write_bytes, data))
