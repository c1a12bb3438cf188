"""How messages go out: shown, written as drafts, and on request sent, with what became of each in table and log."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl import clock
from itaxl.calls import Call
from itaxl.core.mailsettings import sending_trouble
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.sentences import Severity, severity
from itaxl.core.sentences import message as message_of
from itaxl.core.systemerrors import why
from itaxl.files import check_text, make_folder
from itaxl.mail.delivery import RATE, Patience, deliver, shown_size
from itaxl.mail.ledger import Ledger, Posted
from itaxl.mail.letters import Letter
from itaxl.mail.outbox import is_edited, ledger_path, letter_paths, write_letter, write_letters, write_table
from itaxl.mail.secret import find_secret
from itaxl.mail.smtp import Account
from itaxl.terminal import list_findings, list_problems, tell


@dataclass(frozen=True, slots=True)
class Post:
    """How messages go out: as drafts into the folder `outbox`, and with `send` to their recipients, `rate` of them a
    minute; `resend` also what may have arrived. `thai_names` is for attachments, `log` a file that is added to."""

    outbox: Path
    send: bool = False
    resend: bool = False
    rate: int = RATE
    thai_names: bool = False
    quiet: bool = False
    log: Path | None = None


def account_of(post: Post, plan: Plan | None, problems: Sequence[Problem]) -> Account | None:
    """The account to send from, None where nothing is to be sent.

    Raises CannotGoOn for a rate that cannot be, and when the plan does not say enough to send.
    """
    if post.rate < 1:
        raise CannotGoOn(Problem("mail-rate-wrong", found=str(post.rate)))
    if not post.send:
        return None
    if plan is None:
        raise CannotGoOn(Problem("mail-plan-needed"))
    if trouble := sending_trouble(plan, problems):
        raise CannotGoOn(trouble)
    settings = plan.settings
    assert settings.mail_port is not None  # sending_trouble has seen to it
    secret = find_secret(settings.mail_sender, os.environ)
    return Account(settings.mail_host, settings.mail_port, settings.mail_security, settings.mail_sender, secret)


def post_all(
    call: Call, prefix: str, letters: Sequence[Letter], without: Sequence[str], post: Post, account: Account | None
) -> int:  # fmt: skip
    """Shows the letters, writes them to the outbox, and sends them where there is an account; `without` are the units
    that have no address. Gives the exit status."""
    make_folder(post.outbox)
    kept = ledger_path(post.outbox)
    with Ledger(kept if account or kept.exists() else None, clock.now) as ledger:
        list_findings([_preview(letter) for letter in letters], call.language)
        told = write_letters(post.outbox, prefix, letters, ledger, clock.now(), call.write)
        table = write_table(post.outbox, prefix, letters, without, ledger, call.write, sending=account is not None)
        list_findings([each for each in told if not (account and each.code == "mail-draft-kept")], call.language)
        if not letters:
            tell(Problem("mail-no-address" if without else "mail-no-one"), call.language)
            return 0
        if account is None:
            _tell_drafts(call, prefix, letters, ledger, post, table)
            return 0
        sys.stdout.flush()
        try:
            counts = Counter(outcome.code for outcome in _send(call, prefix, letters, ledger, post, account))
        except (KeyboardInterrupt, SystemExit):  # SystemExit: the system, or the task's time limit, ends us
            facts = (("accepted", str(_accepted(letters, ledger))), ("table", table.name))
            raise CannotGoOn(Problem("mail-interrupted", found=str(post.outbox), facts=facts)) from None
        finally:  # also when the work cannot go on, what was sent is no draft any more
            write_letters(post.outbox, prefix, letters, ledger, clock.now(), call.write)
            table = write_table(post.outbox, prefix, letters, without, ledger, call.write)
    return _tell_sent(call, counts, post.outbox, table)


def _send(
    call: Call, prefix: str, letters: Sequence[Letter], ledger: Ledger, post: Post, account: Account
) -> Iterator[Problem]:
    """Sends the letters but those of which somebody has edited the draft; gives, and tells, what became of each."""
    paths = dict(zip(letters, letter_paths(post.outbox, prefix, letters), strict=True))
    edited = _edited(paths, ledger)
    for letter, path in edited.items():
        for recipient in letter.recipients:
            facts = (("to", recipient), ("file", path.name))
            yield _told(call, Problem("mail-edited", found=letter.name, facts=facts), post)

    def waits(pause: Problem) -> None:
        _told(call, pause, post)

    date, patience = clock.now(), Patience(between=60 / post.rate, waits=waits)
    mine = {letter.name: letter for letter in letters if letter not in edited}
    for outcome in deliver(list(mine.values()), ledger, account, date, patience, resend=post.resend):
        yield _told(call, outcome, post)
        if outcome.code == "mail-accepted":  # at once, so that a run that is killed leaves no draft of what was sent
            sent = mine[outcome.found or ""]
            write_letter(paths[sent], sent, ledger, date, call.write)


def _accepted(letters: Sequence[Letter], ledger: Ledger) -> int:
    """To how many recipients the letters have gone, in this run or an earlier one."""
    entries = [ledger.entry(letter, recipient) for letter in letters for recipient in letter.recipients]
    return sum(entry is not None and entry.state is Posted.ACCEPTED for entry in entries)


def _edited(paths: Mapping[Letter, Path], ledger: Ledger) -> dict[Letter, Path]:
    """The letters still to be sent of which somebody has edited the draft, and where it lies."""
    return {letter: path for letter, path in paths.items() if is_edited(path) and not ledger.has_accepted(letter)}


def _tell_drafts(
    call: Call, prefix: str, letters: Sequence[Letter], ledger: Ledger, post: Post, table: Path
) -> None:  # fmt: skip
    """Says how many drafts lie there as we wrote them."""
    edited = _edited(dict(zip(letters, letter_paths(post.outbox, prefix, letters), strict=True)), ledger)
    for path in edited.values():
        log(call, Problem("mail-draft-kept", found=path.name), post)
    for letter in letters:
        if letter in edited:
            continue
        code = "mail-accepted-before" if ledger.has_accepted(letter) else "mail-drafted"
        for recipient in letter.recipients:
            log(call, Problem(code, found=letter.name, facts=(("to", recipient),)), post)
    sent = sum(ledger.has_accepted(letter) for letter in letters)
    counts_of = (("count", str(len(letters) - sent - len(edited))), ("table", table.name), ("sent", str(sent)))
    code = "done-drafts-again" if sent else "done-drafts"
    tell(Problem(code, found=str(post.outbox), facts=counts_of), call.language)


def _preview(letter: Letter) -> Problem:
    facts = {"to": ", ".join(letter.to), "copy": ", ".join(letter.copy), "subject": letter.message.subject}
    if letter.attachment:
        facts |= {"attachment": letter.attachment.name, "size": shown_size(len(letter.attachment.data))}
    return Problem("mail-letter", found=letter.name, facts=tuple(facts.items()))


def complain(call: Call, problems: Sequence[Problem], post: Post) -> None:
    """Lists what went wrong, however quiet the rest is."""
    if not post.quiet:
        list_problems(problems, call.language)
        return
    for problem in problems:
        tell(problem, call.language, sys.stderr)


def _told(call: Call, outcome: Problem, post: Post) -> Problem:
    """What is told on the terminal, what went wrong however quiet the rest is, and in the log."""
    if severity(outcome) is Severity.ERROR:
        tell(outcome, call.language, sys.stderr)
    else:
        list_findings([outcome], call.language)
    sys.stdout.flush()
    log(call, outcome, post)
    return outcome


def log(call: Call, outcome: Problem, post: Post) -> None:
    """Adds a line about what became of a message to the log, where one is wanted."""
    if post.log:
        line = f"{clock.now().isoformat(timespec='seconds')}\t{outcome.code}\t{message_of(outcome, call.language)}\n"
        _add_line(post.log, line)


def _add_line(log: Path, line: str) -> None:
    try:
        if log.exists() and not log.is_file():
            raise FileExistsError(errno.EEXIST, "no file")
        with log.open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        raise CannotGoOn(Problem("output-unwritable", found=str(log), facts=(("why", why(error)),))) from None


def _tell_sent(call: Call, counts: Counter[str], outbox: Path, table: Path) -> int:
    accepted, before = counts["mail-accepted"], counts["mail-accepted-before"]
    failed = counts.total() - accepted - before
    facts = {"accepted": accepted, "before": before, "failed": failed, "table": table.name}
    tell(Problem("done-sent", found=str(outbox), facts=tuple((name, str(fact)) for name, fact in facts.items())),
         call.language)  # fmt: skip
    return int(failed > 0)


@contextlib.contextmanager
def watched(call: Call, post: Post) -> Iterator[None]:
    """With --quiet only what went wrong is told, on the error stream; why the work cannot go on is in the log, too: a
    scheduled run has nobody before it.

    Raises CannotGoOn for a log that cannot be written to, before anything is done.
    """
    if post.log:
        check_text(post.log)
        _add_line(post.log, "")
    with contextlib.ExitStack() as stack:
        if post.quiet:
            nowhere = stack.enter_context(open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123
            stack.enter_context(contextlib.redirect_stdout(nowhere))
        try:
            yield
        except CannotGoOn as stop:
            log(call, stop.problem, post)
            raise
