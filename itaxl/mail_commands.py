"""What `remind` and `send` do: who gets what is worked out in the core, shown, written as drafts, and sent on request.
Each gives the exit status 0 or 1, or raises CannotGoOn."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from itaxl.calls import Call
from itaxl.core import planlayout
from itaxl.core.addresses import each_once
from itaxl.core.calendar import dated
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.home import home_of
from itaxl.core.mailsettings import checked_address
from itaxl.core.planlayout import setting_name
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Outcome
from itaxl.core.reminders import Reminder, reminder_message, reminders_of, unclaimed, unread
from itaxl.core.report import Report
from itaxl.core.sentences import Severity, severity
from itaxl.core.summaries import report_of
from itaxl.core.summarymessage import summary_message
from itaxl.files import find_sources, others_in
from itaxl.mail.letters import Attachment, Letter
from itaxl.posting import Post, account_of, complain, log, post_all, watched
from itaxl.roundreport import begin_reading, read_report

__all__ = ["Post", "remind", "send"]

REMIND, SEND = "เตือน", "สรุป"
"""What the names of files in the outbox begin with."""


def remind(
    call: Call, plan_path: Path, sources: Sequence[Path], as_of: str | None, previous: Path | None, post: Post
) -> int:
    """A message to each unit that owes something, with a workbook of what it has still open."""
    from itaxl.excel.worker import Readers

    with watched(call, post):
        found = find_sources(sources)
        with Readers() as readers:
            plan, problems = readers.plan(plan_path)
            account = account_of(post, plan, problems)
            others = others_in(sources)
            returns = begin_reading(call, readers, found)
            report = read_report(call, readers, returns, (plan, problems), as_of, previous_path=previous, others=others)
        _check_home(report)
        wrong = [*_nothing_returned(report, sources), *_wrong_addresses(problems, but="recipients")]
        wrong = list(dict.fromkeys([*wrong, *unread(report), *unclaimed(report)]))
        complain(call, wrong, post)
        reminders = reminders_of(report)
        letters = [_reminder_letter(each, report, post) for each in reminders if each.unit.email]
        without = [each for each in reminders if not each.unit.email]
        status = post_all(call, REMIND, letters, [each.unit.short for each in without], post, account)
        unreached = [_unreached(each) for each in without]
        complain(call, unreached, post)
        for problem in unreached if post.send else ():
            if problem.code == "mail-unit-unreachable":  # who owes something, and was not told
                log(call, problem, post)
                status = 1
        return max(status, int(any(severity(problem) is Severity.ERROR for problem in wrong)))


def _unreached(reminder: Reminder) -> Problem:
    code = "mail-unit-unnamed" if reminder.unit.short == UNCONFIRMED else "mail-unit-unreachable"
    counts = {"late": len(reminder.late), "soon": len(reminder.soon), "errors": reminder.errors}
    facts = tuple((name, str(count)) for name, count in counts.items() if count)
    return Problem(code, found=reminder.unit.short, facts=facts)


def _check_home(report: Report) -> None:
    """Raises CannotGoOn when most returns are of another office or year than the plan: one mistyped letter in it would
    have every unit told that it has sent nothing."""
    returned = [file for file in report.files if file.outcome is not Outcome.SKIPPED]
    foreign = [file for file in returned if file.reason and file.reason.code in _FOREIGN]
    if len(foreign) * 2 > len(returned):
        facts = {"count": str(len(foreign)), "all": str(len(returned)), "ours": report.settings.agency}
        raise CannotGoOn(Problem("mail-other-offices", facts=tuple(facts.items())))


def _nothing_returned(report: Report, sources: Sequence[Path]) -> Iterator[Problem]:
    """That there is no return at all, which tells every unit that it has sent nothing.

    Raises CannotGoOn where files were named and none of them is a return: an earlier summary, perhaps.
    """
    if any(file.outcome is not Outcome.SKIPPED for file in report.files):
        return
    named = ", ".join(map(str, sources))
    if not any(source.is_dir() for source in sources):
        raise CannotGoOn(Problem("mail-not-returns", found=named))
    yield Problem("mail-nothing-returned", found=named)


def _wrong_addresses(problems: Sequence[Problem], *, but: str = "") -> Iterator[Problem]:
    """What the plan calls an address and is none, but those of one setting."""
    for problem in problems:
        if problem.code == "email-wrong" and dict(problem.facts).get("name") != (but and setting_name(but)):
            yield problem


_FOREIGN = ("file-other-agency", "file-other-year")


def send(call: Call, summary: Path, to: Sequence[str], plan_path: Path | None, post: Post) -> int:
    """The summary to its recipients: those given, or else the plan's."""
    from itaxl import catalogues
    from itaxl.excel.worker import Readers

    with watched(call, post):
        with Readers() as readers:
            plan, problems = readers.plan(plan_path) if plan_path else (None, [])
            of_settings = [problem for problem in problems if problem.sheet == planlayout.SETTINGS]
            wrong = list(_wrong_addresses(of_settings, but="recipients" if to else ""))
            addresses = each_once(map(checked_address, to)) or each_once(plan.settings.recipients if plan else ())
            if not addresses:
                complain(call, wrong, post)
                raise CannotGoOn(Problem("mail-no-recipient"))
            account = account_of(post, plan, problems)
            report = report_of(readers.summary(summary), catalogues.load)
        if plan and home_of(plan.settings) != home_of(report.settings):
            theirs, ours = (f"{each.agency} {each.fiscal_year}" for each in (report.settings, plan.settings))
            raise CannotGoOn(Problem("mail-summary-foreign", summary.name, facts=(("theirs", theirs), ("ours", ours))))
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
        complain(call, wrong, post)
        return max(post_all(call, SEND, [letter], [], post, account), int(bool(wrong)))


