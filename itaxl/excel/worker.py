"""Reads returned files in a process of its own, with limits on time and memory: a file that takes its reader down, that
makes it loop or that fills the memory costs that file alone, and the next one is read by a fresh process.

Every file goes there, also one that looks harmless: readers fail on files that look so. The process is started once,
not for each file, and reads the next file while the last one is worked on.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from itaxl.core.previous import Previous
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.returns import Return
from itaxl.excel.return_reader import read_return
from itaxl.excel.summary_reader import read_summary

SECONDS = 15.0  # for one file; our largest takes a hundredth of one
MOST_MEMORY = 280_000_000  # bytes of addresses beyond the program itself
LARGEST_ANSWER = 32_000_000  # bytes of one file's values, on their way here: our largest workbook has one million

Named = tuple[Path, str]
"""A file and what the user calls it."""


class Read(StrEnum):
    """What a file is read as."""

    RETURN = "return"
    SUMMARY = "summary"


Asked = tuple[Path, str, Read]


def read_apart(files: Iterable[Named]) -> Iterator[Return]:
    """The files as returned, in their order; one that cannot be read is a Return that says why."""
    for name, answer in _answers((path, name, Read.RETURN) for path, name in files):
        yield Return(name, refused=answer) if isinstance(answer, Problem) else answer


def read_summary_apart(path: Path, name: str | None = None) -> Previous:
    """A summary of ours; `name` is what the user calls the file.

    Raises CannotGoOn for a file that cannot be read, is no summary of ours, or is a newer version's.
    """
    if not path.exists():
        raise CannotGoOn(Problem("file-missing", found=str(path)))
    [(_, answer)] = _answers([(path, name or path.name, Read.SUMMARY)])
    if isinstance(answer, Problem):
        raise CannotGoOn(answer)
    previous: Previous = answer
    return previous


def _answers(files: Iterable[Asked]) -> Iterator[tuple[str, Any]]:
    """(what the user calls it, what it was read as or the Problem that keeps it from being read) of each file."""
    worker = _start()
    try:
        waiting = iter(files)
        following = next(waiting, None)
        if following:
            worker.ask(following)
        while following:
            file, following = following, next(waiting, None)
            if following:
                worker.ask(following)
            answer, goes_on = worker.answer(file)
            if not goes_on:
                worker.stop()
                worker = _start()
                if following:
                    worker.ask(following)
            yield file[1], answer
    finally:
        worker.stop()


@dataclass(frozen=True, slots=True)
class _Worker:
    """The other process, seen from here. `ended` waits for its end and gives its exit code."""

    requests: IO[bytes]
    answers: IO[bytes]
    complaints: IO[bytes]
    kill: Callable[[], None]
    ended: Callable[[], int]

    def ask(self, file: Asked) -> None:
        """Has it read a file; one that has died is found out when its answer does not come."""
        with contextlib.suppress(OSError):
            pickle.dump(file, self.requests)
            self.requests.flush()

    def answer(self, file: Asked) -> tuple[Any, bool]:
        """(the next file that it was asked for or the Problem that it met, whether it can go on)."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        watchdog = threading.Timer(SECONDS, stop)
        watchdog.start()
        try:
            answer: tuple[Any, bool] = pickle.load(self.answers)
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._why(file[1], late=late.is_set()), False
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
    from multiprocessing import get_context

    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
    ask_out, ask_in = os.pipe()
    answer_out, answer_in = os.pipe()

    def work() -> None:
        os.close(ask_in)
        os.close(answer_out)
        os.dup2(complaints.fileno(), 2)
        with open(ask_out, "rb") as requests, open(answer_in, "wb") as answers:  # noqa: PTH123 - no path
            serve(requests, answers)

    process = get_context("fork").Process(target=work, daemon=True)
    process.start()
    os.close(ask_out)
    os.close(answer_in)

    def ended() -> int:
        process.join()
        return process.exitcode or 0

    return _Worker(os.fdopen(ask_in, "wb"), os.fdopen(answer_out, "rb"), complaints, process.kill, ended)


def _launch() -> _Worker:
    """One that is started as a program: `multiprocessing` would run the user's own script again on Windows."""
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"from {__name__} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin is not None and process.stdout is not None  # they were asked for
    return _Worker(process.stdin, process.stdout, complaints, process.kill, process.wait)


# --- in the other process ----------------------------------------------------------------------------------


def main() -> None:
    """Serves over standard input and output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    serve(sys.stdin.buffer, answers)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Reads each file that it is asked for, and answers with (what it is or a Problem, whether it can go on), until no
    more come or reading one has failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _limit_memory()
    goes_on = True
    while goes_on:
        try:
            file: Asked = pickle.load(requests)
        except EOFError:
            return
        answer, goes_on = _read(*file)
        answers.write(answer)
        answers.flush()


def _read(path: Path, name: str, what: Read) -> tuple[bytes, bool]:
    try:
        read = read_summary(path, name) if what is Read.SUMMARY else read_return(path, name)
        answer = _packed((read, True))
        if len(answer) > LARGEST_ANSWER:
            answer = _packed((Problem("file-too-large", name), True))
    except MemoryError:
        return _packed((Problem("file-memory", name), False)), False
    except BaseException as error:  # noqa: BLE001 - a panic in Rust is no Exception; whatever it is, it costs one file
        return _packed((Problem("file-crashed", name, found=type(error).__name__), False)), False
    return answer, True


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
