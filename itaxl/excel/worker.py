"""Reads workbooks in processes of their own, with limits on time and memory: a file that takes its reader down, that
makes it loop or that fills the memory costs that file alone, and the next one is read by a fresh process.

Every file goes there, the plan too, and one that looks harmless: readers fail on files that look so. A process is
started once, not for each file, and reads on while what it has read is worked on here.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.returns import Bundle, Return
from itaxl.excel import allowance, process
from itaxl.excel.allowance import Allowances, not_read
from itaxl.excel.serving import What, Wish, load

if TYPE_CHECKING:
    from itaxl.core.previous import Previous

AHEAD = 16  # files that each process may read before the first of them is wanted

Named = tuple[Path, str]
"""A file and what the user calls it."""


def read_apart(files: Iterable[Named], jobs: int = 1) -> Iterator[Return]:
    """The files as returned, in their order, and in place of a zip of returns what is in it; one that cannot be read is
    a Return that says why."""
    with _loaded(jobs) as readers:
        yield from readers.returns(files)


def read_plan_apart(path: Path) -> tuple[Plan, list[Problem]]:
    """The plan and its problems.

    Raises CannotGoOn for a file that is no plan, or without agency, fiscal year or measures.
    """
    with _loaded() as readers:
        return readers.plan(path)


def read_summary_apart(path: Path) -> Previous:
    """An earlier summary of ours.

    Raises CannotGoOn for a file that cannot be read, is no summary of ours, or is a newer version's.
    """
    with _loaded() as readers:
        return readers.summary(path)


def _loaded(jobs: int = 1) -> Readers:
    """For who may come again: what every fork needs is loaded here, where nobody has anything else to do meanwhile."""
    if process.forks():
        load()
    return Readers(jobs)


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
        allowances = Allowances()
        self._desks = [_Desk(allowances) for _ in range(jobs)]
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
        return self._is(What.IS_PLAN, path)

    def is_blank_plan(self, path: Path) -> bool:
        """True for a plan workbook in which nobody has entered a unit or a measure yet."""
        return self._is(What.IS_BLANK_PLAN, path)

    def _is(self, what: What, path: Path) -> bool:
        try:
            return self._one(Wish(path, path.name, what=what)) is True
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
    """Where one process after the other does what is asked, in order: one that fails is followed by a fresh one.

    It is told of no more at once than a pipe takes: while it waits for somebody to take an answer, nobody may wait for
    it to take a wish.
    """

    def __init__(self, allowances: Allowances) -> None:
        self.worker: process.Process | None = None
        self.waiting = deque[Wish]()
        self.early: list[tuple[Wish, Any]] = []
        self._sent = deque[int]()  # bytes of each of the first that are waiting
        self._ready = False
        self._allowances = allowances

    def start(self) -> process.Process:
        self.worker = self.worker or process.start()
        return self.worker

    def ask(self, wish: Wish) -> None:
        if self._allowances.seconds(wish):
            self.waiting.append(wish)
            self._send()

    def _send(self) -> None:
        """Tells the process of what is waiting, as far as that surely fits into the pipe, or it has nothing else."""
        for wish in list(self.waiting)[len(self._sent) :]:
            packed = wish.packed()
            if self._sent and sum(self._sent) + len(packed) > process.SMALLEST_PIPE:
                return
            self.start().ask(packed)
            self._sent.append(len(packed))

    def answer(self, wish: Wish) -> Any:
        """What a wish gave, or the problem that kept it from being read; answers that come earlier are kept."""
        for place, (answered, answer) in enumerate(self.early):
            if answered is wish:
                del self.early[place]
                return answer
        if not any(each is wish for each in self.waiting):  # its zip had no time left when it was to be asked for
            return not_read(wish)
        while (first := self.waiting[0]) is not wish:
            self.early.append((first, self._next()))
        return self._next()

    def _next(self) -> Any:
        """What the first of the wishes gave within its time; one in a zip that has none left is not waited for."""
        wish = self.waiting[0]
        seconds = self._allowances.seconds(wish)
        if not seconds:
            self.waiting.popleft()
            self.close()
            return not_read(wish)
        self._send()  # after one that failed nothing has been sent yet
        self.waiting.popleft()
        self._sent.popleft()
        assert self.worker is not None  # something was sent
        answer, goes_on = None, True
        if not self._ready:
            answer, goes_on = self.worker.answer(wish.name, allowance.BEGINNING_SECONDS)
            self._ready = goes_on
        if self._ready:
            began = time.monotonic()
            answer, goes_on = self.worker.answer(wish.name, seconds)
            self._allowances.spend(wish, time.monotonic() - began)
        if goes_on:
            self._send()
        else:
            self.close()
        return answer

    def close(self) -> None:
        """Ends its process; what is still waiting is sent to a fresh one when it is wanted."""
        if self.worker:
            self.worker.stop()
            self.worker = None
        self._sent.clear()
        self._ready = False
