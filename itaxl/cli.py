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

from itaxl.commandline import build_parser
from itaxl.core.language import said
from itaxl.usage import INCOMPLETE, language_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from itaxl.calls import Call
    from itaxl.core.language import Language


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
    parser = build_parser(language_of(arguments))
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may come next
        from argcomplete import autocomplete

        autocomplete(parser)
    given = parser.parse_args(arguments)
    try:
        return _told(given)
    except KeyboardInterrupt:  # also while modules are loaded
        from itaxl.core.problems import Problem
        from itaxl.terminal import tell

        tell(Problem("run-stopped"), given.lang, sys.stderr)
        return 2
    except ModuleNotFoundError as error:  # a clone of the project, in which nothing of ours but the parser may load
        if os.environ.get("ITAXL_DEBUG"):
            raise
        print(said(INCOMPLETE, given.lang).format(found=error.name), file=sys.stderr)
        return 2


def _stopped(number: int, _: object) -> NoReturn:
    """Stops as Ctrl+C does; when told once more it is stopping already."""
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _told(given: argparse.Namespace) -> int:
    """Runs the command and tells what it could not do.

    Raises ModuleNotFoundError where a library that itaxl needs is not installed.
    """
    language: Language = given.lang
    from itaxl.core.problems import CannotGoOn, Problem
    from itaxl.core.systemerrors import why
    from itaxl.terminal import tell

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):  # half-written files are cleared away
        if signal.getsignal(number) is signal.SIG_DFL:  # and not one that `nohup` has it ignore
            signal.signal(number, _stopped)
    try:
        status = _run(given)
        sys.stdout.flush()
        return status
    except CannotGoOn as stop:
        tell(stop.problem, language, sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ModuleNotFoundError:
        raise
    except OSError as error:
        if os.environ.get("ITAXL_DEBUG"):
            raise
        tell(
            Problem("run-refused", found=str(error.filename or ""), facts=(("why", why(error)),)),
            language,
            sys.stderr,
        )
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

    replaces = getattr(given, "force", True)  # without the option, a command replaces its own outputs only
    call = Call(today(), given.lang, replaces)
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

        call = Call(today(), given.lang, given.force)
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
