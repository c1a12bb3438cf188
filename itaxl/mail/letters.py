"""Letters: a message with its recipients and its attachment, as the bytes of an e-mail (RFC 5322)."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from itaxl.core.addresses import each_once
from itaxl.core.messages import Message, inert

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")

_LINE = 76  # letters of a line with encoded words (RFC 2047)


class _Policy(EmailPolicy):
    """SMTP's, but that a subject keeps every blank: where it is long, Python's own folding drops some."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """A header as it is sent."""
        if name == "Subject":
            text = Header(str(value), "utf-8", _LINE, name).encode(linesep=self.linesep)
            return f"{name}: {text}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep=policy.SMTP.linesep, max_line_length=_LINE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook under the name that the recipient sees."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to its recipients. `name` is what we call it ("กองคลัง"), `thread` names the conversation that it
    belongs to: the same for all messages to a unit in a round. Addresses are plain ASCII and were validated."""

    name: str
    sender: str
    to: tuple[str, ...]
    copy: tuple[str, ...]
    message: Message
    attachment: Attachment | None
    thread: str

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody who gets it, each once."""
        return each_once((*self.to, *self.copy))

    @property
    def key(self) -> str:
        """Names thread and content: two letters of one key say the same to the same unit in the same round. What the
        attachment is called is not content."""
        attached = self.attachment or Attachment("", b"")
        text = self.message.text.replace(inert(attached.name), "") if attached.name else self.message.text
        return _digest(*(part.encode() for part in (self.thread, self.message.subject, text)), attached.data)

    @property
    def message_id(self) -> str:
        """The same for the same letter to the same people, so that a second copy can be known as one."""
        people = (self.sender, *self.to, "", *self.copy)
        return f"<{_digest(self.key.encode(), ' '.join(people).encode())[:32]}@{_domain(self.sender)}>"

    @property
    def thread_id(self) -> str:
        """What messages of one conversation refer to."""
        return f"<{_digest(self.thread.encode())[:32]}.thread@{_domain(self.sender)}>"


def _digest(*parts: bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2] or "itaxl.invalid"


def email_bytes(letter: Letter, date: dt.datetime, *, draft: bool) -> bytes:
    """The letter as an e-mail of this date (with its time zone); a draft opens unsent in Outlook and Thunderbird.

    The bodies are base64: mail programs are told of no 8-bit text otherwise.
    """
    mail = EmailMessage(_POLICY)
    if draft:
        mail["X-Unsent"] = "1"
    if letter.sender:
        mail["From"] = letter.sender
    mail["To"] = ", ".join(letter.to)
    if letter.copy:
        mail["Cc"] = ", ".join(letter.copy)
    mail["Subject"] = inert(letter.message.subject)
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = letter.message_id
    mail["References"] = letter.thread_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.message.text, cte="base64")
    mail.add_alternative(letter.message.html, subtype="html", cte="base64")
    if letter.attachment:
        main, sub = XLSX
        mail.add_attachment(letter.attachment.data, main, sub, filename=inert(letter.attachment.name))
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(
            f"=_{letter.key[:32]}_{number}"
        )  # no line of base64 has "=_"; the same letter, the same bytes
    return mail.as_bytes()