# --- letters -----------------------------------------------------------------------------------------------


def _reminder_letter(reminder: Reminder, report: Report, post: Post) -> Letter:
    """To the unit's coordinator, with a copy to the planner; without an attachment where nothing is open."""
    unit, settings = reminder.unit, report.settings
    name = f"{_stem(settings.fiscal_year, f'unit-{reminder.number:02}', report.as_of)}.xlsx"
    if post.thai_names:
        name = f"แบบติดตาม ITA {settings.fiscal_year} {unit.short} {dated(report.as_of)}.xlsx"
    attachment = _open_workbook(reminder, report, name) if reminder.still_open else None
    message = reminder_message(reminder, report, name if attachment else None)
    copy = tuple(
        address for address in (settings.mail_sender,) if address.casefold() not in ("", unit.email.casefold())
    )
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

    Raises CannotGoOn for one that it keeps out, of another kind, or that has macros or links to other workbooks.
    """
    from itaxl.excel.gate import admit, holds_objects
    from itaxl.excel.kinds import FileKind

    admitted = admit(path, path.name)
    if isinstance(admitted, Problem):
        raise CannotGoOn(admitted)
    if admitted.kind is not FileKind.XLSX:  # of the others too much cannot be seen
        raise CannotGoOn(Problem("mail-attachment-kind", path.name, found=f".{admitted.kind}"))
    if admitted.marks.problems or holds_objects(admitted):
        raise CannotGoOn(Problem("mail-attachment-unsafe", path.name))
    return Attachment(name, path.read_bytes())


def _stem(fiscal_year: int, what: str, as_of: dt.date) -> str:
    """A name in plain ASCII: Outlook garbles others (RFC 2231)."""
    return f"ITA-{fiscal_year}_{what}_{as_of.isoformat()}"


def _thread(report: Report, about: str) -> str:
    settings = report.settings
    return f"{settings.agency}/{settings.fiscal_year}/{report.round}/{about}"
