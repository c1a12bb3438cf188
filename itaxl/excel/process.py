"""A process that reads, seen from the one that it reads for: how it is started, asked, waited for and ended."""

import contextlib
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import IO, Any, NamedTuple

from itaxl.core.problems import Problem
from itaxl.excel.serving import LONGEST_ALONE, TIMED_OUT, serve

SMALLEST_PIPE = 4_000  # bytes that any system takes before anybody reads them: Windows' own measure is 4,096
AHEAD_BYTES = 1 << 20  # of the values that it has read ahead: the system's pipe, and no more than one file besides


class Process(NamedTuple):
    """The other process, seen from here. `ended` waits for its end and gives its exit code."""

    requests: IO[bytes]
    answers: IO[bytes]
    complaints: IO[bytes]
    kill: Callable[[], None]
    ended: Callable[[], int]

    def ask(self, wish: bytes) -> None:
        """Has it do what is wished, packed; one that has died is found out when its answer does not come."""
        with contextlib.suppress(OSError):
            self.requests.write(wish)
            self.requests.flush()

    def answer(self, name: str, seconds: float) -> tuple[Any, bool]:
        """(what became of the next file that it was asked for, which the user calls so, whether it can go on), waited
        for so long."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        watchdog = threading.Timer(seconds, stop)
        watchdog.start()
        try:
            answer: tuple[Any, bool] = pickle.load(self.answers)
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._why(name, seconds if late.is_set() else None), False
        finally:
            watchdog.cancel()
            watchdog.join()
        return answer[0], answer[1] and not late.is_set()

    def _why(self, name: str, late: float | None) -> Problem:
        """Why no answer came: after how many seconds it was stopped, or else of itself."""
        if late is not None:
            return Problem("file-too-slow", name, facts=(("seconds", f"{late:.0f}"),))
        code = self.ended()
        self.complaints.seek(0)
        complaint = self.complaints.read(_LONGEST_COMPLAINT)
        if TIMED_OUT in complaint:
            return Problem("file-too-slow", name, facts=(("seconds", f"{LONGEST_ALONE}"),))
        if b"memory allocation of" in complaint:  # as Rust says before it aborts
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


def start() -> Process:
    """A fresh one."""
    return fork() if forks() else launch()


def forks() -> bool:
    """True where it is a fork: that costs next to nothing, but is safe only on Linux and where no other thread runs."""
    return sys.platform == "linux" and threading.active_count() == 1


def fork() -> Process:
    _open_streams()
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

    owner = os.getpid()  # a fork of it may leave through the same lines

    @cache
    def ended() -> int:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        except ChildProcessError:  # a program that ignores SIGCHLD has the system forget how its children ended
            return 0

    def kill() -> None:
        # Once waited for, its number may be another process's; a program that ignores SIGCHLD is not told of its end.
        if os.getpid() == owner and not ended.cache_info().currsize:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    return Process(os.fdopen(ask_in, "wb"), os.fdopen(answer_out, "rb"), complaints, kill, ended)


def _open_streams() -> None:
    """Makes the three standard streams be something: a pipe that took the number of one would be lost with it."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)


@contextlib.contextmanager
def _nothing_after_it() -> Iterator[None]:
    """Ends the process with what is done inside: the program that it is a copy of goes on in the other one only."""
    status = 1
    try:
        yield
        status = 0
    finally:
        os._exit(status)


def launch() -> Process:
    """One that is started as a program: `multiprocessing` would run the user's own script again on Windows."""
    import subprocess

    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
    process = subprocess.Popen(
        [_python(), "-P", "-c", f"from {serve.__module__} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin is not None and process.stdout is not None  # they were asked for
    _widen(process.stdout.fileno())
    return Process(process.stdin, process.stdout, complaints, process.kill, process.wait)


def _python() -> str:
    """Python itself: what is called so in a virtual environment on Windows only starts it, and does not always take it
    along when it is ended."""
    own: str = getattr(sys, "_base_executable", "") if sys.platform == "win32" else ""
    return own or sys.executable


def _widen(pipe: int) -> None:
    """Lets a process answer before it is asked what became of the file, where the system can be told: Linux."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, AHEAD_BYTES)
