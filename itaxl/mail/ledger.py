"""The ledger: what became of every letter to every recipient, on disk before the next step is taken.

It is keyed by the letter's thread and content and by the recipient, so that a corrected copy address sends nobody the
same letter twice. One run at a time has it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.mail.letters import Letter


class Posted(StrEnum):
    """How far a letter has come on its way to one recipient."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


_TABLE = """CREATE TABLE IF NOT EXISTS posted (
    letter TEXT, recipient TEXT, thread TEXT, name TEXT, state TEXT, answer TEXT, at TEXT,
    PRIMARY KEY (letter, recipient)
)"""


_OF_SYSTEM = {
    "SQLITE_FULL": Word.DISK_FULL,
    "SQLITE_IOERR": Word.DISK_FAULT,
    "SQLITE_READONLY": Word.READ_ONLY,
    "SQLITE_CANTOPEN": Word.DENIED,
}
"""What a ledger that is whole cannot be opened for."""


def _why_not(name: str, path: str) -> Problem:
    """Why it cannot be used, by what SQLite calls the error: "SQLITE_READONLY_DBMOVED"."""
    if name == "SQLITE_BUSY":
        return Problem("mail-outbox-busy", found=path)
    if why := next((word for begins, word in _OF_SYSTEM.items() if name.startswith(begins)), None):
        return Problem("output-unwritable", found=path, facts=(("why", why),))
    return Problem("mail-ledger-damaged", found=path)


@dataclass(frozen=True, slots=True)
class Entry:
    """The state of a letter to one recipient, and the server's answer."""

    state: Posted
    answer: str = ""


class Ledger:
    """The ledger in a file that is made when it is not there, or for this run alone without one; a context manager."""

    def __init__(self, path: Path | None, now: Callable[[], dt.datetime]) -> None:
        """Takes the file, which no other run has then. What an earlier run was sending when it ended is unknown now.

        Raises CannotGoOn when another run has it or it cannot be read.
        """
        self._now = now
        try:
            self._connection = sqlite3.connect(path or ":memory:", timeout=0, isolation_level=None)
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute(_TABLE)
            change = "UPDATE posted SET state = ? WHERE state = ?"
            self._connection.execute(change, (Posted.UNKNOWN, Posted.SENDING))
        except sqlite3.OperationalError as error:
            raise CannotGoOn(_why_not(error.sqlite_errorname, str(path))) from None
        except sqlite3.DatabaseError:
            raise CannotGoOn(Problem("mail-ledger-damaged", found=str(path))) from None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def entry(self, letter: Letter, recipient: str) -> Entry | None:
        """What is known of the letter to this recipient, or None."""
        query = "SELECT state, answer FROM posted WHERE letter = ? AND recipient = ?"
        row = self._connection.execute(query, (letter.key, recipient.casefold())).fetchone()
        return Entry(Posted(row[0]), row[1]) if row else None

    def has_accepted(self, letter: Letter) -> bool:
        """True when every recipient's server has taken the letter."""
        entries = [self.entry(letter, recipient) for recipient in letter.recipients]
        return bool(entries) and all(entry and entry.state is Posted.ACCEPTED for entry in entries)

    def mark(self, letter: Letter, recipients: Iterable[str], state: Posted, answer: str = "") -> None:
        """Writes a state down, on disk when this returns."""
        at = self._now().isoformat(timespec="seconds")
        rows = [
            (letter.key, recipient.casefold(), letter.thread, letter.name, state, answer, at)
            for recipient in recipients
        ]
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR REPLACE INTO posted VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")
