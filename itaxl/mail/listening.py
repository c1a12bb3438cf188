"""Connections that listen no longer than they should: smtplib waits for each piece of an answer anew, and takes as many
as come."""

import io
import smtplib
import socket
import time
from typing import Any

_LONGEST_ANSWER = 100_000  # bytes: a server greets with some hundred


class _Answers(io.RawIOBase):
    """What a server says, read from its socket: one answer neither takes longer in all than the socket's own time, nor
    says more than any does."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._patience = sock, sock.gettimeout()
        self._until, self._left = 0.0, 0

    def begin(self) -> None:
        """Another answer is to come."""
        self._patience = self._sock.gettimeout()
        self._until, self._left = time.monotonic() + (self._patience or 0), _LONGEST_ANSWER

    def end(self) -> None:
        """It has come."""
        self._sock.settimeout(self._patience)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0 or self._left <= 0:
            raise TimeoutError("the answer does not end")
        self._sock.settimeout(left)
        got = self._sock.recv_into(buffer)
        self._left -= got
        return got


class Listening(smtplib.SMTP):
    """A connection on which each answer has one time in all."""

    _answers: _Answers | None = None

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:  # a fresh connection, or one that is encrypted from here on
            self._answers = _Answers(self.sock)
            self.file = io.BufferedReader(self._answers)
        assert self._answers is not None
        self._answers.begin()
        reply = super().getreply()
        self._answers.end()
        return reply


class ListeningSSL(Listening, smtplib.SMTP_SSL):
    """The same, encrypted from the beginning."""
