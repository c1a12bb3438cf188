"""Reads workbooks in processes of their own, with limits on time and memory: a file that takes its reader down, that
makes it loop or that fills the memory costs that file alone, and the next one is read by a fresh process.

Every file goes there, the plan too, and one that looks harmless: readers fail on files that look so. A process is
started once, not for each file, and reads on while what it has read is worked on here.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from itaxl import catalogues
from itaxl.core.plans import PlanSheets, plan_on
from itaxl.core.previous import Previous
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Plan
from itaxl.core.returns import Bundle, Return
from itaxl.excel import process
from itaxl.excel.allowance import Allowances, not_read
from itaxl.excel.serving import What, Wish

AHEAD = 4  # files that each process is asked for before the first of them is wanted

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


class Readers:
    """At most `jobs` processes that read: `with` starts the first, which makes itself ready while other things are done
    here, and ends them all; each other one is started when it is first needed."""

    def __init__(self, jobs: int = 1) -> None:
        self._desks = [_Desk() for _ in range(jobs)]
        self._allowances = Allowances()

    def __enter__(self) -> Readers:
        self._desks[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        for desk in self._desks:
            desk.close()

    def plan(self, path: Path) -> tuple[Plan, list[Problem]]:
        """The plan and its problems.

        Raises CannotGoOn for a file that is no plan, or without agency, fiscal year or measures.
        """
        sheets = self._one(Wish(path, path.name, what=What.PLAN))
        if not isinstance(sheets, PlanSheets):
            raise CannotGoOn(sheets)
        return plan_on(sheets, catalogues.load)

    def summary(self, path: Path) -> Previous:
        """An earlier summary of ours.

        Raises CannotGoOn for a file that cannot be read, is no summary of ours, or is a newer version's.
        """
        if not path.exists():
            raise CannotGoOn(Problem("file-missing", found=str(path)))
        summary = self._one(Wish(path, path.name, what=What.SUMMARY))
        if not isinstance(summary, Previous):
            raise CannotGoOn(summary)
        return summary

    def is_plan(self, path: Path) -> bool:
        """True for a plan workbook, whatever it is called and however little is filled in."""
        return self._one(Wish(path, path.name, what=What.IS_PLAN)) is True

    def _one(self, wish: Wish) -> Any:
        self._desks[0].ask(wish)
        return self._desks[0].answer(self._allowances.seconds(wish))

    def returns(self, files: Iterable[Named]) -> Iterator[Return]:
        """The files as returned, as `read_apart` gives them."""
        coming, in_zip = (Wish(*file) for file in files), deque[Wish]()
        asked, turn = deque[tuple[_Desk, Wish]](), cycle(self._desks)
        while True:
            while len(asked) < AHEAD * len(self._desks) and not (asked and asked[-1][1].may_be_several):
                wish = in_zip.popleft() if in_zip else next(coming, None)
                if wish is None:
                    break
                desk = next(turn)
                if self._allowances.seconds(wish):
                    desk.ask(wish)
                asked.append((desk, wish))
            if not asked:
                return
            desk, wish = asked.popleft()
            answer: Return | Bundle | Problem = self._timed(desk, wish)
            if isinstance(answer, Bundle):
                in_zip.extendleft(Wish(wish.path, name, way) for way, name in reversed(answer.members))
                yield from answer.others
            else:
                yield Return(wish.name, refused=answer) if isinstance(answer, Problem) else answer

    def _timed(self, desk: _Desk, wish: Wish) -> Any:
        """What a file gave within its time; one in a zip that has none left is not waited for."""
        seconds = self._allowances.seconds(wish)
        if not seconds:
            desk.drop(wish)
            return not_read(wish)
        began = time.monotonic()
        answer = desk.answer(seconds)
        self._allowances.spend(wish, time.monotonic() - began)
        return answer


@dataclass(slots=True)
class _Desk:
    """Where one process after the other does what is asked, in order: one that fails is followed by a fresh one."""

    worker: process.Process | None = None
    waiting: deque[Wish] = field(default_factory=deque)

    def start(self) -> process.Process:
        self.worker = self.worker or process.start()
        return self.worker

    def ask(self, wish: Wish) -> None:
        self.waiting.append(wish)
        self.start().ask(wish)

    def answer(self, seconds: float) -> Any:
        """What the first of the wishes gave, or the problem that kept it from being read so long."""
        assert self.worker is not None  # something was asked
        answer, goes_on = self.worker.answer(self.waiting.popleft().name, seconds)
        if not goes_on:
            self._start_afresh()
        return answer

    def drop(self, wish: Wish) -> None:
        """Forgets a wish, if it was asked: the first."""
        if wish in self.waiting:
            self.waiting.remove(wish)
            self._start_afresh()

    def _start_afresh(self) -> None:
        self.close()
        for wish in self.waiting:
            self.start().ask(wish)

    def close(self) -> None:
        if self.worker:
            self.worker.stop()
            self.worker = None
