"""The outbox: one .eml file for each letter, and a table of who gets what. It is used again and again: what changed is
rewritten, and drafts of an earlier run that nobody needs any more are taken away."""

from __future__ import annotations

import csv
import datetime as dt
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
WITHOUT_ADDRESS = "ไม่มีอีเมล"


def ledger_path(folder: Path) -> Path:
    """The ledger lies beside the outbox, so that clearing the outbox sends nobody anything twice."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name}.ledger.sqlite")


def write_letters(
    folder: Path, prefix: str, letters: Sequence[Letter], ledger: Ledger, date: dt.datetime, write: Write
) -> list[Problem]:
    """Writes each letter as `prefix`, a blank and its name: as a draft until every recipient's server has taken it. A
    file that says the same already is left alone, and a draft of ours with this prefix for which there is no letter
    is taken away, which is told."""
    paths = letter_paths(folder, prefix, letters)
    for letter, path in zip(letters, paths, strict=True):
        draft = not is_accepted(letter, ledger)
        if not _says(path, letter, draft=draft):
            write(path, partial(_write_bytes, email_bytes(letter, date, draft=draft)))
    told: list[Problem] = []
    for path in sorted(folder.glob(f"{prefix} *.eml")):
        if path not in paths and _is_our_draft(path):
            try:
                path.unlink()
            except OSError as error:
                raise CannotGoOn(Problem("output-unwritable", found=str(path), facts=(("why", why(error)),))) from None
            told.append(Problem("mail-draft-removed", found=path.name))
    return told


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


def is_accepted(letter: Letter, ledger: Ledger) -> bool:
    """True when every recipient's server has taken the letter."""
    entries = [ledger.entry(letter, recipient) for recipient in letter.recipients]
    return all(entry and entry.state is Posted.ACCEPTED for entry in entries)


_DRAFT = b"X-Unsent: 1\r\n"
_OURS = b"Auto-Submitted: auto-generated\r\n"


def _head(path: Path) -> bytes:
    """The header of a file, b"" where there is none."""
    try:
        return path.read_bytes().partition(b"\r\n\r\n")[0] + b"\r\n"
    except OSError:
        return b""


def _says(path: Path, letter: Letter, *, draft: bool) -> bool:
    head = _head(path)
    return letter.message_id.encode() in head and (_DRAFT in head) == draft


def _is_our_draft(path: Path) -> bool:
    head = _head(path)
    return _DRAFT in head and _OURS in head


def _write_bytes(data: bytes, place: Path) -> None:
    place.write_bytes(data)


# --- the table ---------------------------------------------------------------------------------------------


def write_table(
    folder: Path, prefix: str, letters: Sequence[Letter], without: Iterable[str], ledger: Ledger, write: Write
) -> Path:
    """Who gets what, a row for each recipient with what became of it, and a row for each unit that has no address; as
    CSV that Excel opens. Gives where it is."""
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(OUTBOX_HEADERS)
    for letter, path in zip(letters, letter_paths(folder, prefix, letters), strict=True):
        attached = letter.attachment.name if letter.attachment else ""
        what = (path.name, letter.name, ", ".join(letter.to), ", ".join(letter.copy), letter.message.subject, attached)
        for recipient in letter.recipients:
            entry = ledger.entry(letter, recipient)
            state = STATES[entry.state if entry else None]
            table.writerow(map(defused, (*what, recipient, state, entry.answer if entry else "")))
    for name in without:
        table.writerow(("", defused(name), "", "", "", "", "", WITHOUT_ADDRESS, ""))
    data = ("\ufeff" + text.getvalue()).encode()
    return write(folder / f"{prefix} รายชื่อ.csv", partial(_write_bytes, data))
