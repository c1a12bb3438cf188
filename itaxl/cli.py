"""The command line: `itaxl COMMAND …`. Exit status 0 nothing to complain of, 1 problems were reported, 2 it could
not go on."""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from itaxl import __version__
from itaxl.core.language import LANGUAGES, Language, said
from itaxl.core.onconflict import ON_CONFLICT
from itaxl.usage import INCOMPLETE, TEXTS, complaint, language_of

if TYPE_CHECKING:
    from itaxl.calls import Call


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Thai; its help and its complaints are in the words of our users."""

    language: Language = "th"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=partial(_Help, self.say("usage")))
        self._positionals.title, self._optionals.title = self.say("arguments"), self.say("options")
        self.add_argument("-h", "--help", action="help", help=self.say("help"))
        # Before the command or after it, the last one wins: a command that is told nothing leaves what was said.
        self.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=self.say("lang"))

    def say(self, name: str) -> str:
        """A heading or help text in the parser's language."""
        return said(TEXTS[name], self.language)

    def error(self, message: str) -> NoReturn:
        print(complaint(message, self.prog, self.language), file=sys.stderr)
        raise SystemExit(2)


class _EnglishParser(_Parser):
    language = "en"


class _Help(argparse.HelpFormatter):
    """Help whose first line begins with `heading`."""

    def __init__(self, heading: str, prog: str) -> None:
        super().__init__(prog)
        self.heading = heading

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.heading if prefix is None else prefix)


