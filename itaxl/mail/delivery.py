"""Delivery: letters to their recipients, each once, and what became of each as it is known.

The ledger is written before the data goes and after the answer. A letter that a server puts off waits and is tried
again after pauses that grow; one that the server may have taken without saying so is never sent again by itself. Where
the connection breaks twice in a row, the rest is left for another run.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.mail.ledger import Ledger, Posted
from itaxl.mail.letters import Letter, email_bytes
from itaxl.mail.smtp import Account, Lost, Reply, Session, Unreachable

RATE = 20  # messages a minute: providers stop senders who are much faster
LOSSES = 2  # connections broken in a row that end a run: the third will hardly last


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: `between` seconds after each message, and `pauses` before what was put off is tried again, each
    used once as long as nothing is answered for good; `waits` is told before each of those. Greylisting servers ask
    for about five minutes."""

    between: float = 60 / RATE
    pauses: tuple[float, ...] = (30, 120, 420)
    sleep: Callable[[float], None] = time.sleep
    waits: Callable[[Problem], None] = lambda _: None


@dataclass(slots=True)
class _Waiting:
    """A letter that is to go to these recipients, and what was last heard of it."""

    letter: Letter
    recipients: list[str]
    words: str = ""


def deliver(
    letters: Sequence[Letter], ledger: Ledger, account: Account, date: dt.datetime, patience: Patience, *, resend: bool
) -> Iterator[Problem]:
    """Sends the letters, dated so; gives what became of each for each recipient, as soon as it is known.

    Raises CannotGoOn when the server cannot be reached at the first try, cannot be trusted, or refuses the log-in.
    """
    waiting: list[_Waiting] = []
    for letter in letters:
        due, told = _due(letter, ledger, resend=resend)
        yield from told
        if due:
            ledger.mark(letter, due, Posted.PLANNED)
            waiting.append(_Waiting(letter, due))
    tries = losses = 0
    while waiting and tries <= len(patience.pauses) and losses < LOSSES:
        if tries:
            _wait(waiting, account, patience, patience.pauses[tries - 1])
        answered, lost = False, None
        try:
            for outcome in _pass(waiting, ledger, account, date, patience):
                answered = answered or outcome.code != "mail-unknown"
                yield outcome
        except Lost as error:
            lost = error
        if isinstance(lost, Unreachable) and not tries:
            raise CannotGoOn(Problem("mail-server-unreachable", found=account.place, facts=(("why", str(lost)),)))
        waiting = [each for each in waiting if each.recipients]
        tries = 1 if answered else tries + 1
        losses = 0 if lost is None else 1 if answered else losses + 1
    yield from _left(waiting, ledger, "mail-stopped" if losses == LOSSES else "mail-put-off")


def _wait(waiting: Sequence[_Waiting], account: Account, patience: Patience, seconds: float) -> None:
    """Tells who is waited for, and waits."""
    facts = {"count": str(len(waiting)), "seconds": f"{seconds:g}", "words": waiting[0].words}
    patience.waits(Problem("mail-waiting", found=account.place, facts=tuple(facts.items())))
    patience.sleep(seconds)


def _left(waiting: Sequence[_Waiting], ledger: Ledger, code: str) -> Iterator[Problem]:
    """Writes down and tells what another run is to send."""
    for each in waiting:
        ledger.mark(each.letter, each.recipients, Posted.PLANNED, each.words)
        yield from (_told(code, each.letter, recipient, words=each.words) for recipient in each.recipients)


def _due(letter: Letter, ledger: Ledger, *, resend: bool) -> tuple[list[str], list[Problem]]:
    """(who is still to get it, what is told of the others)."""
    due, told = [], []
    for recipient in letter.recipients:
        entry = ledger.entry(letter, recipient)
        if entry and entry.state is Posted.ACCEPTED:
            told.append(_told("mail-accepted-before", letter, recipient))
        elif entry and entry.state is Posted.UNKNOWN and not resend:
            told.append(_told("mail-unknown", letter, recipient))
        else:
            due.append(recipient)
    return due, told


def _pass(
    waiting: list[_Waiting], ledger: Ledger, account: Account, date: dt.datetime, patience: Patience
) -> Iterator[Problem]:
    """Tries every waiting letter once, in one connection; takes out the recipients of whom it is known what became of
    it. The letter at which a connection breaks goes to the end, so that it keeps no other from going.

    Raises Lost when the connection breaks, Unreachable when none can be made.
    """
    with Session(account) as session:
        for place, each in enumerate(tuple(waiting)):
            if place:
                patience.sleep(patience.between)
            data = email_bytes(each.letter, date, draft=False)
            if session.size_limit and len(data) > session.size_limit:
                yield from _too_large(each, ledger, len(data), session.size_limit)
                continue
            try:
                replies = session.send(each.recipients, data, partial(_sending, ledger, each.letter))
            except Lost as lost:
                each.words = str(lost)
                ledger.mark(each.letter, each.recipients, Posted.PLANNED, each.words)
                waiting.append(waiting.pop(waiting.index(each)))
                raise
            yield from _settle(each, ledger, replies, len(data))
            if not session.is_open:
                raise Lost


def _sending(ledger: Ledger, letter: Letter, recipients: Sequence[str]) -> None:
    ledger.mark(letter, recipients, Posted.SENDING)


def _settle(each: _Waiting, ledger: Ledger, replies: dict[str, Reply], size: int) -> list[Problem]:
    """Writes down what is known of a message of this size, and gives it to be told; who was put off stays. All is
    written down before anything is told: a run that ends in between leaves nobody unknown who was answered."""
    told = []
    for recipient, reply in replies.items():
        if reply.is_temporary:
            each.words = reply.words
            ledger.mark(each.letter, [recipient], Posted.PLANNED, reply.words)
            continue
        state, code, facts = Posted.REFUSED, "mail-refused", {"words": reply.words}
        if reply.is_accepted:
            state, code = Posted.ACCEPTED, "mail-accepted"
        elif reply.is_unknown:
            state, code = Posted.UNKNOWN, "mail-unknown"
        elif reply.is_about_size:
            code, facts = "mail-refused-size", {**facts, "size": shown_size(size)}
        ledger.mark(each.letter, [recipient], state, reply.words)
        each.recipients.remove(recipient)
        told.append(_told(code, each.letter, recipient, **facts))
    return told


def _too_large(each: _Waiting, ledger: Ledger, size: int, limit: int) -> Iterator[Problem]:
    facts = {"size": shown_size(size), "limit": shown_size(limit)}
    ledger.mark(each.letter, each.recipients, Posted.REFUSED, f"{size} > SIZE {limit}")
    for recipient in each.recipients:
        yield _told("mail-too-large", each.letter, recipient, **facts)
    each.recipients.clear()


def shown_size(size: int) -> str:
    """ "1.2 MB", or in kB below one."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def _told(code: str, letter: Letter, recipient: str, **facts: str) -> Problem:
    return Problem(code, found=letter.name, facts=(("to", recipient), *facts.items()))
