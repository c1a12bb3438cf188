"""What `remind` and `send` do: who gets what is worked out in the core, shown, written as drafts, and sent on request.
Each gives the exit status 0 or 1, or raises CannotGoOn."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl import clock
from itaxl.calls import Call
from itaxl.commands import read_report
from itaxl.core.calendar import dated
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.mailsettings import checked_address, sending_trouble
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.reminders import Reminder, reminder_message, reminders_of, unclaimed
from itaxl.core.report import Report
from itaxl.core.sentences import Severity, severity
from itaxl.core.sentences import message as message_of
from itaxl.core.summaries import report_of
from itaxl.core.summarymessage import summary_message
from itaxl.core.systemerrors import why
from itaxl.files import find_sources, make_folder
from itaxl.mail.delivery import RATE, Patience, deliver, shown_size
from itaxl.mail.ledger import Ledger
from itaxl.mail.letters import Attachment, Letter
from itaxl.mail.outbox import ledger_path, write_letters, write_table
from itaxl.mail.secret import find_secret
from itaxl.mail.smtp import Account
from itaxl.terminal import list_findings, list_problems, tell

REMIND, SEND = "เตือน", "สรุป"
"""What the names of files in the outbox begin with."""


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


def remind(
    call: Call, plan_path: Path, sources: Sequence[Path], as_of: str | None, previous: Path | None, post: Post
) -> int:
    """A message to each unit that owes something, with a workbook of what it has still open."""
    from itaxl.excel.worker import Readers

    with _quietly(post):
        found = find_sources(sources)
        with Readers() as readers:
            plan, problems = readers.plan(plan_path)
            account = _account(post, plan, problems)
            report = read_report(call, readers, found, plan_path, as_of, previous_path=previous)
        _check_home(report)
        reminders = reminders_of(report)
        lost = unclaimed(report)
        _complain(call, lost, post)
        letters = [_reminder_letter(each, report, post) for each in reminders if each.unit.email]
        without = [each for each in reminders if not each.unit.email]
        status = _post(call, REMIND, letters, [each.unit.short for each in without], post, account)
        unreached = [_unreached(each) for each in without]
        _complain(call, unreached, post)
        for problem in unreached if post.send else ():
            if problem.code == "mail-unit-unreachable":  # who owes something, and was not told
                _log(call, problem, post)
                status = 1
        return max(status, int(any(severity(problem) is Severity.ERROR for problem in lost)))


def _unreached(reminder: Reminder) -> Problem:
    code = "mail-unit-unnamed" if reminder.unit.short == UNCONFIRMED else "mail-unit-unreachable"
    return Problem(code, found=reminder.unit.short, facts=(("count", reminder.counted),))


def _check_home(report: Report) -> None:
    """Raises CannotGoOn when most returns are of another office or year than the plan: one mistyped letter in it would
    have every unit told that it has sent nothing."""
    foreign = [file for file in report.files if file.reason and file.reason.code in _FOREIGN]
    if len(foreign) * 2 > len(report.files):
        facts = {"count": str(len(foreign)), "all": str(len(report.files)), "ours": report.settings.agency}
        raise CannotGoOn(Problem("mail-other-offices", facts=tuple(facts.items())))


_FOREIGN = ("file-other-agency", "file-other-year")


def send(call: Call, summary: Path, to: Sequence[str], plan_path: Path | None, post: Post) -> int:
    """The summary to its recipients: those given, or else the plan's."""
    from itaxl import catalogues
    from itaxl.excel.worker import Readers

    with _quietly(post):
        with Readers() as readers:
            plan, problems = readers.plan(plan_path) if plan_path else (None, [])
            addresses = tuple(dict.fromkeys(map(checked_address, to))) or (plan.settings.recipients if plan else ())
            if not addresses:
                raise CannotGoOn(Problem("mail-no-recipient"))
            account = _account(post, plan, problems)
            report = report_of(readers.summary(summary), catalogues.load)
        settings = report.settings
        name = f"{_stem(settings.fiscal_year, 'summary', report.as_of)}.xlsx"
        if post.thai_names:
            name = f"สรุป ITA {settings.fiscal_year} ณ {dated(report.as_of)}.xlsx"
        attachment = _attachment(summary, name)
        sender = plan.settings.mail_sender if plan else ""
        thread = _thread(report, "summary")
        letter = Letter(
            f"ITA {settings.fiscal_year}", sender, addresses, (), summary_message(report, name), attachment, thread
        )
        return _post(call, SEND, [letter], [], post, account)


# --- letters -----------------------------------------------------------------------------------------------


def _reminder_letter(reminder: Reminder, report: Report, post: Post) -> Letter:
    """To the unit's coordinator, with a copy to the planner; without an attachment where nothing is open."""
    unit, settings = reminder.unit, report.settings
    name = f"{_stem(settings.fiscal_year, f'unit-{reminder.number:02}', report.as_of)}.xlsx"
    if post.thai_names:
        name = f"แบบติดตาม ITA {settings.fiscal_year} {unit.short} {dated(report.as_of)}.xlsx"
    attachment = _open_workbook(reminder, report, name) if reminder.still_open else None
    message = reminder_message(reminder, report, name if attachment else None)
    copy = tuple(address for address in (settings.mail_sender,) if address and address != unit.email)
    thread = _thread(report, unit.short)
    return Letter(unit.short, settings.mail_sender, (unit.email,), copy, message, attachment, thread)