def build_parser(language: Language = "th") -> argparse.ArgumentParser:
    """The whole command line; its help and complaints in the language."""
    parser = (_EnglishParser if language == "en" else _Parser)(prog="itaxl")
    say = parser.say
    parser.description, parser.epilog = say("description"), say("epilog")
    parser.set_defaults(lang=language)
    parser.add_argument("--version", action="version", version=f"itaxl {__version__}", help=say("version"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    new = commands.add_parser("new", help=say("new"), description=say("new"))
    new.add_argument("plan", type=Path, metavar="PLAN.xlsx", help=say("new.plan"))
    new.add_argument("--year", type=int, required=True, help=say("new.year"))
    new.add_argument("--agency", default="", help=say("new.agency"))
    _force(new)

    issue = commands.add_parser("issue", help=say("issue"), description=say("issue"))
    issue.add_argument("plan", type=Path, metavar="PLAN.xlsx", help=say("issue.plan"))
    issue.add_argument("-o", "--output", type=Path, required=True, metavar="TRACKING.xlsx", help=say("issue.output"))
    issue.add_argument("--split", type=Path, metavar="DIR", help=say("issue.split"))
    issue.add_argument("--round", type=int, metavar="N", help=say("issue.round"))
    issue.add_argument("--previous", type=Path, metavar="SUMMARY.xlsx", help=say("issue.previous"))
    _force(issue)

    check = commands.add_parser("check", help=say("check"), description=say("check"))
    _reading(check)
    check.add_argument("--feedback", type=Path, metavar="DIR", help=say("check.feedback"))

    consolidate = commands.add_parser("consolidate", help=say("consolidate"), description=say("consolidate"))
    output = say("consolidate.output")
    consolidate.add_argument("-o", "--output", type=Path, required=True, metavar="SUMMARY.xlsx", help=output)
    _reading(consolidate)
    last = say("consolidate.previous")
    consolidate.add_argument("--previous", type=Path, metavar="SUMMARY.xlsx", help=last)
    consolidate.add_argument("--csv", type=Path, metavar="F", help=say("consolidate.csv"))
    consolidate.add_argument("--memo", type=Path, metavar="F.docx", help=say("consolidate.memo"))
    consolidate.add_argument("--template", type=Path, metavar="OFFICE.xlsx", help=say("consolidate.template"))
    consolidate.add_argument("--filled", type=Path, metavar="OUT.xlsx", help=say("consolidate.filled"))
    rule = say("consolidate.on_conflict")
    consolidate.add_argument("--on-conflict", choices=ON_CONFLICT, default=ON_CONFLICT[0], help=rule)

    remind = commands.add_parser("remind", help=say("remind"), description=say("remind"))
    remind.add_argument("plan", type=Path, metavar="PLAN.xlsx", help=say("remind.plan"))
    remind.add_argument("sources", type=Path, nargs="+", metavar="SOURCE", help=say("sources"))
    remind.add_argument("--as-of", metavar="DATE", help=say("as_of"))
    remind.add_argument("--previous", type=Path, metavar="SUMMARY.xlsx", help=say("remind.previous"))
    _posting(remind)

    send = commands.add_parser("send", help=say("send"), description=say("send"))
    send.add_argument("summary", type=Path, metavar="SUMMARY.xlsx", help=say("send.summary"))
    send.add_argument("--to", action="append", default=[], metavar="ADDRESS", help=say("send.to"))
    send.add_argument("--plan", type=Path, metavar="PLAN.xlsx", help=say("send.plan"))
    _posting(send)

    doctor = commands.add_parser("doctor", help=say("doctor"), description=say("doctor"))
    doctor.add_argument("plan", type=Path, nargs="?", metavar="PLAN.xlsx", help=say("doctor.plan"))

    demo = commands.add_parser("demo", help=say("demo"), description=say("demo"))
    demo.add_argument("folder", type=Path, metavar="DIR", help=say("demo.folder"))
    return parser


def _reading(parser: _Parser) -> None:
    """What check and consolidate have in common."""
    parser.add_argument("sources", type=Path, nargs="+", metavar="SOURCE", help=parser.say("sources"))
    parser.add_argument("--plan", type=Path, metavar="PLAN.xlsx", help=parser.say("plan"))
    parser.add_argument("--as-of", metavar="DATE", help=parser.say("as_of"))
    parser.add_argument("--json", type=Path, metavar="F", help=parser.say("json"))
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help=parser.say("jobs"))
    _force(parser)


def _posting(parser: _Parser) -> None:
    """What remind and send have in common."""
    parser.add_argument("--outbox", type=Path, required=True, metavar="DIR", help=parser.say("outbox"))
    parser.add_argument("--send", action="store_true", help=parser.say("send_now"))
    parser.add_argument("--resend", action="store_true", help=parser.say("resend"))
    parser.add_argument("--rate", type=int, default=argparse.SUPPRESS, metavar="N", help=parser.say("rate"))
    parser.add_argument("--thai-names", action="store_true", help=parser.say("thai_names"))
    parser.add_argument("--quiet", action="store_true", help=parser.say("quiet"))
    parser.add_argument("--log", type=Path, metavar="F", help=parser.say("log"))


def _force(parser: _Parser) -> None:
    parser.add_argument("--force", action="store_true", help=parser.say("force"))


def use_utf8() -> None:
    """Makes both streams speak UTF-8: a Thai console's own code page 874 lacks half of what we say. Where there is no
    console (`pythonw`, a closed one) what is said goes nowhere."""
    sys.stdout = sys.stdout or io.TextIOWrapper(io.FileIO(os.devnull, "w"))
    sys.stderr = sys.stderr or io.TextIOWrapper(io.FileIO(os.devnull, "w"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit status."""
    use_utf8()
    gc.set_threshold(100_000)  # a run keeps nearly all that it makes: looking for garbage often finds none
    arguments = sys.argv[1:] if arguments is None else arguments
    given = build_parser(language_of(arguments)).parse_args(arguments)
    try:
        return _told(given)
    except ModuleNotFoundError as error:  # a clone of the project, in which nothing of ours but the parser may load
        if os.environ.get("ITAXL_DEBUG"):
            raise
        print(said(INCOMPLETE, given.lang).format(found=error.name), file=sys.stderr)
        return 2


def _told(given: argparse.Namespace) -> int:
    """Runs the command and tells what it could not do.

    Raises ModuleNotFoundError where a library that itaxl needs is not installed.
    """
    language: Language = given.lang
    from itaxl.core.problems import CannotGoOn, Problem
    from itaxl.terminal import tell

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that half-written files are cleared away
    try:
        status = _run(given)
        sys.stdout.flush()
        return status
    except CannotGoOn as stop:
        tell(stop.problem, language, sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        tell(Problem("run-stopped"), language, sys.stderr)
    except ModuleNotFoundError:
        raise
    except Exception as error:
        if os.environ.get("ITAXL_DEBUG"):
            raise
        tell(Problem("run-unexpected", found=f"{type(error).__name__}: {error}"), language, sys.stderr)
    return 2


def _run(given: argparse.Namespace) -> int:
    if given.command in ("check", "consolidate"):
        return _run_reading(given)
    from itaxl import commands
    from itaxl.calls import Call
    from itaxl.clock import today

    call = Call(today(), given.lang)
    match given.command:
        case "new":
            return commands.new(call, given.plan, given.year, given.agency, force=given.force)
        case "issue":
            return commands.issue(
                call, given.plan, given.output, given.split, given.round, given.previous, force=given.force
            )
        case "remind" | "send":
            return _mail(call, given)
        case "doctor":
            return commands.doctor(call, given.plan)
        case _:
            return commands.demo(call, given.folder)


def _run_reading(given: argparse.Namespace) -> int:
    """A command that reads returns: the process that reads them is started before what works on them is loaded here."""
    from itaxl.excel.worker import Readers

    with Readers(given.jobs, given.plan, getattr(given, "previous", None)) as readers:
        from itaxl import commands
        from itaxl.calls import Call
        from itaxl.clock import today
        from itaxl.outputs import Forms

        call = Call(today(), given.lang)
        if given.command == "check":
            return commands.check(
                call, readers, given.sources, given.plan, given.as_of, given.json, given.feedback, force=given.force
            )
        return commands.consolidate(
            call, readers, given.sources, given.output, given.plan, given.as_of, given.json, given.csv,
            Forms(given.memo, given.template, given.filled),
            on_conflict=given.on_conflict, previous=given.previous, force=given.force,
        )  # fmt: skip


def _mail(call: Call, given: argparse.Namespace) -> int:
    from dataclasses import fields

    from itaxl import mail_commands

    options = {field.name for field in fields(mail_commands.Post)}
    post = mail_commands.Post(**{name: value for name, value in vars(given).items() if name in options})
    if given.command == "remind":
        return mail_commands.remind(call, given.plan, given.sources, given.as_of, given.previous, post)
    return mail_commands.send(call, given.summary, given.to, given.plan, post)
