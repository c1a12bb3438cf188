"""The command line as it is typed: every command, its arguments and options, with their help in Thai or English.

It loads next to nothing, so that help is there at once: neither `typing` nor `pathlib`, each of which takes as long as
all the rest.
"""

from __future__ import annotations

import argparse
from functools import partial

from itaxl import __version__
from itaxl.core.language import LANGUAGES, said
from itaxl.core.onconflict import ON_CONFLICT
from itaxl.usage import TEXTS, complaint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, NoReturn

    from itaxl.core.language import Language


class Parser(argparse.ArgumentParser):
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
        """Complains in our words, and ends the process with status 2."""
        self.exit(2, complaint(message, self.prog, self.language) + "\n")


class _EnglishParser(Parser):
    language = "en"


class _Help(argparse.HelpFormatter):
    """Help whose first line begins with `heading`."""

    def __init__(self, heading: str, prog: str) -> None:
        super().__init__(prog)
        self.heading = heading

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.heading if prefix is None else prefix)


def build_parser(language: Language = "th") -> Parser:
    """The whole command line; its help and complaints in the language."""
    parser = (_EnglishParser if language == "en" else Parser)(prog="itaxl")
    parser.description, parser.epilog = parser.say("description"), parser.say("epilog")
    parser.set_defaults(lang=language)
    parser.add_argument("--version", action="version", version=f"itaxl {__version__}", help=parser.say("version"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, arguments in _COMMANDS.items():
        arguments(commands.add_parser(name, help=parser.say(name), description=parser.say(name)))
    return parser


def _new(new: Parser) -> None:
    new.add_argument("plan", type=_path, metavar="PLAN.xlsx", help=new.say("new.plan"))
    new.add_argument("--year", type=int, required=True, help=new.say("new.year"))
    new.add_argument("--agency", default="", help=new.say("new.agency"))
    _force(new)


def _issue(issue: Parser) -> None:
    say = issue.say
    issue.add_argument("plan", type=_path, metavar="PLAN.xlsx", help=say("issue.plan"))
    issue.add_argument("-o", "--output", type=_path, required=True, metavar="TRACKING.xlsx", help=say("issue.output"))
    issue.add_argument("--split", type=_path, metavar="DIR", help=say("issue.split"))
    issue.add_argument("--round", type=int, metavar="N", help=say("issue.round"))
    issue.add_argument("--previous", type=_path, metavar="SUMMARY.xlsx", help=say("issue.previous"))
    _force(issue)


def _check(check: Parser) -> None:
    _reading(check)
    check.add_argument("--feedback", type=_path, metavar="DIR", help=check.say("check.feedback"))


def _consolidate(consolidate: Parser) -> None:
    say = consolidate.say
    output = say("consolidate.output")
    consolidate.add_argument("-o", "--output", type=_path, required=True, metavar="SUMMARY.xlsx", help=output)
    _reading(consolidate)
    last = say("consolidate.previous")
    consolidate.add_argument("--previous", type=_path, metavar="SUMMARY.xlsx", help=last)
    consolidate.add_argument("--csv", type=_path, metavar="F", help=say("consolidate.csv"))
    consolidate.add_argument("--memo", type=_path, metavar="F.docx", help=say("consolidate.memo"))
    consolidate.add_argument("--template", type=_path, metavar="OFFICE.xlsx", help=say("consolidate.template"))
    consolidate.add_argument("--filled", type=_path, metavar="OUT.xlsx", help=say("consolidate.filled"))
    rule = say("consolidate.on_conflict")
    consolidate.add_argument("--on-conflict", choices=ON_CONFLICT, default=ON_CONFLICT[0], help=rule)


def _remind(remind: Parser) -> None:
    say = remind.say
    remind.add_argument("plan", type=_path, metavar="PLAN.xlsx", help=say("remind.plan"))
    remind.add_argument("sources", type=_path, nargs="+", metavar="SOURCE", help=say("sources"))
    remind.add_argument("--as-of", metavar="DATE", help=say("as_of"))
    remind.add_argument("--previous", type=_path, metavar="SUMMARY.xlsx", help=say("remind.previous"))
    _posting(remind)


def _send(send: Parser) -> None:
    send.add_argument("summary", type=_path, metavar="SUMMARY.xlsx", help=send.say("send.summary"))
    send.add_argument("--to", action="append", default=[], metavar="ADDRESS", help=send.say("send.to"))
    send.add_argument("--plan", type=_path, metavar="PLAN.xlsx", help=send.say("send.plan"))
    _posting(send)


def _doctor(doctor: Parser) -> None:
    doctor.add_argument("plan", type=_path, nargs="?", metavar="PLAN.xlsx", help=doctor.say("doctor.plan"))


def _demo(demo: Parser) -> None:
    demo.add_argument("folder", type=_path, metavar="DIR", help=demo.say("demo.folder"))


_COMMANDS = {
    "new": _new,
    "issue": _issue,
    "check": _check,
    "consolidate": _consolidate,
    "remind": _remind,
    "send": _send,
    "doctor": _doctor,
    "demo": _demo,
}


def _reading(parser: Parser) -> None:
    """What check and consolidate have in common."""
    parser.add_argument("sources", type=_path, nargs="+", metavar="SOURCE", help=parser.say("sources"))
    parser.add_argument("--plan", type=_path, metavar="PLAN.xlsx", help=parser.say("plan"))
    parser.add_argument("--as-of", metavar="DATE", help=parser.say("as_of"))
    parser.add_argument("--json", type=_path, metavar="F", help=parser.say("json"))
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help=parser.say("jobs"))
    _force(parser)


def _posting(parser: Parser) -> None:
    """What remind and send have in common."""
    parser.add_argument("--outbox", type=_path, required=True, metavar="DIR", help=parser.say("outbox"))
    parser.add_argument("--send", action="store_true", help=parser.say("send_now"))
    parser.add_argument("--resend", action="store_true", help=parser.say("resend"))
    parser.add_argument("--rate", type=int, default=argparse.SUPPRESS, metavar="N", help=parser.say("rate"))
    parser.add_argument("--thai-names", action="store_true", help=parser.say("thai_names"))
    parser.add_argument("--quiet", action="store_true", help=parser.say("quiet"))
    parser.add_argument("--log", type=_path, metavar="F", help=parser.say("log"))


def _force(parser: Parser) -> None:
    parser.add_argument("--force", action="store_true", help=parser.say("force"))


def _path(text: str) -> Path:
    from pathlib import Path

    if not text:  # it would mean the folder in which the program runs; a script's unset "$DIR" says so
        raise argparse.ArgumentTypeError("no name")
    return Path(text)
