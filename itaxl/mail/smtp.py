"""One SMTP connection (RFC 5321): encrypted and logged in, or for the loopback address plain.

smtplib speaks the protocol; what is ours is the order of things: what is known before the data goes and after it.
"""

import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from itaxl.core.mailsettings import is_loopback
from itaxl.core.messages import inert
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.mail.listening import Listening, ListeningSSL
from itaxl.mail.secret import Secret

_START_DATA = 354
_NO_ROOM = 552  # "exceeded storage allocation" (RFC 5321, 4.2.3; RFC 1870, 6.1)
_LOG_IN = 530  # "authentication required" (RFC 4954, 6)
_OWN_NAME = "[127.0.0.1]"  # a computer's own name may be Thai, which the greeting cannot say
_LONGEST_WORDS = 300
_LONGEST_SIZE = 20  # digits
_LAST_SECONDS = 5.0  # for the answer to a farewell, which changes nothing any more


@dataclass(frozen=True, slots=True)
class Account:
    """Where and as whom to send: `security` is ssl, starttls, or none for the loopback address only. `seconds` is how
    long an answer may take, `final_seconds` the one to the data (RFC 5321 asks for ten minutes)."""

    host: str
    port: int
    security: str
    sender: str
    secret: Secret | None
    seconds: float = 60
    final_seconds: float = 600

    @property
    def place(self) -> str:
        """ "mail.nakhok.example:465"."""
        return f"{self.host}:{self.port}"


class Reply(NamedTuple):
    """A server's answer. `code` is 0 where the connection broke after the data went: nobody knows then."""

    code: int
    words: str

    @property
    def is_accepted(self) -> bool:
        """True when the server has taken over."""
        return 200 <= self.code < 300

    @property
    def is_temporary(self) -> bool:
        """True when it asks to try again later."""
        return 400 <= self.code < 500

    @property
    def is_about_size(self) -> bool:
        """True when the message is too large, or the mailbox is full for good."""
        return self.code == _NO_ROOM

    @property
    def is_unknown(self) -> bool:
        """True when no answer came."""
        return self.code == 0


class Lost(Exception):
    """The connection broke before the end of a message went: the server has taken nothing that it may keep."""


class Unreachable(Lost):
    """No connection could be made."""


