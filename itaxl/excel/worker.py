"""Reads workbooks in processes of their own, with limits on time and memory: a file that takes its reader down, that
makes it loop or that fills the memory costs that file alone, and the next one is read by a fresh process.

Every file goes there, the plan too, and one that looks harmless: readers fail on files that look so. A process is
started once, not for each file, and reads on while what it has read is worked on here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.serving import What, Wish, serve

if TYPE_CHECKING:  # what is read is loaded after the process that reads it has been started
    from itaxl.core.previous import Previous
    from itaxl.core.records import Plan
    from itaxl.core.returns import Bundle, Return

SECONDS = 12.0  # for one file; our largest takes a hundredth of one. On a busy machine the rest takes some more
AHEAD = 4  # files that each process is asked for before the first of them is wanted ...
AHEAD_BYTES = 1 << 20  # ... of whose values it holds this many, the system's pipe, and no more than one file besides

Named = tuple[Path, str]
"""A file and what the user calls it."""


def read_apart(files: Iterable[Named], jobs: int = 1) -> Iterator[Return]:
    """The files as returned, in their order, and in place of a zip of returns what is in it; one that cannot be read is
    a Return that says why."""
    with Readers(jobs) as readers:
        yield from readers.returns(files)


def read_plan_apart(path: Path) -> tuple[Plan, list[Problem]]:
    """The plan and its problems.

    Raises CannotGoOn for a file that is no plan, or without agency, fiscal year or measures.
    """
    with Readers() as readers:
        return readers.plan(path)


def read_summary_apart(path: Path) -> Previous:
    """An earlier summary of ours.

    Raises CannotGoOn for a file that cannot be read, is no summary of ours, or is a newer version's.
    """
    with Readers() as readers:
        return readers.summary(path)


MOST_JOBS = 32  # more processes than that help nobody


class Readers:
    """At most `jobs` processes that read: `with` starts the first, and ends them all; each other one is started when it
    is first needed. The plan and an earlier summary, where they are given, are read at once, while other things are
    done here.

    Raises CannotGoOn for a number of processes that cannot be.
    """

    def __init__(self, jobs: int = 1, plan: Path | None = None, previous: Path | None = None) -> None:
        if not 1 <= jobs <= MOST_JOBS:
            raise CannotGoOn(Problem("jobs-not-usable", found=str(jobs), facts=(("most", str(MOST_JOBS)),)))
        self._desks = [_Desk() for _ in range(jobs)]
        given = ((plan, What.PLAN), (previous, What.SUMMARY))
        self._begun = [Wish(path, path.name, what=what) for path, what in given if path]

    def __enter__(self) -> Readers:
        self._desks[0].start()
        for wish in self._begun:
            self._desks[0].ask(wish)
        return self

    def __exit__(self, *_: object) -> None:
        for desk in self._desks:
            desk.close()

    def plan(self, path: Path) -> tuple[Plan, list[Problem]]:
        """The plan and its problems.

        Raises CannotGoOn for a file that is no plan, or without agency, fiscal year or measures.
        """
        read: tuple[Plan, list[Problem]] = self._one(Wish(path, path.name, what=What.PLAN))
        return read

    def summary(self, path: Path) -> Previous:
        """An earlier summary of ours.

        Raises CannotGoOn for a file that cannot be read, is no summary of ours, or is a newer version's.
        """
        read: Previous = self._one(Wish(path, path.name, what=What.SUMMARY))
        return read

    def is_plan(self, path: Path) -> bool:
        """True for a plan workbook, whatever it is called and however little is filled in."""
        try:
            return self._one(Wish(path, path.name, what=What.IS_PLAN)) is True
        except CannotGoOn:
            return False

    def _one(self, wish: Wish) -> Any:
        """What is read, which is asked for now unless it was before."""
        begun = next((each for each in self._begun if each == wish), None)
        if begun is None:
            self._desks[0].ask(wish)
        else:
            self._begun.remove(begun)
        answer = self._desks[0].answer(begun or wish)
        if isinstance(answer, Problem):
            raise CannotGoOn(answer)
        return answer

    def returns(self, files: Iterable[Named]) -> Iterator[Return]:
        """The files as returned, as `read_apart` gives them; the first are asked for at once."""
        queue = _Queue(self._desks, (Wish(*file) for file in files))
        queue.ask()
        return queue.answers()


class _Queue:
    """Returns that are asked for ahead, in turn at each desk, and answered in order."""

    def __init__(self, desks: Sequence[_Desk], coming: Iterator[Wish]) -> None:
        self._most, self._turn = AHEAD * len(desks), cycle(desks)
        self._coming, self._in_zip = coming, deque[Wish]()
        self._asked = deque[tuple[_Desk, Wish]]()

    def ask(self) -> None:
        """Asks for the next ones: after a zip only when what is in it is known."""
        while len(self._asked) < self._most and not (self._asked and self._asked[-1][1].may_be_several):
            wish = self._in_zip.popleft() if self._in_zip else next(self._coming, None)
            if wish is None:
                return
            desk = next(self._turn)
            desk.ask(wish)
            self._asked.append((desk, wish))

    def answers(self) -> Iterator[Return]:
        from itaxl.core.returns import Bundle, Return

        while self._asked:
            desk, wish = self._asked.popleft()
            answer: Return | Bundle | Problem = desk.answer(wish)
            if isinstance(answer, Bundle):
                self._in_zip.extendleft(Wish(wish.path, name, way) for way, name in reversed(answer.members))
                yield from answer.others
            else:
                yield Return(wish.name, refused=answer) if isinstance(answer, Problem) else answer
            self.ask()


class _Desk:
    """Where one process after the other does what is asked, in order: one that fails is followed by a fresh one."""

    def __init__(self) -> None:
        self.worker: _Worker | None = None
        self.waiting = deque[Wish]()
        self.early: list[tuple[Wish, Any]] = []

    def start(self) -> _Worker:
        self.worker = self.worker or _start()
        return self.worker

    def ask(self, wish: Wish) -> None:
        self.waiting.append(wish)
        self.start().ask(wish)

    def answer(self, wish: Wish) -> Any:
        """What a wish gave, or the problem that kept it from being read; answers that come earlier are kept."""
        for place, (answered, answer) in enumerate(self.early):
            if answered is wish:
                del self.early[place]
                return answer
        while (first := self.waiting.popleft()) is not wish:
            self.early.append((first, self._next(first)))
        return self._next(wish)

    def _next(self, wish: Wish) -> Any:
        assert self.worker is not None  # something was asked
        answer, goes_on = self.worker.answer(wish.name)
        if not goes_on:
            self.close()
            for other in self.waiting:
                self.start().ask(other)
        return answer

    def close(self) -> None:
        if self.worker:
            self.worker.stop()
            self.worker = None


class _Worker(NamedTuple):
    """The other process, seen from here. `ended` waits for its end and gives its exit code."""

    requests: IO[bytes]
    answers: IO[bytes]
    complaints: IO[bytes]
    kill: Callable[[], None]
    ended: Callable[[], int]

    def ask(self, wish: Wish) -> None:
        """Has it read a file; one that has died is found out when its answer does not come."""
        with contextlib.suppress(OSError):
            pickle.dump(wish, self.requests)
            self.requests.flush()

    def answer(self, name: str) -> tuple[Any, bool]:
        """(what became of the next file that it was asked for, which the user calls so, whether it can go on)."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        watchdog = threading.Timer(SECONDS, stop)
        watchdog.start()
        try:
            answer: tuple[Any, bool] = pickle.load(self.answers)
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._why(name, late=late.is_set()), False
        finally:
            watchdog.cancel()
            watchdog.join()
        return answer[0], answer[1] and not late.is_set()

    def _why(self, name: str, *, late: bool) -> Problem:
        """Why no answer came."""
        if late:
            return Problem("file-too-slow", name, facts=(("seconds", f"{SECONDS:g}"),))
        code = self.ended()
        self.complaints.seek(0)
        if b"memory allocation of" in self.complaints.read(_LONGEST_COMPLAINT):  # as Rust says before it aborts
            return Problem("file-memory", name)
        return Problem("file-crashed", name, found=_name_of(code))

    def stop(self) -> None:
        """Ends it, whatever it is doing."""
        self.kill()
        for pipe in (self.requests, self.answers, self.complaints):
            with contextlib.suppress(OSError):
                pipe.close()
        self.ended()