def _open_workbook(reminder: Reminder, report: Report, name: str) -> Attachment:
    from itaxl.excel.tracking_writer import write_tracking

    with tempfile.TemporaryDirectory(prefix="itaxl-") as folder:
        path = Path(folder) / "open.xlsx"
        write_tracking(reminder.again, path, report.as_of, [reminder.unit.short])
        return _attachment(path, name)


def _attachment(path: Path, name: str) -> Attachment:
    """A workbook's bytes as they are, once the gate has let them in.

    Raises CannotGoOn for one that it keeps out or that has macros or links to other workbooks.
    """
    from itaxl.excel.gate import admit, holds_objects

    admitted = admit(path, path.name)
    if isinstance(admitted, Problem):
        raise CannotGoOn(admitted)
    if admitted.problems or holds_objects(admitted):
        raise CannotGoOn(Problem("mail-attachment-unsafe", path.name))
    return Attachment(name, path.read_bytes())


def _stem(fiscal_year: int, what: str, as_of: dt.date) -> str:
    """A name in plain ASCII: Outlook garbles others (RFC 2231)."""
    return f"ITA-{fiscal_year}_{what}_{as_of.isoformat()}"


def _thread(report: Report, about: str) -> str:
    settings = report.settings
    return f"{settings.agency}/{settings.fiscal_year}/{report.round}/{about}"


# --- out they go -------------------------------------------------------------------------------------------


def _account(post: Post, plan: Plan | None, problems: Sequence[Problem]) -> Account | None:
    """The account to send from, None where nothing is to be sent.

    Raises CannotGoOn when the plan does not say enough.
    """
    if not post.send:
        return None
    if post.rate < 1:
        raise CannotGoOn(Problem("mail-rate-wrong", found=str(post.rate)))
    if plan is None:
        raise CannotGoOn(Problem("mail-plan-needed"))
    if trouble := sending_trouble(plan, problems):
        raise CannotGoOn(trouble)
    settings = plan.settings
    assert settings.mail_port is not None  # sending_trouble has seen to it
    secret = find_secret(settings.mail_sender, os.environ)
    return Account(settings.mail_host, settings.mail_port, settings.mail_security, settings.mail_sender, secret)


def _post(
    call: Call, prefix: str, letters: Sequence[Letter], without: Sequence[str], post: Post, account: Account | None
) -> int:  # fmt: skip
    """Shows the letters, writes them to the outbox, and sends them where there is an account."""
    make_folder(post.outbox)
    date, write = clock.now(), call.write
    kept = ledger_path(post.outbox)
    with Ledger(kept if account or kept.exists() else None, clock.now) as ledger:
        list_findings([_preview(letter) for letter in letters], call.language)
        told = write_letters(post.outbox, prefix, letters, ledger, date, write)
        table = write_table(post.outbox, prefix, letters, without, ledger, write)
        list_findings(told, call.language)
        if not letters:
            tell(Problem("mail-no-one"), call.language)
            return 0
        if account is None:
            sent = sum(ledger.has_accepted(letter) for letter in letters)
            counts_of = (("count", str(len(letters) - sent)), ("table", table.name), ("sent", str(sent)))
            code = "done-drafts-again" if sent else "done-drafts"
            tell(Problem(code, found=str(post.outbox), facts=counts_of), call.language)
            return 0
        sys.stdout.flush()
        if post.log:
            _add_line(post.log, "")  # one that cannot be written to is told before anything is sent
        counts: Counter[str] = Counter()
        try:
            patience = Patience(between=60 / post.rate)
            for outcome in deliver(letters, ledger, account, date, patience, resend=post.resend):
                counts[outcome.code] += 1
                _tell_outcome(call, outcome, post)
        finally:  # also when the work cannot go on, what was sent is no draft any more
            write_letters(post.outbox, prefix, letters, ledger, date, write)
            table = write_table(post.outbox, prefix, letters, without, ledger, write)
    return _tell_sent(call, counts, post.outbox, table)


def _preview(letter: Letter) -> Problem:
    facts = {"to": ", ".join(letter.to), "copy": ", ".join(letter.copy), "subject": letter.message.subject}
    if letter.attachment:
        facts |= {"attachment": letter.attachment.name, "size": shown_size(len(letter.attachment.data))}
    return Problem("mail-letter", found=letter.name, facts=tuple(facts.items()))


def _complain(call: Call, problems: Sequence[Problem], post: Post) -> None:
    """Lists what went wrong, however quiet the rest is."""
    if not post.quiet:
        list_problems(problems, call.language)
        return
    for problem in problems:
        tell(problem, call.language, sys.stderr)


def _tell_outcome(call: Call, outcome: Problem, post: Post) -> None:
    """On the terminal and in the log; what went wrong is told however quiet the rest is."""
    if severity(outcome) is Severity.ERROR:
        tell(outcome, call.language, sys.stderr)
    else:
        list_findings([outcome], call.language)
    sys.stdout.flush()
    _log(call, outcome, post)


def _log(call: Call, outcome: Problem, post: Post) -> None:
    if post.log:
        line = f"{clock.now().isoformat(timespec='seconds')}\t{outcome.code}\t{message_of(outcome, call.language)}\n"
        _add_line(post.log, line)


def _add_line(log: Path, line: str) -> None:
    try:
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
def _quietly(post: Post) -> Iterator[None]:
    """With --quiet only what went wrong is told, on the error stream."""
    if not post.quiet:
        yield
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):  # noqa: PTH123
        yield