class Session:
    """An open connection; a context manager. `is_open` is False once it is of no use any more."""

    def __init__(self, account: Account) -> None:
        """Connects, encrypts and logs in.

        Raises Unreachable when the server cannot be reached or breaks off, CannotGoOn when it cannot be trusted,
        offers no encryption, or refuses the log-in.
        """
        self._account = account
        self.is_open = True
        try:
            self._smtp = self._connected()
            try:
                self._begin()
            except BaseException:
                self._close()
                raise
        except ssl.SSLCertVerificationError as error:
            raise self._stop("mail-certificate", why=error.verify_message) from None
        except smtplib.SMTPConnectError as error:
            raise Unreachable(_words(error.smtp_code, error.smtp_error).words) from None
        except (smtplib.SMTPServerDisconnected, OSError, UnicodeError) as error:  # a host's name may be none
            raise Unreachable(inert(getattr(error, "strerror", None) or str(error))) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, stopped: object, *_: object) -> None:
        if stopped:
            self._close()
        elif self.is_open:
            try:
                if self._smtp.sock:
                    self._smtp.sock.settimeout(_LAST_SECONDS)
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()

    @property
    def size_limit(self) -> int | None:
        """The largest message in bytes that the server takes (RFC 1870); None when it does not say."""
        limit = self._smtp.esmtp_features.get("size", "")
        return int(limit) or None if limit.isdecimal() and len(limit) < _LONGEST_SIZE else None

    def send(
        self, recipients: Sequence[str], data: bytes, before_data: Callable[[Sequence[str]], None]
    ) -> dict[str, Reply]:
        """Sends one message: the answer for each recipient. `before_data` is told who was accepted, and returns before
        anything of the message goes.

        Raises Lost when the connection breaks before the message's end has gone, CannotGoOn when the server takes
        nothing without a log-in.
        """
        try:
            replies = self._envelope(recipients, len(data))
            accepted = [recipient for recipient in recipients if replies[recipient].is_accepted]
            reply = self._command("DATA") if accepted else None
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._close()
            raise Lost(inert(str(error))) from None
        if reply is None or reply.code != _START_DATA:
            self._reset()
            return {**replies, **{recipient: reply for recipient in accepted if reply}}
        before_data(accepted)
        final = self._data(data)
        return {**replies, **dict.fromkeys(accepted, final)}

    # --- one step each -------------------------------------------------------------------------------------

    def _connected(self) -> smtplib.SMTP:
        account = self._account
        place = (account.host, account.port, _OWN_NAME)
        if account.security == "ssl":
            return ListeningSSL(*place, timeout=account.seconds, context=ssl.create_default_context())
        if account.security == "starttls" or is_loopback(account.host):
            return Listening(*place, timeout=account.seconds)
        raise CannotGoOn(Problem("mail-unprotected", found=account.host))

    def _begin(self) -> None:
        """Greets, encrypts and logs in."""
        smtp = self._smtp
        self._greet()
        if self._account.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise self._stop("mail-tls-missing")
            try:
                smtp.starttls(context=ssl.create_default_context())
            except smtplib.SMTPResponseException:
                raise self._stop("mail-tls-missing") from None
            self._greet()
        self._log_in()

    def _greet(self) -> None:
        reply = _words(*self._smtp.ehlo())
        if not reply.is_accepted:
            raise smtplib.SMTPServerDisconnected(reply.words)

    def _log_in(self) -> None:
        secret, sender, smtp = self._account.secret, self._account.sender, self._smtp
        if not smtp.has_extn("auth"):
            return  # a server that knows this machine by its address
        if secret is None:
            raise self._stop("mail-secret-missing", sender=sender)
        try:
            if secret.is_token:
                smtp.auth("XOAUTH2", lambda challenge=None: _xoauth2(sender, secret) if challenge is None else "")
            else:
                smtp.login(sender, secret.value)
        except smtplib.SMTPResponseException as error:
            words = _words(error.smtp_code, error.smtp_error).words
            raise self._stop("mail-login-refused", sender=sender, words=self._without_secret(words)) from None
        except smtplib.SMTPServerDisconnected:
            raise
        except (smtplib.SMTPException, ValueError) as error:  # no way in that goes with what we have, or no sense
            raise self._stop("mail-login-refused", sender=sender, words=inert(str(error))) from None

    def _envelope(self, recipients: Sequence[str], size: int) -> dict[str, Reply]:
        """The answers to sender and recipients: those of the one, when it is refused, for all."""
        options = f" SIZE={size}" if self._smtp.has_extn("size") else ""
        reply = self._command(f"MAIL FROM:<{self._account.sender}>{options}")
        if not reply.is_accepted:
            return dict.fromkeys(recipients, reply)
        return {recipient: self._command(f"RCPT TO:<{recipient}>") for recipient in recipients}

    def _data(self, data: bytes) -> Reply:
        """The answer to the data, which ends in a line break. The dot that ends a message goes by itself: without it
        a server keeps nothing (RFC 5321, 4.1.1.4), once it went, no answer means that nobody knows."""
        sock = self._smtp.sock
        assert sock is not None  # the server has just asked for the data
        sock.settimeout(self._account.final_seconds)
        try:
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", data))
            if _has_spoken(sock):
                return self._broken_off()
            sock.sendall(b".\r\n")
        except (smtplib.SMTPServerDisconnected, ConnectionError) as error:
            self._close()
            raise Lost(inert(str(error))) from None
        except OSError as error:
            return self._unknown(error)
        try:
            reply = _words(*self._smtp.getreply())
            sock.settimeout(self._account.seconds)
            return reply if 200 <= reply.code < 600 else reply._replace(code=0)
        except OSError as error:
            return self._unknown(error)

    def _unknown(self, error: OSError) -> Reply:
        self._close()
        return Reply(0, inert(str(error)))

    def _broken_off(self) -> Reply:
        """What a server says before it has heard the end, which is that it wants no more."""
        reply = _words(*self._smtp.getreply())
        self._close()
        if not 400 <= reply.code < 600:
            raise smtplib.SMTPServerDisconnected(reply.words)
        return reply

    def _reset(self) -> None:
        """Forgets the message that was begun."""
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._close()

    def _command(self, line: str) -> Reply:
        reply = _words(*self._smtp.docmd(line))
        if reply.code == 421:  # it is closing the connection (RFC 5321, 3.8)
            self._close()
            raise smtplib.SMTPServerDisconnected(reply.words)
        if reply.code == _LOG_IN:
            raise self._stop("mail-login-needed", sender=self._account.sender, words=reply.words)
        return reply

    def _close(self) -> None:
        self.is_open = False
        self._smtp.close()

    def _without_secret(self, words: str) -> str:
        """What a server says to a log-in, without the secret that it may repeat, plain or encoded."""
        value = self._account.secret.value if self._account.secret else ""
        return re.sub(r"[A-Za-z0-9+/]{16,}=*", "…", words.replace(value, "…"))

    def _stop(self, code: str, **facts: str) -> CannotGoOn:
        return CannotGoOn(Problem(code, found=self._account.place, facts=tuple(facts.items())))


def _has_spoken(sock: socket.socket) -> bool:
    """True when something waits to be read: an answer, or that the other side has hung up."""
    return bool(select.select([sock], [], [], 0)[0])


def _xoauth2(sender: str, secret: Secret) -> str:
    """Google's and Microsoft's way to hand over a token (Google: "XOAUTH2 Mechanism")."""
    return f"user={sender}\1auth=Bearer {secret.value}\1\1"


def _words(code: int, words: bytes | str) -> Reply:
    """The answer with its code before the server's own words, on one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Reply(code, f"{code} {inert(text)}"[:_LONGEST_WORDS])