_LONGEST_COMPLAINT = 1_000_000


def _name_of(code: int) -> str:
    """ "SIGSEGV", or the number of the exit code."""
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return str(code)


# --- starting it -------------------------------------------------------------------------------------------


def _start() -> _Worker:
    """A fresh one: a fork costs next to nothing, but is safe only on Linux and where no other thread runs."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return _fork()
    return _launch()


def _fork() -> _Worker:
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
    ask_out, ask_in = os.pipe()
    answer_out, answer_in = os.pipe()
    _widen(answer_out)
    process = os.fork()  # itself: importing multiprocessing costs more than all of what it would do here
    if not process:
        with _nothing_after_it():
            os.close(ask_in)
            os.close(answer_out)
            os.dup2(complaints.fileno(), 2)
            with open(ask_out, "rb") as requests, open(answer_in, "wb") as answers:  # noqa: PTH123 - no path
                serve(requests, answers)
    os.close(ask_out)
    os.close(answer_in)

    @cache
    def ended() -> int:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def kill() -> None:
        if not ended.cache_info().currsize:  # once waited for, its number may be another process's
            os.kill(process, signal.SIGKILL)

    return _Worker(os.fdopen(ask_in, "wb"), os.fdopen(answer_out, "rb"), complaints, kill, ended)


@contextlib.contextmanager
def _nothing_after_it() -> Iterator[None]:
    """Ends the process with what is done inside: the program that it is a copy of goes on in the other one only."""
    status = 1
    try:
        yield
        status = 0
    finally:
        os._exit(status)


def _launch() -> _Worker:
    """One that is started as a program: `multiprocessing` would run the user's own script again on Windows."""
    import subprocess

    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"from {serve.__module__} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin is not None and process.stdout is not None  # they were asked for
    _widen(process.stdout.fileno())
    return _Worker(process.stdin, process.stdout, complaints, process.kill, process.wait)


def _widen(pipe: int) -> None:
    """Lets a process answer before it is asked what became of the file, where the system can be told: Linux."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, AHEAD_BYTES)
