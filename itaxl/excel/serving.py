"""What a process that reads for another does: reads each file that it is asked for, and answers what it gave."""

import contextlib
import faulthandler
import os
import pickle
import signal
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.returns import Bundle, Inside, Return
from itaxl.core.systemerrors import why

if TYPE_CHECKING:  # few runs read an earlier summary
    from itaxl.core.previous import Previous

MOST_MEMORY = 280_000_000  # bytes of addresses beyond the program itself
LARGEST_ANSWER = 32_000_000  # bytes of one file's values, on their way back: our largest workbook has one million
LARGEST_OF_ZIP = 80_000_000  # bytes of the values of all files in one zip
LONGEST_ALONE = 30  # seconds for one file, after which it ends itself: who asks waits less, but may be gone
TIMED_OUT = b"Timeout ("  # how it says so


class What(StrEnum):
    """What a process can be asked for."""

    RETURN = "return"
    PLAN = "plan"
    IS_PLAN = "is-plan"
    IS_BLANK_PLAN = "is-blank-plan"
    SUMMARY = "summary"


class Wish(NamedTuple):
    """A file to be read, what the user calls it, and the way to it where it lies in a zip."""

    path: Path
    name: str
    way: Inside = ()
    what: What = What.RETURN

    def packed(self) -> bytes:
        """As it is sent."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)

    @property
    def may_be_several(self) -> bool:
        """True for what is called a zip: what comes next is known only when it has been looked into."""
        return self.what is What.RETURN and not self.way and self.name.lower().endswith(".zip")


def main() -> None:
    """Serves over standard input and output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    serve(sys.stdin.buffer, answers)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Reads each file that it is asked for, and answers with (what it gives or the problem that kept it from that,
    whether it can go on), until no more come or reading one has failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _limit_memory()
    load()
    answers.write(_packed((None, True)))  # ready: what beginning takes is no file's time
    answers.flush()
    goes_on, of_zips = True, Counter[Path]()
    while goes_on:
        try:
            wish: Wish = pickle.load(requests)
        except EOFError:
            return
        answer, goes_on = _done(wish)
        of_zips[wish.path] += len(answer) if wish.way else 0
        if of_zips[wish.path] > LARGEST_OF_ZIP:  # who asks keeps all of them
            answer = _packed((Problem("zip-too-large", wish.name), goes_on))
        answers.write(answer)
        answers.flush()


def load() -> None:
    """Loads what nearly every process is asked for, before it is; where it is a fork, who starts it may do that once
    for all."""
    from itaxl.excel import plan_reader, return_reader  # noqa: F401


def _done(wish: Wish) -> tuple[bytes, bool]:
    """(the packed answer, whether the process can go on)."""
    with contextlib.suppress(RuntimeError):  # no room for the thread that ends it: who asks does so in time
        faulthandler.dump_traceback_later(LONGEST_ALONE, exit=True, file=2)
    try:
        answer = _packed((_read(wish), True))
        if len(answer) > LARGEST_ANSWER:
            answer = _packed((Problem("file-too-large", wish.name), True))
    except CannotGoOn as stop:
        return _packed((stop.problem, True)), True
    except OSError as error:
        return _packed((Problem("file-unreadable", wish.name, facts=(("why", why(error)),)), True)), True
    except MemoryError:
        return _packed((Problem("file-memory", wish.name), False)), False
    except BaseException as error:  # noqa: BLE001 - a panic in Rust is no Exception; whatever it is, it costs one file
        return _packed((Problem("file-crashed", wish.name, found=type(error).__name__), False)), False
    finally:
        faulthandler.cancel_dump_traceback_later()
    return answer, True


def _read(wish: Wish) -> "Return | Bundle | tuple[Plan, list[Problem]] | Previous | bool":
    """What is asked for. The readers are loaded here: only this process needs them.

    Raises CannotGoOn for a plan or a summary that is none.
    """
    match wish.what:
        case What.PLAN:
            from itaxl.excel.plan_reader import read_plan

            return read_plan(wish.path, wish.name)
        case What.IS_PLAN:
            from itaxl.excel.plan_reader import is_plan

            return is_plan(wish.path)
        case What.IS_BLANK_PLAN:
            from itaxl.excel.plan_reader import is_blank_plan

            return is_blank_plan(wish.path)
        case What.SUMMARY:
            from itaxl.excel.summary_reader import read_summary

            return read_summary(wish.path, wish.name)
        case _:
            from itaxl.excel.return_reader import read_file

            return read_file(wish.path, wish.name, wish.way)


def _packed(answer: Any) -> bytes:
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _limit_memory() -> None:
    """No more than `MOST_MEMORY`, where the system can be told: on Windows only what comes out of inflating is
    limited. A fork begins with the addresses of who started it, who may have loaded much."""
    try:
        import resource
    except ImportError:
        return
    most = MOST_MEMORY
    with contextlib.suppress(OSError):  # Linux alone tells
        most += int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    with contextlib.suppress(ValueError, OSError):  # a tighter limit is in force already, or none is known
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
